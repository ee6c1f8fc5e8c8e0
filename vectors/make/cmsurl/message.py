"""SignedData as clients make it, and in any way that they should not."""

import dataclasses
import hashlib
import typing

import keys
from der import NULL, ber, der, integer, octets, oid, sequence, set_of

DATA, SIGNED = "1.2.840.113549.1.7.1", "1.2.840.113549.1.7.2"
CONTENT_TYPE = "1.2.840.113549.1.9.3"
MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
SIGNING_TIME = "1.2.840.113549.1.9.5"
CAPABILITIES = "1.2.840.113549.1.9.15"
RSA, PSS = "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10"
EC = {"sha1": "1.2.840.10045.4.1", "sha256": "1.2.840.10045.4.3.2"}


def attribute(name, *values):
    return sequence(oid(name), der(0x31, *values))


@dataclasses.dataclass
class Recipe:
    """A message over `content`; right, unless something is said."""
    content: bytes = b"/API/mdm/devices/12772"
    digest: str = "sha256"
    time: typing.Optional[str] = "260101000000Z"
    key: str = ""  # "", "other_", "ec_": whose key signs.
    certificate: typing.Optional[str] = None  # Another's.
    scheme: str = "pkcs1"
    parameters: bytes = b""  # Of all algorithms.
    digest_oid: typing.Optional[str] = None
    listed: typing.Optional[str] = None
    signature_oid: typing.Optional[str] = None
    signature_digest: typing.Optional[str] = None
    attributes: bool = True
    content_type: typing.Optional[bytes] = oid(DATA)
    message_digest: bool = True
    more: typing.Sequence[bytes] = ()
    unsorted: bool = False
    alter: typing.Optional[typing.Callable[[bytes], bytes]] = None
    attached: typing.Optional[bytes] = None
    with_certificate: bool = True
    extra: typing.Sequence[bytes] = ()
    revocation_lists: bytes = b""
    type: str = DATA
    by_key: bool = False
    signers: int = 1
    version: int = 1
    form: str = "der"


def attributes_of(recipe):
    parts = list(recipe.more)
    if recipe.content_type is not None:
        parts.append(attribute(CONTENT_TYPE, recipe.content_type))
    if recipe.time:
        tag = 0x18 if len(recipe.time) == 15 else 0x17
        parts.append(attribute(SIGNING_TIME, der(tag, recipe.time.encode())))
    if recipe.message_digest:
        digest = hashlib.new(recipe.digest, recipe.content).digest()
        parts.append(attribute(MESSAGE_DIGEST, octets(digest)))
    return b"".join(sorted(parts, reverse=recipe.unsorted))


def signer_info(recipe):
    certificate = keys.certificate(
        recipe.key if recipe.certificate is None else recipe.certificate)
    signed = attributes_of(recipe) if recipe.attributes else b""
    sign = getattr(keys, recipe.scheme)
    signature = sign(recipe.key, recipe.signature_digest or recipe.digest,
                     der(0x31, signed) if recipe.attributes
                     else recipe.content)
    if recipe.alter:
        signed = recipe.alter(signed)
    by = {"pkcs1": RSA, "pss": PSS, "ecdsa": EC.get(recipe.digest)}
    scheme = oid(recipe.signature_oid or by[recipe.scheme])
    parameters = recipe.parameters
    if recipe.scheme == "pss" and not parameters:
        parameters = keys.pss_parameters(recipe.digest)
    name = der(0x80, certificate.key_identifier) if recipe.by_key \
        else sequence(certificate.issuer, certificate.serial)
    return sequence(
        integer(3 if recipe.by_key else 1), name,
        sequence(oid(recipe.digest_oid or keys.DIGESTS[recipe.digest]),
                 b"" if recipe.scheme == "pss" else recipe.parameters),
        der(0xA0, signed) if recipe.attributes else b"",
        sequence(scheme, parameters), octets(signature))


def make(recipe):
    wrap = ber if recipe.form == "ber" else der
    certificates = list(recipe.extra)
    if recipe.with_certificate:
        certificates.insert(0, keys.certificate(
            recipe.key if recipe.certificate is None
            else recipe.certificate).der)
    listed = recipe.listed or recipe.digest_oid or keys.DIGESTS[recipe.digest]
    content = oid(recipe.type)
    if recipe.attached is not None:
        content += wrap(0xA0, octets(recipe.attached))
    version = 3 if recipe.by_key else recipe.version
    data = wrap(0x30, integer(version),
                der(0x31, sequence(oid(listed), recipe.parameters)),
                wrap(0x30, content),
                der(0xA0, *certificates) if certificates else b"",
                recipe.revocation_lists,
                set_of(*[signer_info(recipe)] * recipe.signers))
    return wrap(0x30, oid(SIGNED), wrap(0xA0, data))
