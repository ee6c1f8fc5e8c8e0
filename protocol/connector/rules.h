#ifndef MDMOCK_PROTOCOL_CONNECTOR_RULES_H_
#define MDMOCK_PROTOCOL_CONNECTOR_RULES_H_

#include <array>

#include "protocol/verdict/finding.h"

// What a reply of a PKI connector can break. UEM's guide is terse: where it
// leaves a thing open, the rule says that the choice is ours.
namespace mdmock::connector::rules {

inline constexpr char kGuide[] =
    "UEM 12.10 configuration guide, getUserKeyPair";

inline constexpr Rule kHttp{"connector.reply.http", Severity::kRefusal,
                            Provenance::kDocumented, "RFC 9112, 4",
                            "The reply is an HTTP/1.x response."};

inline constexpr Rule kHttpStatus{
    "connector.reply.http-status", Severity::kRefusal, Provenance::kObserved,
    "UEM 12.10 configuration guide, samples: only 200 is ever shown",
    "A success comes with status 200, and a failure never with 3xx or 5xx."};

inline constexpr Rule kHttpStatusOfFailure{
    "connector.reply.http-status-of-failure", Severity::kDoubt,
    Provenance::kChosen, "mdmock; the guide shows 200 only",
    "A failure that is said in JSON comes with status 200: others may be taken "
    "for a connector in trouble, and tried again."};

inline constexpr Rule kLength{"connector.reply.length", Severity::kRefusal,
                              Provenance::kDocumented, "RFC 9112, 6.3",
                              "The body is as long as the head says."};

inline constexpr Rule kContentType{"connector.reply.content-type",
                                   Severity::kRefusal, Provenance::kDocumented,
                                   kGuide, "The reply is application/json."};

inline constexpr Rule kJsonSyntax{"connector.reply.json-syntax",
                                  Severity::kRefusal, Provenance::kDocumented,
                                  "RFC 8259, 2", "The reply is JSON."};

inline constexpr Rule kCurlyQuotes{
    "connector.reply.curly-quotes", Severity::kRefusal, Provenance::kDocumented,
    "RFC 8259, 7",
    "Strings stand between straight quotation marks; the guide's sample has "
    "typographic ones, and is not JSON."};

inline constexpr Rule kTrailingComma{
    "connector.reply.trailing-comma", Severity::kRefusal,
    Provenance::kDocumented, "RFC 8259, 4",
    "No comma stands before a closing bracket."};

inline constexpr Rule kUtf8{"connector.reply.utf8", Severity::kRefusal,
                            Provenance::kDocumented, "RFC 8259, 8.1",
                            "The reply is UTF-8."};

inline constexpr Rule kByteOrderMark{
    "connector.reply.byte-order-mark", Severity::kDoubt,
    Provenance::kDocumented, "RFC 8259, 8.1",
    "No byte order mark stands before the text: some parsers refuse it."};

inline constexpr Rule kDuplicateKey{
    "connector.reply.duplicate-key", Severity::kRefusal,
    Provenance::kDocumented, "RFC 7493, 2.3; RFC 8259, 4",
    "A name stands in an object once: parsers differ in which they take."};

inline constexpr Rule kNotAnObject{"connector.reply.not-an-object",
                                   Severity::kRefusal, Provenance::kDocumented,
                                   kGuide, "The reply is one JSON object."};

inline constexpr Rule kStatusValue{
    "connector.reply.status-value", Severity::kRefusal, Provenance::kDocumented,
    kGuide, "status is \"success\" or \"failure\", in just this spelling."};

inline constexpr Rule kFailureInfoVocabulary{
    "connector.reply.failureinfo-vocabulary", Severity::kRefusal,
    Provenance::kDocumented, kGuide,
    "failureInfo is one of the nine names, in just this spelling."};

inline constexpr Rule kFailureInfoMissing{
    "connector.reply.failureinfo-missing", Severity::kDoubt,
    Provenance::kChosen, "mdmock; the guide calls the field optional",
    "A failure says why."};

inline constexpr Rule kFailureInfoOnSuccess{
    "connector.reply.failureinfo-on-success", Severity::kDoubt,
    Provenance::kChosen, "mdmock", "A success has no failureInfo."};

inline constexpr Rule kNullField{
    "connector.reply.null-field", Severity::kDoubt, Provenance::kChosen,
    "mdmock; the guide gives every field a type",
    "A field that has no value is left out, and not null."};

inline constexpr Rule kFieldType{"connector.reply.field-type",
                                 Severity::kRefusal, Provenance::kDocumented,
                                 kGuide, "The fields are strings."};

inline constexpr Rule kFieldName{
    "connector.reply.field-name", Severity::kDoubt, Provenance::kChosen,
    "mdmock", "A field that the protocol has is spelt as it is there."};

inline constexpr Rule kUnknownField{
    "connector.reply.unknown-field", Severity::kRemark, Provenance::kChosen,
    "mdmock", "The reply has no fields but the protocol's."};

inline constexpr Rule kPayloadType{"connector.reply.payload-type",
                                   Severity::kRefusal, Provenance::kDocumented,
                                   kGuide, "payloadType is \"pkcs12\"."};

inline constexpr Rule kPayloadTypeMissing{
    "connector.reply.payload-type-missing", Severity::kDoubt,
    Provenance::kDocumented, kGuide, "A success says its payloadType."};

inline constexpr Rule kPayloadMissing{
    "connector.reply.payload-missing", Severity::kRefusal,
    Provenance::kDocumented, kGuide,
    "A success carries a payload: the certificate and its key."};

inline constexpr Rule kPayloadOnFailure{"connector.reply.payload-on-failure",
                                        Severity::kRefusal, Provenance::kChosen,
                                        "mdmock; a payload holds a private key",
                                        "A failure carries no payload."};

inline constexpr Rule kPayloadBase64{
    "connector.reply.payload-base64", Severity::kRefusal,
    Provenance::kDocumented, "UEM 12.10 configuration guide; RFC 4648, 4",
    "The payload is base64, in the standard alphabet."};

inline constexpr Rule kPayloadBase64Strict{
    "connector.reply.payload-base64-strict", Severity::kDoubt,
    Provenance::kDocumented, "RFC 4648, 3.1 to 3.3",
    "The base64 is padded and has no white space: strict decoders refuse it "
    "otherwise."};

inline constexpr Rule kDecryptionPasswordName{
    "connector.reply.decryption-password-name", Severity::kRefusal,
    Provenance::kDocumented, kGuide,
    "The field is called decryptionPassword; password is getUserKeyPair2's, "
    "and descryptionPassword a slip of the guide's prose."};

inline constexpr Rule kDecryptionPasswordBase64{
    "connector.reply.decryption-password-base64", Severity::kRefusal,
    Provenance::kDocumented, kGuide, "decryptionPassword is base64."};

inline constexpr Rule kDecryptionPasswordBase64Strict{
    "connector.reply.decryption-password-base64-strict", Severity::kDoubt,
    Provenance::kDocumented, "RFC 4648, 3.1 to 3.3 and 4",
    "decryptionPassword is in the standard alphabet, padded and without white "
    "space: strict decoders refuse it otherwise."};

inline constexpr Rule kReqIdMissing{
    "connector.reply.reqid-missing", Severity::kRefusal,
    Provenance::kDocumented, kGuide, "The reply repeats the request's reqId."};

inline constexpr Rule kReqIdName{"connector.reply.reqid-name",
                                 Severity::kRefusal, Provenance::kDocumented,
                                 kGuide, "The field is called reqId."};

inline constexpr Rule kReqIdType{"connector.reply.reqid-type",
                                 Severity::kRefusal, Provenance::kDocumented,
                                 kGuide, "reqId is a string."};

inline constexpr Rule kReqIdDiffers{
    "connector.reply.reqid-differs", Severity::kRefusal,
    Provenance::kDocumented, kGuide,
    "reqId is the request's, character for character."};

inline constexpr std::array kReply{&kHttp,
                                   &kHttpStatus,
                                   &kHttpStatusOfFailure,
                                   &kLength,
                                   &kContentType,
                                   &kJsonSyntax,
                                   &kCurlyQuotes,
                                   &kTrailingComma,
                                   &kUtf8,
                                   &kByteOrderMark,
                                   &kDuplicateKey,
                                   &kNotAnObject,
                                   &kStatusValue,
                                   &kFailureInfoVocabulary,
                                   &kFailureInfoMissing,
                                   &kFailureInfoOnSuccess,
                                   &kNullField,
                                   &kFieldType,
                                   &kFieldName,
                                   &kUnknownField,
                                   &kPayloadType,
                                   &kPayloadTypeMissing,
                                   &kPayloadMissing,
                                   &kPayloadOnFailure,
                                   &kPayloadBase64,
                                   &kPayloadBase64Strict,
                                   &kDecryptionPasswordName,
                                   &kDecryptionPasswordBase64,
                                   &kDecryptionPasswordBase64Strict,
                                   &kReqIdMissing,
                                   &kReqIdName,
                                   &kReqIdType,
                                   &kReqIdDiffers};

}  // namespace mdmock::connector::rules

#endif  // MDMOCK_PROTOCOL_CONNECTOR_RULES_H_
