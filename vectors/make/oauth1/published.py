"""Makes vectors/oauth1/published.json: signatures that others have published.

The inputs and the signatures are copied from the sources named; that our own
client arrives at the same signature is asserted here, never assumed.
"""

import client
import case_file as file

GOMODULE = "gomodule/oauth1 oauth/oauth_test.go"
RFC = "RFC 5849"
FORM = "application/x-www-form-urlencoded"


def fields(realm=None, **given):
    order = [("realm", realm)] if realm is not None else []
    order += [("oauth_" + name, value) for name, value in given.items()]
    return tuple((n, v) for n, v in order if v is not None)


def gomodule(key, token, nonce, timestamp):
    return fields(
        consumer_key=key,
        nonce=nonce,
        signature_method="HMAC-SHA1",
        timestamp=timestamp,
        token=token,
        version="1.0",
    )


# id, title, spec, (consumer key, secret, token, token secret), request,
# signature, the findings of a /session verifier.
OTHER_PATH = ["path.other"]
NO_VERSION = ["version.absent"]


def published():
    photos = ("dpf43f3p2l4k3l03", "kd94hf93k423kf44", "nnch734d00sl2jdk", "pfkkdhi9sl3r4s00")
    rfc = "http://photos.example.net"
    yield (
        "core-1.0a-a.5",
        "OAuth Core 1.0a, the protected resource of appendix A",
        "OAuth Core 1.0a, A.5",
        photos,
        client.Request(
            url=rfc,
            path="/photos",
            query="file=vacation.jpg&size=original",
            fields=fields(
                realm="http://photos.example.net/",
                consumer_key=photos[0],
                token=photos[2],
                signature_method="HMAC-SHA1",
                timestamp="1191242096",
                nonce="kllo9940pd9333jh",
                version="1.0",
            ),
        ),
        "tR3+Ty81lMeYAr/Fid0kMTYa/WM=",
        OTHER_PATH + ["realm.other"],
    )
    yield (
        "rfc5849-1.2-initiate",
        "temporary credentials: no token, and a callback",
        RFC + ", 1.2",
        (photos[0], photos[1], "", ""),
        client.Request(
            url="https://photos.example.net",
            method="POST",
            path="/initiate",
            fields=fields(
                realm="Photos",
                consumer_key=photos[0],
                signature_method="HMAC-SHA1",
                timestamp="137131200",
                nonce="wIjqoS",
                callback="http://printer.example.com/ready",
            ),
            signature_after="",
        ),
        "74KNZJeDHnMBp0EMJ9ZHt/XKycU=",
        OTHER_PATH
        + NO_VERSION
        + [
            "realm.other",
            "parameter.missing",
            "parameter.unsupported",
            "documentation.pasted",
        ],
    )
    yield (
        "rfc5849-1.2-token",
        "token credentials: a verifier",
        RFC + ", 1.2",
        (photos[0], photos[1], "hh5s93j4hdidpola", "hdhd0244k9j7ao03"),
        client.Request(
            url="https://photos.example.net",
            method="POST",
            path="/token",
            fields=fields(
                realm="Photos",
                consumer_key=photos[0],
                token="hh5s93j4hdidpola",
                signature_method="HMAC-SHA1",
                timestamp="137131201",
                nonce="walatlh",
                verifier="hfdp7dh39dks9884",
            ),
            signature_after="",
        ),
        "gKgrFCywp7rO0OXSjdot/IHF7IU=",
        OTHER_PATH + NO_VERSION + ["realm.other", "parameter.unsupported"],
    )
    yield (
        "rfc5849-1.2-photos",
        "a protected resource, with a query and without oauth_version",
        RFC + ", 1.2",
        photos,
        client.Request(
            url=rfc,
            path="/photos",
            query="file=vacation.jpg&size=original",
            fields=fields(
                realm="Photos",
                consumer_key=photos[0],
                token=photos[2],
                signature_method="HMAC-SHA1",
                timestamp="137131202",
                nonce="chapoH",
            ),
            signature_after="",
        ),
        "MdpQcU8iPSUjWoN/UDMsK2sui9I=",
        OTHER_PATH + NO_VERSION + ["realm.other"],
    )
    yield (
        "rfc5849-3.4.1.1",
        "repeated names, empty values, escapes, a form body; erratum 2550's signature",
        RFC + ", 3.4.1.1, erratum 2550",
        ("9djdj82h48djs9d2", "j49sk3j29djd", "kkk9d7dh3k39sjv7", "dh893hdasih9"),
        client.Request(
            url="http://example.com",
            method="POST",
            path="/request",
            query="b5=%3D%253D&a3=a&c%40=&a2=r%20b",
            fields=fields(
                realm="Example",
                consumer_key="9djdj82h48djs9d2",
                token="kkk9d7dh3k39sjv7",
                signature_method="HMAC-SHA1",
                timestamp="137131201",
                nonce="7d8f3e4a",
            ),
            content_type=FORM,
            body="c2&a3=2+q",
            signature_after="",
        ),
        "r6/TJjbCOr97/+UU0NsvSne7s5g=",
        OTHER_PATH + NO_VERSION + ["realm.other"],
    )
    twitter = (
        "xvz1evFS4wEEPTGEFPHBog",
        "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",
        "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
        "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE",
    )
    for id_, path, signature, spec in (
        (
            "twitter-1",
            "/1/statuses/update.json",
            "tnnArxj06cWHq44gCs1OSKk/jLY=",
            "ddo/oauth-1.0a test/twitter_sample_data.js",
        ),
        (
            "twitter-1.1",
            "/1.1/statuses/update.json",
            "hCtSmYh+iHYCEqBWrE7C7hYmtUk=",
            "Twitter, Creating a signature (path /1.1/)",
        ),
    ):
        yield (
            id_,
            "a status with blanks, '+', ',' and '!' in a form body",
            spec,
            twitter,
            client.Request(
                url="https://api.twitter.com",
                method="POST",
                path=path,
                query="include_entities=true",
                fields=gomodule(
                    twitter[0],
                    twitter[2],
                    "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg",
                    "1318622958",
                ),
                content_type=FORM,
                body="status=Hello%20Ladies%20%2B%20Gentlemen%2C%20a%20signed%20OAuth"
                "%20request%21",
                signature_after="oauth_nonce",
            ),
            signature,
            OTHER_PATH,
        )
    eran = (
        "1234=asdf=4567",
        "erks823*43=asd&123ls%23",
        "asdf-4354=asew-5698",
        "dis9$#$Js009%==",
    )
    yield (
        "eran",
        "secrets with '*', '=', '&', '%', '$' and '#', and a repeated name",
        "OAuth mailing list, 2008, via x42/liboauth tests/selftest_eran.c",
        eran,
        client.Request(
            url="http://example.com:80",
            path="/photo",
            query="title=taken%20with%20a%2030%25%20orange%20filter"
            "&file=mountain%20%26%20water%20view&format=jpeg&include=date"
            "&include=aperture",
            fields=fields(
                version="1.0",
                consumer_key=eran[0],
                timestamp="12303202302",
                nonce="3jd834jd9",
                token=eran[2],
                signature_method="HMAC-SHA1",
            ),
        ),
        "jMdUSR1vOr3SzNv3gZ5DDDuGirA=",
        OTHER_PATH,
    )
    api = (
        "kMViZR2MHk2mM7hUNVw9A",
        "56Fgl58yOfqXOhHXX0ybvOmSnPQFvR2miYmm30A",
        "10212-JJ3Zc1A49qSMgdcAO2GMOpW9l7A348ESmhjmOBOU",
        "yF75mvq4LZMHj9O0DXwoC3ZxUnN1ptvieThYuOAYM",
    )
    generic = ("consumer_key", "consumer_secret", "token", "secret")
    special = ("dpf43f3++p+#2l4k3l03", "secret01", "nnch734d(0)0sl2jdk", "secret02")
    short = ("abcd", "efgh", "ijkl", "mnop")
    rows = [
        ("twitter-tool", "a query", api, "GET", "https://api.twitter.com", "/1/", "page=10", "8067e8abc6bdca2006818132445c8f4c", "1355795903", "o5cx1ggJrY9ognZuVVeUwglKV8U="),
        ("mixed-case", "a host and a method in mixed case, and port 443", api, "GeT", "https://apI.twItter.com:443", "/1/", "page=10", "8067e8abc6bdca2006818132445c8f4c", "1355795903", "o5cx1ggJrY9ognZuVVeUwglKV8U="),
        ("netflix", "a blank in a value", ("apiKey001", "sharedSecret002", "accessToken003", "accessSecret004"), "GET", "http://api-public.netflix.com", "/catalog/titles", "term=Dark%20Knight&count=2", "1234", "1355850443", "0JAoaqt6oz6TJx8N+06XmhPjcOs="),
        ("port-8001", "a port, and awkward characters in key, token, names and values", special, "GET", "http://PHOTOS.example.net:8001", "/Photos", "photo%20size=300%25&title=Back%20of%20%24100%20Dollars%20Bill", "kllo~9940~pd9333jh", "1191242096", "n1UAoQy2PoIYizZUiWvkdCxM3P0="),
        ("escaped-path", "an escape in the path, and a pair that is there twice", short, "GET", "http://EXAMPLE.COM:80", "/Space%20Craft", "name=value&name=value", "Ix4U1Ei3RFL", "1327384901", "TZZ5u7qQorLnmKs+iqunb8gqkh4="),
        ("slash-in-form", "a '/' in a form body", generic, "POST", "https://stream.twitter.com", "/1.1/statuses/filter.json", ("form", "track=example.com/abcd"), "bf2cb6d611e59f99103238fc9a3bb8d8", "1362434376", "LcxylEOnNdgoKSJi7jX07mxcvfM="),
        ("slash-in-query", "a '/' in the query of a POST", generic, "POST", "https://stream.twitter.com", "/1.1/statuses/filter.json", "track=example.com/query", "884275759fbab914654b50ae643c563a", "1362435218", "OAldqvRrKDXRGZ9BqSi2CqeVH0g="),
        ("star-in-value", "a '*' in a value", generic, "GET", "https://qb.sbfinance.intuit.com", "/v3/company/1273852765/query", "query=select%20%2A%20from%20account", "12345678", "1409876517", "7crYee+JLvg7dksQiHbarUHN3rY="),
    ]
    for id_, title, creds, method, url, path, query, nonce, timestamp, signature in rows:
        form = query[1] if isinstance(query, tuple) else None
        yield (
            "gomodule-" + id_,
            title,
            GOMODULE,
            creds,
            client.Request(
                url=url,
                method=method,
                path=path,
                query=None if form else query,
                fields=gomodule(creds[0], creds[2], nonce, timestamp),
                content_type=FORM if form else None,
                body=form or "",
                signature_after="oauth_nonce",
            ),
            signature,
            OTHER_PATH,
        )
    batch = ("batch-dbc2cd8c-6ca8-463b-96e2-6d8683eac6fd", "4S4Rvm25CJZWv7HBg5HOhhlRTBSZ7npl", "", "")
    for id_, realm in (("ddo-multiple-values", None), ("ddo-realm", "https://ddo.me/")):
        yield (
            id_,
            "a name with three values, without a token"
            + ("; a realm changes nothing" if realm else ""),
            "ddo/oauth-1.0a test/options/multiple_values.js and realm.js",
            batch,
            client.Request(
                url="http://localhost:3737",
                method="PUT",
                path="/rest/profiles/1ea2a42f-e14d-4057-8bcd-3e0b4514a267/properties",
                fields=fields(
                    realm=realm,
                    consumer_key=batch[0],
                    nonce="tKOQtKan8PHIrIoOlrl17zHkZQ2H5CsP",
                    signature_method="HMAC-SHA1",
                    timestamp="1445951836",
                    version="1.0",
                ),
                content_type=FORM,
                body="currentbrowserversion=1&currentbrowserversion=5"
                "&currentbrowserversion=dfadfadfa&alt=json",
                signature_after="oauth_nonce",
            ),
            "ri0lfv4udd2uQmkg5cCPVqLruyk=",
            OTHER_PATH
            + ["parameter.missing"]
            + (["realm.other"] if realm else []),
        )


# The project's own vector, and twins of it that are wrong in one way.
PROJECT = "48jFDaoJP9Z5Z5+Jp9YeojVfCio="
TWINS = [
    ("no-version-sent", None, "y94fCc/ti17jFpFycU2lDC67L84="),
    ("realm-included", ("realm-included", ""), "F41MGPSG9cx+kqIXhRxXGzCC64o="),
    ("port-kept", ("port-kept", "sent"), "KTP0/NzzSyCdplgnLvy4BLMpL9A="),
    ("secrets-swapped", ("secrets-swapped", ""), "hlN9kKsDV7AGcdZ2VcQpUDhF12U="),
    ("consumer-secret-only", ("token-secret-missing", ""), "sEqZxOe7nJ+A+Gk2G6d+TCdfI10="),
    ("base-string-raw", ("base-string-not-encoded", "parameters"), "OzJtEkyUvF7B80unjwzcrZJdYbg="),
    ("lower-case-hex", ("percent-hex-lowercase", "outer"), "Ss7wXa7rsl/spH37LJZpBPB5EVo="),
    ("host-other", ("host-other", "0"), "xs+P25tmXDkahl/9VUvtVxOybmM="),
]


def session(version=True):
    project = file.CREDENTIALS["project"]
    return client.Request(
        url="https://mdmenrollment.apple.com",
        fields=fields(
            realm="ADM",
            consumer_key=project.consumer_key,
            token=project.access_token,
            signature_method="HMAC-SHA1",
            timestamp="1700000000",
            nonce="0123456789abcdef",
            version="1.0" if version else None,
        ),
        others=("http://localhost:8080",),
    )


def project_case(id_, title, request, working, flags, derived, expected):
    header = client.authorization(request, working.signature)
    return file.case(
        id="oauth1.published." + id_,
        title=title,
        flags=flags,
        spec="Apple, Authenticating with the Automated Device Enrollment program",
        provenance="documented",
        derived_from=derived,
        time=file.rfc3339(1700000000),
        window_s=300,
        input=file.raw_input(
            request.url,
            "GET",
            "/session",
            file.request_headers(request, header),
            "project",
            **{"as": list(request.others)},
        ),
        stages=file.stages(client.sign(request, file.CREDENTIALS["project"])),
        expect=expected,
    )


def project_cases():
    credentials = file.CREDENTIALS["project"]
    right = client.sign(session(), credentials)
    assert client.text_stage(right.code, {("signature-not-encoded", "")}) == PROJECT
    yield project_case(
        "session",
        "a request for a session, as it should be",
        session(),
        right,
        ["Published"],
        None,
        file.expect([]),
    )
    for id_, choice, signature in TWINS:
        request = session(version=id_ != "no-version-sent")
        working = client.sign(request, credentials, {choice} if choice else ())
        code = client.text_stage(working.code, {("signature-not-encoded", "")})
        assert code == signature, (id_, code)
        expected = (
            file.expect(["signature.mismatch"], file.cause([[choice[0]]]))
            if choice
            else file.expect(["version.absent"])
        )
        yield project_case(
            "session-" + id_,
            "the same, " + id_.replace("-", " "),
            request,
            working,
            ["Twin"],
            "oauth1.published.session",
            expected,
        )


def canary():
    """Apple's documented example: no secret is known that gives its signature."""
    credentials = file.CREDENTIALS["project"]
    request = client.Request(
        url="https://mdmenrollment.apple.com",
        fields=fields(
            realm="ADM",
            consumer_key=credentials.consumer_key,
            token=credentials.access_token,
            signature_method="HMAC-SHA1",
            timestamp="137131200",
            nonce="4572616e48616d6d65724c61686176",
            version="1.0",
        ),
    )
    header = client.authorization(request, "wOJIO9A2W5mFwDgiDvZbTSMK%2FPY%3D")
    return file.case(
        id="oauth1.published.documentation-pasted",
        title="Apple's documented example, whose signature nobody can reproduce",
        flags=["Canary"],
        spec="Apple authentication (example); OAuth Core 1.0a, 5.4.1",
        provenance="observed",
        time=file.rfc3339(137131200),
        window_s=300,
        input=file.raw_input(
            request.url,
            "GET",
            "/session",
            file.request_headers(request, header),
            "project",
        ),
        stages=file.stages(client.sign(request, credentials)),
        expect=file.expect(["signature.mismatch", "documentation.pasted"], file.UNKNOWN),
    )


def build():
    cases = []
    for id_, title, spec, creds, request, signature, findings in published():
        name = file.add_credentials("published-" + id_, *creds)
        working = client.sign(request, file.CREDENTIALS[name])
        code = client.text_stage(working.code, {("signature-not-encoded", "")})
        assert code == signature, (id_, code, working.base_string)
        header = client.authorization(request, working.signature)
        timestamp = int(dict(request.fields)["oauth_timestamp"])
        cases.append(
            file.case(
                id="oauth1.published." + id_,
                title=title,
                flags=["Published"],
                spec=spec,
                provenance="documented",
                time=file.rfc3339(timestamp),
                window_s=300,
                input=file.raw_input(
                    request.url,
                    request.method,
                    request.target,
                    file.request_headers(request, header),
                    name,
                    body=request.body,
                ),
                stages=file.stages(working),
                expect=file.expect(findings),
            )
        )
    cases += project_cases()
    cases.append(canary())
    notes = {
        "Published": "The signature stands in the source named, and was reproduced.",
        "Twin": "The case it derives from, signed wrongly in one way.",
        "Canary": "Must be refused whatever the secrets are.",
    }
    return file.document(
        "published",
        "OAuth 1.0a signatures that others have published",
        notes,
        cases,
        file.used_credentials(cases),
    )
