#!/usr/bin/env python3
"""A shim that is as good or as bad as each op says, and as argv[1] says about
hello and stop. argv[2] is a mark by which the test finds its processes."""

import json
import os
import signal
import sys
import threading
import time

MANNERS = sys.argv[1]
OUT = sys.stdout.buffer


def write(data):
    OUT.write(data)
    OUT.flush()


def say(message, end=b"\n"):
    write(json.dumps(message).encode() + end)


def hang():
    while True:
        time.sleep(1000)


def escape():
    """A child in a session of its own, whose father is gone."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for number in range(3):
                os.close(number)
            hang()
        os._exit(0)
    os.wait()


def run(message):
    seq, op = message["seq"], message["op"]
    answer = {"seq": seq, "ok": {"asked": message}}
    if op == "ok":
        say(answer)
    elif op == "pid":
        say({"seq": seq, "ok": {"pid": os.getpid()}})
    elif op == "rejected":
        say({"seq": seq, "rejected": {"class": "token_rejected", "detail": "said the server"}})
    elif op == "error":
        say({"seq": seq, "error": {"message": "no such file"}})
    elif op == "skip":
        say({"seq": seq, "skip": {"reason": "not built in"}})
    elif op == "crlf":
        say(answer, b"\r\n\r\n")
    elif op == "slow":
        for byte in json.dumps(answer).encode() + b"\n":
            write(bytes([byte]))
            time.sleep(0.001)
    elif op == "stderr":
        print("what it thinks", file=sys.stderr, flush=True)
        say(answer)
    elif op == "flood-stderr":
        for _ in range(200):
            os.write(2, b"x" * 1_000_000)
        say(answer)
    elif op == "flood-stdout":
        for _ in range(2_000_000):
            OUT.write(b'{"level":"info","message":"this is not an answer, and there are many of them"}\n')
    elif op == "huge":
        write(b'{"seq":1,"ok":{"x":"' + b"x" * 100_000_000 + b'"}}\n')
    elif op == "large":
        say({"seq": seq, "ok": {"x": "x" * 7_000_000}})
    elif op == "deep":
        write(b"[" * 5_000_000 + b"\n")
    elif op == "escape":
        escape()
        say(answer)
    elif op == "escape-and-hang":
        escape()
        hang()
    elif op == "hang":
        hang()
    elif op == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        hang()
    elif op == "half":
        write(b'{"seq":')
        hang()
    elif op == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif op == "exit":
        sys.exit(0)
    elif op == "answer-and-exit":
        say(answer)
        sys.exit(3)
    elif op == "garbage":
        write(b"Traceback (most recent call last):\n")
    elif op == "not-text":
        write(b"\xff\xfe\x00\n")
    elif op == "wrong-seq":
        say({"seq": seq + 1, "ok": {}})
    elif op == "no-seq":
        say({"ok": {}})
    elif op == "two-kinds":
        say({"seq": seq, "ok": {}, "error": {"message": "or not"}})
    elif op == "no-kind":
        say({"seq": seq})
    elif op == "chatty":
        write(json.dumps(answer).encode() + b"\nand another thing\n")
    elif op == "close-stdout":
        os.close(1)
        hang()
    elif op == "meet":
        # Answered only when two are under way.
        BOTH.wait(5)
        with LOCK:
            say(answer)


BOTH = threading.Barrier(2)
LOCK = threading.Lock()


def main():
    for line in sys.stdin:
        message = json.loads(line)
        if message["cmd"] == "hello":
            if MANNERS == "silent":
                hang()
            if MANNERS == "rude":
                write(b"hello yourself\n")
                continue
            if MANNERS == "dying":
                print("no configuration", file=sys.stderr, flush=True)
                sys.exit(5)
            if MANNERS == "old":
                say({"ok": {"protocol": 7}})
                continue
            at_once = 2 if MANNERS == "two-at-once" else 1
            say({"ok": {"protocol": 1, "name": "fake", "version": "1.2", "concurrency": at_once}})
        elif message["cmd"] == "run":
            if MANNERS == "two-at-once":
                threading.Thread(target=run, args=(message,), daemon=True).start()
            else:
                run(message)
        elif message["cmd"] == "stop":
            if MANNERS == "deaf":
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                hang()
            return


main()
