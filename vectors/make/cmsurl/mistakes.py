"""What clients sign instead of the path: alone, in other bytes, and both."""

import base64
import hashlib

from case_file import File, HOST, PATH
from message import Recipe

NOTES = {
    "Content": "another text was signed than the path",
    "Encoding": "the path was signed in other bytes",
    "Both": "another text, in other bytes",
    "Request": "the header of another request",
    "Key": "the signature, the key or the attributes are wrong",
    "Unknown": "nothing that is known explains it",
}

ENCODINGS = {
    "trailing-newline": lambda text: text + b"\n",
    "trailing-crlf": lambda text: text + b"\r\n",
    "trailing-nul": lambda text: text + b"\0",
    "byte-order-mark": lambda text: b"\xef\xbb\xbf" + text,
    "utf16le": lambda text: text.decode().encode("utf-16-le"),
    "utf16be": lambda text: text.decode().encode("utf-16-be"),
    "base64-of-path": base64.b64encode,
    "digest-of-path": lambda text: hashlib.sha256(text).digest(),
    "digest-hex-of-path": lambda text: hashlib.sha256(text).hexdigest()
                                                        .encode(),
    "json-quoted": lambda text: b'"' + text + b'"',
}

# Slug, mistake, target, the text that is signed.
QUERY = PATH + "?page=0"
ODD = "/API/mdm/Tags/Sales%20Team"
CONTENTS = [
    ("path-and-query", "path-and-query", QUERY, QUERY),
    ("empty-query", "path-and-query", PATH + "?", PATH + "?"),
    ("full-url", "full-url", QUERY, f"https://{HOST}{PATH}"),
    ("full-url-and-query", "full-url", QUERY, f"https://{HOST}{QUERY}"),
    ("full-url-port", "full-url", QUERY, f"https://{HOST}:443{PATH}"),
    ("host-and-path", "host-and-path", QUERY, HOST + PATH),
    ("host-path-and-query", "host-and-path", QUERY, HOST + QUERY),
    ("host-port-and-path", "host-and-path", QUERY, HOST + ":443" + PATH),
    ("query-only", "query-only", QUERY, "page=0"),
    ("query-with-mark", "query-only", QUERY, "?page=0"),
    ("no-leading-slash", "no-leading-slash", QUERY, PATH[1:]),
    ("trailing-slash", "trailing-slash", QUERY, PATH + "/"),
    ("no-trailing-slash", "no-trailing-slash", PATH + "/", PATH),
    ("lower-case", "lower-case", "/API/mdm/Devices/12772",
     "/api/mdm/devices/12772"),
    ("api-case", "api-case", "/API/mdm/Devices/12772",
     "/api/mdm/Devices/12772"),
    ("api-case-upper", "api-case", "/api/mdm/Devices/12772",
     "/API/mdm/Devices/12772"),
    ("percent-decoded", "percent-decoded", ODD, "/API/mdm/Tags/Sales Team"),
    ("percent-encoded-again", "percent-encoded-again", ODD,
     "/API/mdm/Tags/Sales%2520Team"),
    ("percent-encoded-slashes", "percent-encoded-again", QUERY,
     PATH.replace("/", "%2F")),
    ("percent-hex-upper", "percent-hex-case", "/API/mdm/a%2fb",
     "/API/mdm/a%2Fb"),
    ("percent-hex-lower", "percent-hex-case", "/API/mdm/a%2Fb",
     "/API/mdm/a%2fb"),
    ("dot-segments", "dot-segments-removed", "/API/./mdm/x/../devices/12772",
     "/API/mdm/devices/12772"),
    ("path-parameters", "path-parameters-dropped", "/API/mdm/x;version=1",
     "/API/mdm/x"),
    ("path-parameters-inside", "path-parameters-dropped",
     "/API/mdm;version=1/x", "/API/mdm/x"),
    ("path-parameters-to-the-end", "path-parameters-dropped",
     "/API/mdm;version=1/x", "/API/mdm"),
    ("method-and-path", "method-and-path", QUERY, "GET " + PATH),
    ("method-line-path", "method-and-path", QUERY, "GET\n" + PATH),
    ("method-joined-path", "method-and-path", QUERY, "GET" + PATH),
    ("empty", "empty", QUERY, ""),
    ("other-path", "other-path", QUERY, "/api/mdm/devices/search"),
]
BOTH = ("path-and-query", "full-url", "host-and-path", "query-only",
        "no-leading-slash", "trailing-slash", "method-and-path")

MISMATCH = ["message-digest.mismatch"]


def latin1(file):
    path = "/API/system/users/J%C3%BCrgen"
    file.add("encoding-latin1", "Encoding", "an umlaut as one byte",
             Recipe("/API/system/users/Jürgen".encode("latin-1")),
             MISMATCH, ["signed-latin1"], target=path)
    file.add("encoding-utf16le-marked", "Encoding",
             "UTF-16 with a byte order mark",
             Recipe(("\ufeff" + PATH).encode("utf-16-le")),
             MISMATCH, ["signed-utf16le"])
    file.add("encoding-utf16be-marked", "Encoding",
             "UTF-16, big endian, with a byte order mark",
             Recipe(("\ufeff" + PATH).encode("utf-16-be")),
             MISMATCH, ["signed-utf16be"])


def requests(file):
    body = b'{"DeviceId":12772}'
    file.add("body", "Request", "the body was signed under CMSURL",
             Recipe(body), MISMATCH, ["signed-body"], method="POST",
             body=body, target="/API/mdm/devices/12772/commands")
    file.add("path-under-cms", "Request", "the path was signed under CMS",
             Recipe(b"/API/mdm/devices/12772/commands"), MISMATCH,
             ["signed-path"], method="POST", body=body, scheme="CMS",
             target="/API/mdm/devices/12772/commands")
    file.add("stale-earlier", "Request", "the header of an earlier request",
             Recipe(b"/API/system/secret/77"), MISMATCH + ["stale-header"],
             ["signed-other-path", "stale-header"],
             earlier_paths=["/API/system/info", "/API/system/secret/77"])
    file.add("stale-old", "Request", "the header of another path, too old",
             Recipe(b"/api/mdm/devices/search", time="251231235000Z"),
             MISMATCH + ["stale-header", "signing-time.stale"],
             ["signed-other-path", "stale-header"])
    file.add("other-of-the-mock", "Request",
             "the path of another endpoint of this server",
             Recipe(b"/API/mdm/of/this/server"), MISMATCH,
             ["signed-other-path"], api_paths=["/API/mdm/of/this/server"])


def reversed_elements(signed):
    parts = []
    while signed:  # None is longer than 127 bytes.
        parts.insert(0, signed[:2 + signed[1]])
        signed = signed[2 + signed[1]:]
    return b"".join(parts)


def keys(file):
    wrong = ["signature.mismatch"]
    file.add("key-of-another", "Key", "another administrator's key",
             Recipe(key="other_", certificate=""), wrong,
             ["key-of-another-certificate"], known=("", "other_"))
    file.add("key-of-another-and-query", "Key",
             "another administrator's key, and the query signed",
             Recipe(QUERY.encode(), key="other_", certificate=""),
             wrong + MISMATCH,
             ["key-of-another-certificate", "signed-path-and-query"],
             known=("", "other_"))
    file.add("attributes-altered", "Key",
             "signingTime is another one than was signed",
             Recipe(alter=lambda signed: signed.replace(
                 b"260101000000Z", b"260101000001Z")),
             wrong, ["attributes-altered"])
    file.add("attributes-reordered", "Key",
             "signed in DER's order, and sent in another",
             Recipe(alter=reversed_elements), wrong + ["attributes.order"],
             ["attributes-reordered"])
    file.add("signature-digest-other", "Key",
             "the signature is under SHA-1, and SHA-256 is named",
             Recipe(signature_digest="sha1"), wrong,
             ["signature-digest-other"])
    file.add("no-attributes-query", "Key",
             "no signed attributes: what RSA opens to is the proof",
             Recipe(QUERY.encode(), attributes=False),
             wrong + ["attributes.none"], ["signed-path-and-query"])
    file.add("no-attributes-newline-ec", "Key",
             "no signed attributes under ECDSA: each candidate is checked",
             Recipe(PATH.encode() + b"\n", attributes=False, key="ec_",
                    scheme="ecdsa"),
             wrong + ["attributes.none", "signature-algorithm.ecdsa"],
             ["signed-trailing-newline"], known=("", "ec_"))


def make():
    file = File("mistakes.json", "CMSURL headers over something else than the "
                "path, and every smallest explanation", NOTES)
    for slug, mistake, target, text in CONTENTS:
        file.add("content-" + slug, "Content", mistake.replace("-", " "),
                 Recipe(text.encode()), MISMATCH, ["signed-" + mistake],
                 target=target)
    for name, encode in ENCODINGS.items():
        file.add("encoding-" + name, "Encoding", name.replace("-", " "),
                 Recipe(encode(PATH.encode())), MISMATCH, ["signed-" + name])
    latin1(file)
    for slug, mistake, target, text in CONTENTS:
        if slug not in BOTH:
            continue
        for name, encode in ENCODINGS.items():
            file.add(f"both-{slug}-{name}", "Both",
                     f"{mistake}, {name}".replace("-", " "),
                     Recipe(encode(text.encode())), MISMATCH,
                     ["signed-" + mistake, "signed-" + name], target=target)
    requests(file)
    keys(file)
    file.add("unknown-content", "Unknown", "something that nobody signs",
             Recipe(b"nobody signs this"), MISMATCH, cause="unknown")
    file.add("unknown-key", "Unknown", "a key that is not at hand",
             Recipe(key="other_", certificate=""), ["signature.mismatch"],
             cause="unknown")
    return file
