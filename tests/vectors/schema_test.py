"""The vector files of a folder keep to their schema, and the schema has teeth.

    schema_test.py VECTORS FOLDER SCHEMA
"""

import copy
import glob
import json
import os
import sys

try:
    import jsonschema
except ImportError:
    print("python3-jsonschema is not installed")
    sys.exit(77)

VECTORS, FOLDER, SCHEMA = sys.argv[1:]


def load(path):
    with open(path, encoding="utf-8") as text:
        return json.load(text)


def damaged(document):
    """Documents with one thing wrong each, and what."""
    for where in ("case", "input", "expect", "head"):
        made = copy.deepcopy(document)
        case = made["cases"][0]
        target = {"case": case, "head": made}.get(where) or case[where]
        target["not_a_field"] = "x"
        yield f"a field too many in {where}", made
    made = copy.deepcopy(document)
    del made["cases"][0]["expect"]
    yield "no expect", made
    made = copy.deepcopy(document)
    made["cases"][0]["id"] = "Case 1"
    yield "an id that is no slug", made


def main():
    schema = load(os.path.join(VECTORS, "schema", SCHEMA))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    paths = sorted(glob.glob(os.path.join(VECTORS, FOLDER, "*.json")))
    assert paths, "there are no vectors"
    failed = False
    ids = {}
    for path in paths:
        document = load(path)
        for error in validator.iter_errors(document):
            failed = True
            print(f"{path}: {'/'.join(map(str, error.path))}: {error.message[:200]}")
        for case in document["cases"]:
            if ids.setdefault(case["id"], path) != path:
                failed = True
                print(f"{case['id']} is in {ids[case['id']]} and in {path}")
        document["cases"] = document["cases"][:1]
        for what, made in damaged(document):
            if validator.is_valid(made):
                failed = True
                print(f"{path}: the schema allows {what}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
