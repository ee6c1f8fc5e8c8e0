"""Makes vectors/oauth1/mistakes.json: requests that were signed wrongly.

Each case is a valid request signed by a client with known mistakes. What a
verifier can know of them is found by an exhaustive search (search.py), so a
case says "ambiguous" where several smallest sets of mistakes give the bytes.
"""

import base64
import hashlib

import case_file as file
import client
import search

TIME = 1700000000
FORM = "application/x-www-form-urlencoded"
APPLE = "https://mdmenrollment.apple.com"


def fields(credentials, realm="ADM", version="1.0", nonce="0000"):
    pairs = [
        ("realm", realm),
        ("oauth_consumer_key", credentials.consumer_key),
        ("oauth_token", credentials.access_token),
        ("oauth_signature_method", "HMAC-SHA1"),
        ("oauth_timestamp", str(TIME)),
        ("oauth_nonce", nonce),
        ("oauth_version", version),
    ]
    return tuple((n, v) for n, v in pairs if v is not None)


def with_telling_nonce(make, credentials):
    """The first request whose signature holds '+', '/' and lower-case digits'
    worth of escapes, so that each way to write it down differs."""
    for count in range(10000):
        request = make(hashlib.sha256(b"nonce %d" % count).hexdigest()[:16])
        code = client.sign(request, credentials).code
        text = base64.b64encode(code).decode()
        if "+" in text and "/" in text:
            return request
    raise AssertionError("no nonce tells")


# name: (title, credentials, findings besides the signature's, what makes it)
def bases():
    old = (file.CREDENTIALS["old"],)

    def plain(nonce, credentials=file.CREDENTIALS["project"]):
        return client.Request(
            url=APPLE,
            fields=fields(credentials, nonce=nonce),
            others=("http://127.0.0.1:8801",),
            previous=old,
        )

    def port(nonce, credentials=file.CREDENTIALS["short"]):
        return client.Request(
            url="http://127.0.0.1:8801",
            fields=fields(credentials, nonce=nonce),
            others=(APPLE,),
            previous=old,
        )

    def awkward(nonce, credentials=file.CREDENTIALS["awkward"]):
        return client.Request(
            url="https://MDM.Example.COM",
            path="/api/v1/Session/start",
            query="b=2&a=x%20y&a=1+2&c=&d=%2F%C3%A9",
            fields=fields(credentials, nonce=nonce),
            others=(APPLE,),
            previous=old,
        )

    def form(nonce, credentials=file.CREDENTIALS["awkward"]):
        return client.Request(
            url="http://127.0.0.1:8801",
            method="POST",
            fields=fields(credentials, nonce=nonce),
            content_type=FORM + "; charset=UTF-8",
            body="name=Jane+Doe&limit=100&name=%26",
            others=(APPLE,),
            previous=old,
        )

    def not_form(nonce, credentials=file.CREDENTIALS["short"]):
        return client.Request(
            url=APPLE + ":443",
            method="PUT",
            path="/session/",
            query="n=v",
            fields=fields(credentials, realm=None, nonce=nonce),
            content_type="text/plain",
            body="limit=100&cursor=a b",
            others=("https://Other.example.net:8443",),
            previous=old,
        )

    def no_version(nonce, credentials=file.CREDENTIALS["short"]):
        return client.Request(
            url=APPLE,
            fields=fields(credentials, realm=None, version=None, nonce=nonce),
            others=("http://127.0.0.1:8801",),
            previous=old,
        )

    def alike(nonce, credentials=file.CREDENTIALS["alike"]):
        return client.Request(
            url="http://127.0.0.1:8801",
            path="/",
            fields=fields(credentials, nonce=nonce),
            others=("https://127.0.0.1:8801", "http://127.0.0.1"),
            previous=old,
        )

    other = ["path.other"]
    listed = {
        "plain": ("a request for a session", "project", [], plain),
        "port": ("a port that is not the default", "short", [], port),
        "awkward": ("letters' case, a query, awkward secrets", "awkward", other, awkward),
        "form": ("a form body", "awkward", [], form),
        "not-form": ("port 443, a slash at the end, a body", "short", other, not_form),
        "alike": ("a path of '/', equal secrets, base URLs alike", "alike", other, alike),
        "no-version": ("no oauth_version, no realm", "short", ["version.absent"], no_version),
    }
    for name, (title, credentials, findings, make) in listed.items():
        request = with_telling_nonce(make, file.CREDENTIALS[credentials])
        yield name, title, credentials, findings, request


def make_case(id_, title, flags, base, signature, explanations, signed=None):
    name, _, credentials, findings, request = base
    header = client.authorization(request, signature)
    fits = explanations == [[]]
    findings = list(findings)
    if not fits:
        findings.append("signature.mismatch")
    elif any(c not in search.UNRESERVED and c != "%" for c in signature):
        findings.append("signature.not-encoded")
    right = client.sign(request, file.CREDENTIALS[credentials])
    derived = f"oauth1.mistake.{name}.none"
    return file.case(
        id=f"oauth1.mistake.{name}.{id_}",
        title=title,
        flags=flags,
        spec="RFC 5849, 3.4",
        provenance="documented",
        derived_from=None if id_ == "none" else derived,
        time=file.rfc3339(TIME),
        window_s=300,
        input=file.raw_input(
            request.url,
            request.method,
            request.target,
            file.request_headers(request, header),
            credentials,
            previous=["old"],
            body=request.body,
            **{"as": list(request.others)},
        ),
        stages=file.stages(right),
        signed=signed,
        expect=file.expect(findings, file.cause(explanations)),
    )


def label(choice):
    return (f"{choice[0]}-{choice[1]}" if choice[1] else choice[0]).lower()


def signed_wrongly(base, how, flags, max_mistakes):
    """The case of a client with these choices, or None where they show nothing."""
    request, credentials = base[4], file.CREDENTIALS[base[2]]
    right = client.sign(request, credentials)
    working = client.sign(request, credentials, how)
    if working.signature == right.signature:
        return None
    explanations = search.explain(
        request, credentials, working.signature, working.code, max_mistakes
    )
    assert explanations, how
    names = sorted(label(choice) for choice in how)
    if len(explanations[0]) < len({choice[0] for choice in how}):
        flags = flags + ["Smaller"]
    # Digits would do for UTF-16 as well, but text is easier to compare.
    base_string = working.base_string
    signed = {"base_string": file.text(base_string)}
    if any(choice[0] == "base-string-utf16" for choice in how):
        signed = {"base_string_b64": base64.b64encode(base_string).decode()}
    signed["parameters"] = working.parameters
    signed["key"] = file.text(working.key)
    return make_case(
        "+".join(names),
        " + ".join(names),
        flags,
        base,
        working.signature,
        explanations,
        signed,
    )


def every_choice(request):
    return [c for stage in client.choices(request).values() for c in stage]


# Readings that are made of several choices of one mistake.
def several(request):
    def subsets(mistake, readings):
        chosen = [(mistake, r) for r in readings]
        for mask in range(1 << len(chosen)):
            if bin(mask).count("1") > 1:
                yield [c for i, c in enumerate(chosen) if mask >> i & 1]

    yield from subsets("percent-hex-lowercase", ("inner", "outer", "key"))
    yield from subsets("plus-for-space", ("inner", "key"))
    for mistake in ("secrets-not-encoded", "key-instead-of-secret", "secrets-quoted"):
        yield from subsets(mistake, ("consumer", "access"))
    yield from subsets("secret-trailing-newline", ("consumer-lf", "access-lf"))
    yield from subsets("secret-trailing-newline", ("consumer-crlf", "access-crlf"))
    yield from subsets("signature-json-escaped", ("slash", "equals"))


class Picker:
    """A seeded choice that is the same under every version of Python."""

    def __init__(self, seed):
        self.seed, self.count = seed, 0

    def pick(self, items):
        self.count += 1
        digest = hashlib.sha256(f"{self.seed} {self.count}".encode()).digest()
        return items[int.from_bytes(digest[:8], "big") % len(items)]


def combination(picker, request, size):
    """A set of choices of `size` mistakes that a client can make at once."""
    every = every_choice(request)
    # A mistake with many readings is not to be drawn more often than others.
    names = sorted({name for name, _ in every})
    how = frozenset()
    while len({name for name, _ in how}) < size:
        name = picker.pick(names)
        choice = picker.pick([c for c in every if c[0] == name])
        if name not in {n for n, _ in how} and client.fit(how, choice):
            how |= {choice}
    return how


# Combinations that are easily overlooked, on the base that shows them.
WANTED = {
    "awkward": [
        [("path-case", "upper"), ("path-trailing-slash", "added")],
        [("path-case", "capital"), ("host-uppercase", "sent")],
        [("plus-for-space", "inner"), ("parameters-encoded-twice", "values")],
        [("plus-for-space", "outer"), ("parameters-not-encoded", "")],
        [("query-kept-in-uri", ""), ("query-left-out", "")],
        [("scheme-other", ""), ("port-kept", "signed")],
        [("scheme-other", ""), ("port-kept", "sent")],
        [("base-string-trailing-newline", "lf"), ("base-string-utf16", "le-bom")],
        [("secrets-not-encoded", "access"), ("secret-trailing-newline", "access-lf")],
        [("secrets-quoted", "consumer"), ("secrets-not-encoded", "consumer")],
        [("hmac-sha256", ""), ("signature-base64url", ""), ("signature-unpadded", "")],
        [("signature-hex", "lower"), ("plain-sha1", "key-base")],
        [("signature-json-escaped", "slash"), ("signature-not-encoded", "")],
        [("signature-not-encoded", ""), ("signature-plus-became-space", "blank")],
    ],
    "not-form": [
        [("path-case", "upper"), ("path-trailing-slash", "removed")],
        [("scheme-other", ""), ("port-left-out", "")],
        [("body-parameters-included", ""), ("parameters-unsorted", "")],
    ],
    "alike": [
        [("ampersand-missing", ""), ("token-secret-missing", "")],
        [("scheme-other", ""), ("port-left-out", "")],
        [("path-missing", "empty"), ("realm-included", "")],
        [("path-trailing-slash", "removed"), ("method-lowercase", "")],
        [("host-other", "1"), ("signature-hex", "upper")],
    ],
}

SEED = "oauth1-mistakes-1"
NUM_PAIRS = 220
NUM_TRIPLES = 48


def unknown_cases(base):
    request, credentials = base[4], file.CREDENTIALS[base[2]]
    random = hashlib.sha1(b"no key gives this").digest()
    text = client.text_stage(random, frozenset())
    yield make_case("random", "twenty random bytes", ["Unknown"], base, text, [])
    wrong = client.Credentials("CK", "CS_typo", "AT", "AS_typo")
    working = client.sign(request, wrong)
    yield make_case(
        "wrong-secrets", "secrets of nobody", ["Unknown"], base, working.signature, []
    )
    yield make_case("not-base64", "no base64", ["Unknown"], base, "not%20a%20code", [])


def build():
    cases = []
    every_base = list(bases())
    for base in every_base:
        request, credentials = base[4], file.CREDENTIALS[base[2]]
        right = client.sign(request, credentials)
        cases.append(
            make_case("none", base[1], ["Right"], base, right.signature, [[]])
        )
        chosen = [[c] for c in every_choice(request)] + list(several(request))
        if base[0] != "plain":
            chosen = [
                how
                for how in chosen
                if how[0][0] != "timestamp-resampled" or how[0][1] in ("-1", "5")
            ]
        for how in chosen:
            made = signed_wrongly(base, frozenset(how), ["One"], 1)
            if made is not None:
                cases.append(made)
        for how in WANTED.get(base[0], ()):
            flag = {2: "Two", 3: "Three"}[len(how)]
            made = signed_wrongly(base, frozenset(how), [flag], len(how))
            if made is None:
                raise AssertionError(how)
            cases.append(made)
        cases += unknown_cases(base)
    picker = Picker(SEED)
    known = {one["id"] for one in cases}
    for size, wanted, flag in ((2, NUM_PAIRS, "Two"), (3, NUM_TRIPLES, "Three")):
        made = 0
        while made < wanted:
            base = every_base[made % len(every_base)]
            how = combination(picker, base[4], size)
            one = signed_wrongly(base, how, [flag], size)
            if one is None or one["id"] in known:
                continue
            known.add(one["id"])
            cases.append(one)
            made += 1
    notes = {
        "Right": "Signed as RFC 5849 says; the others derive from it.",
        "One": "One mistake was made, in one or several of its readings.",
        "Two": "Two mistakes were made; most were drawn with a seed.",
        "Three": "Three mistakes were made; most were drawn with a seed.",
        "Smaller": "Fewer mistakes than were made give the same bytes.",
        "Unknown": "No known mistake gives the signature.",
    }
    document = file.document(
        "mistakes",
        "Requests to /session that were signed wrongly, and why",
        notes,
        cases,
        file.used_credentials(cases),
    )
    document["source"]["seed"] = SEED
    return document
