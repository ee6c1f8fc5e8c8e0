#ifndef MDMOCK_PROTOCOL_CONNECTOR_REQUEST_RULES_H_
#define MDMOCK_PROTOCOL_CONNECTOR_REQUEST_RULES_H_

#include <array>

#include "protocol/verdict/finding.h"

// What UEM's request to a PKI connector can break. Each refusal leads to
// badRequest, but for an mType that nobody knows: that is an unknownRequest.
namespace mdmock::connector::request_rules {

inline constexpr char kGuide[] =
    "UEM 12.10 configuration guide, getUserKeyPair";
inline constexpr char kDynamicsGuide[] =
    "BlackBerry Dynamics User Certificate Management protocol";

inline constexpr Rule kContentType{"connector.request.content-type",
                                   Severity::kRefusal, Provenance::kDocumented,
                                   kGuide, "The request is application/json."};

inline constexpr Rule kContentTypeMissing{
    "connector.request.content-type-missing", Severity::kDoubt,
    Provenance::kDocumented, kGuide, "The request has a Content-Type."};

inline constexpr Rule kContentEncoding{"connector.request.content-encoding",
                                       Severity::kRefusal, Provenance::kChosen,
                                       "mdmock; the guide knows none",
                                       "The body is not compressed."};

inline constexpr Rule kEmpty{"connector.request.empty", Severity::kRefusal,
                             Provenance::kDocumented, kGuide,
                             "The request has a body."};

inline constexpr Rule kJsonSyntax{"connector.request.json-syntax",
                                  Severity::kRefusal, Provenance::kDocumented,
                                  "RFC 8259, 2", "The request is JSON."};

inline constexpr Rule kCurlyQuotes{
    "connector.request.curly-quotes", Severity::kRefusal,
    Provenance::kDocumented, "RFC 8259, 7",
    "Strings stand between straight quotation marks."};

inline constexpr Rule kTrailingComma{
    "connector.request.trailing-comma", Severity::kRefusal,
    Provenance::kDocumented, "RFC 8259, 4",
    "No comma stands before a closing bracket."};

inline constexpr Rule kUtf8{"connector.request.utf8", Severity::kRefusal,
                            Provenance::kDocumented, "RFC 8259, 8.1",
                            "The request is UTF-8."};

inline constexpr Rule kByteOrderMark{
    "connector.request.byte-order-mark", Severity::kRefusal,
    Provenance::kDocumented, "RFC 8259, 8.1",
    "No byte order mark stands before the text."};

inline constexpr Rule kDuplicateKey{
    "connector.request.duplicate-key", Severity::kRefusal,
    Provenance::kDocumented, "RFC 7493, 2.3; RFC 8259, 4",
    "A name stands in an object once: whom a request is for must not depend on "
    "the parser."};

inline constexpr Rule kNotAnObject{"connector.request.not-an-object",
                                   Severity::kRefusal, Provenance::kDocumented,
                                   kGuide, "The request is one JSON object."};

inline constexpr Rule kFieldMissing{
    "connector.request.field-missing", Severity::kRefusal,
    Provenance::kDocumented, kGuide,
    "The request has every field that its operation requires."};

inline constexpr Rule kFieldType{
    "connector.request.field-type", Severity::kRefusal, Provenance::kDocumented,
    kGuide, "The fields have the types that the protocol gives them."};

inline constexpr Rule kNullField{
    "connector.request.null-field", Severity::kDoubt, Provenance::kChosen,
    "mdmock; the guide gives every field a type",
    "A field that has no value is left out, and not null."};

inline constexpr Rule kFieldName{
    "connector.request.field-name", Severity::kDoubt, Provenance::kChosen,
    "mdmock", "A field that the protocol has is spelt as it is there."};

inline constexpr Rule kUnknownField{
    "connector.request.unknown-field", Severity::kRemark, Provenance::kChosen,
    "mdmock; newer versions of UEM send more",
    "The request has no fields but the operation's. Others are ignored."};

inline constexpr Rule kMessageTypeUnknown{
    "connector.request.mtype-unknown", Severity::kRefusal,
    Provenance::kDocumented, kGuide,
    "mType is initialCert, and for getUserKeyPair2 also renewCert, in just "
    "this spelling."};

inline constexpr Rule kMessageTypeEmpty{
    "connector.request.mtype-empty", Severity::kRefusal,
    Provenance::kDocumented, kGuide, "mType is not empty."};

inline constexpr Rule kUserEmpty{"connector.request.user-empty",
                                 Severity::kRefusal, Provenance::kDocumented,
                                 kGuide, "user is not empty."};

inline constexpr Rule kUserCharacters{"connector.request.user-characters",
                                      Severity::kRefusal, Provenance::kChosen,
                                      "mdmock; a NUL has cut off names before",
                                      "user has no control characters."};

inline constexpr Rule kReqIdEmpty{
    "connector.request.reqid-empty", Severity::kDoubt, Provenance::kChosen,
    "mdmock", "reqId is not empty: it tells replies apart."};

inline constexpr Rule kBase64{
    "connector.request.base64", Severity::kRefusal, Provenance::kDocumented,
    "RFC 4648, 4; the protocol's tables",
    "What is encoded is base64: the standard alphabet, padded, on one line."};

inline constexpr std::array kAll{&kContentType,      &kContentTypeMissing,
                                 &kContentEncoding,  &kEmpty,
                                 &kJsonSyntax,       &kCurlyQuotes,
                                 &kTrailingComma,    &kUtf8,
                                 &kByteOrderMark,    &kDuplicateKey,
                                 &kNotAnObject,      &kFieldMissing,
                                 &kFieldType,        &kNullField,
                                 &kFieldName,        &kUnknownField,
                                 &kMessageTypeEmpty, &kMessageTypeUnknown,
                                 &kUserEmpty,        &kUserCharacters,
                                 &kReqIdEmpty,       &kBase64};

}  // namespace mdmock::connector::request_rules

#endif  // MDMOCK_PROTOCOL_CONNECTOR_REQUEST_RULES_H_
