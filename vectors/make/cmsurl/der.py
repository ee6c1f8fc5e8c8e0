"""BER and DER, written and taken apart: just what SignedData needs."""

import base64


def length(count):
    if count < 0x80:
        return bytes([count])
    digits = count.to_bytes((count.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(digits)]) + digits


def der(tag, *parts):
    content = b"".join(parts)
    return bytes([tag]) + length(len(content)) + content


def ber(tag, *parts):
    """The same with an indefinite length."""
    return bytes([tag, 0x80]) + b"".join(parts) + b"\0\0"


NULL = der(5)


def oid(dotted):
    arcs = [int(arc) for arc in dotted.split(".")]
    out = b""
    for arc in [arcs[0] * 40 + arcs[1]] + arcs[2:]:
        digits = [arc & 0x7F]
        while arc := arc >> 7:
            digits.insert(0, 0x80 | (arc & 0x7F))
        out += bytes(digits)
    return der(6, out)


def integer(value):
    return der(2, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def octets(content):
    return der(4, content)


def sequence(*parts):
    return der(0x30, *parts)


def set_of(*parts):
    return der(0x31, *sorted(parts))


def split(data):
    """The elements that stand one after another, as (tag, content, whole)."""
    out = []
    at = 0
    while at < len(data):
        first, start = data[at + 1], at + 2
        size = first
        if first >= 0x80:
            start += first & 0x7F
            size = int.from_bytes(data[at + 2:start], "big")
        out.append((data[at], data[start:start + size], data[at:start + size]))
        at = start + size
    return out


def inside(data):
    """The elements inside the one that `data` is."""
    return split(split(data)[0][1])


def unarmoured(pem):
    return base64.b64decode("".join(
        line for line in pem.splitlines() if not line.startswith("-----")))
