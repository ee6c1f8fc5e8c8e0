#!/usr/bin/env python3
"""Writes docs/connector-mutants.md: which checks notice which mutants.

  tools/connector_mutants.py MDMOCK REFERENCE_CONNECTOR PAGE [--jobs N] [--check]

Puts the suite to every mutant of the reference connector, N (4) at a time: some
minutes. Fails, and writes nothing, where a mutant is not noticed by the check
that is there for it or the unmutated connector does not pass. With --check
nothing is run and nothing written: it fails where PAGE does not list just these
mutants and the checks that have none.
"""

import argparse
import json
import subprocess
import sys
import tempfile

import mutant_page

HEAD = """# The mutants of the reference connector

A check that has never failed is not known to work. `reference_connector`, a PKI
connector over a small CA of its own, passes every check of `mdmock check
connector`; `reference_connector FOLDER MUTANT` does one thing wrong, and the
check named here has to notice. Others that notice too stand in the last column:
they are listed, not hidden. Where the control fails, no key pair can be had, and
most other checks are skipped.

C-04, C-06, C-07 and F-39 take their time, and are put to their own mutants
alone. Those of D-01 to D-20 are judged in the profile `dynamics`.

Written by `tools/connector_mutants.py`; tests hold the first three columns, the
kills, and that every MUST is broken but for those at the end.

""" + mutant_page.TABLE

TAIL = """
## What no mutant breaks

| check | why |
|---|---|
"""

SLOW = ("C-04", "C-06", "C-07", "F-39")
UNNOTICED = ("pass", "info", "skip")


class Judge:
    """Puts the suite to the reference connector."""

    def __init__(self, mdmock, connector):
        self.mdmock = mdmock
        self.connector = connector

    def failures(self, mutant="", code=""):
        """Gives the codes of the checks that do not pass."""
        skipped = [f"--skip=connector/{one}-*" for one in SLOW if one != code]
        with tempfile.TemporaryDirectory() as folder:
            with subprocess.Popen(
                    [self.connector, folder] + ([mutant] if mutant else []),
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                    text=True) as serving:
                url = serving.stdout.readline().strip()
                run = subprocess.run(
                    [self.mdmock, "check", "connector", url, "--config",
                     f"{folder}/connector.json", "--seed", "1", "--jobs", "4",
                     "--json"] + skipped,
                    stdout=subprocess.PIPE, check=False)
                serving.stdin.close()
                serving.wait()
        results = json.loads(run.stdout)
        return ["-".join(check["id"].split("/")[1].split("-")[:2])
                for check in results["checks"]
                if check["outcome"] not in UNNOTICED]


def held(page):
    """Gives what a test can hold of a page: all but the last column."""
    return ["|".join(line.split("|")[:4]) if line.startswith("| `") else line
            for line in page.splitlines()]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mdmock")
    parser.add_argument("connector")
    parser.add_argument("page")
    parser.add_argument("--jobs", type=int, default=4)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    mutants = mutant_page.listed(options.connector)
    tail = TAIL + "".join(f"| {code} | {why} |\n" for code, why in
                          mutant_page.listed(options.connector,
                                             "--list-unbroken"))
    if options.check:
        wanted = HEAD + "".join(f"| `{name}` | {does} | {code} | |\n"
                                for name, code, does in mutants) + tail
        with open(options.page, encoding="utf-8") as written:
            if held(written.read()) != held(wanted):
                sys.exit(f"{options.page} is not about these mutants: run me "
                         "again")
        return
    judge = Judge(options.mdmock, options.connector)
    noticed = judge.failures()
    if noticed:
        sys.exit("the unmutated connector does not pass: " + " ".join(noticed))
    rows = mutant_page.rows(mutants, judge.failures, {"K-01"}, options.jobs)
    with open(options.page, "w", encoding="utf-8") as out:
        out.write(HEAD + rows + tail)


if __name__ == "__main__":
    main()
