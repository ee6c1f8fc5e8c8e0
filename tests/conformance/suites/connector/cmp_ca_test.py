#!/usr/bin/env python3
"""The B rows of check connector, with a real CMP responder behind the reference.

cmp_ca_test.py MDMOCK REFERENCE_CONNECTOR CMP_CA
"""

import base64
import contextlib
import json
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import unittest

MDMOCK, CONNECTOR, CMP_CA = (str(pathlib.Path(path).resolve()) for path in sys.argv[1:4])
PATIENCE_S = 60

REASONS = {
    "B-01": "badMessageCheck", "B-02": "badTime", "B-03": "badAlg", "B-04": "unknownCert",
    "B-05": "unknown", "B-06": "unknown", "B-07": "unknown", "B-08": "unknown",
    "B-09": "unknown", "B-10": "badMessageCheck", "B-11": "unknown",
}


@contextlib.contextmanager
def program(*command):
    """Runs a program that says a line, and ends with its standard input."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          text=True) as process:
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.stdin.close()
            try:
                process.wait(PATIENCE_S)
            except subprocess.TimeoutExpired:
                process.kill()


def code_of(check):
    return check["id"].removeprefix("connector/")[:4]


def reason_in(results, check):
    """The failureInfo that the connector has sent, from the evidence."""
    exchange = next(e for e in results["exchanges"] if e["seq"] == check["evidence"][-1])
    response = next(p for p in exchange["parts"] if p["name"] == "response")
    body = base64.b64decode(response["bytes_b64"]).split(b"\r\n\r\n", 1)[1]
    return json.loads(body)["failureInfo"]


class BackEnd(unittest.TestCase):
    def setUp(self):
        self.folder = self.enterContext_(tempfile.TemporaryDirectory())
        self.ca, said = self.enterContext_(program(sys.executable, CMP_CA, "serve", self.folder))
        self.assertEqual(said, "ready")

    # unittest has it from Python 3.11 on.
    def enterContext_(self, context):
        entered = context.__enter__()
        self.addCleanup(context.__exit__, None, None, None)
        return entered

    def judge(self, rows, mutant=(), options=""):
        """What comes of some rows; the results, and the B rows by their codes."""
        configuration = pathlib.Path(self.folder, "connector.json")
        results = pathlib.Path(self.folder, "results.json")
        with program(CONNECTOR, self.folder, *mutant) as (_, url):
            content = json.loads(configuration.read_text(encoding="utf-8"))
            content["hooks"]["backend_failure"] = (
                f"'{sys.executable}' '{CMP_CA}' arm '{self.folder}' NAME {options}")
            configuration.write_text(json.dumps(content), encoding="utf-8")
            run = subprocess.run(
                [MDMOCK, "check", "connector", url, "--config", str(configuration),
                 "--json-out", str(results), "--strict",
                 *(word for row in rows for word in ("--run", f"connector/{row}-*"))],
                capture_output=True, text=True, timeout=4 * PATIENCE_S, check=False)
        found = json.loads(results.read_text(encoding="utf-8"))
        checks = {code_of(c): c for c in found["checks"] if code_of(c).startswith("B-")}
        return run, found, checks

    def test_each_failure_of_the_ca_has_its_reason(self):
        run, results, checks = self.judge(["B-*"])
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        self.assertEqual(sorted(checks), sorted(REASONS))
        for code, reason in REASONS.items():
            self.assertEqual(checks[code]["outcome"], "pass", checks[code])
            self.assertEqual(reason_in(results, checks[code]), reason, code)

    def test_the_other_ways_to_fail_have_the_same_reasons(self):
        run, results, checks = self.judge(["B-01", "B-06"], options="--other")
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        self.assertEqual(sorted(checks), ["B-01", "B-06"])
        for code, check in checks.items():
            self.assertEqual(reason_in(results, check), REASONS[code], code)

    def test_each_mutant_is_noticed(self):
        listed = subprocess.run([CONNECTOR, "--list-mutants"], capture_output=True, text=True,
                                check=True).stdout
        mutants = [line.split("\t")[:2] for line in listed.splitlines()]
        mutants = [(name, code) for name, code in mutants if code.startswith("B-")]
        self.assertGreaterEqual(len(mutants), 10)
        for name, code in mutants:
            with self.subTest(mutant=name):
                _, _, checks = self.judge([code], mutant=[name])
                self.assertIn(checks[code]["outcome"], ("fail", "warn"), checks[code])
                self.assertEqual(checks[code]["class"], "implementation")

    def test_what_cannot_fail_so_is_said(self):
        done = subprocess.run([sys.executable, CMP_CA, "arm", self.folder, "nonsense"],
                              capture_output=True, text=True, timeout=PATIENCE_S, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("nonsense", done.stderr)

    def test_nothing_is_left_behind_where_it_is_killed(self):
        subprocess.run([sys.executable, CMP_CA, "arm", self.folder, "badTime"], check=True,
                       timeout=PATIENCE_S)
        url = pathlib.Path(self.folder, "back-end").read_text(encoding="ascii").split()[1]
        port = int(url.rstrip("/").rsplit(":", 1)[1])
        socket.create_connection(("127.0.0.1", port), PATIENCE_S).close()
        self.ca.kill()
        self.ca.wait(PATIENCE_S)
        deadline = time.monotonic() + PATIENCE_S
        with self.assertRaises(OSError):
            while time.monotonic() < deadline:
                socket.create_connection(("127.0.0.1", port), PATIENCE_S).close()


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
