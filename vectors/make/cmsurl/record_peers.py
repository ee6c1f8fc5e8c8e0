#!/usr/bin/env python3
"""Records vectors/cmsurl/peers.json: headers by the tools of others.

    record_peers.py NAME=COMMAND...

COMMAND is an adapter of conformance/adapters (cms_*) behind which `sign` and
its arguments go. Times and random bytes are the tools' own: what was recorded
is kept, and a run replaces all of it.
"""

import datetime
import shlex
import subprocess
import sys
import tempfile

import case_file
import der
import keys
import message

NOTES = {
    "Right": "accepted, whatever the tool adds",
    "Wrong": "the same tool, given the query as well",
}
# What a tool brings of its own.
REMARKS = {"openssl": ["attribute.capabilities"], "mono": ["digest.sha1"],
           "python": ["attribute.capabilities"], "bouncycastle": [],
           "gnutls": [], "nss": []}
PASSWORD = "secret"


def signed(command, p12, content, options):
    run = subprocess.run(
        [*shlex.split(command), "sign", p12, PASSWORD, content, *options],
        check=True, capture_output=True, text=True)
    return run.stdout.strip()


def signing_time(header):
    """As RFC 3339, out of the header itself."""
    data = case_file.base64.b64decode(header.partition(" ")[2])
    mark = data.index(der.oid(message.SIGNING_TIME))
    text = data[mark + 15:mark + 28].decode()
    time = datetime.datetime.strptime(text, "%y%m%d%H%M%SZ")
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def main():
    commands = dict(one.split("=", 1) for one in sys.argv[1:])
    if set(commands) != set(REMARKS):
        sys.exit(__doc__)
    file = case_file.File("peers.json", "CMSURL headers by six implementations "
                          "of CMS that others wrote", NOTES)
    file.generator = "vectors/make/cmsurl/record_peers.py"
    query = case_file.PATH + "?page=0"
    with tempfile.NamedTemporaryFile(suffix=".p12") as p12:
        subprocess.run(
            ["openssl", "pkcs12", "-export", "-legacy", "-out", p12.name,
             "-passout", "pass:" + PASSWORD,
             "-inkey", keys.KEYS / "cmsurl_key.pem",
             "-in", keys.KEYS / "cmsurl_certificate.pem"], check=True)
        for name, command in commands.items():
            def add(slug, flag, title, content, options, rules, mistakes=()):
                header = signed(command, p12.name, content, options)
                file.add(f"peer-{name}-{slug}", flag, title,
                         message.Recipe(content.encode()), rules, mistakes,
                         value=header, time=signing_time(header), trust=True,
                         reproducible=False)
            own = REMARKS[name]
            add("default", "Right", f"{name}, as it is used", case_file.PATH,
                [], own)
            for digest in ("sha1", "sha512"):
                rules = [one for one in own if one != "digest.sha1"]
                rules += ["digest.sha1"] if digest == "sha1" else []
                add(digest, "Right", f"{name}, {digest}", case_file.PATH,
                    ["--digest", digest], rules)
            add("query", "Wrong", f"{name}, the query signed too", query, [],
                own + ["message-digest.mismatch"], ["signed-path-and-query"])
    (case_file.ROOT / file.name).write_text(file.text(), encoding="utf-8")


if __name__ == "__main__":
    main()
