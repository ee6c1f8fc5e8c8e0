"""Finds every smallest set of mistakes that gives the signature received.

All of them, exhaustively: the outcomes of each stage are listed with the
smallest sets of mistakes that lead to them, and then joined. It is slow and
plain on purpose; the program's own search is held against it.
"""

import hashlib

import client

HEX = "0123456789abcdefABCDEF"
UNRESERVED = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
)


def canonical(text):
    """A signature as a lenient server reads it: two spellings that differ only in
    the digits' case of escapes, or in leaving '/' and '=' unencoded, are one."""
    out = []
    at = 0
    while at < len(text):
        c = text[at]
        digits = text[at + 1 : at + 3]
        if c == "%" and len(digits) == 2 and all(d in HEX for d in digits):
            out.append(text[at : at + 3].upper())
            at += 3
            continue
        if c in UNRESERVED or c in "%+ ":
            out.append(c)
        else:
            out.append(client.percent(c))
        at += 1
    return "".join(out)


class Bits:
    """Sets of mistakes as whole numbers."""

    def __init__(self, names):
        self.names = sorted(names)
        self.bit = {name: 1 << i for i, name in enumerate(self.names)}

    def explain(self, mask):
        return [n for n in self.names if mask & self.bit[n]]


def combinations(choices, max_mistakes):
    """Every set of choices of one stage that fits together."""

    def extend(how, mistakes, start):
        yield how
        for i in range(start, len(choices)):
            name = choices[i][0]
            with_it = mistakes | {name}
            if len(with_it) > max_mistakes or not client.fit(how, choices[i]):
                continue
            yield from extend(how | {choices[i]}, with_it, i + 1)

    yield from extend(frozenset(), frozenset(), 0)


def outcomes(choices, bits, max_mistakes, compute):
    """{outcome: [smallest masks]}, smallest first."""
    found = {}
    for how in combinations(choices, max_mistakes):
        mask = 0
        for name, _ in how:
            mask |= bits.bit[name]
        found.setdefault(compute(how), set()).add(mask)
    listed = []
    for outcome, masks in found.items():
        kept = []
        for mask in sorted(masks, key=lambda m: (m.bit_count(), m)):
            if not any(small & ~mask == 0 for small in kept):
                kept.append(mask)
        listed += [(mask.bit_count(), mask, outcome) for mask in kept]
    listed.sort(key=lambda entry: entry[:2])
    return listed


class PreparedKey:
    """HMAC-SHA1 with both pads hashed once."""

    def __init__(self, key):
        self.key = key
        if len(key) > 64:
            key = hashlib.sha1(key).digest()
        key = key.ljust(64, b"\0")
        self.inner = hashlib.sha1(bytes(b ^ 0x36 for b in key))
        self.outer = hashlib.sha1(bytes(b ^ 0x5C for b in key))

    def sign(self, base):
        inner = self.inner.copy()
        inner.update(base)
        outer = self.outer.copy()
        outer.update(inner.digest())
        return outer.digest()


def explain(request, credentials, received, code, max_mistakes=3):
    """The smallest explanations of the received characters, each a sorted list;
    [[]] where the signature fits and [] where nothing up to `max_mistakes` is an
    explanation. `code` is the raw code that the characters stand for."""
    choices = client.choices(request)
    bits = Bits({name for stage in choices.values() for name, _ in stage})
    wanted = canonical(received)
    for size in range(max_mistakes + 1):
        found = _explain(request, credentials, wanted, code, size, choices, bits)
        if found:
            return sorted(bits.explain(mask) for mask in found)
    return []


def _explain(request, credentials, wanted, code, size, choices, bits):
    texts = [
        (count, mask)
        for count, mask, fits in outcomes(
            choices["text"],
            bits,
            size,
            lambda how: canonical(client.text_stage(code, how)) == wanted,
        )
        if fits
    ]
    if not texts:
        return set()
    methods = outcomes(
        choices["method"], bits, size, lambda how: client.method_stage(request, how)
    )
    uris = outcomes(
        choices["uri"], bits, size, lambda how: client.uri_stage(request, how)
    )
    parameters = outcomes(
        choices["parameters"],
        bits,
        size,
        lambda how: client.parameters_stage(request, how),
    )
    frames = outcomes(choices["frame"], bits, size, lambda how: how)
    keys = [
        (count, mask, PreparedKey(key))
        for count, mask, key in outcomes(
            choices["key"],
            bits,
            size,
            lambda how: client.key_stage(request, credentials, how),
        )
    ]
    codes = outcomes(choices["code"], bits, size, lambda how: how)
    found = set()
    text_sizes = {text_mask.bit_count() for _, text_mask in texts}
    all_keys = 0
    for _, key_mask, _ in keys:
        all_keys |= key_mask
    fitting = {}

    def keys_for(so_far):
        """The keys whose mistakes leave exactly those of some text to be made."""
        known = (so_far.bit_count(), so_far & all_keys)
        if known not in fitting:
            fitting[known] = [
                (key_mask, key)
                for _, key_mask, key in keys
                if size - (so_far | key_mask).bit_count() in text_sizes
            ]
        return fitting[known]

    def try_keys(base, content):
        for _, code_mask, code_how in codes:
            so_far = content | code_mask
            if so_far.bit_count() > size:
                continue
            for key_mask, key in keys_for(so_far):
                if code_how:
                    made = client.code_stage(base, key.key, code_how)
                else:
                    made = key.sign(base)
                if made != code:
                    continue
                mask = so_far | key_mask
                for _, text_mask in texts:
                    if (mask | text_mask).bit_count() == size:
                        found.add(mask | text_mask)

    for _, method_mask, method in methods:
        for _, uri_mask, uri in uris:
            if (method_mask | uri_mask).bit_count() > size:
                continue
            for _, parameter_mask, text in parameters:
                parts = method_mask | uri_mask | parameter_mask
                if parts.bit_count() > size:
                    continue
                seen = {}
                for _, frame_mask, frame_how in frames:
                    content = parts | frame_mask
                    if content.bit_count() > size:
                        continue
                    base = client.frame_stage(method, uri, text, frame_how)
                    if any(s & ~content == 0 for s in seen.get(base, ())):
                        continue
                    seen.setdefault(base, []).append(content)
                    try_keys(base, content)
    return found
