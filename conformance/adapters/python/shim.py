#!/usr/bin/env python3
"""The client of client.py as a shim: one process for the whole run.

docs/shim.md says what the lines are; README.md of this folder, how it fares.
"""

import concurrent.futures
import json
import sys
import threading

import requests

import client

AT_ONCE = 8
MOST_CLIENTS = 32  # Of which the connections are kept.

# What the service says of a refusal, and its class in docs/shim.md.
CLASSES = {
    "token_rejected": "token_rejected",
    "token_expired": "token_rejected",
    "signature_invalid": "signature_mismatch",
    "consumer_key_unknown": "unknown_consumer",
    "nonce_used": "nonce_reused",
    "timestamp_refused": "timestamp_out_of_window",
    "T_C_NOT_SIGNED": "terms_not_signed",
    "ACCESS_DENIED": "access_denied",
}


def classify(error):
    """The class of docs/shim.md for what went wrong."""
    if isinstance(error, requests.exceptions.SSLError):
        return "tls_failure"
    if isinstance(error, requests.exceptions.Timeout):
        return "timeout"
    if isinstance(error, client.Refused):
        for code, its_class in CLASSES.items():
            if code in error.text:
                return its_class
        if error.status == 400:
            return "bad_request"
    return "other"


class Clients:
    """One client, and one lock, for each token at each service."""

    def __init__(self):
        self.lock = threading.Lock()
        self.by_key = {}

    def find(self, target, timeout):
        with open(target["token"], encoding="utf-8") as file:
            token = file.read()
        key = (target["https_url"], target["ca"], target["state"], token)
        with self.lock:
            # The one that was used last goes to the end.
            found = self.by_key.pop(key, None)
            if found is None:
                found = (client.Client(target, timeout), threading.Lock())
            self.by_key[key] = found
            while len(self.by_key) > MOST_CLIENTS:
                del self.by_key[next(iter(self.by_key))]
            return found


def run(message, clients):
    """The answer to one `run`, without its seq."""
    operation = message["op"]
    timeout = message["deadline_ms"] / 4000
    try:
        one, lock = clients.find(message["target"], timeout)
        # A second thread would ask for a second session.
        with lock:
            one.timeout = timeout
            result = one.perform(operation, message["input"])
        return {"ok": result or {}}
    except client.NotSupported:
        return {"skip": {"reason": "no such operation: " + operation}}
    except (client.Refused, requests.RequestException) as error:
        return {"rejected": {"class": classify(error), "detail": str(error)}}
    except (OSError, ValueError, KeyError, TypeError) as error:
        return {"error": {"message": f"{type(error).__name__}: {error}"}}


def main():
    clients = Clients()
    writing = threading.Lock()

    def say(seq, answer):
        with writing:
            print(json.dumps({"seq": seq, **answer}), flush=True)

    def work(message):
        say(message["seq"], run(message, clients))

    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        for line in sys.stdin:
            message = json.loads(line)
            if message["cmd"] == "hello":
                say(message["seq"], {"ok": {
                    "protocol": 1, "name": "mdmock-python", "version": "1",
                    "language": "python", "concurrency": AT_ONCE}})
            elif message["cmd"] == "run":
                pool.submit(work, message)
            elif message["cmd"] == "stop":
                break


if __name__ == "__main__":
    main()
