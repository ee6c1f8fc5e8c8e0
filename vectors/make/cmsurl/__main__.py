#!/usr/bin/env python3
"""Makes vectors/cmsurl: headers that are right, and wrong in every known way.

    python3 vectors/make/cmsurl            # writes mistakes.json and rules.json
    python3 vectors/make/cmsurl --check    # fails where one would change

Nothing here is mdmock's own code: DER is written by der.py, signatures are
arithmetic (keys.py). peers.json is recorded by record_peers.py, with the tools
of others; their times and random bytes cannot be chosen.
"""

import sys

import mistakes
import rules


def main():
    files = [mistakes.make(), rules.make()]
    ids = [case["id"] for file in files for case in file.cases]
    assert len(ids) == len(set(ids)), "an id stands in two files"
    return max(file.write_or_check() for file in files)


if __name__ == "__main__":
    sys.exit(main())
