#!/usr/bin/env python3
"""Makes vectors/token/token_files.json: ADE server token files, good and bad.

    vectors/make/token.py            write the file
    vectors/make/token.py --check    compare with the file; 1 where they differ

Nothing here is mdmock's own code: BER is written by the functions below, RSA is
Python's pow(), the ciphers are those of the openssl program, which also makes
the cases marked "reproducible": false (their random bytes cannot be chosen, so
they are kept as they are, and --check opens them with openssl instead). Every
other byte comes from SHA-256 of the case's id.
"""

import base64
import functools
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
KEYS = ROOT / "keys"
OUT = ROOT / "token" / "token_files.json"
KEY, OTHER_KEY = "token_key.pem", "token_other_key.pem"
OWN, OTHER = "token_certificate.pem", "token_other_certificate.pem"
NOW = "2026-01-01T00:00:00Z"

OIDS = {
    "data": "1.2.840.113549.1.7.1", "signed": "1.2.840.113549.1.7.2",
    "enveloped": "1.2.840.113549.1.7.3", "rsa": "1.2.840.113549.1.1.1",
    "ecdh": "1.2.840.10045.2.1",
    "aes128": "2.16.840.1.101.3.4.1.2", "aes192": "2.16.840.1.101.3.4.1.22",
    "aes256": "2.16.840.1.101.3.4.1.42", "des3": "1.2.840.113549.3.7",
    "camellia": "1.2.392.200011.61.1.1.1.2",
}
CIPHERS = {"aes128": ("aes-128-cbc", 16, 16), "aes192": ("aes-192-cbc", 24, 16),
           "aes256": ("aes-256-cbc", 32, 16), "des3": ("des-ede3-cbc", 24, 8),
           "camellia": ("camellia-128-cbc", 16, 16)}


def openssl(*arguments, data=b""):
    return subprocess.run(["openssl", *map(str, arguments)], input=data,
                          check=True, capture_output=True).stdout


# --- BER ---------------------------------------------------------------------

def length(count):
    if count < 0x80:
        return bytes([count])
    digits = count.to_bytes((count.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(digits)]) + digits


def der(tag, *parts):
    content = b"".join(parts)
    return bytes([tag]) + length(len(content)) + content


def ber(tag, *parts):
    return bytes([tag, 0x80]) + b"".join(parts) + b"\0\0"


def oid(name):
    arcs = [int(arc) for arc in OIDS[name].split(".")]
    out = b""
    for arc in [arcs[0] * 40 + arcs[1]] + arcs[2:]:
        digits = [arc & 0x7F]
        while arc := arc >> 7:
            digits.insert(0, 0x80 | (arc & 0x7F))
        out += bytes(digits)
    return der(6, out)


def integer(value):
    return der(2, value.to_bytes(value.bit_length() // 8 + 1, "big",
                                 signed=True))


def children(element):
    """The elements inside a definite-length one, whole."""
    def header(at):
        first = element[at + 1]
        if first < 0x80:
            return at + 2, first
        count = first & 0x7F
        return at + 2 + count, int.from_bytes(element[at + 2:at + 2 + count],
                                              "big")
    at, _ = header(0)
    out = []
    while at < len(element):
        start, size = header(at)
        out.append(element[at:start + size])
        at = start + size
    return out


@functools.lru_cache(maxsize=None)
class Certificate:
    def __init__(self, name):
        self.path = KEYS / name
        self.der = openssl("x509", "-in", self.path, "-outform", "DER")
        tbs = children(children(self.der)[0])
        self.serial, self.issuer = tbs[1], tbs[3]
        text = openssl("x509", "-in", self.path, "-noout", "-modulus")
        self.modulus = int(text.decode().strip().split("=")[1], 16)
        text = openssl("x509", "-in", self.path, "-noout", "-ext",
                       "subjectKeyIdentifier").decode().split("\n")[1]
        self.key_identifier = bytes.fromhex(text.strip().replace(":", ""))


# --- The token file ----------------------------------------------------------

class Bytes:
    """Random-looking bytes out of a case's id."""

    def __init__(self, seed):
        self.seed, self.count, self.left = seed, 0, b""

    def __call__(self, count):
        while len(self.left) < count:
            self.left += hashlib.sha256(
                f"{self.seed}/{self.count}".encode()).digest()
            self.count += 1
        out, self.left = self.left[:count], self.left[count:]
        return out


def token(seed="mdmock", **changes):
    """Credentials of the shape that Apple's have."""
    draw = Bytes("token " + seed)
    out = {"consumer_key": "CK_" + draw(48).hex(),
           "consumer_secret": "CS_" + draw(20).hex(),
           "access_token": "AT_O1234567890O" + draw(20).hex() +
                           "O1750000000000",
           "access_secret": "AS_" + draw(20).hex(),
           "access_token_expiry": "2026-06-15T15:06:40Z"}
    out.update(changes)
    return {name: value for name, value in out.items() if value is not None}


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


HEAD = "Content-Type: text/plain;charset=UTF-8\r\n" \
       "Content-Transfer-Encoding: 7bit\r\n\r\n"
BEGIN, END = "-----BEGIN MESSAGE-----", "-----END MESSAGE-----"


def framed(text, head=HEAD, newline="\n"):
    return (head + BEGIN + newline + text + newline + END + newline).encode()


def encrypt(cipher, key, iv, plaintext, pad=True):
    return openssl("enc", "-e", "-" + CIPHERS[cipher][0], "-K", key.hex(),
                   "-iv", iv.hex(), *([] if pad else ["-nopad"]),
                   data=plaintext)


def recipient(certificate, draw, key, by="issuer"):
    room = 256 - 3 - len(key)
    padding = b""
    while len(padding) < room:
        padding += draw(room - len(padding)).replace(b"\0", b"")
    block = b"\0\2" + padding + b"\0" + key
    closed = pow(int.from_bytes(block, "big"), 65537, certificate.modulus)
    if by == "issuer":
        version, name = 0, der(0x30, certificate.issuer, certificate.serial)
    else:
        version, name = 2, der(0x80, certificate.key_identifier)
    stage = {"content_key_hex": key.hex(), "padding_hex": padding.hex()}
    return der(0x30, integer(version), name, der(0x30, oid("rsa"), der(5)),
               der(4, closed.to_bytes(256, "big"))), stage


def message(seed, plaintext, certificates=(OWN,), cipher="aes128", form="ber",
            chunks=1, by="issuer", pad=True, alter=None):
    """A CMS EnvelopedData, and the values on the way to it."""
    draw = Bytes(seed)
    _, key_len, iv_len = CIPHERS[cipher]
    key, iv = draw(key_len), draw(iv_len)
    recipients, stages = [], {"plaintext_b64": b64(plaintext)}
    for name in certificates:
        one, stage = recipient(Certificate(name), draw, key, by)
        recipients.append(one)
        stages.update(stage)
    stages["iv_hex"] = iv.hex()
    content = encrypt(cipher, key, iv, plaintext, pad)
    if alter:
        content = alter(content)
    size = -(-len(content) // chunks)
    pieces = [der(4, content[i:i + size])
              for i in range(0, len(content), size)]
    wrap = ber if form == "ber" else der
    if form == "nested":
        pieces = [ber(0x24, pieces[0]), ber(0x24, ber(0x24, *pieces[1:]))]
        wrap = ber
    inside = der(0x80, content) if form == "der" and chunks == 1 \
        else wrap(0xA0, *pieces)
    info = wrap(0x30, oid("data"), der(0x30, oid(cipher), der(4, iv)), inside)
    version = 0 if by == "issuer" else 2
    data = wrap(0x30, integer(version), der(0x31, *sorted(recipients)), info)
    return wrap(0x30, oid("enveloped"), wrap(0xA0, data)), stages


def parts(data):
    """Version, recipients and content of a message made with form="der"."""
    return children(children(children(data)[1])[0])


def envelope(*inside):
    return ber(0x30, oid("enveloped"), ber(0xA0, ber(0x30, *inside)))


APPLE_HEADERS = (
    'Content-Type: application/pkcs7-mime; name="smime.p7m"; '
    'smime-type=enveloped-data',
    "Content-Transfer-Encoding: base64",
    'Content-Disposition: attachment; filename="smime.p7m"',
    "Content-Description: S/MIME Encrypted Message")


def columns(data, width=76):
    text = base64.b64encode(data).decode()
    return [text[i:i + width] for i in range(0, len(text), width)]


def armoured(data, headers=APPLE_HEADERS, newline="\r\n", last=True):
    lines = [*headers, "", *columns(data)]
    return (newline.join(lines) + (newline if last else "")).encode()


def b64(data):
    return base64.b64encode(data).decode()


# --- The cases ---------------------------------------------------------------

NOTES = {
    "AppleShape": "the file has the shape of Apple's own, byte for byte",
    "LineEnds": "files change line ends on their way; every client copes",
    "Padding": "the text's length modulo 16; a client that leaves the padding "
               "in place fails on most of them",
    "Encoding": "definite lengths, content in pieces: what other tools make",
    "Headers": "order, case, folding, headers of a mail",
    "Frame": "Apple's page shows no frame, and real tokens have one",
    "Json": "the JSON inside",
    "Cipher": "other ciphers than AES-128, other ways to wrap the key",
    "Armour": "PEM, bare base64, binary",
    "Foreign": "made by the openssl program from end to end",
    "WrongKey": "the key or the certificate at hand is another",
    "NotAToken": "what people upload in a token's place",
    "Damaged": "altered, cut or short of lines",
    "Expired": "the year is over",
}

cases = []


def add(slug, flag, title, data, rules=(), cause="none", mistakes=(),
        equivalent=(), holds=None, key=KEY, certificate=None, time=NOW,
        stages=None, reproducible=True):
    if mistakes and cause == "none":
        cause = "proved"
    refusals = {"token.not-a-token", "token.size", "token.base64-damaged",
                "token.cms.structure", "token.key-algorithm.unsupported",
                "token.cipher.unsupported", "token.wrong-recipient",
                "token.wrong-key", "token.content-damaged",
                "token.content.padding", "token.json.syntax",
                "token.json.field", "token.expired"}
    case = {"id": "ade.token." + slug, "title": title, "flags": [flag],
            "reproducible": reproducible, "time": time, "key": key}
    if certificate:
        case["certificate"] = certificate
    case["input"] = {"file_b64": b64(data)}
    if stages:
        case["stages"] = stages
    case["expect"] = {
        "accepted": not refusals & set(rules),
        "findings": sorted(rules),
        "cause": {"status": cause, "mistakes": sorted(mistakes),
                  "equivalent": [sorted(one) for one in equivalent]}}
    if holds:
        case["expect"]["token"] = holds
    cases.append(case)


def good(slug, flag, title, plaintext=None, holds=None, rules=(), wrap=None,
         mistakes=(), certificate=None, time=NOW, **how):
    """A file that opens; `wrap` makes a file of the message."""
    holds = token(slug) if holds is None else holds
    plaintext = framed(compact(holds)) if plaintext is None else plaintext
    data, stages = message(slug, plaintext, **how)
    add(slug, flag, title, (wrap or armoured)(data), rules=rules,
        holds=holds, certificate=certificate, time=time, stages=stages,
        mistakes=mistakes)


def opened():
    good("apple-shape", "AppleShape", "as the portal makes it")
    good("apple-shape-certificate", "AppleShape",
         "the same, read with the certificate at hand", certificate=OWN)
    good("negative-serial", "AppleShape",
         "the certificate's serial number is negative",
         certificates=["token_certificate_negative_serial.pem"],
         certificate="token_certificate_negative_serial.pem")
    good("awkward-credentials", "AppleShape",
         "every value needs percent-encoding later on",
         holds=token("awkward", consumer_key="CK_a+b/c=d&e%f~g*h i",
                     consumer_secret="CS_+/=&%~* x", access_token="AT_%2B+&",
                     access_secret="AS_=a b&c/d~e*"))
    good("last-second", "Expired", "the second before it expires",
         time="2026-06-15T15:06:39Z")

    lf = lambda data: armoured(data, newline="\n")
    good("line-feeds", "LineEnds", "LF", wrap=lf)
    good("no-final-newline", "LineEnds", "the last line has no end",
         wrap=lambda data: armoured(data, last=False))
    good("lf-no-final-newline", "LineEnds", "LF, and none at the end",
         wrap=lambda data: armoured(data, newline="\n", last=False))
    good("blank-lines-first", "LineEnds", "blank lines before the headers",
         wrap=lambda data: b"\r\n\r\n" + armoured(data))
    good("byte-order-mark", "LineEnds", "an editor put a byte-order mark first",
         wrap=lambda data: b"\xEF\xBB\xBF" + lf(data))
    good("one-long-line", "LineEnds", "base64 on one line",
         wrap=lambda data: "\n".join(
             [*APPLE_HEADERS, "", b64(data), ""]).encode())
    good("indented", "LineEnds", "pasted with four blanks before each line",
         wrap=lambda data: "\n".join([*APPLE_HEADERS, "", *(
             "    " + line for line in columns(data)), ""]).encode())

    for pad in range(1, 17):
        holds = token("padding")
        spare = (16 - pad - len(framed(compact(holds)))) % 16
        holds["consumer_key"] += "0" * spare
        good(f"padding-{pad:02}", "Padding", f"{pad} bytes of padding",
             holds=holds)

    good("der", "Encoding", "DER", form="der", rules=["token.cms.encoding"])
    good("der-pieces", "Encoding", "definite lengths, content in three pieces",
         form="der", chunks=3, rules=["token.cms.encoding"])
    good("ber-pieces", "Encoding", "BER, content in pieces of some 100 bytes",
         chunks=5, rules=["token.cms.encoding"])
    good("nested-pieces", "Encoding", "pieces within pieces", form="nested",
         chunks=4, rules=["token.cms.encoding"])

    order = [APPLE_HEADERS[i] for i in (3, 1, 0, 2)]
    good("headers-reordered", "Headers", "Content-Type is the third header",
         wrap=lambda data: armoured(data, order), rules=["token.mime.order"])
    good("headers-upper-case", "Headers", "names and values in upper case",
         wrap=lambda data: armoured(
             data, [h.upper() for h in APPLE_HEADERS]),
         rules=["token.mime.order"])
    good("headers-folded", "Headers", "Content-Type on three lines",
         wrap=lambda data: armoured(
             data, ["Content-Type: application/pkcs7-mime;",
                    ' name="smime.p7m";', "\tsmime-type=enveloped-data",
                    *APPLE_HEADERS[1:]]), rules=["token.mime.order"])
    good("headers-of-a-mail", "Headers", "From, Subject, MIME-Version first",
         wrap=lambda data: armoured(
             data, ["From: portal@example.com", "Subject: token: new",
                    "MIME-Version: 1.0", *APPLE_HEADERS]),
         rules=["token.mime.order"])
    good("headers-x-pkcs7", "Headers", "the old name x-pkcs7-mime",
         wrap=lambda data: armoured(
             data, [APPLE_HEADERS[0].replace("/pkcs7", "/x-pkcs7"),
                    APPLE_HEADERS[1]]))
    good("headers-octet-stream", "Headers", "another Content-Type, no encoding",
         wrap=lambda data: armoured(
             data, ["Content-Type: application/octet-stream"]),
         rules=["token.mime.header"] * 2)
    good("blank-line-lost", "Headers", "no blank line before the base64",
         wrap=lambda data: armoured(data).replace(b"\r\n\r\n", b"\r\n"))

    raw = lambda data: data
    bare = lambda data: "\n".join(columns(data)).encode()
    good("binary", "Armour", "the message itself", wrap=raw,
         rules=["token.mime.missing"])
    good("bare-base64", "Armour", "base64 without headers", wrap=bare,
         rules=["token.mime.missing"])
    good("pem", "Armour", "PEM of PKCS7", wrap=lambda data: (
        b"-----BEGIN PKCS7-----\n" + bare(data) + b"\n-----END PKCS7-----\n"),
         rules=["token.mime.missing"])
    good("unpadded-base64", "Armour", "the final '=' got lost",
         wrap=lambda data: b"\r\n".join(
             [*(line.encode() for line in APPLE_HEADERS), b"",
              base64.b64encode(data).rstrip(b"=")]),
         rules=["token.base64.unpadded"])
    good("trailing-bytes", "Armour", "a line feed after the binary message",
         wrap=lambda data: data + b"\n",
         rules=["token.mime.missing", "token.cms.trailing"])

    for cipher in ("aes192", "aes256", "des3"):
        good("cipher-" + cipher, "Cipher", CIPHERS[cipher][0], cipher=cipher,
             rules=["token.cms.algorithms"])
    good("key-identifier", "Cipher", "the recipient is a key identifier",
         by="identifier", rules=["token.cms.algorithms"], certificate=OWN)
    good("second-recipient", "Cipher", "ours is one of two recipients",
         certificates=[OTHER, OWN], certificate=OWN)

    holds = token("frame")
    text, pretty = compact(holds), json.dumps(holds, indent=4)
    frame = {"rules": ["token.frame-missing"],
             "mistakes": ["token.frame-missing"], "holds": holds}
    good("unframed", "Frame", "headers and JSON", (HEAD + text).encode(),
         **frame)
    good("unframed-bare", "Frame", "nothing but JSON", text.encode(),
         holds=holds, mistakes=frame["mistakes"],
         rules=["token.frame-missing", "token.plaintext.header"])
    good("frame-end-lost", "Frame", "BEGIN MESSAGE only",
         (HEAD + BEGIN + "\n" + text + "\n").encode(), **frame)
    good("frame-begin-lost", "Frame", "END MESSAGE only",
         (HEAD + text + "\n" + END + "\n").encode(), **frame)
    good("frame-crlf", "Frame", "CR LF in the frame as well",
         framed(text, newline="\r\n"), holds)
    good("framed-bare", "Frame", "a frame and no headers",
         framed(text, head=""), holds, ["token.plaintext.header"])
    good("json-pretty", "Json", "JSON on seven lines", framed(pretty), holds)
    wrapped = "\n".join(text[i:i + 64] for i in range(0, len(text), 64))
    good("json-wrapped", "Json", "broken inside its strings", framed(wrapped),
         holds, ["token.json.wrapped"])
    wrapped = "\r\n".join(text[i:i + 64] for i in range(0, len(text), 64))
    good("json-wrapped-unframed", "Json", "broken, and without a frame",
         (HEAD + wrapped).encode(), holds,
         ["token.json.wrapped", "token.frame-missing"],
         mistakes=["token.frame-missing"])
    good("json-unknown-key", "Json", "a sixth field",
         framed(compact({**holds, "server_name": "x"})), holds,
         ["token.json.unknown-key"])
    good("json-duplicate-key", "Json", "consumer_key twice, the last counts",
         framed('{"consumer_key":"CK_0",' + text[1:]), holds,
         ["token.json.duplicate-key"])
    good("json-no-expiry", "Json", "no access_token_expiry",
         holds=token("no expiry", access_token_expiry=None),
         rules=["token.json.expiry"])
    good("json-other-shapes", "Json", "values without Apple's prefixes",
         holds=token("shapes", consumer_key="key", consumer_secret="secret"),
         rules=["token.json.shape"] * 2)


def foreign():
    """Files that the openssl program makes, kept once made."""
    kept = {}
    if OUT.exists():
        kept = {case["id"]: case for case in json.loads(OUT.read_text())["cases"]
                if not case["reproducible"]}
    own = KEYS / OWN
    smime = ["token.cms.encoding", "token.mime.order"]
    plain = ["token.cms.encoding", "token.mime.missing"]
    made = [
        ("openssl-cms-smime", "openssl cms -encrypt", smime,
         ["cms", "-encrypt", "-aes-128-cbc", own]),
        ("openssl-smime", "openssl smime -encrypt, triple DES",
         [*smime, "token.cms.algorithms"], ["smime", "-encrypt", "-des3", own]),
        ("openssl-cms-stream", "openssl cms -encrypt -stream: BER in pieces",
         smime, ["cms", "-encrypt", "-stream", "-aes-128-cbc", own]),
        ("openssl-cms-der", "-outform DER", plain,
         ["cms", "-encrypt", "-aes-128-cbc", "-outform", "DER", own]),
        ("openssl-cms-pem", "-outform PEM", plain,
         ["cms", "-encrypt", "-aes-128-cbc", "-outform", "PEM", own]),
        ("openssl-cms-keyid", "-keyid", [*smime, *["token.cms.algorithms"] * 2],
         ["cms", "-encrypt", "-aes-256-cbc", "-keyid", own]),
        ("openssl-cms-oaep", "RSAES-OAEP", [*smime, "token.cms.algorithms"],
         ["cms", "-encrypt", "-aes-128-cbc", "-recip", own, "-keyopt",
          "rsa_padding_mode:oaep"]),
        ("openssl-cms-oaep-sha256", "RSAES-OAEP with SHA-256",
         [*smime, "token.cms.algorithms"],
         ["cms", "-encrypt", "-aes-128-cbc", "-recip", own, "-keyopt",
          "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:sha256"]),
    ]
    for slug, title, rules, command in made:
        holds = token(slug)
        plaintext = framed(compact(holds))
        old = kept.get("ade.token." + slug)
        if old:
            data = base64.b64decode(old["input"]["file_b64"])
        else:
            program, encrypt_, *rest = command
            data = openssl(program, encrypt_, "-binary", *rest, data=plaintext)
        form = "DER" if slug.endswith("-der") else \
            "PEM" if slug.endswith("-pem") else "SMIME"
        assert openssl("cms", "-decrypt", "-inform", form, "-inkey", KEYS / KEY,
                       "-recip", own, data=data) == plaintext, slug
        add(slug, "Foreign", title, data, rules=rules, holds=holds,
            reproducible=False, stages={"plaintext_b64": b64(plaintext)})


def wrong_key():
    holds = token("wrong key")
    text = framed(compact(holds))
    file = armoured(message("wrong-key", text)[0])
    key, recipient_ = "token.wrong-key", "token.wrong-recipient"
    damaged = "token.base64-damaged"
    other_key = "token.certificate.other-key"

    add("wrong-key", "WrongKey", "another key, no certificate", file, [key],
        mistakes=[key], key=OTHER_KEY)
    add("wrong-key-ec", "WrongKey", "an EC key", file, [key], mistakes=[key],
        key="token_ec_key.pem")
    add("wrong-key-right-certificate", "WrongKey",
        "the certificate is right, the key is another's", file,
        [key, other_key], mistakes=[key], key=OTHER_KEY, certificate=OWN)
    add("wrong-pair", "WrongKey", "key and certificate of another server", file,
        [key, recipient_], mistakes=[recipient_], key=OTHER_KEY,
        certificate=OTHER)
    add("wrong-pair-same-serial", "WrongKey",
        "a new key whose certificate has the old issuer and serial number",
        file, [key], cause="ambiguous", mistakes=[key],
        equivalent=[[damaged]], key=OTHER_KEY,
        certificate="token_other_certificate_same_serial.pem")
    add("wrong-all", "WrongKey", "neither fits, nor do they fit each other",
        file, [key, recipient_, other_key], mistakes=[key, recipient_],
        key=OTHER_KEY, certificate="token_certificate_reissued.pem")
    add("certificate-reissued", "WrongKey",
        "the same key, its certificate issued again", file, [recipient_],
        mistakes=[recipient_], holds=holds,
        certificate="token_certificate_reissued.pem")
    add("certificate-of-another-key", "WrongKey",
        "the key opens, the certificate is another server's", file,
        [recipient_, other_key], mistakes=[recipient_], holds=holds,
        certificate=OTHER)
    # A wrong key whose block begins 00 02 by construction: the padding looks
    # right, and the content key in it has five bytes.
    block = b"\0\2" + b"\x55" * 248 + b"\0" + b"short"
    closed = pow(int.from_bytes(block, "big"), 65537, Certificate(OTHER).modulus)
    version, recipients, content = parts(message("wrong-key", text,
                                                 form="der")[0])
    fields = children(children(recipients)[0])
    crafted = der(0x30, *fields[:3], der(4, closed.to_bytes(256, "big")))
    add("wrong-key-padding-by-chance", "WrongKey",
        "under this key the padding looks right, the key's length does not",
        armoured(envelope(version, der(0x31, crafted), content)), [key],
        mistakes=[key], key=OTHER_KEY)


def not_a_token():
    def add_one(slug, title, data, reproducible=True):
        add("not-a-token-" + slug, "NotAToken", title, data,
            ["token.not-a-token"], mistakes=["token.not-a-token"],
            reproducible=reproducible)

    holds = token("not a token")
    vpp = compact({"token": "c2VjcmV0", "expDate": "2026-06-15T15:06:40+0000",
                   "orgName": "Example"}).encode()
    pem = (KEYS / OWN).read_bytes()
    certificate = Certificate(OWN)
    add_one("vpptoken", "a VPP content token", base64.b64encode(vpp))
    add_one("vpptoken-json", "the JSON of one", vpp)
    add_one("certificate-pem", "the certificate that was uploaded", pem)
    add_one("certificate-der", "the same, DER", certificate.der)
    add_one("certificate-base64", "the same, bare base64",
            base64.b64encode(certificate.der))
    add_one("private-key", "the private key", (KEYS / KEY).read_bytes())
    add_one("private-key-der", "the same, DER",
            openssl("pkey", "-in", KEYS / KEY, "-outform", "DER"))
    add_one("certificate-request", "a request", openssl(
        "req", "-new", "-key", KEYS / KEY, "-sha256", "-subj",
        "/CN=mdmock request TEST ONLY"))
    add_one("decrypted", "the text inside, with its frame",
            framed(compact(holds)))
    add_one("token-json", "token.json", compact(holds).encode())
    add_one("token-json-base64", "token.json in base64",
            base64.b64encode(compact(holds).encode()))
    add_one("html", "a sign-in page", b"<!DOCTYPE html>\n<html><head><title>"
            b"Sign in</title></head><body></body></html>\n")
    add_one("profile", "a configuration profile",
            b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC '
            b'"-//Apple//DTD PLIST 1.0//EN" "">\n<plist version="1.0"/>\n')
    add_one("prose", "a note", b"The token is in the other folder.\n")
    add_one("json", "other JSON", b'{"error":"session expired"}')
    add_one("empty", "an empty file", b"")
    add_one("blank", "nothing but line ends", b"\r\n\r\n")
    add_one("zip", "an archive", b"PK\x03\x04\x14\x00\x00\x00\x08\x00" +
            Bytes("zip")(60))
    add_one("noise", "bytes of no meaning", b"\xF3" + Bytes("noise")(300))
    add_one("utf16", "a token that a shell saved in UTF-16",
            b"\xFF\xFE" + armoured(message("utf16", framed(
                compact(holds)))[0]).decode().encode("utf-16-le"))
    signed = openssl("cms", "-sign", "-binary", "-nodetach", "-noattr",
                     "-signer", KEYS / OWN, "-inkey", KEYS / KEY, "-outform",
                     "DER", data=framed(compact(holds)))
    add_one("signed", "a signed message", signed)
    add_one("signed-armoured", "a signed message under a token's headers",
            armoured(signed))
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out.p12"
        openssl("pkcs12", "-export", "-in", KEYS / OWN, "-inkey", KEYS / KEY,
                "-passout", "pass:test", "-out", out)
        data = out.read_bytes()
    slug = "ade.token.not-a-token-pkcs12"
    if OUT.exists():
        for case in json.loads(OUT.read_text())["cases"]:
            if case["id"] == slug:
                data = base64.b64decode(case["input"]["file_b64"])
    add_one("pkcs12", "a PKCS#12 file", data, reproducible=False)


def damaged():
    def add_one(slug, title, data, rules=("token.base64-damaged",),
                mistake="token.base64-damaged", holds=None, certificate=None):
        add("damaged-" + slug, "Damaged", title, data, rules,
            mistakes=[mistake], holds=holds, certificate=certificate)

    holds = token("damaged")
    data, _ = message("damaged", framed(compact(holds)))
    file = armoured(data)
    lines = file.split(b"\r\n")
    structure = ("token.base64-damaged", "token.cms.structure")
    at = file.index(b"MIAGCSq")

    def cut(count):
        return file[:at + count]

    def without(number):
        return b"\r\n".join(lines[:number] + lines[number + 1:])

    add_one("character", "a character that is no base64",
            file[:at + 900] + b"!" + file[at + 901:])
    add_one("base64url", "'-' and '_' for '+' and '/'",
            file[:at] + file[at:].replace(b"+", b"-").replace(b"/", b"_"))
    add_one("quoted", "'> ' before each line", b"\r\n".join(
        lines[:5] + [b"> " + line for line in lines[5:]]))
    add_one("nul", "a NUL in the middle",
            file[:at + 700] + b"\0" + file[at + 701:])
    add_one("padding-inside", "two halves, each with its padding",
            file[:at + 400] + b"=" + file[at + 400:])
    add_one("character-lost", "one character is missing",
            file[:at + 500] + file[at + 501:])
    add_one("ends-padding", "one '=' too many",
            file.rstrip() + b"=" * (3 if file.rstrip().endswith(b"=") else 1))
    add_one("cut", "cut in the middle of a group", cut(401), structure)
    add_one("cut-group", "cut after a group", cut(1000), structure)
    add_one("cut-line", "the last line is missing",
            b"\r\n".join(lines[:-2]), structure)
    add_one("headers-only", "nothing after the headers",
            b"\r\n".join(lines[:5]) + b"\r\n", structure)
    add_one("line-lost-key", "a line of the encrypted key is missing",
            without(8), structure)
    add_one("line-lost-content", "a line of the content is missing",
            without(16), structure)
    add_one("line-lost-first", "the first line is missing", without(5),
            structure)
    add_one("line-doubled", "a line stands there twice",
            b"\r\n".join(lines[:16] + lines[15:]), structure)

    def flipped(where, bit=1):
        return data[:where] + bytes([data[where] ^ bit]) + data[where + 1:]

    end = len(data) - 10  # The content ends where ten zero bytes begin.
    add_one("content-last-block", "a bit of the last block but one",
            armoured(flipped(end - 17)))
    add_one("content-middle", "a bit in the middle of the content; what is "
            "left of the token is not to be had",
            armoured(flipped(end - 240)),
            ("token.base64-damaged", "token.json.syntax"))
    add_one("content-headers", "a bit in the encrypted headers; the token "
            "itself can be read",
            armoured(flipped(data.index(b"\x04\x82", 300) + 4 + 20)),
            holds=holds)
    add("damaged-key", "Damaged",
        "a bit of the encrypted key; only the certificate says that the key is "
        "right", armoured(flipped(200)), ["token.wrong-key"],
        cause="ambiguous", mistakes=["token.wrong-key"],
        equivalent=[["token.base64-damaged"]], certificate=OWN)

    binary = "token.content-damaged"
    add_one("binary-cut", "a binary message, cut", data[:700],
            (binary, "token.cms.structure", "token.mime.missing"), binary)
    add_one("binary-content", "a binary message, a bit of the last block",
            flipped(end - 17), (binary, "token.mime.missing"), binary)
    add_one("binary-nesting", "begun, and nested 5000 deep",
            data[:13] + b"\x30\x80" * 5000,
            (binary, "token.cms.structure", "token.mime.missing"), binary)
    add_one("huge-length", "a length of 2^63 bytes",
            data[:13] + b"\x30\x88\x7F" + b"\xFF" * 7 + data[15:],
            (binary, "token.cms.structure", "token.mime.missing"), binary)
    short, _ = message("damaged-blocks", framed(compact(holds)),
                       alter=lambda content: content[:-5])
    add_one("not-whole-blocks", "content of no whole blocks", armoured(short))


def refused():
    unpadded = framed(compact(token("unpadded")))
    unpadded += b" " * (-len(unpadded) % 16)
    data, stages = message("unpadded", unpadded, pad=False)
    add("content-unpadded", "Padding", "the maker did not pad", armoured(data),
        ["token.content.padding"], stages=stages)

    holds = token("cipher")
    data, _ = message("camellia", framed(compact(holds)), cipher="camellia")
    add("cipher-camellia", "Cipher", "a cipher that is not read",
        armoured(data), ["token.cipher.unsupported", "token.cms.algorithms"])
    version, recipients, content = parts(
        message("no-recipient", framed(compact(holds)), form="der")[0])
    unread = "token.key-algorithm.unsupported"
    add("no-key-transport", "Cipher", "the only recipient agrees on a key",
        armoured(envelope(integer(2), der(0x31, der(0xA1, integer(3))),
                          content)), [unread])
    add("no-recipient", "Cipher", "an empty set of recipients",
        armoured(envelope(version, der(0x31), content)), [unread])
    fields = children(children(recipients)[0])
    other = der(0x30, *fields[:2], der(0x30, oid("ecdh"), der(5)), fields[3])
    add("key-algorithm", "Cipher", "the content key's algorithm is no RSA",
        armoured(envelope(version, der(0x31, other), content)),
        [unread, "token.cms.algorithms"])

    def text(slug, title, json_text, rules, **more):
        data, stages = message(slug, framed(json_text))
        add(slug, "Json", title, armoured(data), rules, stages=stages, **more)

    holds = token("json")
    field = ["token.json.field"]
    text("json-syntax", "a comma too many", compact(holds)[:-1] + ",}",
         ["token.json.syntax"])
    text("json-quotes", "typographic quotes",
         compact(holds).replace('"', "\u201d"), ["token.json.syntax"])
    text("json-array", "a list", compact([holds]), ["token.json.syntax"])
    text("json-empty", "nothing between the lines of the frame", "",
         ["token.json.syntax"])
    for name in ("consumer_key", "consumer_secret", "access_token",
                 "access_secret"):
        text("json-no-" + name.replace("_", "-"), "without " + name,
             compact(token("json", **{name: None})), field)
    text("json-number", "a number for a string",
         compact({**holds, "consumer_key": 5}), field)
    text("json-null", "null for a string",
         compact({**holds, "access_secret": None}), field)
    text("json-empty-value", "an empty string",
         compact({**holds, "access_token": ""}), field)
    text("json-expiry-number", "a number for the expiry",
         compact({**holds, "access_token_expiry": 1781535999}), field)
    text("json-expiry-words", "an expiry that is no time",
         compact({**holds, "access_token_expiry": "next year"}), field)

    holds = token("expired")
    data, _ = message("expired", framed(compact(holds)))
    add("expired", "Expired", "a day too late", armoured(data),
        ["token.expired"], mistakes=["token.expired"], holds=holds,
        time="2026-06-16T15:06:40Z")
    add("expired-that-second", "Expired", "at the second that it names",
        armoured(data), ["token.expired"], mistakes=["token.expired"],
        holds=holds, time="2026-06-15T15:06:40Z")
    data, _ = message("expired-unframed", (HEAD + compact(holds)).encode())
    add("expired-unframed", "Expired", "and it has no frame", armoured(data),
        ["token.expired", "token.frame-missing"],
        mistakes=["token.expired", "token.frame-missing"], holds=holds,
        time="2027-01-01T00:00:00Z")


def main():
    opened()
    foreign()
    wrong_key()
    not_a_token()
    damaged()
    refused()
    ids = [case["id"] for case in cases]
    assert len(ids) == len(set(ids)), "an id stands twice"
    assert {flag for case in cases for flag in case["flags"]} == set(NOTES)
    document = {
        "schema": "mdmock.vectors.token/1",
        "title": "ADE server token files (.p7m), whole and damaged",
        "source": {"generator": "vectors/make/token.py", "version": "1",
                   "seed": "SHA-256 of the id"},
        "notes": NOTES,
        "cases": cases}
    text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    if "--check" not in sys.argv[1:]:
        OUT.parent.mkdir(exist_ok=True)
        OUT.write_text(text)
        return 0
    if OUT.read_text() == text:
        return 0
    print(f"{OUT} is not what {__file__} makes", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
