#!/usr/bin/env python3
"""Writes docs/ade-client-mutants.md: which checks notice which mutants.

  tools/ade_client_mutants.py MDMOCK ADE_REFERENCE_CLIENT PAGE

Runs the whole suite at every mutant of the reference client, four at a time:
some minutes. Fails, and writes nothing, where a mutant is not noticed by the
check that is there for it or the unmutated client does not pass.
"""

import concurrent.futures
import json
import subprocess
import sys

HEAD = """# The mutants of the reference ADE client

A check that has never failed is not known to work. `ade_reference_client`
passes every check of `mdmock check ade-client`; with `--mutant NAME` it does
one thing wrong, and the check named here has to notice. Others that notice too
stand in the last column: they are listed, not hidden.

Written by `tools/ade_client_mutants.py`; a test holds the first three columns
and the kills.

| mutant | what it does | killed by | also noticed by |
|---|---|---|---|
"""


def judge(mdmock, command):
    """Gives the codes of the checks that do not pass."""
    run = subprocess.run(
        [mdmock, "check", "ade-client", "--each", command, "--strict",
         "--seed", "1", "--jobs", "4", "--json"],
        stdout=subprocess.PIPE, check=False)
    results = json.loads(run.stdout)
    return [check["id"].split("/")[1].split("-")[0]
            for check in results["checks"]
            if check["outcome"] not in ("pass", "skip")]


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    mdmock, client, page = sys.argv[1:]
    if judge(mdmock, client):
        sys.exit("the unmutated client does not pass")
    listed = subprocess.run([client, "--list-mutants"], check=True, text=True,
                            stdout=subprocess.PIPE).stdout
    mutants = [line.split("\t") for line in listed.splitlines()]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        killers = list(pool.map(
            lambda one: judge(mdmock, f"{client} --mutant {one[0]}"), mutants))
    rows = []
    survivors = []
    for (name, code, does), codes in zip(mutants, killers):
        if code not in codes:
            survivors.append(f"{name} survives {code}")
        others = sorted(set(codes) - {code, "A00"})
        if "A00" in codes:
            others.append("the control")
        rows.append(f"| `{name}` | {does} | {code} | {' '.join(others)} |\n")
    if survivors:
        sys.exit("\n".join(survivors))
    with open(page, "w", encoding="utf-8") as out:
        out.write(HEAD + "".join(rows))


if __name__ == "__main__":
    main()
