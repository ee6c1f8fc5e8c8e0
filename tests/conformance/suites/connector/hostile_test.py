#!/usr/bin/env python3
"""A connector that is hostile to one request costs the check of that request,
some seconds and no memory, and never the run.

hostile_test.py REFERENCE_CONNECTOR MDMOCK SLOWNESS

puts a relay before the reference connector. It passes everything on, but for
the request of check F-26 (operation=fooBar), which it treats in a way of its
own; for replies, it changes the payload of every one.
"""

import base64
import json
import os
import pathlib
import resource
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import unittest

REFERENCE, MDMOCK = sys.argv[1:3]
SLOWNESS = int(sys.argv[3])  # Under a sanitizer, whose memory is its own.
HOST = "127.0.0.1"
MARK = b"operation=fooBar"
TIMEOUT_S = 3  # Of one check.
LIMIT_S = 60 * SLOWNESS  # Of a run.
MAX_RSS_KIB = 256 * 1024
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
PLENTY = b" " * (1 << 20)


def hang(peer):
    peer.settimeout(LIMIT_S)
    while peer.recv(4096):  # Until the other side has had enough.
        pass


def reset(peer):
    linger = b"\x01\0\0\0\0\0\0\0"  # On, no seconds: a reset.
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)


def for_ever(peer):
    peer.sendall(OK + b"\r\n")
    while True:
        peer.sendall(PLENTY)


def gigabyte(peer):
    peer.sendall(OK + b"Content-Length: 1073741824\r\n\r\n")
    for _ in range(1024):
        peer.sendall(PLENTY)


def headers_for_ever(peer):
    peer.sendall(OK)
    while True:
        peer.sendall(b"X-More: " + b"x" * 4000 + b"\r\n")


def chunks_for_ever(peer):
    peer.sendall(OK + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        peer.sendall(b"1\r\n \r\n" * 4096)


def dribble(peer):
    peer.settimeout(0.05)
    for byte in OK + b"\r\n" + b" " * 100000:
        peer.sendall(bytes([byte]))
        try:
            if not peer.recv(4096):
                return
        except TimeoutError:
            continue


def interim_for_ever(peer):
    while True:
        peer.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 4096)


def no_body(peer):
    peer.sendall(OK + b"Content-Length: 50\r\n\r\n")
    hang(peer)


def hints_first(peer):
    reply = b'{"status":"failure","failureInfo":"unknownRequest","reqId":""}'
    peer.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 3)
    peer.sendall(OK + b"Content-Length: %d\r\n\r\n" % len(reply) + reply)


def broken_tls(peer):
    plain = socket.socket(fileno=os.dup(peer.fileno()))
    with plain:
        plain.sendall(b"\x17\x03\x03\xff\xff" + b"\x00" * 70000)


def not_http(peer):
    peer.sendall(bytes(range(256)) * 64)


def wrong_length(peer):
    peer.sendall(OK + b"Content-Length: 99999\r\n\r\n{}")


def huge_length(peer):
    peer.sendall(OK + b"Content-Length: 99999999999999999999999\r\n\r\n{}")


def der(tag, *parts):
    body = b"".join(parts)
    size = len(body)
    if size < 128:
        return bytes([tag, size]) + body
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(octets)]) + octets + body


DATA = bytes.fromhex("06092a864886f70d010701")


def pfx(content, mac=b""):
    safe = der(0x30, DATA, der(0xA0, der(0x04, content)))
    return der(0x30, b"\x02\x01\x03", safe, mac)


def slow_key(_payload):
    """A MAC of 2^31 - 1 iterations."""
    sha1 = bytes.fromhex("300906052b0e03021a0500")
    digest = der(0x30, sha1, der(0x04, b"\0" * 20))
    mac = der(0x30, digest, der(0x04, b"\0" * 8), b"\x02\x04\x7f\xff\xff\xff")
    return pfx(b"\x30\x00", mac)


def nested(_payload):
    """Safes in safes, 100,000 deep, with indefinite lengths."""
    return b"\x30\x80\x02\x01\x03" + b"\x30\x80" * 100000


def bomb(_payload):
    """Bags in bags, in definite lengths."""
    bag = b"\x30\x00"
    safe = bytes.fromhex("060b2a864886f70d010c0a0106")
    for _ in range(2000):
        bag = der(0x30, der(0x30, safe, der(0xA0, bag)))
    return pfx(bag)


def cut(payload):
    return payload[: len(payload) // 2]


def read_message(peer):
    """A request with all of its body; b"" where there is none."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = peer.recv(65536)
        if not piece:
            return b""
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        piece = peer.recv(65536)
        if not piece:
            break
        body += piece
    return head + b"\r\n\r\n" + body


class Relay:
    """A port before the connector's; one request a connection."""

    def __init__(self, folder, upstream, behave, alter, mark=MARK):
        self.upstream, self.behave, self.alter = upstream, behave, alter
        self.mark = mark
        self.met = 0
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(folder / "relay.pem", folder / "relay.key")
        self.to_upstream = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self.to_upstream.load_verify_locations(folder / "ca.pem")
        self.listener = socket.create_server((HOST, 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                peer, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(
                target=self.serve, args=(peer,), daemon=True).start()

    def serve(self, plain):
        # What becomes of a peer that goes away is no concern of a relay's.
        try:
            plain.settimeout(LIMIT_S)
            with self.context.wrap_socket(plain, server_side=True) as peer:
                request = read_message(peer)
                if self.behave and self.mark in request:
                    self.met += 1
                    self.behave(peer)
                elif request:
                    peer.sendall(self.passed_on(request))
        except OSError:
            pass

    def passed_on(self, request):
        with socket.create_connection((HOST, self.upstream), LIMIT_S) as plain:
            with self.to_upstream.wrap_socket(
                    plain, server_hostname=HOST) as upstream:
                head, _, body = request.partition(b"\r\n\r\n")
                upstream.sendall(
                    head + b"\r\nConnection: close\r\n\r\n" + body)
                answer = b""
                while piece := upstream.recv(65536):
                    answer += piece
        return self.altered(answer) if self.alter else answer

    def altered(self, answer):
        head, _, body = answer.partition(b"\r\n\r\n")
        try:
            reply = json.loads(body)
        except ValueError:
            return answer
        if "payload" not in reply:
            return answer
        self.met += 1
        payload = self.alter(base64.b64decode(reply["payload"]))
        reply["payload"] = base64.b64encode(payload).decode()
        body = json.dumps(reply).encode()
        kept = [line for line in head.split(b"\r\n")
                if not line.lower().startswith(b"content-length")]
        length = b"Content-Length: %d" % len(body)
        return b"\r\n".join([*kept, length]) + b"\r\n\r\n" + body


class Hostile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # Of one user alone: a folder that others may read has keys in it.
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.temporary.name)
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
             "ec_paramgen_curve:P-256", "-nodes", "-keyout",
             cls.folder / "relay.key", "-out", cls.folder / "relay.pem",
             "-days", "2", "-subj", "/CN=relay", "-addext",
             "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
        cls.connector = subprocess.Popen(
            [REFERENCE, cls.folder], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True)
        cls.upstream = int(
            cls.connector.stdout.readline().strip().rsplit(":", 1)[1])
        configuration = json.loads(
            (cls.folder / "connector.json").read_text(encoding="utf-8"))
        del configuration["certificate"]  # The relay has none to show.
        configuration["trust"] = "relay.pem"
        (cls.folder / "relay.json").write_text(
            json.dumps(configuration), encoding="utf-8")

    @classmethod
    def tearDownClass(cls):
        cls.connector.stdin.close()
        cls.connector.wait(30)
        cls.connector.stdout.close()
        cls.temporary.cleanup()

    def run_checks(self, behave, alter, *run):
        relay = Relay(self.folder, self.upstream, behave, alter)
        with relay.listener, subprocess.Popen(
                [MDMOCK, "check", "connector", f"https://{HOST}:{relay.port}",
                 "--config", self.folder / "relay.json", "--json", "--seed",
                 "1", "--timeout", str(TIMEOUT_S), *run],
                stdout=subprocess.PIPE) as mdmock:
            late = threading.Timer(LIMIT_S, mdmock.kill)
            late.start()
            output = mdmock.stdout.read()
            mdmock.wait()
            late.cancel()
            relay.listener.shutdown(socket.SHUT_RDWR)
        self.assertGreater(relay.met, 0, "the relay has not been hostile")
        self.assertIn(mdmock.returncode, (0, 1))
        # The largest of all children so far, which are alike.
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        if SLOWNESS == 1:
            self.assertLess(peak, MAX_RSS_KIB)
        results = json.loads(output)
        self.assertEqual(results["planned"], len(results["checks"]))
        return {check["id"].split("/")[1][:4]: check
                for check in results["checks"]}

    def one_request(self, behave, *outcomes):
        checks = self.run_checks(behave, None, "--run=connector/F-26-*",
                                 "--run=connector/F-06-*",
                                 "--run=connector/F-51-*")
        self.assertIn(checks["F-26"]["outcome"], outcomes, checks["F-26"])
        self.assertLess(
            checks["F-26"]["ms"], (10000 + 1000 * TIMEOUT_S) * SLOWNESS)
        for code in ("K-01", "F-06", "F-51"):  # Before, beside and after it.
            self.assertEqual(checks[code]["outcome"], "pass", checks[code])

    def every_payload(self, alter):
        checks = self.run_checks(None, alter, "--run=connector/P-*",
                                 "--run=connector/K-13-*")
        self.assertEqual(checks["K-01"]["outcome"], "fail", checks["K-01"])
        for check in checks.values():
            self.assertNotIn(check["outcome"], ("broken", "crash"), check)
        return checks

    def test_hangs(self):
        self.one_request(hang, "timeout", "fail")

    def test_resets(self):
        self.one_request(reset, "fail")

    def test_streams_for_ever(self):
        self.one_request(for_ever, "fail")

    def test_answers_a_gigabyte(self):
        self.one_request(gigabyte, "fail")

    def test_sends_headers_for_ever(self):
        self.one_request(headers_for_ever, "fail")

    def test_sends_chunks_for_ever(self):
        self.one_request(chunks_for_ever, "fail")

    def test_dribbles(self):
        self.one_request(dribble, "timeout", "fail")

    def test_sends_interim_responses_for_ever(self):
        self.one_request(interim_for_ever, "fail", "timeout")

    def test_sends_a_head_and_no_body(self):
        self.one_request(no_body, "timeout")

    def test_sends_hints_before_its_answer(self):
        self.one_request(hints_first, "pass")

    def test_shakes_no_hands(self):
        for greet in (lambda peer: peer.sendall(os.urandom(5000)),
                      lambda peer: None):
            listener = socket.create_server((HOST, 0))
            port = listener.getsockname()[1]

            def greet_all(listener=listener, greet=greet):
                while True:
                    try:
                        peer, _ = listener.accept()
                        with peer:
                            greet(peer)
                    except OSError:
                        return

            threading.Thread(target=greet_all, daemon=True).start()
            done = subprocess.run(
                [MDMOCK, "check", "connector", f"https://{HOST}:{port}",
                 "--config", self.folder / "relay.json", "--json",
                 "--run=connector/T-0*"], capture_output=True,
                timeout=LIMIT_S)
            listener.shutdown(socket.SHUT_RDWR)
            listener.close()
            self.assertEqual(done.returncode, 1, done.stderr)
            checks = {check["id"].split("/")[1][:4]: check
                      for check in json.loads(done.stdout)["checks"]}
            self.assertEqual(checks["T-01"]["outcome"], "fail")
            for code in ("T-06", "T-07"):
                self.assertEqual(checks[code]["outcome"], "skip", checks[code])
                self.assertIn("T-01", checks[code]["message"])

    def test_hangs_at_everything(self):
        relay = Relay(self.folder, self.upstream, no_body, None, mark=b"")
        with relay.listener:
            done = subprocess.run(
                [MDMOCK, "check", "connector", f"https://{HOST}:{relay.port}",
                 "--config", self.folder / "relay.json", "--json",
                 "--timeout=1", "--run=connector/I-01-*"],
                capture_output=True, timeout=LIMIT_S)
            relay.listener.shutdown(socket.SHUT_RDWR)
        self.assertEqual(done.returncode, 1, done.stderr)
        for check in json.loads(done.stdout)["checks"]:
            self.assertEqual(check["outcome"], "timeout", check)

    def test_breaks_tls(self):
        self.one_request(broken_tls, "fail")

    def test_does_not_speak_http(self):
        self.one_request(not_http, "fail")

    def test_breaks_off(self):
        self.one_request(wrong_length, "fail")

    def test_claims_a_length_that_overflows(self):
        self.one_request(huge_length, "fail")

    def test_derives_a_key_for_ever(self):
        checks = self.every_payload(slow_key)
        self.assertEqual(checks["P-34"]["outcome"], "fail", checks["P-34"])

    def test_nests_without_end(self):
        self.every_payload(nested)

    def test_nests_bags(self):
        self.every_payload(bomb)

    def test_cuts_the_payload(self):
        self.every_payload(cut)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
