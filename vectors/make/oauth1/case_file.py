"""Vector files: cases with their fields in a fixed order, written one way."""

import datetime
import json
import os

import client

ROOM = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, os.pardir, "oauth1")
GENERATOR_VERSION = "1"

# TEST ONLY. These are not anybody's secrets: "project" are the constants of
# Apple's public simulator, the others were made up here.
CREDENTIALS = {
    "project": client.Credentials(
        "CK_48dd68d198350f51258e885ce9a5c37ab7f98543c4a697323d75682a6c10a32501cb247"
        "e3db08105db868f73f2c972bdb6ae77112aea803b9219eb52689d42e6",
        "CS_34c7b2b531a600d99a0e4edcf4a78ded79b86ef318118c2f5bcfee1b011108c32d5302d"
        "f801adbe29d446eb78f02b13144e323eb9aad51c79f01e50cb45c3a68",
        "AT_927696831c59ba510cfe4ec1a69e5267c19881257d4bca2906a99d0785b785a6f6fdeb0"
        "9774954fdd5e2d0ad952e3af52c6d8d2f21c924ba0caf4a031c158b89",
        "AS_c31afd7a09691d83548489336e8ff1cb11b82b6bca13f793344496a556b1f4972eaff4d"
        "de6deb5ac9cf076fdfa97ec97699c34d515947b9cf9ed31c99dded6ba",
    ),
    "short": client.Credentials(
        "CK_test-only", "CS_test-only-1f0c", "AT_test-only", "AS_test-only-9e2b"
    ),
    "old": client.Credentials(
        "CK_test-only-old",
        "CS_test-only-0a77",
        "AT_test-only-old",
        "AS_test-only-5c31",
    ),
    "alike": client.Credentials(
        "CK_test-only", "test-only-4d1e88a0", "AT_test-only", "test-only-4d1e88a0"
    ),
    "awkward": client.Credentials(
        "CK test+only/=",
        "CS test+only/=&% 1",
        "AT test+only/=",
        "AS test+only/=&% 2",
    ),
}


def add_credentials(name, consumer_key, consumer_secret, token, token_secret):
    """Credentials of a published vector, under the name of their source."""
    CREDENTIALS[name] = client.Credentials(
        consumer_key, consumer_secret, token, token_secret
    )
    return name


def rfc3339(seconds):
    when = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def text(data):
    return data.decode("utf-8", "surrogateescape") if isinstance(data, bytes) else data


def raw_input(url, method, target, headers, credentials, **more):
    """The input of a case. `headers` are ordered pairs."""
    made = {
        "url": url,
        "method": method,
        "target": target,
        "headers": [list(pair) for pair in headers],
        "body": more.pop("body", ""),
        "credentials": credentials,
    }
    for name in ("previous", "as", "strict", "nonce_seen", "token_expiry"):
        if more.get(name):
            made[name] = more.pop(name)
        else:
            more.pop(name, None)
    assert not more, more
    return made


def request_headers(request, authorization):
    host = request.url.split("://")[1]
    headers = [("Host", host), ("Authorization", authorization)]
    if request.content_type is not None:
        headers.append(("Content-Type", request.content_type))
    return headers


def stages(working):
    return {
        "parameters": working.parameters,
        "base_string": text(working.base_string),
        "key": text(working.key),
        "signature": client.text_stage(working.code, {("signature-not-encoded", "")}),
    }


NO_CAUSE = {"status": "none", "mistakes": [], "equivalent": []}
UNKNOWN = {"status": "unknown", "mistakes": [], "equivalent": []}


def cause(explanations):
    """The cause of a signature with these smallest explanations."""
    if explanations == [[]]:
        return NO_CAUSE
    if not explanations:
        return UNKNOWN
    prefixed = [["oauth1." + name for name in one] for one in explanations]
    return {
        "status": "proved" if len(prefixed) == 1 else "ambiguous",
        "mistakes": prefixed[0],
        "equivalent": prefixed[1:],
    }


def expect(findings, cause_given=NO_CAUSE, refused=None):
    """`findings` are codes without their prefix, in any order."""
    if refused is None:
        refused = any(code not in LENIENT for code in findings)
    return {
        "accepted": not refused,
        "findings": sorted("oauth1." + code for code in findings),
        "cause": cause_given,
    }


# Findings that let a message pass, unless the verifier is strict.
LENIENT = {
    "signature.not-encoded",
    "value.not-encoded",
    "value.lower-case-escape",
    "realm.other",
    "parameter.foreign",
    "secret.sent",
    "version.absent",
    "documentation.pasted",
    "path.other",
    "search.cut-short",
}

ORDER = (
    "id",
    "title",
    "kind",
    "flags",
    "spec",
    "provenance",
    "derived_from",
    "time",
    "window_s",
    "input",
    "stages",
    "signed",
    "expect",
)


def case(**fields):
    unknown = set(fields) - set(ORDER)
    assert not unknown, unknown
    return {name: fields[name] for name in ORDER if fields.get(name) is not None}


def document(name, title, notes, cases, credentials=None):
    ids = [one["id"] for one in cases]
    assert len(ids) == len(set(ids)), sorted(i for i in ids if ids.count(i) > 1)
    used = {flag for one in cases for flag in one["flags"]}
    assert used == set(notes), used ^ set(notes)
    made = {
        "schema": "mdmock.vectors.oauth1/1",
        "title": title,
        "source": {
            "generator": f"vectors/make/oauth1/{name}.py",
            "version": GENERATOR_VERSION,
        },
        "notes": notes,
    }
    if credentials is not None:
        made["credentials"] = {
            key: CREDENTIALS[key].__dict__ for key in sorted(credentials)
        }
    made["cases"] = cases
    return made


def used_credentials(cases):
    names = set()
    for one in cases:
        names.add(one["input"]["credentials"])
        names.update(one["input"].get("previous", ()))
    return names


def dump(data):
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"
