"""Collects cases, and writes or compares a file of them."""

import base64
import json
import pathlib
import sys

from message import Recipe, make

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent / "cmsurl"
NOW = "2026-01-01T00:00:00Z"
HOST = "as1.example"
PATH = "/API/mdm/devices/12772"
TENANT = "bWRtb2NrIHRlc3QgdGVuYW50IGNvZGU="

# Findings that do not refuse, unless the case is judged strictly; and those
# that never do.
DOUBTS = {
    "scheme-case", "separator-space-before", "separator-space-missing",
    "separator.spaces", "header.long", "base64-wrapped", "base64-unpadded",
    "base64.bits", "message.trailing", "content-attached", "no-certificate",
    "signature-algorithm.digest-differs", "attributes.order",
    "signing-time.missing", "signing-time.form", "signing-time.stale",
    "signing-time.ahead"}
REMARKS = {
    "message.version", "signer.key-identifier", "digest.sha1",
    "signature-algorithm.ecdsa", "signature-algorithm.pss",
    "revocation-lists.sent", "certificate.extra", "attributes.none",
    "attribute.capabilities", "search.cut-short", "certificate.subject",
    "certificate.usage"}


def b64(data):
    return base64.b64encode(data).decode()


def header(message, scheme="CMSURL", separator="`1 "):
    return scheme + separator + b64(message)


class File:
    """The cases of one file."""

    def __init__(self, name, title, notes):
        self.name, self.title, self.notes = name, title, notes
        self.generator = "vectors/make/cmsurl"
        self.cases = []

    def add(self, slug, flag, title, recipe=None, rules=(), mistakes=(),
            equivalent=(), cause=None, value=None, target=PATH + "?page=0",
            method="GET", body=b"", scheme="CMSURL", headers=None, time=NOW,
            known=("",), trust=False, strict=False, reproducible=True, **more):
        """`value` makes the header of a message; "" names the first admin."""
        recipe = recipe or Recipe()
        if headers is None:
            value = value or (lambda message: header(message, scheme))
            given = value if isinstance(value, str) else value(make(recipe))
            headers = [["Host", HOST], ["aw-tenant-code", TENANT],
                       ["Authorization", given]]
        case = {"id": f"ws1.cmsurl.{slug}", "title": title, "flags": [flag],
                "reproducible": reproducible, "time": time, "window_s": 300,
                "input": {"url": f"https://{HOST}", "method": method,
                          "target": target, "headers": headers,
                          "body_b64": b64(body)}}
        case["input"]["known"] = [f"cmsurl_{one}certificate.pem"
                                  for one in known]
        if trust:
            case["input"]["trust"] = "cmsurl_root.pem"
        if strict:
            case["input"]["strict"] = True
        case["input"].update(more)
        by_body = scheme.upper() == "CMS" and method != "GET"
        case["stages"] = {
            "should_sign_b64": b64(body if by_body
                                   else target.partition("?")[0].encode())}
        if mistakes:
            case["stages"]["signed_b64"] = b64(recipe.content)
        if cause is None:
            cause = "ambiguous" if equivalent else \
                "proved" if mistakes else "none"
        harmless = REMARKS if strict else REMARKS | DOUBTS
        case["expect"] = {
            "accepted": set(rules) <= harmless,
            "findings": sorted("cmsurl." + one for one in rules),
            "cause": {
                "status": cause,
                "mistakes": sorted("cmsurl." + one for one in mistakes),
                "equivalent": [sorted("cmsurl." + one for one in way)
                               for way in equivalent]}}
        self.cases.append(case)

    def text(self):
        ids = [case["id"] for case in self.cases]
        assert len(ids) == len(set(ids)), "an id stands twice"
        assert {flag for case in self.cases
                for flag in case["flags"]} == set(self.notes)
        return json.dumps({
            "schema": "mdmock.vectors.cmsurl/1", "title": self.title,
            "source": {"generator": self.generator, "version": "1"},
            "notes": self.notes, "cases": self.cases},
            indent=1, ensure_ascii=False) + "\n"

    def write_or_check(self):
        """1 where --check finds a difference."""
        path = ROOT / self.name
        if "--check" not in sys.argv[1:]:
            path.write_text(self.text(), encoding="utf-8")
            return 0
        if path.read_text(encoding="utf-8") == self.text():
            return 0
        print(f"{path} is not what its generator makes", file=sys.stderr)
        return 1
