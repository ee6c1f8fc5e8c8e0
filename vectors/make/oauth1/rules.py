"""Makes vectors/oauth1/rules.json: requests that break one rule each.

Unless a case is about the signature, it is signed rightly over what it sends,
so that the finding named is the only one.
"""

import dataclasses
import hashlib

import case_file as file
import client
import search

TIME = 1700000000
APPLE = "https://mdmenrollment.apple.com"
PROJECT = file.CREDENTIALS["project"]
FORM = "application/x-www-form-urlencoded"
RAW = {("signature-not-encoded", "")}


def valid(**changes):
    """A valid request, with some fields of its header changed; None leaves one
    out, and names in `after` are added at the end."""
    nonce = changes.pop("nonce", "f7c3bc1d808e0473")
    listed = [
        ("realm", "ADM"),
        ("oauth_consumer_key", PROJECT.consumer_key),
        ("oauth_token", PROJECT.access_token),
        ("oauth_signature_method", "HMAC-SHA1"),
        ("oauth_timestamp", str(TIME)),
        ("oauth_nonce", nonce),
        ("oauth_version", "1.0"),
    ]
    after = changes.pop("after", [])
    made = [
        (name, changes.pop(name.removeprefix("oauth_"), value)) for name, value in listed
    ]
    request = {k: changes.pop(k) for k in list(changes) if k in REQUEST}
    assert not changes, changes
    pairs = tuple((n, v) for n, v in made if v is not None) + tuple(after)
    return client.Request(**{"url": APPLE, "fields": pairs, **request})


REQUEST = {f.name for f in dataclasses.fields(client.Request)}


class Cases:
    def __init__(self):
        self.cases = []

    def add(self, id_, title, findings, request=None, **more):
        """`header` maps the header that a right client sends to the one sent;
        `sends` is the request that the header shows, where not `request`."""
        request = request or valid()
        credentials = more.pop("signs_with", PROJECT)
        working = client.sign(request, credentials)
        signature = more.pop("signature", working.signature)
        header = client.authorization(request, signature)
        header = more.pop("header", lambda text: text)(header)
        headers = [("Host", request.url.split("://")[1])]
        headers += [("Authorization", h) for h in ([header] if isinstance(header, str) else header)]
        if request.content_type:
            headers.append(("Content-Type", request.content_type))
        headers += more.pop("extra_headers", [])
        explanations = more.pop("explanations", None)
        cause = file.NO_CAUSE if explanations is None else file.cause(explanations)
        keep_stages = more.pop("keep_stages", True)
        strict = more.get("strict", False)
        self.cases.append(
            file.case(
                id="oauth1.rule." + id_,
                title=title,
                flags=more.pop("flags", ["Rule" if findings else "Valid"]),
                spec=more.pop("spec", "RFC 5849, 3; Apple authentication"),
                provenance="documented",
                derived_from=None if id_ == "none" else "oauth1.rule.none",
                time=file.rfc3339(more.pop("time", TIME)),
                window_s=more.pop("window_s", 300),
                input=file.raw_input(
                    request.url,
                    request.method,
                    request.target,
                    headers,
                    "project",
                    body=request.body,
                    **more,
                ),
                stages=file.stages(client.sign(request, PROJECT)) if keep_stages else None,
                expect=file.expect(findings, cause, refused=True if strict else None),
            )
        )


def nonce_where(fits):
    """The first nonce under which the signature's base64 is as asked for."""
    for count in range(10000):
        nonce = hashlib.sha256(b"rule %d" % count).hexdigest()[:16]
        if fits(client.sign(valid(nonce=nonce), PROJECT, RAW).signature):
            return nonce
    raise AssertionError


def accepted(cases):
    cases.add("none", "a valid request", [])
    cases.add("valid-no-realm", "the realm is optional", [], valid(realm=None))
    cases.add(
        "valid-scheme-lower-case",
        "the scheme in lower case",
        [],
        header=lambda h: "oauth" + h[5:],
    )
    cases.add(
        "valid-no-blanks",
        "commas without blanks",
        [],
        header=lambda h: h.replace(", ", ","),
    )
    cases.add(
        "valid-white-space",
        "tabs and blanks around '=' and ','",
        [],
        header=lambda h: h.replace(", ", " ,\t").replace('="', ' = "'),
    )
    cases.add(
        "valid-empty-elements",
        "empty list elements (RFC 9110, 5.6.1)",
        [],
        header=lambda h: h.replace(", ", ", , ") + ",",
    )
    cases.add(
        "valid-order",
        "the parameters in another order",
        [],
        header=lambda h: "OAuth " + ", ".join(reversed(h[6:].split(", "))),
    )
    cases.add("valid-oldest", "exactly as old as the window", [], time=TIME + 300)
    cases.add("valid-newest", "exactly as far ahead", [], time=TIME - 300)
    cases.add(
        "valid-narrow-window", "a window of ten seconds", [], time=TIME + 10, window_s=10
    )
    cases.add(
        "valid-token-not-expired",
        "a token that expires in a second",
        [],
        token_expiry=file.rfc3339(TIME + 1),
    )
    cases.add(
        "valid-escaped-needlessly",
        "a letter that is percent-encoded",
        [],
        header=lambda h: h.replace('"1.0"', '"%31.0"'),
    )


def header_as_a_whole(cases):
    no = {"keep_stages": False}
    cases.add("authorization-missing", "no Authorization", ["authorization.missing"], header=lambda h: [], **no)
    cases.add("authorization-repeated", "two Authorization headers", ["authorization.repeated"], header=lambda h: [h, h])
    for scheme in ("Bearer", "Basic", "OAuth2", "Digest"):
        cases.add(
            f"authorization-scheme-{scheme.lower()}",
            f"the scheme {scheme}",
            ["authorization.scheme"],
            header=lambda h, scheme=scheme: scheme + h[5:],
            **no,
        )
    cases.add("authorization-empty", "an empty header", ["authorization.scheme"], header=lambda h: "", **no)
    cases.add(
        "authorization-syntax-comma",
        "a comma that is missing",
        ["authorization.syntax"],
        header=lambda h: h.replace('"ADM", ', '"ADM" '),
    )
    cases.add(
        "authorization-syntax-word",
        "a word without a value",
        ["authorization.syntax"],
        header=lambda h: h + ", signed",
    )
    cases.add(
        "authorization-syntax-quote",
        "a quote that is never closed",
        ["authorization.syntax", "version.absent"],
        valid(version=None),
        header=lambda h: h + ', oauth_version="1.0',
    )
    cases.add(
        "too-many",
        "70 parameters",
        ["parameter.too-many", "parameter.foreign"],
        valid(after=[(f"x{i:02}", "1") for i in range(56)], signature_after="realm"),
        header=lambda h: h + "".join(f', y{i}="1"' for i in range(6)),
    )


def values(cases):
    cases.add(
        "value-unquoted",
        "a value without quotes",
        ["value.unquoted"],
        header=lambda h: h.replace('"1.0"', "1.0"),
    )
    cases.add(
        "value-escape",
        "'%' without two digits",
        ["value.escape"],
        valid(nonce="a%ZZb"),
        header=lambda h: h.replace("a%25ZZb", "a%ZZb"),
    )
    cases.add("value-utf8", "bytes that are not UTF-8", ["value.utf8"], valid(nonce="a\udcff\udcfeb"))
    cases.add(
        "value-not-encoded",
        "a '/' as it is",
        ["value.not-encoded"],
        valid(nonce="ab/cd"),
        header=lambda h: h.replace("ab%2Fcd", "ab/cd"),
    )
    cases.add(
        "value-lower-case-escape",
        "escapes with lower-case digits",
        ["value.lower-case-escape"],
        valid(nonce="ab/cd"),
        header=lambda h: h.replace("ab%2Fcd", "ab%2fcd"),
    )
    nonce = nonce_where(lambda s: "+" in s)
    cases.add(
        "signature-lower-case-escape",
        "a signature's '+' as %2b",
        ["value.lower-case-escape"],
        valid(nonce=nonce),
        signature=client.sign(valid(nonce=nonce), PROJECT)
        .signature.replace("%2B", "%2b")
        .replace("%2F", "%2f")
        .replace("%3D", "%3d"),
    )


def parameters(cases):
    for name in ("consumer_key", "token", "signature_method", "timestamp", "nonce"):
        cases.add(
            f"parameter-missing-{name.replace('_', '-')}",
            f"no oauth_{name}",
            ["parameter.missing"],
            valid(**{name: None}, signature_after="realm"),
        )
    cases.add(
        "parameter-missing-signature",
        "no oauth_signature",
        ["parameter.missing"],
        header=lambda h: ", ".join(p for p in h.split(", ") if "oauth_signature=" not in p),
    )
    for name in ("consumer_key", "token", "signature_method", "timestamp", "nonce", "version"):
        cases.add(
            f"parameter-empty-{name.replace('_', '-')}",
            f"oauth_{name} is empty",
            ["parameter.empty"],
            valid(**{name: ""}),
        )
    cases.add(
        "parameter-empty-signature",
        "oauth_signature is empty",
        ["parameter.empty"],
        signature="",
    )
    cases.add(
        "parameter-duplicate",
        "a nonce that is there twice",
        ["parameter.duplicate"],
        valid(after=[("oauth_nonce", "f7c3bc1d808e0473")]),
    )
    for name in ("callback", "verifier", "body_hash"):
        cases.add(
            f"parameter-unsupported-{name.replace('_', '-')}",
            f"oauth_{name}",
            ["parameter.unsupported"],
            valid(after=[("oauth_" + name, "oob")]),
        )
    cases.add("parameter-foreign", "a parameter of no standard", ["parameter.foreign"], valid(after=[("foo", "bar")]))
    cases.add("parameter-transport-query", "oauth_ in the query", ["parameter.transport"], valid(query="oauth_foo=1"))
    cases.add(
        "parameter-transport-body",
        "oauth_ in a form body",
        ["parameter.transport"],
        valid(method="POST", content_type=FORM, body="oauth_token=1"),
    )
    cases.add("realm-other", "another realm", ["realm.other"], valid(realm="https://mdmenrollment.apple.com/"))
    cases.add(
        "realm-quoted-pair",
        "a realm with an escaped quote and a comma",
        ["realm.other"],
        valid(realm='A\\"D, oauth_nonce=x'),
    )
    cases.add("version-absent", "no oauth_version", ["version.absent"], valid(version=None))
    for version in ("1.0a", "2.0", "1"):
        cases.add(f"version-{version}", f"version {version}", ["version.unsupported"], valid(version=version))
    for method in ("HMAC-SHA256", "hmac-sha1", "RSA-SHA1"):
        cases.add(
            f"signature-method-{method.lower() + ('-lower' if method.islower() else '')}",
            f"the method {method}",
            ["signature-method.unsupported"],
            valid(signature_method=method),
        )
    cases.add(
        "signature-method-plaintext",
        "PLAINTEXT, which sends the secrets",
        ["signature-method.unsupported", "secret.sent", "secret.sent"],
        valid(signature_method="PLAINTEXT"),
        signature=client.percent(PROJECT.consumer_secret + "&" + PROJECT.access_secret),
    )
    cases.add(
        "secret-sent",
        "the consumer secret in another header",
        ["secret.sent"],
        extra_headers=[("X-Debug", "secret=" + PROJECT.consumer_secret)],
    )
    cases.add("path-other", "OAuth on another path", ["path.other"], valid(path="/account"))


def identity(cases):
    old = file.CREDENTIALS["old"]
    cases.add("consumer-key-unknown", "another consumer key", ["consumer-key.unknown"], valid(consumer_key="CK_nobody"))
    cases.add("token-unknown", "another access token", ["token.unknown"], valid(token="AT_nobody"))
    cases.add(
        "token-swapped",
        "consumer key and access token swapped",
        ["consumer-key.unknown", "token.unknown"],
        valid(consumer_key=PROJECT.access_token, token=PROJECT.consumer_key),
    )
    cases.add(
        "token-replaced",
        "the token of an earlier download, with its secrets",
        ["token.replaced", "token.replaced", "signature.mismatch"],
        valid(consumer_key=old.consumer_key, token=old.access_token),
        signs_with=old,
        previous=["old"],
        explanations=[["secret-of-previous-token"]],
    )
    cases.add(
        "token-replaced-access-only",
        "the earlier access token with the secrets in force",
        ["token.replaced"],
        valid(token=old.access_token),
        previous=["old"],
    )
    for id_, expiry in (("now", TIME), ("long-ago", TIME - 86400 * 400)):
        cases.add(
            f"token-expired-{id_}",
            "a server token that has expired",
            ["token.expired"],
            token_expiry=file.rfc3339(expiry),
        )
    for text in ("1700000000000", "1700000000.5", "-1700000000", "0", "0x6553F100", "1.7e9", "99999999999999999999"):
        cases.add(f"timestamp-form-{text.lower()}", f"the timestamp {text}", ["timestamp.form"], valid(timestamp=text))
    cases.add("timestamp-stale", "a second older than the window", ["timestamp.stale"], time=TIME + 301)
    cases.add("timestamp-stale-hour", "an hour old: time zones", ["timestamp.stale"], time=TIME + 3600)
    cases.add("timestamp-ahead", "a second too far ahead", ["timestamp.ahead"], time=TIME - 301)
    cases.add("nonce-used", "a nonce that was used", ["nonce.used"], nonce_seen=True)
    cases.add(
        "documentation-pasted",
        "the nonce of Apple's documented example",
        ["documentation.pasted"],
        valid(nonce="4572616e48616d6d65724c61686176"),
    )


def signatures(cases):
    random = client.text_stage(hashlib.sha1(b"no key").digest(), frozenset())
    cases.add("signature-mismatch", "a signature of nobody", ["signature.mismatch"], signature=random, explanations=[])
    plain = valid(nonce=nonce_where(lambda s: "+" not in s and "/" in s))
    raw = client.sign(plain, PROJECT, RAW)
    cases.add(
        "signature-not-encoded",
        "'/' and '=' as they are",
        ["signature.not-encoded"],
        plain,
        signature=raw.signature,
    )
    cases.add(
        "signature-not-encoded-strict",
        "the same before a strict verifier",
        ["signature.not-encoded"],
        plain,
        signature=raw.signature,
        strict=True,
    )
    plus = valid(nonce=nonce_where(lambda s: "+" in s))
    raw = client.sign(plus, PROJECT, RAW)
    explained = search.explain(plus, PROJECT, raw.signature, raw.code, 1)
    cases.add(
        "signature-not-encoded-plus",
        "'+' as it is",
        ["signature.mismatch"],
        plus,
        signature=raw.signature,
        explanations=explained,
    )
    # Large enough for the search to leave combinations out.
    large = valid(query="a=" + "+" * 5500)
    cases.add(
        "search-cut-short",
        "a large query under a signature of nobody",
        ["signature.mismatch", "search.cut-short"],
        large,
        signature=random,
        explanations=[],
        keep_stages=False,
    )


def build():
    cases = Cases()
    for add in (accepted, header_as_a_whole, values, parameters, identity, signatures):
        add(cases)
    notes = {
        "Valid": "Nothing is wrong: no finding.",
        "Rule": "Breaks the rule that it is named for.",
    }
    return file.document(
        "rules",
        "Requests to /session, each of which breaks a rule of OAuth 1.0a or Apple's",
        notes,
        cases.cases,
        file.used_credentials(cases.cases),
    )
