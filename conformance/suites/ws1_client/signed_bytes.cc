#include <string>

#include "conformance/suites/ws1_client/expect.h"
#include "conformance/suites/ws1_client/subjects.h"

// 27 to 33 and 41: which bytes are signed.
namespace mdmock::conformance::ws1 {
namespace {

constexpr char kPaged[] = "/API/mdm/devices/search?page=0&pagesize=2";

// A request without a body is never one of the scheme CMS.
Step ExpectSchemeForGet() {
  return ExpectEach("GET goes under CMSURL", [](const journal::Entry& call,
                                                const Seen& seen) {
    constexpr char kRule[] = "cmsurl.cms-scheme-on-get";
    return seen.judgement.verdict.Has(kRule) ? Broke(kRule, call, seen)
                                             : Said{};
  });
}

}  // namespace

std::vector<ClientCheck> SignedBytesChecks() {
  return {
      Must(
          "27", "path-exact",
          "What is signed is the path as it stands in the request line, up to "
          "'?'.",
          "It signs the very path that it sends. `mdmock explain cmsurl` shows "
          "what was signed instead.",
          {AskGet(), AskGet(kPaged), AskGet("/API/system/info"),
           ExpectRightlySigned()}),
      Must("28", "path-not-query", "The query is not signed.",
           "It takes the path of the URL only (Uri.AbsolutePath).",
           {AskGet(kPaged), ExpectSigned({"cmsurl.signed-path-and-query",
                                          "cmsurl.signed-query-only"})}),
      Must("29", "path-not-full-url", "Scheme and host are not signed.",
           "It takes the path of the URL only.",
           {AskGet(), ExpectSigned({"cmsurl.signed-full-url",
                                    "cmsurl.signed-host-and-path",
                                    "cmsurl.signed-method-and-path"})}),
      Must("30", "path-leading-slash", "The path is signed with its first '/'.",
           "It signs /API/…, not API/….",
           {AskGet(), ExpectSigned({"cmsurl.signed-no-leading-slash"})}),
      Must("31", "path-case",
           "The path is signed in the letters' case that it is sent in.",
           "It signs /API where it asks for /API, and /api for /api.",
           {AskGet(), AskGet("/api/mdm/devices/12772"),
            ExpectSigned(
                {"cmsurl.signed-api-case", "cmsurl.signed-lower-case"})}),
      Must("32", "path-no-newline",
           "Nothing is signed before or behind the path.",
           "It signs the bytes of the path: no line end of `echo`, no zero "
           "byte, no byte order mark.",
           {AskGet(), ExpectSigned({"cmsurl.signed-trailing-newline",
                                    "cmsurl.signed-trailing-crlf",
                                    "cmsurl.signed-trailing-nul",
                                    "cmsurl.signed-byte-order-mark",
                                    "cmsurl.signed-json-quoted"})}),
      Must("33", "path-utf8", "The path is signed in UTF-8.",
           "It encodes text as UTF-8 before it signs.",
           {AskGet(),
            ExpectSigned({"cmsurl.signed-utf16le", "cmsurl.signed-utf16be",
                          "cmsurl.signed-latin1"})}),
      Must("41", "not-body",
           "Under CMSURL the path is signed also where there is a body; under "
           "CMS, which GET is not for, the body.",
           "It signs the path under CMSURL whatever the method is.",
           {AskGet(), TryPost(), ExpectSchemeForGet(),
            ExpectSigned({"cmsurl.signed-body", "cmsurl.signed-path"})})};
}

}  // namespace mdmock::conformance::ws1
