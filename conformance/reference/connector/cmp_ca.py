#!/usr/bin/env python3
"""A CA that fails over CMP, for the checks B-01 to B-11 of `mdmock check connector`.

  cmp_ca.py serve FOLDER                has a CA in FOLDER; prints "ready" once it
                                        can be told, and ends with its standard input
  cmp_ca.py arm FOLDER NAME [--other]   makes it fail as NAME says, and the reference
                                        connector of FOLDER ask it next; ends once both hold

NAME is the slug of one of the checks. --other is another way to the same failure, where
there is one. What refuses is `openssl cmp`, in a process of its own, on a port that the
system chooses; `serve` leaves none of them behind.
"""

import ctypes
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time

SOCKET = "cmp-ca.socket"
BACK_END = "back-end"  # What the reference connector looks for.
REFERENCE = "1234"
SECRET = "test"
PATIENCE_S = 10

# What `openssl cmp` is told besides: a PKIStatus, and the bit of PKIFailureInfo.
REJECTION = "-pkistatus 2 -statusstring mock -failure "
ANSWERS = {
    "badMessageCheck": REJECTION + "1",
    "badTime": REJECTION + "3",
    "badAlg": REJECTION + "0",
    "unknownCert": REJECTION + "4",  # badCertId
    "ca-badrequest": REJECTION + "2",
    "ca-other": REJECTION + "25",  # systemFailure
    "ca-pending": "-pkistatus 3",
    "ca-mismatched-cert": "-pkistatus 0",  # The certificate is always the same.
}
OTHER_ANSWERS = {
    "badMessageCheck": "-srv_secret pass:another",  # Its MACs are wrong.
    "ca-other": REJECTION + "23",  # notAuthorized
}
WITHOUT_OPENSSL = ("ca-down", "ca-slow", "ca-garbage")


def die_with_parent():
    """Has the system kill this process when `serve` goes, however suddenly."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)


def port_of(process):
    """Reads the port that `openssl cmp` has got: "ACCEPT [::]:34411 PID=1"."""
    deadline = time.monotonic() + PATIENCE_S
    said = b""
    while time.monotonic() < deadline:
        ready, _, _ = select.select([process.stdout], [], [], deadline - time.monotonic())
        some = os.read(process.stdout.fileno(), 4096) if ready else b""
        if not some:
            break
        said += some
        for line in said.split(b"\n")[:-1]:
            if line.startswith(b"ACCEPT "):
                return int(line.split()[1].rsplit(b":", 1)[1])
    raise RuntimeError("openssl cmp does not listen: " + said.decode(errors="replace"))


def answer_garbage(listener):
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return  # It is closed: another failure is wanted.
        with connection:
            connection.settimeout(PATIENCE_S)
            try:
                connection.recv(65536)
                connection.sendall(
                    b"HTTP/1.0 200 OK\r\nContent-Type: application/pkixcmp\r\n"
                    b"Content-Length: 300\r\n\r\n" + os.urandom(300))
            except OSError:
                pass


class Ca:
    """The one failure that there is at a time."""

    def __init__(self, folder):
        self.folder = folder
        self.certificate = os.path.join(folder, "cmp-ca.pem")
        self.process = None
        self.listener = None
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-subj", "/CN=somebody else", "-keyout", os.devnull,
             "-out", self.certificate],
            check=True, stdin=subprocess.DEVNULL, capture_output=True)

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.communicate()
            self.process = None
        if self.listener:
            # A thread may be in accept(): closing alone would not wake it.
            try:
                self.listener.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            self.listener.close()
            self.listener = None

    def respond(self, options):
        """A responder of openssl's; gives its port."""
        # Of an option that is given twice, the last counts.
        self.process = subprocess.Popen(
            ["openssl", "cmp", "-config", "", "-port", "0", "-srv_ref", REFERENCE,
             "-srv_secret", "pass:" + SECRET, "-rsp_cert", self.certificate, *options.split()],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            preexec_fn=die_with_parent)
        return port_of(self.process)

    def listen(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        return self.listener.getsockname()[1]

    def arm(self, name, other):
        self.stop()
        answers = OTHER_ANSWERS if other else ANSWERS
        if name in answers:
            port = self.respond(answers[name])
        elif name in WITHOUT_OPENSSL and not other:
            port = self.listen()  # ca-slow: nobody accepts.
            if name == "ca-garbage":
                threading.Thread(target=answer_garbage, args=(self.listener,), daemon=True).start()
            if name == "ca-down":
                self.stop()
        else:
            raise RuntimeError("it cannot fail in the way of " + name)
        written = os.path.join(self.folder, BACK_END + ".new")
        with open(written, "w", encoding="ascii") as file:
            file.write(f"cmp http://127.0.0.1:{port}/ {REFERENCE} {SECRET}\n")
        os.replace(written, os.path.join(self.folder, BACK_END))


def serve(folder):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    ca = Ca(folder)
    path = os.path.join(folder, SOCKET)
    if os.path.exists(path):
        os.unlink(path)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
        try:
            door.bind(path)
            door.listen()
            print("ready", flush=True)
            while True:
                ready, _, _ = select.select([door, sys.stdin], [], [])
                if sys.stdin in ready and not os.read(sys.stdin.fileno(), 4096):
                    return 0
                if door in ready:
                    hear(door, ca)
        finally:
            ca.stop()
            os.unlink(path)


def hear(door, ca):
    connection, _ = door.accept()
    with connection:
        connection.settimeout(PATIENCE_S)
        try:
            name, _, other = connection.recv(4096).decode().partition(" ")
            ca.arm(name, other == "--other")
            connection.sendall(b"armed")
        except (OSError, RuntimeError, ValueError) as failure:
            try:
                connection.sendall(str(failure).encode())
            except OSError:
                pass  # Nobody is there to be told.


def arm(folder, words):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
        door.settimeout(2 * PATIENCE_S)
        door.connect(os.path.join(folder, SOCKET))
        door.sendall(" ".join(words).encode())
        said = door.recv(65536).decode()
    if said == "armed":
        return 0
    print("cmp_ca.py:", said or "it has gone", file=sys.stderr)
    return 1


def main(arguments):
    if len(arguments) == 2 and arguments[0] == "serve":
        return serve(arguments[1])
    if len(arguments) in (3, 4) and arguments[0] == "arm" and arguments[3:] in ([], ["--other"]):
        return arm(arguments[1], arguments[2:])
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
