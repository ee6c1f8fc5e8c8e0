#ifndef MDMOCK_MOCKS_CONNECTOR_RULES_H_
#define MDMOCK_MOCKS_CONNECTOR_RULES_H_

#include <array>
#include <string_view>

#include "protocol/verdict/finding.h"

// What a PKI connector asks of UEM besides a well-formed request
// (protocol/connector/request_rules.h), and what it says where it is refused.
namespace mdmock::connector::service_rules {

inline constexpr char kGuide[] = "UEM 12.10 configuration guide";
inline constexpr char kReasons[] =
    "UEM 12.10 configuration guide, failure reasons";
inline constexpr char kDynamicsGuide[] =
    "BlackBerry Dynamics User Certificate Management protocol, getUserKeyPair2";

// … how it comes, and who asks: answered by a status …

inline constexpr Rule kPlaintext{
    "connector.transport.plaintext", Severity::kRefusal,
    Provenance::kDocumented, kGuide,
    "A connector is spoken to over TLS: private keys come back."};
inline constexpr Rule kPathUnknown{
    "connector.path.unknown", Severity::kRefusal, Provenance::kDocumented,
    kGuide, "The path is the connector's prefix and /pki."};
inline constexpr Rule kCredentialsMissing{
    "connector.auth.missing", Severity::kRefusal, Provenance::kDocumented,
    kGuide, "UEM says who it is: by password or by certificate."};
inline constexpr Rule kAuthorizationRepeated{
    "connector.auth.repeated", Severity::kRefusal, Provenance::kDocumented,
    "RFC 9110, 5.3", "A request has one Authorization header."};
inline constexpr Rule kScheme{
    "connector.auth.scheme", Severity::kRefusal, Provenance::kChosen,
    "mdmock; the guide says \"password authentication\" and no more",
    "The password comes under Basic."};
inline constexpr Rule kBasicForm{
    "connector.auth.basic-form", Severity::kRefusal, Provenance::kDocumented,
    "RFC 7617, 2", "Basic credentials are base64 of user:password."};
inline constexpr Rule kBasicWrong{
    "connector.auth.basic-wrong", Severity::kRefusal, Provenance::kDocumented,
    kGuide, "User name and password are those of the connector."};
inline constexpr Rule kCertificateRefused{
    "connector.auth.certificate-refused", Severity::kRefusal,
    Provenance::kDocumented, kGuide,
    "UEM's certificate is one that the connector's authority has issued, that "
    "is in use now, and for clients."};
inline constexpr Rule kCertificateName{
    "connector.auth.certificate-name", Severity::kRefusal, Provenance::kChosen,
    "mdmock", "UEM's certificate names UEM."};
inline constexpr Rule kCertificateUnused{
    "connector.auth.certificate-unused", Severity::kDoubt, Provenance::kChosen,
    "mdmock; the password alone will do",
    "A certificate that comes with a password is good as well."};
inline constexpr Rule kMethod{
    "connector.method.not-allowed", Severity::kRefusal, Provenance::kDocumented,
    kGuide, "getInfo is asked for by GET (or POST), the others by POST."};

// … what for: answered by a failure reason …

inline constexpr Rule kOperationMissing{
    "connector.operation.missing", Severity::kRefusal, Provenance::kDocumented,
    kGuide, "The query names an operation."};
inline constexpr Rule kOperationRepeated{
    "connector.operation.repeated", Severity::kRefusal, Provenance::kChosen,
    "mdmock", "The query names one operation."};
inline constexpr Rule kOperationUnknown{
    "connector.operation.unknown", Severity::kRefusal, Provenance::kDocumented,
    kReasons,
    "The operation is one that getInfo lists, in just this spelling."};
inline constexpr Rule kUserUnknown{"connector.user.unknown", Severity::kRefusal,
                                   Provenance::kDocumented, kReasons,
                                   "The connector knows the user."};
inline constexpr Rule kUserNotAllowed{
    "connector.user.not-allowed", Severity::kRefusal, Provenance::kDocumented,
    kReasons, "The user may have a certificate."};
inline constexpr Rule kOtpMissing{
    "connector.otp.missing", Severity::kRefusal, Provenance::kDocumented,
    kReasons, "authToken is there where the user has to type a password."};
inline constexpr Rule kOtpWrong{"connector.otp.wrong", Severity::kRefusal,
                                Provenance::kDocumented, kReasons,
                                "authToken is the user's password."};
inline constexpr Rule kOtpExpired{"connector.otp.expired", Severity::kRefusal,
                                  Provenance::kDocumented, kReasons,
                                  "The password has not expired."};
inline constexpr Rule kOtpUsed{"connector.otp.used", Severity::kRefusal,
                               Provenance::kDocumented, kReasons,
                               "A one-time password is used once."};
inline constexpr Rule kOtpOfAnother{
    "connector.otp.of-another", Severity::kRefusal, Provenance::kDocumented,
    kReasons, "The password is this user's, and not somebody else's."};

// … a renewal's message …

inline constexpr Rule kMessageForm{
    "connector.renewal.message-form", Severity::kRefusal,
    Provenance::kDocumented, kDynamicsGuide,
    "cmsSigned is a CMS signed-data with one signer and its content."};
inline constexpr Rule kMessageAlgorithm{
    "connector.renewal.algorithm", Severity::kRefusal, Provenance::kDocumented,
    kReasons, "Messages are signed with SHA-256 or better."};
inline constexpr Rule kSignerUnknown{
    "connector.renewal.signer-unknown", Severity::kRefusal,
    Provenance::kDocumented, kReasons,
    "The signer's certificate is one that this connector has issued."};
inline constexpr Rule kSignerOfAnother{
    "connector.renewal.signer-of-another", Severity::kRefusal,
    Provenance::kDocumented, kReasons,
    "The signer's certificate is that of the user who is to get a new one."};
inline constexpr Rule kSignerExpired{"connector.renewal.signer-expired",
                                     Severity::kRefusal, Provenance::kChosen,
                                     "mdmock; which reason it has is not said",
                                     "The signer's certificate is in use now."};
inline constexpr Rule kSignature{
    "connector.renewal.signature", Severity::kRefusal, Provenance::kDocumented,
    kReasons, "The signature fits the content and the certificate."};
inline constexpr Rule kSigningTime{
    "connector.renewal.signing-time", Severity::kRefusal,
    Provenance::kDocumented, kReasons,
    "signingTime is there, and close to the connector's time."};
inline constexpr Rule kReplayed{
    "connector.renewal.replayed", Severity::kRefusal, Provenance::kChosen,
    "mdmock; which reason it has is not said", "A message is used once."};
inline constexpr Rule kContentUnreadable{
    "connector.renewal.pkcs10", Severity::kRefusal, Provenance::kDocumented,
    kDynamicsGuide, "pkcs10 is a PKCS#10 request."};
inline constexpr Rule kKeyWeak{
    "connector.renewal.key", Severity::kRefusal, Provenance::kDocumented,
    kReasons,
    "The new key is RSA of 2048 bits or more, or on P-256, P-384 or P-521."};
inline constexpr Rule kRequestAlgorithm{
    "connector.renewal.pkcs10-algorithm", Severity::kRefusal,
    Provenance::kDocumented, kReasons,
    "The PKCS#10 request is signed with SHA-256 or better."};
inline constexpr Rule kPossession{
    "connector.renewal.possession", Severity::kRefusal, Provenance::kDocumented,
    "RFC 2986, 3; the failure reasons",
    "The PKCS#10 request is signed by the key that it asks for."};
inline constexpr Rule kReqIdsDiffer{
    "connector.renewal.reqids-differ", Severity::kDoubt, Provenance::kChosen,
    "mdmock", "reqId is the same outside the signed message and inside."};

// … a notification …

inline constexpr Rule kReceivedUnreadable{
    "connector.notice.certificate-unreadable", Severity::kRefusal,
    Provenance::kDocumented,
    "BlackBerry Dynamics User Certificate Management protocol, "
    "notifyCertificateReceived",
    "receivedCert and otherCerts are certificates."};
inline constexpr Rule kReceivedUnknown{
    "connector.notice.certificate-unknown", Severity::kRefusal,
    Provenance::kDocumented, kReasons,
    "receivedCert is one that this connector has issued to the user."};

// … and what was not the request's fault.

inline constexpr Rule kScenario{
    "connector.scenario.played", Severity::kRemark, Provenance::kChosen,
    "mdmock", "Nothing but the request decides about the answer."};
inline constexpr Rule kScripted{
    "connector.script.played", Severity::kRemark, Provenance::kChosen, "mdmock",
    "Nothing but the request decides about the answer."};
inline constexpr Rule kCaRefused{
    "connector.ca.refused", Severity::kRemark, Provenance::kChosen, "mdmock",
    "The CA behind the connector issues what it is asked for."};

inline constexpr std::array kAll{&kPlaintext,
                                 &kPathUnknown,
                                 &kCredentialsMissing,
                                 &kAuthorizationRepeated,
                                 &kScheme,
                                 &kBasicForm,
                                 &kBasicWrong,
                                 &kCertificateRefused,
                                 &kCertificateName,
                                 &kCertificateUnused,
                                 &kMethod,
                                 &kOperationMissing,
                                 &kOperationRepeated,
                                 &kOperationUnknown,
                                 &kUserUnknown,
                                 &kUserNotAllowed,
                                 &kOtpMissing,
                                 &kOtpWrong,
                                 &kOtpExpired,
                                 &kOtpUsed,
                                 &kOtpOfAnother,
                                 &kMessageForm,
                                 &kMessageAlgorithm,
                                 &kSignerUnknown,
                                 &kSignerOfAnother,
                                 &kSignerExpired,
                                 &kSignature,
                                 &kSigningTime,
                                 &kReplayed,
                                 &kContentUnreadable,
                                 &kKeyWeak,
                                 &kRequestAlgorithm,
                                 &kPossession,
                                 &kReqIdsDiffer,
                                 &kReceivedUnreadable,
                                 &kReceivedUnknown,
                                 &kScenario,
                                 &kScripted,
                                 &kCaRefused};

}  // namespace mdmock::connector::service_rules

#endif  // MDMOCK_MOCKS_CONNECTOR_RULES_H_
