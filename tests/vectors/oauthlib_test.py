"""oauthlib signs every valid vector as the vector has it.

A third implementation beside the program's and the generator's own.
"""

import json
import os
import sys

try:
    from oauthlib import oauth1
    from oauthlib.oauth1.rfc5849 import signature as signatures
except ImportError:
    print("python3-oauthlib is not installed")
    sys.exit(77)

VECTORS = sys.argv[1]
FORM = "application/x-www-form-urlencoded"


# Headers that RFC 9110 allows and that oauthlib's reader does not take apart.
NOT_READ_BY_OAUTHLIB = {
    "oauth1.rule.valid-white-space",
    "oauth1.rule.valid-empty-elements",
    "oauth1.rule.realm-quoted-pair",
}


def headers_of(case):
    return {name: value for name, value in case["input"]["headers"]}


def base_string(given, headers):
    """As oauthlib's own verifier makes it, from the request and its header."""
    is_form = headers.get("Content-Type", "").startswith(FORM)
    parameters = signatures.collect_parameters(
        uri_query=given["target"].partition("?")[2],
        body=given["body"] if is_form else [],
        headers=headers,
        exclude_oauth_signature=True,
        with_realm=False,
    )
    return signatures.signature_base_string(
        given["method"],
        signatures.base_string_uri(given["url"] + given["target"]),
        signatures.normalize_parameters(parameters),
    )


def main():
    failed = checked = 0
    for name in ("published", "rules", "mistakes"):
        with open(os.path.join(VECTORS, "oauth1", name + ".json")) as text:
            document = json.load(text)
        for case in document["cases"]:
            # Those refused have the same stages as what they derive from, or
            # headers that oauthlib does not read at all.
            if not case["expect"]["accepted"] or "stages" not in case:
                continue
            if case["id"] in NOT_READ_BY_OAUTHLIB:
                continue
            given = case["input"]
            secrets = document["credentials"][given["credentials"]]
            stages = case["stages"]
            made = base_string(given, headers_of(case))
            code = signatures.sign_hmac_sha1_with_client(
                made,
                oauth1.Client(
                    secrets["consumer_key"],
                    client_secret=secrets["consumer_secret"],
                    resource_owner_secret=secrets["access_secret"],
                ),
            )
            checked += 1
            if made != stages["base_string"] or code != stages["signature"]:
                failed += 1
                print(f"{case['id']}:\n  {made}\n  {stages['base_string']}\n  {code}")
    print(f"{checked} cases, {failed} of them signed otherwise")
    return 1 if failed or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
