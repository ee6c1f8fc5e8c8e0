"""The openssl program verifies every vector of cmsurl that is accepted.

    cmsurl_openssl_test.py VECTORS

And none of those over something else than the path.
"""

import base64
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

VECTORS = pathlib.Path(sys.argv[1])
KEYS = VECTORS / "keys"


def message(case):
    """The bytes in the header, however it is spelt."""
    value = dict(case["input"]["headers"])["Authorization"]
    digits = "".join(value.partition("1")[2].split())
    return base64.b64decode(digits + "=" * (-len(digits) % 4))


def verifies(case, folder):
    (folder / "message").write_bytes(message(case))
    (folder / "path").write_bytes(
        base64.b64decode(case["stages"]["should_sign_b64"]))
    run = subprocess.run(
        ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in",
         folder / "message", "-content", folder / "path", "-noverify",
         "-certfile", KEYS / "cmsurl_certificate.pem", "-out", "/dev/null"],
        capture_output=True, check=False)
    return run.returncode == 0


def main():
    if shutil.which("openssl") is None:
        print("there is no openssl")
        return 77
    failed = checked = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in ("peers", "rules", "mistakes"):
            document = json.loads(
                (VECTORS / "cmsurl" / f"{name}.json").read_text())
            for case in document["cases"]:
                accepted = case["expect"]["accepted"]
                if not accepted and "signed_b64" not in case["stages"]:
                    continue
                checked += 1
                if verifies(case, pathlib.Path(folder)) != accepted:
                    failed += 1
                    print(f"{case['id']}: openssl says otherwise")
    print(f"{checked} cases, openssl says otherwise of {failed}")
    return 1 if failed or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
