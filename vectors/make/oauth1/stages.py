"""Makes vectors/oauth1/stages.json: published tables about single stages."""

import client
import case_file as file

WIKI = "wiki.oauth.net/TestCases (July 2008)"

ENCODING = [
    ("letters-and-digits", "abcABC123", "abcABC123"),
    ("unreserved", "-._~", "-._~"),
    ("percent", "%", "%25"),
    ("plus", "+", "%2B"),
    ("ampersand-equals-star", "&=*", "%26%3D%2A"),
    ("line-feed", "\n", "%0A"),
    ("blank", " ", "%20"),
    ("delete", "\x7f", "%7F"),
    ("two-bytes", "\u0080", "%C2%80"),
    ("three-bytes", "\u3001", "%E3%80%81"),
]
ERAN = "OAuth mailing list, 2008, via x42/liboauth tests/selftest_eran.c"
ERAN_ENCODING = [
    ("consumer-key", "1234=asdf=4567", "1234%3Dasdf%3D4567"),
    ("token", "asdf-4354=asew-5698", "asdf-4354%3Dasew-5698"),
    ("consumer-secret", "erks823*43=asd&123ls%23", "erks823%2A43%3Dasd%26123ls%2523"),
    ("token-secret", "dis9$#$Js009%==", "dis9%24%23%24Js009%25%3D%3D"),
    (
        "title",
        "taken with a 30% orange filter",
        "taken%20with%20a%2030%25%20orange%20filter",
    ),
    ("file", "mountain & water view", "mountain%20%26%20water%20view"),
]
# The wiki's table leaves the fifth line's values unencoded in the query.
PARAMETERS = [
    ("name-alone", "name", "name="),
    ("one", "a=b", "a=b"),
    ("two", "a=b&c=d", "a=b&c=d"),
    ("sorted-by-encoded-value", "a=x!y&a=x+y", "a=x%20y&a=x%21y"),
    ("sorted-by-encoded-name", "x!y=a&x=a", "x=a&x%21y=a"),
]
URIS = [
    ("upper-case-host", "http://EXAMPLE.COM:80", "/r%20v/X", "http://example.com/r%20v/X"),
    ("http-80", "http://example.com:80", "/", "http://example.com/"),
    ("https-443", "https://example.com:443", "/", "https://example.com/"),
    ("https-999", "https://example.com:999", "/", "https://example.com:999/"),
    ("http-443", "http://example.com:443", "/", "http://example.com:443/"),
    ("https-80", "https://example.com:80", "/", "https://example.com:80/"),
    ("port-8080", "https://www.example.net:8080", "/?q=1", "https://www.example.net:8080/"),
    ("empty-port", "http://h:", "/", "http://h/"),
    ("ipv6", "http://[2001:db8::1]:8080", "/a", "http://[2001:db8::1]:8080/a"),
    ("ipv6-default-port", "https://[::1]:443", "/a", "https://[::1]/a"),
]
SIGNATURES = [
    ("wiki-9.2-a", WIKI + ", 9.2", "cs", "", "bs", "egQqG5AJep5sJ7anhXju1unge2I="),
    ("wiki-9.2-b", WIKI + ", 9.2", "cs", "ts", "bs", "VZVjXceV7JgPq/dOTnNmEfO0Fv8="),
]


def build():
    cases = []

    def add(id_, kind, title, spec, given, gives):
        cases.append(
            file.case(
                id=f"oauth1.stage.{kind}.{id_}",
                title=title,
                kind=kind,
                flags=["Published"],
                spec=spec,
                provenance="documented",
                input=given,
                expect={"gives": gives},
            )
        )

    for id_, plain, encoded in ENCODING:
        assert client.percent(plain) == encoded
        add(id_, "percent-encoding", f"{id_}", WIKI + ", 5.1", {"text": plain}, encoded)
    for id_, plain, encoded in ERAN_ENCODING:
        assert client.percent(plain) == encoded
        add("eran-" + id_, "percent-encoding", id_, ERAN, {"text": plain}, encoded)
    for id_, query, joined in PARAMETERS:
        request = client.Request(url="http://example.com", query=query)
        assert client.parameters_stage(request, frozenset()) == joined
        add(id_, "parameters", id_, WIKI + ", 9.1.1", {"query": query}, joined)
    for id_, url, target, uri in URIS:
        spec = "RFC 5849, 3.4.1.2, and oauthlib's tests"
        add(id_, "base-uri", id_, spec, {"url": url, "target": target}, uri)
    for id_, spec, consumer, token, base, signature in SIGNATURES:
        credentials = client.Credentials("", consumer, "", token)
        request = client.Request(url="http://example.com")
        key = client.key_stage(request, credentials, frozenset())
        code = client.code_stage(base.encode(), key, frozenset())
        assert client.text_stage(code, {("signature-not-encoded", "")}) == signature
        add(
            id_,
            "signature",
            id_,
            spec,
            {"base_string": base, "consumer_secret": consumer, "access_secret": token},
            signature,
        )
    return file.document(
        "stages",
        "Single stages of an OAuth 1.0a signature, as others have published them",
        {"Published": "The expected value stands in a public document or test."},
        cases,
    )
