#!/usr/bin/env python3
"""The client argv[1] behind a shim, but for `details`, at which the shim goes
astray as argv[2] says."""

import json
import os
import signal
import subprocess
import sys


def run(message):
    if message["op"] == "details":
        if sys.argv[2] == "hang":
            signal.pause()
        if sys.argv[2] == "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        if sys.argv[2] == "garbage":
            print("Traceback (most recent call last):", flush=True)
            return
    environment = dict(os.environ, MDMOCK_OP=message["op"],
                       MDMOCK_ARGS=json.dumps(message["input"]),
                       MDMOCK_DEADLINE_MS=str(message["deadline_ms"]))
    for name, value in message["target"].items():
        environment["MDMOCK_" + name.upper()] = value
    done = subprocess.run([sys.argv[1]], env=environment, check=False,
                          stdin=subprocess.DEVNULL, capture_output=True)
    if done.returncode == 0:
        answer = {"ok": json.loads(done.stdout or b"{}")}
    elif done.returncode == 89:
        answer = {"skip": {"reason": "exit code 89"}}
    else:
        answer = {"error": {"message": done.stderr.decode()}}
    print(json.dumps({"seq": message["seq"], **answer}), flush=True)


for line in sys.stdin:
    asked = json.loads(line)
    if asked["cmd"] == "hello":
        print(json.dumps({"seq": 0, "ok": {"protocol": 1, "name": "astray"}}),
              flush=True)
    elif asked["cmd"] == "run":
        run(asked)
    else:
        break
