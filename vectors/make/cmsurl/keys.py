"""Keys and certificates of vectors/keys, and signatures by arithmetic."""

import functools
import hashlib
import hmac
import pathlib

from der import NULL, der, inside, integer, octets, oid, sequence, unarmoured

KEYS = pathlib.Path(__file__).resolve().parent.parent.parent / "keys"

DIGESTS = {"sha1": "1.3.14.3.2.26", "sha256": "2.16.840.1.101.3.4.2.1",
           "sha384": "2.16.840.1.101.3.4.2.2",
           "sha512": "2.16.840.1.101.3.4.2.3"}


def number(element):
    return int.from_bytes(element[1], "big")


class Certificate:
    def __init__(self, name):
        self.der = unarmoured((KEYS / name).read_text())
        fields = inside(inside(self.der)[0][2])
        self.serial, self.issuer = fields[1][2], fields[3][2]
        mark = self.der.index(oid("2.5.29.14"))
        self.key_identifier = self.der[mark + 9:mark + 29]


@functools.lru_cache(maxsize=None)
def certificate(name):
    return Certificate(f"cmsurl_{name}certificate.pem")


@functools.lru_cache(maxsize=None)
def private_key(name):
    """What stands in the OCTET STRING of a PKCS#8 file."""
    whole = unarmoured((KEYS / f"cmsurl_{name}key.pem").read_text())
    return [one for one in inside(inside(whole)[2][1])]


def rsa(name, block):
    fields = private_key(name)
    modulus, exponent = number(fields[1]), number(fields[3])
    return pow(int.from_bytes(block, "big"), exponent, modulus).to_bytes(
        256, "big")


def pkcs1(name, digest, data):
    """RSASSA-PKCS1-v1_5 (RFC 8017, 8.2.1)."""
    info = sequence(sequence(oid(DIGESTS[digest]), NULL),
                    octets(hashlib.new(digest, data).digest()))
    return rsa(name, b"\0\1" + b"\xff" * (253 - len(info)) + b"\0" + info)


def mask(seed, count, digest):
    out = b"".join(
        hashlib.new(digest, seed + i.to_bytes(4, "big")).digest()
        for i in range(count // 20 + 1))
    return out[:count]


def pss(name, digest, data):
    """RSASSA-PSS (RFC 8017, 9.1.1) with a salt that is known to all."""
    hashed = hashlib.new(digest, data).digest()
    size = len(hashed)
    salt = hashlib.new(digest, b"salt" + data).digest()
    second = hashlib.new(digest, bytes(8) + hashed + salt).digest()
    plain = bytes(255 - 2 * size - 1) + b"\1" + salt
    masked = bytes(a ^ b for a, b in zip(plain, mask(second, len(plain),
                                                     digest)))
    return rsa(name, bytes([masked[0] & 0x7F]) + masked[1:] + second + b"\xbc")


def pss_parameters(digest):
    algorithm = sequence(oid(DIGESTS[digest]), NULL)
    return sequence(
        der(0xA0, algorithm),
        der(0xA1, sequence(oid("1.2.840.113549.1.1.8"), algorithm)),
        der(0xA2, integer(hashlib.new(digest).digest_size)))


P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
G = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
     0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)


def add(a, b):
    if a is None or b is None:
        return a or b
    if a[0] == b[0]:
        if a != b:
            return None
        slope = 3 * (a[0] * a[0] - 1) * pow(2 * a[1], -1, P)
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, P)
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P


def times(factor, point):
    out = None
    while factor:
        if factor & 1:
            out = add(out, point)
        point, factor = add(point, point), factor >> 1
    return out


def ecdsa(name, digest, data):
    """ECDSA on P-256; the nonce is RFC 6979's for SHA-256 of the data."""
    secret = int.from_bytes(private_key(name)[1][1], "big")
    hashed = int.from_bytes(hashlib.new(digest, data).digest()[:32], "big")
    short = hashed % N
    seed = secret.to_bytes(32, "big") + short.to_bytes(32, "big")
    key, value = bytes(32), b"\1" * 32
    for mark in (b"\0", b"\1"):
        key = hmac.digest(key, value + mark + seed, "sha256")
        value = hmac.digest(key, value, "sha256")
    nonce = int.from_bytes(hmac.digest(key, value, "sha256"), "big")
    assert 0 < nonce < N
    r = times(nonce, G)[0] % N
    s = pow(nonce, -1, N) * (hashed + r * secret) % N
    return sequence(integer(r), integer(s))
