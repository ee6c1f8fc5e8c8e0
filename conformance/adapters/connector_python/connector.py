#!/usr/bin/env python3
"""A PKI connector for BlackBerry UEM: http.server and python3-cryptography.

connector.py FOLDER

makes a CA, prints the connector's URL, writes into FOLDER what `mdmock check
connector` wants to know (connector.json, ca.pem, issuer.pem), and serves until
its standard input ends. One-time passwords come from the help desk: GET
/otp?user=... on a port of its own. README.md of this folder says how the
connector fares.
"""

import base64
import binascii
import datetime
import hmac
import http.server
import ipaddress
import json
import pathlib
import secrets
import ssl
import sys
import tempfile
import threading
import urllib.parse

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

UEM = "uem"
USERS = ("joe.foo@example.com", "ann@example.com")
OTP_LIFE = datetime.timedelta(hours=1)
MAX_BODY = 64 * 1024
OPERATIONS = ["getInfo", "getUserKeyPair"]


class Failure(Exception):
    """A request that is refused; the reason is one of the guide's nine."""


def now():
    return datetime.datetime.utcnow()


def name(common_name):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def pem(*certificates):
    return b"".join(one.public_bytes(serialization.Encoding.PEM)
                    for one in certificates)


class Authority:
    """Issues certificates: a root, or what `above` has certified."""

    def __init__(self, title, above=None):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = name(title)
        signer = above or self
        self.certificate = signer.sign(
            self.name, self.key.public_key(), datetime.timedelta(days=3650),
            [(x509.BasicConstraints(True, None if above is None else 0), True),
             (key_usage(key_cert_sign=True, crl_sign=True), True)])
        above_it = above.chain if above else []
        self.chain = [self.certificate, *above_it]

    def sign(self, subject, public_key, life, extensions, start=None):
        start = start or now()
        builder = (x509.CertificateBuilder()
                   .subject_name(subject).issuer_name(self.name)
                   .public_key(public_key)
                   .serial_number(x509.random_serial_number())
                   .not_valid_before(start).not_valid_after(start + life)
                   .add_extension(x509.SubjectKeyIdentifier.from_public_key(
                       public_key), False)
                   .add_extension(
                       x509.AuthorityKeyIdentifier.from_issuer_public_key(
                           self.key.public_key()), False))
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical)
        return builder.sign(self.key, hashes.SHA256())

    def issue(self, subject, names, usage, start=None):
        """Gives a new key and its certificate, good for a year."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self.sign(
            name(subject), key.public_key(), datetime.timedelta(days=365),
            [(x509.BasicConstraints(False, None), True),
             (key_usage(digital_signature=True), True),
             (x509.ExtendedKeyUsage([usage]), False),
             (x509.SubjectAlternativeName(names), False)], start)
        return key, certificate


def key_usage(**used):
    unused = dict.fromkeys(
        ("digital_signature", "content_commitment", "key_encipherment",
         "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign",
         "encipher_only", "decipher_only"), False)
    return x509.KeyUsage(**{**unused, **used})


class OneTimePasswords:
    """What users were given. Any thread may ask."""

    def __init__(self):
        self.lock = threading.Lock()
        self.valid_until = {}  # By user and password.

    def make(self, user, life=OTP_LIFE):
        password = secrets.token_hex(6)
        with self.lock:
            self.valid_until[user, password] = now() + life
        return password

    def use(self, user, password):
        """Says whether it is good; it is so once."""
        with self.lock:
            end = self.valid_until.pop((user, password), None)
        return end is not None and now() < end


class Desk:
    """Answers the operations."""

    def __init__(self, authority):
        self.authority = authority
        self.otps = OneTimePasswords()

    def get_user_key_pair(self, request):
        for field in ("mType", "user", "reqId"):
            if not isinstance(request.get(field), str) or not request[field]:
                raise Failure("badRequest")
        if request["mType"] != "initialCert":
            raise Failure("unknownRequest")
        user, otp = request["user"], request.get("authToken", "")
        if not isinstance(otp, str):
            raise Failure("badRequest")
        if user not in USERS:
            raise Failure("unknownUser")
        if not self.otps.use(user, otp):
            raise Failure("authFailure")
        key, certificate = self.authority.issue(
            user, [x509.RFC822Name(user)], ExtendedKeyUsageOID.CLIENT_AUTH)
        # Under the password that the user typed: it need not be repeated.
        return pkcs12.serialize_key_and_certificates(
            user.encode(), key, certificate, self.authority.chain,
            serialization.BestAvailableEncryption(otp.encode()))

    def answer(self, operation, body):
        reply = {"status": "success"}
        try:
            if operation != "getUserKeyPair":
                raise Failure("unknownRequest")
            try:
                request = json.loads(body)
            except ValueError as error:
                raise Failure("badRequest") from error
            if not isinstance(request, dict):
                raise Failure("badRequest")
            if "reqId" in request:
                reply["reqId"] = request["reqId"]
            payload = self.get_user_key_pair(request)
            reply["payloadType"] = "pkcs12"
            reply["payload"] = base64.b64encode(payload).decode()
        except Failure as failure:
            reply.update(status="failure", failureInfo=str(failure))
        except Exception as error:  # The guide: everything else is unknown.
            print(f"connector: {error!r}"[:200], file=sys.stderr)
            reply.update(status="failure", failureInfo="unknown")
        return reply


class Handler(http.server.BaseHTTPRequestHandler):
    timeout = 30  # Seconds that a client may say nothing.
    desk = None
    authorization = b""  # What UEM sends.

    def do_GET(self):
        self.serve(lambda operation, body: self.get_info(operation))

    def do_POST(self):
        self.serve(lambda operation, body: self.get_info(operation)
                   or self.desk.answer(operation, body))

    def is_uem(self):
        """By its certificate, which TLS has verified, or by its password."""
        subject = (self.connection.getpeercert() or {}).get("subject", ())
        if (("commonName", UEM),) in subject:
            return True
        given = self.headers.get("Authorization", "").encode(
            "iso-8859-1", "replace")
        return hmac.compare_digest(given, self.authorization)

    @staticmethod
    def get_info(operation):
        return {"operations": OPERATIONS} if operation == "getInfo" else None

    def serve(self, operate):
        try:
            length = int(self.headers.get("Content-Length", 0))
        except ValueError:
            return self.send_error(400)
        if not 0 <= length <= MAX_BODY:
            return self.send_error(413)
        body = self.rfile.read(length)
        if len(body) < length:
            return self.send_error(400)
        if not self.is_uem():
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="PKI"')
            self.send_header("Content-Length", "0")
            return self.end_headers()
        target = urllib.parse.urlsplit(self.path)
        operation = urllib.parse.parse_qs(target.query).get("operation", [""])
        if target.path != "/pki":
            return self.send_error(404)
        if len(operation) != 1:
            return self.send_error(400)
        reply = operate(operation[0], body)
        return self.send_error(405) if reply is None else self.send_json(reply)

    def send_json(self, reply):
        text = json.dumps(reply).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format, *args):
        """Nothing: a line for each request is of no use here."""


class HelpDesk(http.server.BaseHTTPRequestHandler):
    """Gives one-time passwords to whoever is on this machine."""

    otps = None

    def do_GET(self):
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
        user = query.get("user", [""])[0]
        if user not in USERS:
            return self.send_error(404)
        self.send_response(200)
        self.end_headers()
        return self.wfile.write(self.otps.make(user).encode() + b"\n")

    def log_message(self, format, *args):
        """Nothing."""


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128

    def handle_error(self, request, client_address):
        """A client that leaves, or speaks no TLS, is no news."""


def serve_tls(authority, callers):
    key, certificate = authority.issue(
        "connector", [x509.DNSName("localhost"),
                      x509.IPAddress(ipaddress.ip_address("127.0.0.1"))],
        ExtendedKeyUsageOID.SERVER_AUTH)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.NamedTemporaryFile() as file:  # 0600, and gone at once.
        file.write(key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption()) + pem(certificate))
        file.flush()
        context.load_cert_chain(file.name)
    context.verify_mode = ssl.CERT_OPTIONAL  # UEM's, where it has one.
    context.load_verify_locations(cadata=pem(callers.certificate).decode())
    server = Server(("127.0.0.1", 0), Handler)
    # The handshake is for the thread of the connection: nobody waits for it.
    server.socket = context.wrap_socket(
        server.socket, server_side=True, do_handshake_on_connect=False)
    return server


def write_caller(folder, file, authority, subject, start=None):
    """Writes what somebody calls with; gives what connector.json says."""
    key, certificate = authority.issue(
        subject, [x509.DNSName(subject)], ExtendedKeyUsageOID.CLIENT_AUTH,
        start)
    password = secrets.token_hex(6)
    (folder / f"{file}.p12").write_bytes(pkcs12.serialize_key_and_certificates(
        subject.encode(), key, certificate, None,
        serialization.BestAvailableEncryption(password.encode())))
    return {"p12": f"{file}.p12", "password": password}


def main():
    if len(sys.argv) != 2:
        sys.exit("connector.py FOLDER")
    folder = pathlib.Path(sys.argv[1])
    root = Authority("Example Root CA")
    issuing = Authority("Example Issuing CA", root)
    callers = Authority("Example Callers CA")
    password = secrets.token_urlsafe(12) + ":" + secrets.token_urlsafe(6)
    Handler.desk = Desk(issuing)
    Handler.authorization = b"Basic " + base64.b64encode(
        f"{UEM}:{password}".encode())
    HelpDesk.otps = Handler.desk.otps
    servers = [serve_tls(root, callers), Server(("127.0.0.1", 0), HelpDesk)]
    url, help_desk = [f"127.0.0.1:{one.server_port}" for one in servers]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()

    (folder / "ca.pem").write_bytes(pem(root.certificate))
    (folder / "issuer.pem").write_bytes(pem(*issuing.chain))
    expired = Handler.desk.otps.make(USERS[0], datetime.timedelta(0))
    (folder / "connector.json").write_text(json.dumps({
        "auth": {"username": UEM, "password": password},
        "certificate": {
            **write_caller(folder, "uem", callers, UEM),
            "expired": write_caller(folder, "expired", callers, UEM,
                                    now() - datetime.timedelta(days=400)),
            "other": write_caller(folder, "other", callers, "somebody")},
        "trust": "ca.pem",
        "issuer": "issuer.pem",
        "users": [{"user": user, "otp_command":
                   f"curl -sf 'http://{help_desk}/otp?user={user}'"}
                  for user in USERS],
        "expired_otp": {"user": USERS[0], "otp": expired},
    }, indent=2) + "\n")
    print(f"https://{url}", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
