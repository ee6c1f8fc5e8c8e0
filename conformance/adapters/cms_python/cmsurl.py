#!/usr/bin/env python3
"""CMSURL headers by python3-cryptography, as the vendor's tutorial makes them.

  cmsurl.py sign P12 PASSWORD PATH [--digest NAME] [--utf16] [--attached] [--wrapped]
  cmsurl.py time P12 PASSWORD PATH COUNT     the median time to sign, in seconds of
                                             the processor

The last three options of sign make it wrong, each in its own way. The library
verifies no signatures.
"""

import argparse
import base64
import pathlib
import statistics
import time

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs7, pkcs12


class Signer:
    """Makes headers with the key of a PKCS#12 file."""

    def __init__(self, p12, password):
        self.key, self.certificate, _ = pkcs12.load_key_and_certificates(
            pathlib.Path(p12).read_bytes(),
            password.encode() if password else None)

    def message(self, content, digest="sha256", detached=True):
        options = [pkcs7.PKCS7Options.DetachedSignature] if detached else []
        return (pkcs7.PKCS7SignatureBuilder().set_data(content)
                .add_signer(self.certificate, self.key,
                            getattr(hashes, digest.upper())())
                .sign(serialization.Encoding.DER, options))

    def header(self, path):
        message = self.message(path.encode())
        return "CMSURL'1 " + base64.b64encode(message).decode()


def main():
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("sign", "time"):
        command = commands.add_parser(name)
        for argument in ("p12", "password", "path"):
            command.add_argument(argument)
        if name == "time":
            command.add_argument("count", type=int)
            continue
        command.add_argument("--digest", default="sha256")
        for mistake in ("--utf16", "--attached", "--wrapped"):
            command.add_argument(mistake, action="store_true")
    given = parser.parse_args()
    signer = Signer(given.p12, given.password)

    if given.command == "time":
        times = []
        for _ in range(given.count):
            start = time.thread_time()
            signer.header(given.path)
            times.append(time.thread_time() - start)
        print("sign", statistics.median(times))
        return
    message = signer.message(
        given.path.encode("utf-16-le" if given.utf16 else "utf-8"),
        given.digest, detached=not given.attached)
    encode = base64.encodebytes if given.wrapped else base64.b64encode
    print("CMSURL'1 " + encode(message).decode())


if __name__ == "__main__":
    main()
