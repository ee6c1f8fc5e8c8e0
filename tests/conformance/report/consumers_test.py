#!/usr/bin/env python3
"""Reads our reports as their consumers do, and asserts that they see what we
counted. Usage: consumers_test.py FOLDER SCHEMA, with the files of
write_reports in FOLDER.

Each function below follows the rules by which one consumer of JUnit files
counts; none of them looks at the totals in the attributes."""

import base64
import json
import sys
import unittest
import xml.etree.ElementTree as ET
from pathlib import Path

import jsonschema

FOLDER = Path(sys.argv[1])
SCHEMA = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))


def suites_of(root):
    return [root] if root.tag == "testsuite" else list(root.iter("testsuite"))


def gitlab(root):
    """Child elements decide, failure before error before skipped; of cases with
    the same suite, classname and name the first is kept; text is shown, and a
    child without text shows nothing."""
    seen, counts, blank = set(), dict.fromkeys(("failed", "error", "skipped", "passed"), 0), []
    for suite in suites_of(root):
        for case in suite.findall("testcase"):
            key = (suite.get("name"), case.get("classname"), case.get("name"))
            if key in seen:
                continue
            seen.add(key)
            for tag, status in (("failure", "failed"), ("error", "error"), ("skipped", "skipped")):
                child = case.find(tag)
                if child is not None:
                    counts[status] += 1
                    if not (child.text or "").strip():
                        blank.append(key)
                    break
            else:
                counts["passed"] += 1
            # The Ruby library gives these types another meaning.
            for child in case:
                if child.get("type") in ("yaml", "symbol", "file", "array", "integer", "boolean"):
                    raise AssertionError(f"type {child.get('type')} is special")
    return counts, blank


def jenkins(root):
    """error and failure are one; skipped beside either counts as skipped; the
    name may not be missing; the class is what comes before the last dot."""
    counts = dict.fromkeys(("failed", "skipped", "passed"), 0)
    for suite in suites_of(root):
        if suite.find("error") is not None:
            raise AssertionError("an error of a suite is a test called <init>")
        for case in suite.findall("testcase"):
            if case.get("name") is None:
                raise AssertionError("NullPointerException")
            float(case.get("time"))
            trouble = case.find("error") is not None or case.find("failure") is not None
            if case.find("skipped") is not None:
                counts["skipped"] += 1
            elif trouble:
                counts["failed"] += 1
            else:
                counts["passed"] += 1
    return counts


def dorny(root):
    """Crashes without a name of suite or case; failure or error first, then
    skipped; groups are classnames other than the suite's name."""
    counts = dict.fromkeys(("failed", "skipped", "success"), 0)
    if root.tag == "testsuites":
        float(root.get("time"))
    for suite in suites_of(root):
        suite.attrib["name"].strip()
        float(suite.attrib["time"])
        for case in suite.findall("testcase"):
            case.attrib["name"].strip()
            float(case.attrib["time"])
            case.attrib["classname"]
            if case.find("failure") is not None or case.find("error") is not None:
                counts["failed"] += 1
            elif case.find("skipped") is not None:
                counts["skipped"] += 1
            else:
                counts["success"] += 1
    return counts


def mikepenz(root):
    """A status attribute may skip; skipped beats failure; the annotation takes
    its path from file, or else from classname."""
    counts, paths = dict.fromkeys(("failed", "skipped", "passed"), 0), []
    for suite in suites_of(root):
        for case in suite.findall("testcase"):
            trouble = case.find("failure") is not None or case.find("error") is not None
            skip = case.find("skipped") is not None or case.get("status") in ("disabled", "ignored")
            if skip:
                counts["skipped"] += 1
            elif trouble:
                counts["failed"] += 1
                paths.append(case.get("file") or case.get("classname").split(".")[-1])
            else:
                counts["passed"] += 1
    return counts, paths


def ours(results):
    """What the JSON report says, in the terms of JUnit."""
    failure = error = skipped = passed = 0
    for check in results["checks"]:
        outcome, of_whom = check["outcome"], check["class"]
        if outcome in ("pass", "info"):
            passed += 1
        elif outcome in ("skip", "xfail"):
            skipped += 1
        elif outcome == "warn" and of_whom == "implementation":
            failure, passed = (failure + 1, passed) if results["strict"] else (failure, passed + 1)
        elif of_whom == "implementation" and outcome in ("fail", "xpass", "xfail-changed"):
            failure += 1
        else:
            error += 1
    if len(results["checks"]) != results["planned"]:
        error += 1
    return failure, error, skipped, passed


class JunitTest(unittest.TestCase):
    RUNS = ("results", "strict", "cut_short")

    def read(self, run):
        results = json.loads((FOLDER / f"{run}.json").read_text(encoding="utf-8"))
        return ET.parse(FOLDER / f"{run}.xml").getroot(), ours(results)

    def test_every_consumer_counts_what_we_counted(self):
        for run in self.RUNS:
            with self.subTest(run):
                root, (failure, error, skipped, passed) = self.read(run)
                self.assertEqual(gitlab(root), ({"failed": failure, "error": error, "skipped": skipped, "passed": passed}, []))
                self.assertEqual(jenkins(root), {"failed": failure + error, "skipped": skipped, "passed": passed})
                self.assertEqual(dorny(root), {"failed": failure + error, "skipped": skipped, "success": passed})
                counts, paths = mikepenz(root)
                self.assertEqual(counts, {"failed": failure + error, "skipped": skipped, "passed": passed})
                self.assertTrue(all(paths))

    def test_totals_in_the_attributes_agree_with_the_cases(self):
        for run in self.RUNS:
            root, (failure, error, skipped, passed) = self.read(run)
            for element in [root] + suites_of(root):
                self.assertEqual(
                    [int(element.get(name)) for name in ("failures", "errors", "skipped", "tests")],
                    [failure, error, skipped, failure + error + skipped + passed])

    def test_a_case_has_at_most_one_status_and_always_its_attributes(self):
        for run in self.RUNS:
            for case in self.read(run)[0].iter("testcase"):
                self.assertLessEqual(len([c for c in case if c.tag != "properties"]), 1)
                for name in ("name", "classname", "file", "time"):
                    self.assertTrue(case.get(name), name)
                self.assertIsNone(case.get("status"))
                for child in case:
                    if child.tag != "properties":
                        self.assertTrue(child.get("message"))
                        self.assertTrue(child.get("type"))
                        self.assertLessEqual(len(child.text.encode()), 8192)

    def test_a_warning_that_passes_is_a_property(self):
        found = [p.get("value") for p in self.read("results")[0].iter("property") if p.get("name") == "warning"]
        self.assertEqual(found, ['an unlisted reason: <b>"nope"</b>'])


class SchemaTest(unittest.TestCase):
    def setUp(self):
        jsonschema.Draft202012Validator.check_schema(SCHEMA)
        self.validator = jsonschema.Draft202012Validator(SCHEMA)
        self.results = json.loads((FOLDER / "results.json").read_text(encoding="utf-8"))

    def test_results_are_valid(self):
        for run in JunitTest.RUNS:
            self.validator.validate(json.loads((FOLDER / f"{run}.json").read_text(encoding="utf-8")))

    def test_summary_counts_the_checks(self):
        for outcome, count in self.results["summary"].items():
            self.assertEqual(count, sum(c["outcome"] == outcome for c in self.results["checks"]), outcome)

    def test_the_schema_can_fail(self):
        def breaks(change):
            broken = json.loads(json.dumps(self.results))
            change(broken)
            self.assertFalse(self.validator.is_valid(broken))
        breaks(lambda r: r.update(schema="mdmock.results/2"))
        breaks(lambda r: r.pop("seed"))
        breaks(lambda r: r["checks"][0].update(outcome="passed"))
        breaks(lambda r: r["checks"][0].update({"class": "peer"}))
        breaks(lambda r: r["checks"][0].pop("evidence"))
        breaks(lambda r: r["summary"].pop("pass"))

    def test_exchanges_keep_their_bytes(self):
        parts = self.results["exchanges"][0]["parts"]
        self.assertIn(b"\0 \xed\xa0\x80", base64.b64decode(parts[1]["bytes_b64"]))


class HtmlTest(unittest.TestCase):
    PAGES = ("results", "green", "two")

    def read(self, page):
        return ET.fromstring((FOLDER / f"{page}.html").read_text(encoding="utf-8"))

    def test_pages_are_well_formed_with_language_and_landmarks(self):
        for page in self.PAGES:
            root = self.read(page)
            self.assertEqual(root.get("lang"), "en")
            self.assertTrue(root.findtext("head/title"))
            for landmark in ("header", "main", "footer"):
                self.assertEqual(len(list(root.iter(landmark))), 1, landmark)
            self.assertEqual(len(list(root.iter("h1"))), 1)

    def test_no_script_and_nothing_from_outside(self):
        for page in self.PAGES:
            for element in self.read(page).iter():
                self.assertNotIn(element.tag, ("script", "link", "img", "iframe", "object"))
                self.assertFalse([name for name in element.keys() if name.startswith("on") or name == "src"])

    def test_anchors_lead_somewhere_and_ids_are_unique(self):
        for page in self.PAGES:
            root = self.read(page)
            ids = [e.get("id") for e in root.iter() if e.get("id")]
            self.assertEqual(len(ids), len(set(ids)))
            for link in root.iter("a"):
                self.assertIn(link.get("href").removeprefix("#"), ids)

    def test_failures_are_open_and_first_and_passes_are_folded_with_their_trace(self):
        checks = [e for e in self.read("results").iter("details") if "check" in e.get("class").split()]
        self.assertEqual(len(checks), 12)
        kinds = [e.get("class").split()[1] for e in checks]
        self.assertEqual(kinds[:5], ["failed"] * 5)
        self.assertEqual(kinds[-1], "passed")
        for check, kind in zip(checks, kinds):
            self.assertEqual(check.get("open") is not None, kind in ("failed", "not-judged"))
        self.assertIn("Host: 127.0.0.1:8803", "".join(checks[-1].itertext()))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
