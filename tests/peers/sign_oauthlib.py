#!/usr/bin/python3
"""Prints the Authorization header that python3-oauthlib makes for a request.

Takes MDMOCK_URL, MDMOCK_TOKEN (a token.json) and, to make it go wrong,
MDMOCK_TIMESTAMP and MDMOCK_NONCE from the environment.
"""

import json
import os

import oauthlib.oauth1

with open(os.environ["MDMOCK_TOKEN"], encoding="utf-8") as file:
    token = json.load(file)

client = oauthlib.oauth1.Client(
    token["consumer_key"],
    client_secret=token["consumer_secret"],
    resource_owner_key=token["access_token"],
    resource_owner_secret=token["access_secret"],
    realm="ADM",
    timestamp=os.environ.get("MDMOCK_TIMESTAMP"),
    nonce=os.environ.get("MDMOCK_NONCE"),
)
print(client.sign(os.environ["MDMOCK_URL"])[1]["Authorization"])
