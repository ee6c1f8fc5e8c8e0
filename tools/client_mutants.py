#!/usr/bin/env python3
"""Writes docs/…-mutants.md: which checks notice which mutants.

  tools/client_mutants.py SUITE MDMOCK REFERENCE_CLIENT PAGE [--jobs N]

SUITE is ade-client or ws1-client. Runs the whole suite at every mutant of the
reference client, N (4) at a time: some minutes. Mutants whose names begin with
"alone-" are run as shims. Fails, and writes nothing, where a mutant is not
noticed by the check that is there for it or the unmutated client does not pass.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import mutant_page

TITLES = {
    "ade-client": "The mutants of the reference ADE client",
    "ws1-client": "The mutants of the reference Workspace ONE client",
}

HEAD = """# {title}

A check that has never failed is not known to work. `{client}`
passes every check of `mdmock check {suite}`; with `--mutant NAME` it does
one thing wrong, and the check named here has to notice. Others that notice too
stand in the last column: they are listed, not hidden.

Written by `tools/client_mutants.py`; a test holds the first three columns
and the kills.

""" + mutant_page.TABLE


class Judge:
    """Puts a suite to the reference client."""

    def __init__(self, suite, mdmock, client):
        self.suite = suite
        self.mdmock = mdmock
        self.client = client

    def failures(self, mutant=""):
        """Gives the codes of the checks that do not pass."""
        is_shim = mutant.startswith("alone-")
        command = self.client + (" --shim" if is_shim else "")
        if mutant:
            command += f" --mutant {mutant}"
        run = subprocess.run(
            [self.mdmock, "check", self.suite,
             "--shim" if is_shim else "--each", command, "--strict",
             "--seed", "1", "--jobs", "4", "--json"],
            stdout=subprocess.PIPE, check=False)
        results = json.loads(run.stdout)
        return [check["id"].split("/")[1].split("-")[0]
                for check in results["checks"]
                if check["outcome"] not in ("pass", "skip")]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("suite", choices=TITLES)
    parser.add_argument("mdmock")
    parser.add_argument("client")
    parser.add_argument("page")
    parser.add_argument("--jobs", type=int, default=4)
    options = parser.parse_args()
    judge = Judge(options.suite, options.mdmock, options.client)
    if judge.failures():
        sys.exit("the unmutated client does not pass")
    rows = mutant_page.rows(mutant_page.listed(options.client),
                            lambda name, _: judge.failures(name),
                            {"A00", "00"}, options.jobs)
    head = HEAD.format(title=TITLES[options.suite], suite=options.suite,
                       client=Path(options.client).name)
    with open(options.page, "w", encoding="utf-8") as out:
        out.write(head + rows)


if __name__ == "__main__":
    main()
