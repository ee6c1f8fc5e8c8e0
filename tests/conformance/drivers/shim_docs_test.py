#!/usr/bin/env python3
"""Holds docs/shim.md against the schema, and tries its examples. Usage:
shim_docs_test.py ROOT."""

import json
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

import jsonschema

ROOT = Path(sys.argv[1])
SCHEMA = json.loads((ROOT / "vectors/schema/shim.schema.json").read_text(encoding="utf-8"))
TEXT = (ROOT / "docs/shim.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


def validator(name):
    return jsonschema.Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": SCHEMA["$defs"]})


class ShimDocsTest(unittest.TestCase):
    def setUp(self):
        self.requests, self.answers = (block.splitlines() for block in blocks("json"))

    def test_schema_is_one(self):
        jsonschema.Draft202012Validator.check_schema(SCHEMA)

    def test_lines_of_either_side_are_valid(self):
        for line in self.requests:
            validator("request").validate(json.loads(line))
            self.assertFalse(validator("answer").is_valid(json.loads(line)), line)
        for line in self.answers:
            validator("answer").validate(json.loads(line))
            self.assertFalse(validator("request").is_valid(json.loads(line)), line)
        validator("greeting").validate(json.loads(self.answers[0])["ok"])

    def test_broken_lines_are_not(self):
        for line in ('{"seq":1}', '{"seq":1,"ok":{},"skip":{}}', '{"seq":-1,"ok":{}}', '{"seq":1,"ok":[]}',
                     '{"seq":1,"rejected":{}}', '{"seq":1,"rejected":{"class":"sulking"}}', "[]"):
            self.assertFalse(validator("answer").is_valid(json.loads(line)), line)

    def test_all_classes_are_named(self):
        named = set(re.findall(r"`([a-z_]+)`", TEXT))
        self.assertEqual(set(SCHEMA["$defs"]["class"]["enum"]) - named, set())

    def test_example_shim_works(self):
        (script,) = blocks("python")
        run = subprocess.run([sys.executable, "-c", script], input="\n".join(self.requests) + "\n",
                             capture_output=True, text=True, check=True, timeout=20)
        greeting, answer = (json.loads(line) for line in run.stdout.splitlines())
        validator("greeting").validate(greeting["ok"])
        validator("answer").validate(answer)
        self.assertEqual(answer["seq"], 17)

    def test_example_client_works(self):
        (script,) = blocks("sh")
        run = subprocess.run(["sh", "-c", script], env={**os.environ, "MDMOCK_OP": "sync"}, check=False, timeout=20)
        self.assertEqual(run.returncode, 89)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
