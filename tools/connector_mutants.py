#!/usr/bin/env python3
"""Writes docs/connector-mutants.md: which checks notice which mutants.

  tools/connector_mutants.py MDMOCK REFERENCE_CONNECTOR PAGE [--check]

Puts every mutant of the reference connector to the check that is there for it.
Fails, and writes nothing, where one is not noticed. With --check nothing is run
and nothing written: it fails where PAGE does not list just these mutants.
"""

import concurrent.futures
import json
import subprocess
import sys
import tempfile

HEAD = """# The mutants of the reference connector

A check that has never failed is not known to work. `reference_connector`, a PKI
connector over a small CA of its own, passes every check of `mdmock check
connector`; `reference_connector FOLDER MUTANT` does one thing wrong, and the
check named here has to notice.

Written by `tools/connector_mutants.py`; tests hold the table and the kills.

| mutant | what it does | killed by |
|---|---|---|
"""


def noticed(mdmock, connector, mutant, code):
    """Says whether the check does not pass."""
    with tempfile.TemporaryDirectory() as folder:
        with subprocess.Popen([connector, folder, mutant],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              text=True) as serving:
            url = serving.stdout.readline().strip()
            run = subprocess.run(
                [mdmock, "check", "connector", url, "--config",
                 f"{folder}/connector.json", "--run", f"connector/{code}-*",
                 "--seed", "1", "--json"],
                stdout=subprocess.PIPE, check=False)
            serving.stdin.close()
            serving.wait()
    return any(check["id"].startswith(f"connector/{code}-") and
               check["outcome"] in ("fail", "warn", "timeout")
               for check in json.loads(run.stdout)["checks"])


def main():
    arguments = [one for one in sys.argv[1:] if one != "--check"]
    if len(arguments) != 3:
        sys.exit(__doc__)
    mdmock, connector, page = arguments
    listed = subprocess.run([connector, "--list-mutants"], check=True,
                            text=True, stdout=subprocess.PIPE).stdout
    mutants = [line.split("\t") for line in listed.splitlines()]
    text = HEAD + "".join(f"| `{name}` | {does} | {code} |\n"
                          for name, code, does in mutants)
    if "--check" in sys.argv:
        with open(page, encoding="utf-8") as written:
            if written.read() != text:
                sys.exit(f"{page} is not about these mutants: run me again")
        return
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        kills = list(pool.map(
            lambda one: noticed(mdmock, connector, one[0], one[1]), mutants))
    survivors = [f"{name} survives {code}"
                 for (name, code, _), kill in zip(mutants, kills) if not kill]
    if survivors:
        sys.exit("\n".join(survivors))
    with open(page, "w", encoding="utf-8") as out:
        out.write(text)


if __name__ == "__main__":
    main()
