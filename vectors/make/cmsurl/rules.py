"""One breach of each rule; and what looks odd and is right."""

import base64

import keys
from case_file import File, HOST, PATH, TENANT, b64, header
from der import NULL, der, integer, octets, oid, sequence
from message import (CAPABILITIES, CONTENT_TYPE, DATA, MESSAGE_DIGEST, Recipe,
                     SIGNED, SIGNING_TIME, attribute, make as message)

NOTES = {
    "Valid": "right, and different from the others",
    "Header": "the text of the header",
    "Structure": "the message's structure and algorithms",
    "Attributes": "the signed attributes",
    "Certificate": "whose certificate it is",
    "Tenant": "aw-tenant-code",
}


def valid(file):
    add = lambda slug, title, recipe=None, rules=(), **more: file.add(
        "valid-" + slug, "Valid", title, recipe, rules, **more)
    for digest in keys.DIGESTS:
        add(digest, "the shape of .NET, " + digest, Recipe(digest=digest),
            ["digest.sha1"] if digest == "sha1" else [], trust=True)
    add("apostrophe", "an apostrophe for the backtick",
        value=lambda made: header(made, separator="'1 "))
    add("null-parameters", "NULL behind the algorithms",
        Recipe(parameters=NULL))
    add("ber", "indefinite lengths", Recipe(form="ber"))
    add("named-digest", "sha256WithRSAEncryption for rsaEncryption",
        Recipe(signature_oid="1.2.840.113549.1.1.11"))
    add("no-attributes", "no signed attributes", Recipe(attributes=False),
        ["attributes.none"])
    add("key-identifier", "the signer by its key identifier",
        Recipe(by_key=True), ["signer.key-identifier"])
    add("pss", "RSASSA-PSS", Recipe(scheme="pss"), ["signature-algorithm.pss"])
    add("pss-sha512", "RSASSA-PSS, SHA-512",
        Recipe(scheme="pss", digest="sha512"), ["signature-algorithm.pss"])
    add("ecdsa", "ECDSA on P-256", Recipe(scheme="ecdsa", key="ec_"),
        ["signature-algorithm.ecdsa"], known=("", "ec_"), trust=True)
    add("capabilities", "S/MIME capabilities",
        Recipe(more=[attribute(CAPABILITIES, sequence())]),
        ["attribute.capabilities"])
    add("extra-certificate", "the root comes along",
        Recipe(extra=[keys.Certificate("cmsurl_root.pem").der]),
        ["certificate.extra"], trust=True)
    add("window", "as old as the window allows",
        Recipe(time="251231235500Z"))
    add("cms-body", "the body under CMS", Recipe(b'{"a":1}'), method="POST",
        body=b'{"a":1}', scheme="CMS", target="/API/mdm/devices/1/commands")
    add("cms-no-body", "no body under CMS", Recipe(b""), method="DELETE",
        scheme="CMS", target="/API/mdm/devices/1")
    add("escapes", "escapes as they are sent", Recipe(b"/API/mdm/a%2fb%20c"),
        target="/API/mdm/a%2fb%20c?x=1")
    add("dots", "dot segments as they are sent",
        Recipe(b"/API/./mdm/../mdm//x;v=1"), target="/API/./mdm/../mdm//x;v=1")
    add("no-certificate", "none in the message, and it is known",
        Recipe(with_certificate=False), ["no-certificate"])


def headers(file):
    add = lambda slug, title, rules, value, **more: file.add(
        "header-" + slug, "Header", title, more.pop("recipe", None), rules,
        value=value, **more)
    plain = lambda text: lambda made: text + b64(made)

    # A message whose base64 is padded, and holds + and /.
    right = next(
        Recipe(time=f"2601010000{second:02}Z") for second in range(60)
        if {"+", "/"} <= set(b64(message(
            Recipe(time=f"2601010000{second:02}Z")))))
    wrapped = lambda made, end, width=64: end.join(
        b64(made)[i:i + width] for i in range(0, len(b64(made)), width))
    pem = lambda made: "-----BEGIN CMS-----\n" + wrapped(made, "\n") + \
        "\n-----END CMS-----"

    add("scheme-case", "small letters", ["scheme-case"], plain("cmsurl`1 "))
    add("space-before", "as the comment in scripts has it",
        ["separator-space-before"], plain("CMSURL `1 "))
    add("space-missing", "no blank", ["separator-space-missing"],
        plain("CMSURL`1"))
    add("spaces", "two blanks", ["separator.spaces"], plain("CMSURL`1  "))
    add("no-separator", "a shell took the backtick", ["separator-missing"],
        plain("CMSURL1 "))
    add("typographic", "U+2019", ["separator-typographic"],
        plain("CMSURL\u20191 "))
    add("other-separator", "a backslash was left", ["separator.other"],
        plain("CMSURL\\`1 "))
    add("not-the-separator", "an apostrophe where a backtick is asked for",
        ["separator.other"], plain("CMSURL'1 "), separator="backtick")
    add("wrapped", "folded lines", ["base64-wrapped"],
        lambda made: "CMSURL`1 " + wrapped(made, "\r\n "))
    add("wrapped-strict", "folded lines, judged strictly", ["base64-wrapped"],
        lambda made: "CMSURL`1 " + wrapped(made, " ", 76), strict=True)
    add("base64url", "the URL alphabet", ["base64url"],
        lambda made: "CMSURL`1 " + base64.urlsafe_b64encode(made).decode(),
        recipe=right)
    odd = Recipe(certificate="impostor_", key="other_")
    for slug, title, rule, change in (
            ("unpadded", "without =", "base64-unpadded",
             lambda text: text.rstrip("=")),
            ("bits", "bits where none belong", "base64.bits", spare_bits)):
        made = next(one for one in (Recipe(), Recipe(digest="sha384"),
                                    Recipe(digest="sha512"), odd)
                    if b64(message(one)).endswith("="))
        add(slug, title, [rule],
            lambda data, change=change: "CMSURL`1 " + change(b64(data)),
            recipe=made)
    add("twice", "base64 of base64", ["base64-twice"],
        lambda made: "CMSURL`1 " + b64(b64(made).encode()))
    add("syntax", "an escaped line feed in it", ["base64.syntax"],
        lambda made: "CMSURL`1 " + wrapped(made, "%0A"))
    add("pem", "PEM", ["pem-armour"], lambda made: "CMSURL`1 " + pem(made))
    add("hex", "hexadecimal digits", ["hex"],
        lambda made: "CMSURL`1 " + made.hex())
    add("template", "a placeholder", ["template-unfilled"],
        "CMSURL`1 {{SIGNED_DATA}}")
    add("nothing", "nothing behind the scheme", ["message.missing"],
        "CMSURL`1")
    add("not-cms", "base64 of something else", ["message.syntax"],
        "CMSURL`1 " + b64(b"hello"))
    add("private-key", "the private key", ["private-key.sent"],
        "CMSURL`1 " + b64(keys.unarmoured(
            (keys.KEYS / "cmsurl_key.pem").read_text())))
    add("basic", "another scheme", ["authorization.scheme"],
        "Negotiate YWRtaW46c2VjcmV0")
    add("long", "more than 8 KiB",
        ["header.long", "content-attached", "attached-content.differs"],
        plain("CMSURL`1 "), recipe=Recipe(attached=b"x" * 7000))
    add("cms-on-get", "CMS on GET", ["cms-scheme-on-get"],
        plain("CMS`1 "), scheme="CMS")
    made = header(message(Recipe()))
    tenant = [["Host", HOST], ["aw-tenant-code", TENANT]]
    add("missing", "no Authorization", ["authorization.missing"], None,
        headers=tenant)
    add("repeated", "two Authorization headers", ["authorization.repeated"],
        None, headers=[*tenant, ["Authorization", made],
                       ["Authorization", made]])
    add("joined", "two in one line", ["authorization.repeated"],
        made + ", " + made)


def spare_bits(text):
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" \
             "0123456789+/"
    bare = text.rstrip("=")
    return bare[:-1] + digits[digits.index(bare[-1]) + 1] + \
        text[len(bare):]


def structure(file):
    add = lambda slug, title, recipe, *rules, **more: file.add(
        "structure-" + slug, "Structure", title, recipe, rules, **more)
    add("trailing", "bytes behind the message", None, "message.trailing",
        value=lambda made: header(made + b"xyz"))
    add("version", "version 3 without a cause", Recipe(version=3),
        "message.version")
    add("attached", "the path is attached", Recipe(attached=PATH.encode()),
        "content-attached")
    add("attached-strict", "the same, judged strictly",
        Recipe(attached=PATH.encode()), "content-attached", strict=True)
    add("attached-other", "another path is attached",
        Recipe(attached=b"/API/system/info"), "content-attached",
        "attached-content.differs")
    add("type", "the content's type is signedData",
        Recipe(type=SIGNED), "content-type.other", "message.version",
        "content-type.differs")
    add("no-signer", "nobody signed", Recipe(signers=0), "signer.missing")
    add("two-signers", "the same signer twice", Recipe(signers=2),
        "signer.several")
    add("md5", "MD5", Recipe(digest_oid="1.2.840.113549.2.5"), "digest.md5",
        "digest.not-listed")
    add("sha224", "SHA-224", Recipe(digest_oid="2.16.840.1.101.3.4.2.4"),
        "digest.unknown", "digest.not-listed")
    add("not-listed", "digestAlgorithms has another",
        Recipe(listed=keys.DIGESTS["sha512"]), "digest.not-listed")
    add("parameters", "parameters that are no NULL",
        Recipe(parameters=octets(b"x")), *["algorithm.parameters"] * 3)
    add("signature-algorithm", "MGF1 as the signature's algorithm",
        Recipe(signature_oid="1.2.840.113549.1.1.8"),
        "signature-algorithm.unknown")
    add("named-other", "sha512WithRSAEncryption over SHA-256",
        Recipe(signature_oid="1.2.840.113549.1.1.13"),
        "signature-algorithm.digest-differs")
    add("key-kind", "ECDSA under an RSA key",
        Recipe(signature_oid="1.2.840.10045.4.3.2"),
        "signature-algorithm.ecdsa", "key.unsupported")
    add("revocation-lists", "a revocation list that is none",
        Recipe(revocation_lists=der(0xA1, sequence())),
        "revocation-lists.sent", "certificate.unreadable")
    add("no-certificate", "no certificate at all",
        Recipe(with_certificate=False, key="other_"), "no-certificate",
        "certificate.missing")
    add("unreadable", "a certificate that is none",
        Recipe(extra=[sequence(integer(1))]), "certificate.unreadable")


def attributes(file):
    add = lambda slug, title, recipe, *rules, **more: file.add(
        "attributes-" + slug, "Attributes", title, recipe, rules, **more)
    add("order", "not in DER's order", Recipe(unsorted=True),
        "attributes.order")
    add("no-content-type", "no contentType", Recipe(content_type=None),
        "attribute.missing")
    add("no-digest", "no messageDigest", Recipe(message_digest=False),
        "attribute.missing")
    add("type-twice", "two values of contentType",
        Recipe(content_type=oid(DATA) * 2), "attribute.repeated")
    add("other-type", "another contentType",
        Recipe(content_type=oid(SIGNED)), "content-type.differs")
    add("type-form", "contentType is NULL", Recipe(content_type=NULL),
        "attribute.form")
    add("digest-form", "messageDigest is NULL",
        Recipe(message_digest=False, more=[attribute(MESSAGE_DIGEST, NULL)]),
        "attribute.form")
    add("no-time", "no signingTime", Recipe(time=None),
        "signing-time.missing")
    add("generalized-time", "GeneralizedTime before 2050",
        Recipe(time="20260101000000Z"), "signing-time.form")
    add("time-as-text", "signingTime is text",
        Recipe(time=None, more=[attribute(SIGNING_TIME, der(12, b"now"))]),
        "signing-time.form")
    add("two-times", "a signer used twice adds a second signingTime",
        Recipe(more=[attribute(SIGNING_TIME, der(23, b"260101000001Z"))]),
        "attribute.repeated")
    add("stale", "a second too old", Recipe(time="251231235459Z"),
        "signing-time.stale")
    add("ahead", "a second too far ahead", Recipe(time="260101000501Z"),
        "signing-time.ahead")


def certificates(file):
    add = lambda slug, title, recipe, *rules, **more: file.add(
        "certificate-" + slug, "Certificate", title, recipe, rules, **more)
    add("expired", "the year 2050", Recipe(time="20500101000000Z"),
        "certificate.expired", time="2050-01-01T00:00:00Z")
    add("not-yet", "before it is valid", Recipe(time="191231235959Z"),
        "certificate.not-yet-valid", time="2019-12-31T23:59:59Z")
    add("unknown", "another administrator", Recipe(key="other_"),
        "certificate.unknown-admin", trust=True)
    add("impostor", "the right name on another certificate",
        Recipe(key="other_", certificate="impostor_"),
        "certificate.unknown-admin", "certificate.untrusted", trust=True)
    add("odd", "no administrator's name, and for code only",
        Recipe(certificate="odd_"), "certificate.subject",
        "certificate.usage", known=("odd_",))


def tenants(file):
    def add(slug, title, rule, *codes):
        file.add("tenant-" + slug, "Tenant", title, None, [rule],
                 headers=[["Host", HOST],
                          *[["aw-tenant-code", code] for code in codes],
                          ["Authorization", header(message(Recipe()))]],
                 tenant_code=TENANT)
    add("missing", "none", "tenant-code.missing")
    add("blank", "a blank one", "tenant-code.missing", " ")
    add("repeated", "two", "tenant-code.repeated", TENANT, TENANT)
    add("placeholder", "a placeholder", "tenant-code.placeholder",
        "YOUR_API_KEY")
    add("wrong", "another tenant's", "tenant-code.wrong", b64(b"another"))


def make():
    file = File("rules.json", "CMSURL headers that break one rule, or look "
                "odd and break none", NOTES)
    for part in (valid, headers, structure, attributes, certificates, tenants):
        part(file)
    return file
