#ifndef MDMOCK_MOCKS_SERVER_RULES_H_
#define MDMOCK_MOCKS_SERVER_RULES_H_

#include "protocol/verdict/finding.h"

// What can be wrong with a request before any service has looked at it.
namespace mdmock::server::rules {

inline constexpr Rule kMalformed{
    .code = "http.request.malformed",
    .severity = Severity::kRefusal,
    .provenance = Provenance::kDocumented,
    .source = "RFC 9112, 2.2",
    .sentence =
        "A request line, header fields and a body, framed as HTTP/1.1."};

inline constexpr Rule kVersion{
    .code = "http.version.unsupported",
    .severity = Severity::kRefusal,
    .provenance = Provenance::kDocumented,
    .source = "RFC 9110, 15.6.6",
    .sentence = "A request speaks HTTP/1.1 or HTTP/1.0."};

inline constexpr Rule kHost{
    .code = "http.host.count",
    .severity = Severity::kRefusal,
    .provenance = Provenance::kDocumented,
    .source = "RFC 9112, 3.2",
    .sentence = "An HTTP/1.1 request has exactly one Host header."};

inline constexpr Rule kFraming{
    .code = "http.body.framing",
    .severity = Severity::kRefusal,
    .provenance = Provenance::kDocumented,
    .source = "RFC 9112, 6",
    .sentence = "The length of the body is said once, and clearly."};

inline constexpr Rule kTargetTooLong{
    .code = "http.target.too-long",
    .severity = Severity::kRefusal,
    .provenance = Provenance::kChosen,
    .source = "RFC 9110, 15.5.15",
    .sentence = "The request target fits into the limit."};

inline constexpr Rule kHeadTooLarge{
    .code = "http.head.too-large",
    .severity = Severity::kRefusal,
    .provenance = Provenance::kChosen,
    .source = "RFC 6585, 5",
    .sentence = "The request line and headers fit into the limit."};

inline constexpr Rule kBodyTooLarge{
    .code = "http.body.too-large",
    .severity = Severity::kRefusal,
    .provenance = Provenance::kChosen,
    .source = "RFC 9110, 15.5.14",
    .sentence = "The body fits into the limit."};

inline constexpr Rule kIncomplete{
    .code = "http.request.incomplete",
    .severity = Severity::kRefusal,
    .provenance = Provenance::kDocumented,
    .source = "RFC 9112, 8",
    .sentence = "A request is sent to its end before the connection ends."};

inline constexpr Rule kTooSlow{
    .code = "http.request.too-slow",
    .severity = Severity::kRefusal,
    .provenance = Provenance::kChosen,
    .source = "RFC 9110, 15.5.9",
    .sentence = "A request is sent within the time limit."};

inline constexpr Rule kHandshake{
    .code = "http.tls.handshake",
    .severity = Severity::kRefusal,
    .provenance = Provenance::kDocumented,
    .source = "RFC 8446, 4",
    .sentence = "A TLS handshake is carried through."};

inline constexpr const Rule* kAll[] = {
    &kMalformed,    &kVersion,      &kHost,       &kFraming, &kTargetTooLong,
    &kHeadTooLarge, &kBodyTooLarge, &kIncomplete, &kTooSlow, &kHandshake};

}  // namespace mdmock::server::rules

#endif  // MDMOCK_MOCKS_SERVER_RULES_H_
