#!/usr/bin/env python3
"""A Workspace ONE client of python3-cryptography and python3-requests.

One operation a process (docs/shim.md); README.md of this folder says what it
is good for.
"""

import datetime
import json
import os
import sys
import time

import requests

import cmsurl

NOT_SUPPORTED = 89
MAX_TRIES = 3


class Refused(Exception):
    """The service said no, or nothing that can be read."""


def has_expired(certificate):
    now = datetime.datetime.now(datetime.timezone.utc)
    try:
        return certificate.not_valid_after_utc < now
    except AttributeError:  # Before version 42.
        return certificate.not_valid_after < now.replace(tzinfo=None)


class Client:
    """Asks the API as one administrator. `timeout` is for each request."""

    def __init__(self, environment):
        self.url = environment["MDMOCK_HTTPS_URL"]
        self.timeout = int(environment.get("MDMOCK_DEADLINE_MS", 30000)) / 4000
        self.signer = cmsurl.Signer(environment["MDMOCK_P12"],
                                    environment.get("MDMOCK_P12_PASSWORD"))
        if has_expired(self.signer.certificate):
            raise Refused("the certificate has expired")
        self.http = requests.Session()
        # REQUESTS_CA_BUNDLE would win over what we are told to trust.
        self.http.trust_env = False
        self.http.verify = environment["MDMOCK_CA"]
        self.http.headers.update({
            "Accept": "application/json",
            "aw-tenant-code": environment["MDMOCK_TENANT_CODE"]})

    def ask(self, method, target, body=None):
        """Gives the answer, None where there is no content."""
        request = self.http.prepare_request(
            requests.Request(method, self.url + target, json=body))
        for attempt in range(1, MAX_TRIES + 1):
            # What goes over the wire is what is signed.
            path = request.path_url.partition("?")[0]
            request.headers["Authorization"] = self.signer.header(path)
            answer = self.http.send(request, timeout=self.timeout,
                                    allow_redirects=False)
            if answer.status_code != 429 or attempt == MAX_TRIES:
                break
            pause = answer.headers.get("Retry-After", "")
            time.sleep(int(pause) if pause.isdigit() else attempt)
        if not 200 <= answer.status_code < 300:
            raise Refused(f"{target}: {answer.status_code}: {answer.text}")
        if answer.status_code == 204 or not answer.content:
            return None
        return answer.json()

    def list(self):
        """All pages: the server may give fewer a page than are asked for."""
        devices = []
        number = 0
        while True:
            page = self.ask(
                "GET", f"/API/mdm/devices/search?page={number}&pagesize=500")
            found = page.get("Devices", []) if page else []
            devices += found
            if not found or len(devices) >= page.get("Total", 0):
                return {"devices": devices}
            number += 1


def perform(operation, arguments):
    if operation not in ("get", "list", "post"):
        sys.exit(NOT_SUPPORTED)
    client = Client(os.environ)
    if operation == "get":
        return client.ask("GET", arguments["path"])
    if operation == "list":
        return client.list()
    return client.ask("POST", arguments["path"], arguments["body"])


def main():
    try:
        said = perform(os.environ["MDMOCK_OP"],
                       json.loads(os.environ.get("MDMOCK_ARGS", "{}")))
    except (Refused, OSError, ValueError, KeyError) as error:
        sys.exit(f"error: {error}")
    if isinstance(said, dict):
        print(json.dumps(said))


if __name__ == "__main__":
    main()
