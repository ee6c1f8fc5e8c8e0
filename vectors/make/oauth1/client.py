"""An OAuth 1.0a client that can go wrong in known ways.

It shares no code with protocol/oauth1: the vectors it makes are held against
that code, so both have to be right for a test to pass. Only hmac and hashlib
are used, and base64 and percent-encoding of Python's own.

A way to go wrong is a choice: a pair of a mistake and a reading of it, such as
("path-case", "upper"). `how` is always a set of choices.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, quote

METHODS = ("GET", "POST", "PUT", "DELETE", "HEAD", "PATCH")


@dataclass(frozen=True)
class Credentials:
    consumer_key: str
    consumer_secret: str
    access_token: str
    access_secret: str


@dataclass(frozen=True)
class Request:
    """A request before it is signed. `fields` are the decoded parameters of the
    Authorization header, in order, without the signature."""

    url: str  # Scheme and authority, as sent: "http://127.0.0.1:8801".
    method: str = "GET"
    path: str = "/session"
    query: str = None
    fields: tuple = ()
    content_type: str = None
    body: str = ""
    others: tuple = ()  # Other base URLs that may have been meant.
    previous: tuple = ()  # Credentials that were replaced.
    signature_after: str = "oauth_signature_method"

    @property
    def target(self):
        return self.path if self.query is None else f"{self.path}?{self.query}"

    def is_form(self):
        return (self.content_type or "").split(";")[0].strip().lower() == (
            "application/x-www-form-urlencoded"
        )


# Every choice there is, by the stage of the working that it belongs to. A
# mistake may be in several stages.


def _numbered(name, count):
    return [(name, str(i)) for i in range(count)]


def choices(request):
    """All choices for a request, as {stage: [(mistake, reading), ...]}."""
    return {
        "method": [("method-lowercase", "")] + [("method-other", m) for m in METHODS],
        "uri": [
            ("scheme-other", ""),
            ("port-kept", "sent"),
            ("port-kept", "signed"),
            ("port-left-out", ""),
            ("host-uppercase", "sent"),
            ("host-uppercase", "upper"),
            ("path-trailing-slash", "added"),
            ("path-trailing-slash", "removed"),
            ("path-case", "lower"),
            ("path-case", "upper"),
            ("path-case", "capital"),
            ("path-missing", "root"),
            ("path-missing", "empty"),
            ("query-kept-in-uri", ""),
        ]
        + _numbered("host-other", len(request.others)),
        "parameters": [
            ("query-left-out", ""),
            ("realm-included", ""),
            ("version-left-out", ""),
            ("version-added", ""),
            ("body-parameters-included", ""),
            ("body-parameters-left-out", ""),
            ("parameters-unsorted", ""),
            ("parameters-not-encoded", ""),
            ("parameters-encoded-twice", "values"),
            ("parameters-encoded-twice", "string"),
            ("percent-hex-lowercase", "inner"),
            ("plus-for-space", "inner"),
            ("signature-method-left-out", ""),
        ]
        + [("timestamp-resampled", str(s)) for s in range(-5, 6) if s],
        "frame": [
            ("percent-hex-lowercase", "outer"),
            ("plus-for-space", "outer"),
            ("base-string-not-encoded", "all"),
            ("base-string-not-encoded", "parameters"),
            ("base-string-trailing-newline", "lf"),
            ("base-string-trailing-newline", "crlf"),
            ("base-string-utf16", "le"),
            ("base-string-utf16", "be"),
            ("base-string-utf16", "le-bom"),
            ("base-string-utf16", "be-bom"),
        ],
        "key": [
            ("percent-hex-lowercase", "key"),
            ("plus-for-space", "key"),
            ("token-secret-missing", ""),
            ("consumer-secret-missing", ""),
            ("secrets-swapped", ""),
            ("ampersand-missing", ""),
        ]
        + [
            (mistake, half)
            for mistake in (
                "secrets-not-encoded",
                "key-instead-of-secret",
                "secrets-quoted",
            )
            for half in ("consumer", "access")
        ]
        + [
            ("secret-trailing-newline", f"{half}-{end}")
            for half in ("consumer", "access")
            for end in ("lf", "crlf")
        ]
        + [
            ("secret-of-previous-token", f"{which}-{i}")
            for i in range(len(request.previous))
            for which in ("both", "access")
        ],
        "code": [
            ("hmac-sha256", ""),
            ("hmac-sha512", ""),
            ("plain-sha1", "base"),
            ("plain-sha1", "key-base"),
            ("plain-sha1", "base-key"),
        ],
        "text": [
            ("signature-hex", "lower"),
            ("signature-hex", "upper"),
            ("signature-base64-of-hex", "lower"),
            ("signature-base64-of-hex", "upper"),
            ("signature-base64url", ""),
            ("signature-unpadded", ""),
            ("signature-not-encoded", ""),
            ("signature-encoded-twice", ""),
            ("signature-plus-became-space", "escape"),
            ("signature-plus-became-space", "blank"),
            ("signature-json-escaped", "slash"),
            ("signature-json-escaped", "equals"),
        ],
    }


# Readings of one mistake that a client can have at once.
TOGETHER = {
    "percent-hex-lowercase": lambda a, b: True,
    "plus-for-space": lambda a, b: True,
    "parameters-encoded-twice": lambda a, b: False,
    "secrets-not-encoded": lambda a, b: True,
    "key-instead-of-secret": lambda a, b: True,
    "secrets-quoted": lambda a, b: True,
    "secret-trailing-newline": lambda a, b: a.split("-")[0] != b.split("-")[0],
    "signature-json-escaped": lambda a, b: True,
}

# Mistakes of which only one can be made.
APART = (
    {"port-kept", "port-left-out"},
    {"parameters-not-encoded", "parameters-encoded-twice/values"},
    {"hmac-sha256", "hmac-sha512"},
    {"hmac-sha256", "plain-sha1"},
    {"hmac-sha512", "plain-sha1"},
    {"signature-hex", "signature-base64-of-hex"},
    {"signature-not-encoded", "signature-encoded-twice"},
)


def fit(how, more):
    """Whether a client with the choices `how` can also make the choice `more`."""
    for mistake, reading in how:
        if mistake == more[0]:
            rule = TOGETHER.get(mistake)
            if rule is None or not rule(reading, more[1]):
                return False
        names_a = {mistake, f"{mistake}/{reading}"}
        names_b = {more[0], f"{more[0]}/{more[1]}"}
        for pair in APART:
            if any({a, b} == pair for a in names_a for b in names_b):
                return False
    return True


# The stages.


@lru_cache(maxsize=1 << 16)
def _percent(text, lower_hex, plus):
    encoded = quote(text.encode("utf-8", "surrogateescape"), safe="-._~")
    if lower_hex:
        pieces = encoded.split("%")
        encoded = "%".join([pieces[0]] + [p[:2].lower() + p[2:] for p in pieces[1:]])
    return encoded.replace("%20", "+") if plus else encoded


def percent(text, how=frozenset(), where=""):
    return _percent(
        text,
        ("percent-hex-lowercase", where) in how,
        ("plus-for-space", where) in how,
    )


def readings(how, mistake):
    return {reading for name, reading in how if name == mistake}


def one(how, mistake):
    found = readings(how, mistake)
    return next(iter(found)) if found else None


def method_stage(request, how):
    method = one(how, "method-other") or request.method
    return method.lower() if one(how, "method-lowercase") is not None else method.upper()


def split_url(url):
    scheme, rest = url.split("://")
    host, port = rest, None
    if ":" in rest.split("]")[-1]:
        host, port = rest.rsplit(":", 1)
        port = int(port)
    return scheme, host, port


DEFAULT = {"http": 80, "https": 443}


def uri_stage(request, how):
    which = one(how, "host-other")
    scheme, host, port = split_url(
        request.url if which is None else request.others[int(which)]
    )
    sent_scheme = scheme
    if one(how, "scheme-other") is not None:
        scheme = {"http": "https", "https": "http"}[scheme]
    kept = one(how, "port-kept")
    if one(how, "port-left-out") is not None:
        port = None
    elif kept == "sent":
        port = port or DEFAULT[sent_scheme]
    elif kept == "signed":
        port = port or DEFAULT[scheme]
    elif port == DEFAULT[sent_scheme]:
        port = None
    case = one(how, "host-uppercase")
    host = {None: host.lower(), "sent": host, "upper": host.upper()}[case]
    path = request.path
    case = one(how, "path-case")
    if case == "lower":
        path = path.lower()
    elif case == "upper":
        path = path.upper()
    elif case == "capital":
        path = "/".join(s[:1].upper() + s[1:] for s in path.split("/"))
    missing = one(how, "path-missing")
    if missing is not None:
        path = {"root": "/", "empty": ""}[missing]
    slash = one(how, "path-trailing-slash")
    if slash == "added" and not path.endswith("/"):
        path += "/"
    elif slash == "removed" and path.endswith("/"):
        path = path[:-1]
    uri = f"{scheme}://{host}" + (f":{port}" if port else "") + path
    if one(how, "query-kept-in-uri") is not None and request.query is not None:
        uri += "?" + request.query
    return uri


def form_pairs(text):
    return parse_qsl(
        text, keep_blank_values=True, encoding="utf-8", errors="surrogateescape"
    )


def parameter_list(request, how):
    pairs = []
    shift = int(one(how, "timestamp-resampled") or 0)
    for name, value in request.fields:
        if name == "realm" and one(how, "realm-included") is None:
            continue
        if name == "oauth_version" and one(how, "version-left-out") is not None:
            continue
        if name == "oauth_signature_method" and (
            one(how, "signature-method-left-out") is not None
        ):
            continue
        if name == "oauth_timestamp" and shift:
            value = str(int(value) + shift)
        pairs.append((name, value))
    if one(how, "version-added") is not None:
        if "oauth_version" not in dict(request.fields):
            pairs.append(("oauth_version", "1.0"))
    if request.query is not None and one(how, "query-left-out") is None:
        pairs += form_pairs(request.query)
    if request.is_form():
        if one(how, "body-parameters-left-out") is None:
            pairs += form_pairs(request.body)
    elif one(how, "body-parameters-included") is not None:
        pairs += form_pairs(request.body)
    return pairs


def parameters_stage(request, how):
    twice = one(how, "parameters-encoded-twice")

    def encode(text):
        if one(how, "parameters-not-encoded") is not None:
            return text
        text = percent(text, how, "inner")
        return percent(text, how, "inner") if twice == "values" else text

    pairs = [(encode(n), encode(v)) for n, v in parameter_list(request, how)]
    if one(how, "parameters-unsorted") is None:
        # Python sorts text by code point, which for UTF-8 is the bytes' order.
        pairs.sort()
    joined = "&".join(f"{n}={v}" for n, v in pairs)
    if twice == "string":
        only_hex = {c for c in how if c[0] == "percent-hex-lowercase"}
        joined = percent(joined, only_hex, "inner")
    return joined


def frame_stage(method, uri, parameters, how):
    raw = one(how, "base-string-not-encoded")
    if raw != "all":
        uri = percent(uri, how, "outer")
    if raw is None:
        parameters = percent(parameters, how, "outer")
    text = f"{method}&{uri}&{parameters}"
    text += {None: "", "lf": "\n", "crlf": "\r\n"}[
        one(how, "base-string-trailing-newline")
    ]
    wide = one(how, "base-string-utf16")
    if wide is None:
        return text.encode("utf-8", "surrogateescape")
    bom = "\ufeff" if wide.endswith("-bom") else ""
    return (bom + text).encode("utf-16-" + wide[:2])


def key_stage(request, credentials, how):
    consumer = access = credentials
    previous = one(how, "secret-of-previous-token")
    if previous is not None:
        which, index = previous.split("-")
        access = request.previous[int(index)]
        if which == "both":
            consumer = access

    def half(name, secret, key):
        if name in readings(how, "key-instead-of-secret"):
            secret = key
        if name in readings(how, "secrets-quoted"):
            secret = f'"{secret}"'
        if f"{name}-lf" in readings(how, "secret-trailing-newline"):
            secret += "\n"
        if f"{name}-crlf" in readings(how, "secret-trailing-newline"):
            secret += "\r\n"
        if name in readings(how, "secrets-not-encoded"):
            return secret
        return percent(secret, how, "key")

    first = half("consumer", consumer.consumer_secret, consumer.consumer_key)
    second = half("access", access.access_secret, access.access_token)
    if one(how, "consumer-secret-missing") is not None:
        first = ""
    if one(how, "token-secret-missing") is not None:
        second = ""
    if one(how, "secrets-swapped") is not None:
        first, second = second, first
    between = "" if one(how, "ampersand-missing") is not None else "&"
    return (first + between + second).encode("utf-8", "surrogateescape")


def code_stage(base, key, how):
    if one(how, "hmac-sha256") is not None:
        return hmac.new(key, base, hashlib.sha256).digest()
    if one(how, "hmac-sha512") is not None:
        return hmac.new(key, base, hashlib.sha512).digest()
    plain = one(how, "plain-sha1")
    if plain is not None:
        data = {"base": base, "key-base": key + base, "base-key": base + key}[plain]
        return hashlib.sha1(data).digest()
    return hmac.new(key, base, hashlib.sha1).digest()


def text_stage(code, how):
    """The characters between the quotes of oauth_signature."""
    digits = one(how, "signature-hex")
    inner = one(how, "signature-base64-of-hex")
    if digits is not None:
        text = code.hex() if digits == "lower" else code.hex().upper()
    elif inner is not None:
        text = code.hex() if inner == "lower" else code.hex().upper()
        text = base64.b64encode(text.encode()).decode()
    else:
        text = base64.b64encode(code).decode()
    if one(how, "signature-base64url") is not None:
        text = text.replace("+", "-").replace("/", "_")
    if one(how, "signature-unpadded") is not None:
        text = text.rstrip("=")
    plus = one(how, "signature-plus-became-space")
    if plus == "escape":
        text = text.replace("+", " ")
    escapes = readings(how, "signature-json-escaped")
    if "slash" in escapes:
        text = text.replace("/", "\\/")
    if "equals" in escapes:
        text = text.replace("=", "\\u003d")
    encodings = 1
    if one(how, "signature-not-encoded") is not None:
        encodings = 0
    if one(how, "signature-encoded-twice") is not None:
        encodings = 2
    for _ in range(encodings):
        text = percent(text)
    if plus == "blank":
        text = text.replace("%2B" if encodings else "+", " ")
    return text


@dataclass(frozen=True)
class Working:
    parameters: str
    base_string: bytes
    key: bytes
    code: bytes
    signature: str  # As sent, between the quotes.


def sign(request, credentials, how=frozenset()):
    how = frozenset(how)
    parameters = parameters_stage(request, how)
    base = frame_stage(
        method_stage(request, how), uri_stage(request, how), parameters, how
    )
    key = key_stage(request, credentials, how)
    code = code_stage(base, key, how)
    return Working(parameters, base, key, code, text_stage(code, how))


def authorization(request, signature):
    """The header value: each field percent-encoded but for the realm."""
    pieces = []
    for name, value in request.fields:
        text = value if name == "realm" else percent(value)
        pieces.append(f'{name}="{text}"')
        if name == request.signature_after:
            pieces.append(f'oauth_signature="{signature}"')
    if not any(p.startswith("oauth_signature=") for p in pieces):
        pieces.append(f'oauth_signature="{signature}"')
    return "OAuth " + ", ".join(pieces)
