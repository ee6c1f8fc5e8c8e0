#!/usr/bin/env python3
"""An ADE client of python3-requests-oauthlib, one operation a process.

docs/shim.md says what the environment holds; README.md of this folder, how the
client fares. shim.py puts the same operations to one process.
"""

import hashlib
import json
import os
import pathlib
import sys
import threading

import requests
import requests_oauthlib

NOT_SUPPORTED = 89
HEADERS = {"User-Agent": "mdmock-python/1", "X-Server-Protocol-Version": "10"}


class Refused(Exception):
    """The service said no, or nothing. `status` is 0 where it said nothing."""

    def __init__(self, message, status=0, text=""):
        super().__init__(message)
        self.status = status
        self.text = text


class NotSupported(Exception):
    """There is no such operation here."""


class Client:
    """Keeps a session and a cursor for one server token.

    `target` has the names of docs/shim.md: https_url, ca, token, state.
    `timeout` is in seconds, for each request; it may be changed.
    """

    def __init__(self, target, timeout):
        self.url = target["https_url"]
        self.timeout = timeout
        self.state = pathlib.Path(target["state"])
        self.token = json.loads(pathlib.Path(target["token"]).read_text())
        name = hashlib.sha256(self.token["access_token"].encode()).hexdigest()
        self.session_file = self.state / f"session-{name[:16]}"
        self.cursor_file = self.state / f"cursor-{name[:16]}"
        self.http = requests.Session()
        # REQUESTS_CA_BUNDLE would win over what we are told to trust.
        self.http.trust_env = False
        self.http.verify = target["ca"]
        self.http.headers.update(HEADERS)

    def perform(self, operation, arguments):
        """Gives a JSON object, or None where there is nothing to say."""
        operations = {
            "session": self.open_session,
            "account": lambda: self.call("GET", "/account"),
            "fetch": self.fetch,
            "sync": self.sync,
            "details": lambda: self.call("POST", "/devices", arguments),
            "define-profile": lambda: self.call("POST", "/profile",
                                                arguments["profile"]),
            "assign-profile": lambda: self.call("POST", "/profile/devices",
                                                arguments),
            "remove-profile": lambda: self.call("DELETE", "/profile/devices",
                                                arguments),
        }
        if operation not in operations:
            raise NotSupported(operation)
        return operations[operation]()

    def open_session(self):
        auth = requests_oauthlib.OAuth1(
            self.token["consumer_key"], self.token["consumer_secret"],
            self.token["access_token"], self.token["access_secret"],
            realm="ADM")
        answer = self.http.get(self.url + "/session", auth=auth,
                               timeout=self.timeout, allow_redirects=False)
        if answer.status_code != 200:
            raise Refused(f"/session: {answer.status_code}: {answer.text}",
                          answer.status_code, answer.text)
        try:
            session = answer.json()["auth_session_token"]
        except (ValueError, KeyError, TypeError) as error:
            raise Refused(f"/session gave no session: {error}") from error
        if not session:
            raise Refused("/session gave an empty session")
        self.keep(session)

    def keep(self, session):
        mark = f".{os.getpid()}-{threading.get_ident()}"
        draft = self.session_file.with_suffix(mark)
        draft.write_text(session)
        draft.replace(self.session_file)

    def call(self, method, path, body=None):
        if not self.session_file.exists():
            self.open_session()
        for last in (False, True):
            headers = {"X-ADM-Auth-Session": self.session_file.read_text()}
            if body is not None:
                headers["Content-Type"] = "application/json;charset=UTF8"
            answer = self.http.request(
                method, self.url + path, headers=headers, timeout=self.timeout,
                allow_redirects=False,
                data=None if body is None else json.dumps(body))
            rotated = answer.headers.get("X-ADM-Auth-Session")
            if rotated:
                self.keep(rotated)
            code = answer.text.strip().strip('"')
            dead = answer.status_code == 401 or (
                answer.status_code == 403 and code == "FORBIDDEN")
            if not dead or last:
                break
            self.open_session()
        if answer.status_code != 200:
            raise Refused(f"{path}: {answer.status_code}: {answer.text}",
                          answer.status_code, answer.text)
        return answer.json()

    def pages(self, path, cursor):
        devices = {}
        while True:
            body = {"limit": 1000}
            if cursor:
                body["cursor"] = cursor
            page = self.call("POST", path, body)
            for device in page["devices"]:
                serial = device["serial_number"]
                known = devices.get(serial, {})
                if device.get("op_date", "") >= known.get("op_date", ""):
                    devices[serial] = device
            moved = page["cursor"] != cursor
            cursor = page["cursor"]
            if page["more_to_follow"] is not True or not moved:
                break
        self.cursor_file.write_text(cursor)
        return {"devices": list(devices.values()), "cursor": cursor}

    def fetch(self):
        self.cursor_file.unlink(missing_ok=True)
        return self.pages("/server/devices", None)

    def sync(self):
        if not self.cursor_file.exists():
            return self.fetch()
        try:
            return self.pages("/devices/sync", self.cursor_file.read_text())
        except Refused as refused:
            if "_CURSOR" not in refused.text:
                raise
            return self.fetch()


def main():
    operation = os.environ["MDMOCK_OP"]
    arguments = json.loads(os.environ.get("MDMOCK_ARGS", "{}"))
    target = {name: os.environ["MDMOCK_" + name.upper()]
              for name in ("https_url", "ca", "token", "state")}
    timeout = int(os.environ.get("MDMOCK_DEADLINE_MS", "30000")) / 4000
    try:
        result = Client(target, timeout).perform(operation, arguments)
    except NotSupported:
        return NOT_SUPPORTED
    except (Refused, requests.RequestException, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    if result is not None:
        print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
