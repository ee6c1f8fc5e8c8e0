#!/usr/bin/env python3
"""An adapter fares as its baseline says, in the whole program.

adapter_test.py [--wants MODULE]... [--skipped GLOB]... MDMOCK SCHEMA SUITE -- OPTION...

runs `MDMOCK check SUITE OPTION...`, which has to end with 0. A baseline says
nothing of skips: those that match --skipped, and no others, are expected.
"""

import argparse
import fnmatch
import importlib.util
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

SKIP = 77


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--wants", action="append", default=[])
    parser.add_argument("--skipped", action="append", default=[])
    parser.add_argument("mdmock")
    parser.add_argument("schema", type=pathlib.Path)
    parser.add_argument("suite")
    parser.add_argument("options", nargs="+")
    arguments = parser.parse_args()
    for module in arguments.wants:
        if importlib.util.find_spec(module) is None:
            print(f"there is no Python module {module}")
            return SKIP

    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "results.json"
        # A warning that the baseline does not list fails under --strict.
        command = [arguments.mdmock, "check", arguments.suite, "--strict",
                   "--json-out", str(path), *arguments.options]
        status = subprocess.run(command, check=False).returncode
        sys.stdout.flush()
        results = json.loads(path.read_text(encoding="utf-8"))
    schema = json.loads(arguments.schema.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(results)

    surprises = [
        f"{check['id']}: {check['outcome']}: {check['message']}"
        for check in results["checks"]
        if (check["outcome"] == "skip")
        != any(fnmatch.fnmatchcase(check["id"], glob)
               for glob in arguments.skipped)]
    for line in surprises:
        print("a skip was expected, or none:", line)
    return 1 if status != 0 or surprises else 0


if __name__ == "__main__":
    sys.exit(main())
