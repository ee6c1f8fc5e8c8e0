#ifndef MDMOCK_PROTOCOL_CMS_CMSURL_RULES_H_
#define MDMOCK_PROTOCOL_CMS_CMSURL_RULES_H_

#include <array>

#include "protocol/cms/cmsurl_header_rules.h"
#include "protocol/verdict/finding.h"

// All that can be wrong with a request under a CMSURL or CMS header; the rules
// of the header's text have a file of their own.
namespace mdmock::cms::rules {

// … the message …

inline constexpr Rule kMessageSyntax{
    "cmsurl.message.syntax", Severity::kRefusal, Provenance::kDocumented,
    "RFC 5652, 3 and 5.1", "The message is a SignedData in BER or DER."};
inline constexpr Rule kMessageTrailing{
    "cmsurl.message.trailing", Severity::kDoubt, Provenance::kDocumented,
    "RFC 5652, 3", "Nothing follows the message."};
inline constexpr Rule kMessageVersion{
    "cmsurl.message.version", Severity::kRemark, Provenance::kDocumented,
    "RFC 5652, 5.1 and 5.3",
    "The versions are those that the message's parts ask for."};
inline constexpr Rule kContentAttached{
    "cmsurl.content-attached", Severity::kDoubt, Provenance::kObserved,
    "clients in the field",
    "The signature is detached: what is signed is not in the message."};
inline constexpr Rule kAttachedContentDiffers{
    "cmsurl.attached-content.differs", Severity::kRefusal, Provenance::kChosen,
    "clients in the field", "What is attached is what the request has."};
inline constexpr Rule kContentTypeOther{
    "cmsurl.content-type.other", Severity::kRefusal, Provenance::kObserved,
    "clients in the field; RFC 5652, 4", "The content's type is id-data."};
inline constexpr Rule kSignerMissing{
    "cmsurl.signer.missing", Severity::kRefusal, Provenance::kObserved,
    "clients in the field", "Somebody has signed."};
inline constexpr Rule kSignerSeveral{
    "cmsurl.signer.several", Severity::kRefusal, Provenance::kObserved,
    "clients in the field", "One has signed, not several."};
inline constexpr Rule kSignerKeyIdentifier{
    "cmsurl.signer.key-identifier", Severity::kRemark, Provenance::kObserved,
    "clients in the field", "The signer is named by issuer and serial number."};
inline constexpr Rule kDigestMd5{"cmsurl.digest.md5", Severity::kRefusal,
                                 Provenance::kChosen, "RFC 6151",
                                 "The digest is not MD5."};
inline constexpr Rule kDigestUnknown{
    "cmsurl.digest.unknown", Severity::kRefusal, Provenance::kObserved,
    "clients in the field",
    "The digest is SHA-1, SHA-256, SHA-384 or SHA-512."};
inline constexpr Rule kDigestSha1{"cmsurl.digest.sha1", Severity::kRemark,
                                  Provenance::kObserved, "clients in the field",
                                  "The digest is better than SHA-1."};
inline constexpr Rule kDigestNotListed{
    "cmsurl.digest.not-listed", Severity::kRefusal, Provenance::kDocumented,
    "RFC 5652, 5.1",
    "digestAlgorithms lists the signer's digest, and none that is not known."};
inline constexpr Rule kAlgorithmParameters{
    "cmsurl.algorithm.parameters", Severity::kRefusal, Provenance::kDocumented,
    "RFC 3370, 2.1 and 3.2; RFC 5754, 2 and 3",
    "The parameters of the algorithms are NULL or absent."};
inline constexpr Rule kSignatureAlgorithm{
    "cmsurl.signature-algorithm.unknown", Severity::kRefusal,
    Provenance::kObserved, "clients in the field",
    "The signature is RSA or ECDSA."};
inline constexpr Rule kSignatureAlgorithmDigest{
    "cmsurl.signature-algorithm.digest-differs", Severity::kDoubt,
    Provenance::kDocumented, "RFC 5754, 3",
    "A signature algorithm that names a digest names the signer's."};
inline constexpr Rule kSignatureAlgorithmEcdsa{
    "cmsurl.signature-algorithm.ecdsa", Severity::kRemark, Provenance::kChosen,
    "no client in the field is known to use it", "The signature is RSA."};
inline constexpr Rule kSignatureAlgorithmPss{
    "cmsurl.signature-algorithm.pss", Severity::kRemark, Provenance::kChosen,
    "no client in the field is known to use it",
    "RSA signatures are padded as PKCS#1 v1.5 does."};
inline constexpr Rule kRevocationLists{
    "cmsurl.revocation-lists.sent", Severity::kRemark, Provenance::kObserved,
    "clients in the field", "No revocation list is in the message."};
inline constexpr Rule kCertificateExtra{
    "cmsurl.certificate.extra", Severity::kRemark, Provenance::kObserved,
    "clients in the field", "Only the signer's certificate is in the message."};
inline constexpr Rule kCertificateUnreadable{
    "cmsurl.certificate.unreadable", Severity::kRefusal,
    Provenance::kDocumented, "RFC 5280, 4.1",
    "The certificates and revocation lists in the message can be read."};
inline constexpr Rule kNoCertificate{
    "cmsurl.no-certificate", Severity::kDoubt, Provenance::kObserved,
    "clients in the field", "The signer's certificate is in the message."};
inline constexpr Rule kCertificateMissing{
    "cmsurl.certificate.missing", Severity::kRefusal, Provenance::kObserved,
    "clients in the field", "The signer's certificate is at hand."};
inline constexpr Rule kKeyUnsupported{
    "cmsurl.key.unsupported", Severity::kRefusal, Provenance::kObserved,
    "clients in the field",
    "The key is RSA, or EC on P-256, P-384 or P-521, and the signature is of "
    "its kind."};

// … its attributes …

inline constexpr Rule kAttributesNone{
    "cmsurl.attributes.none", Severity::kRemark, Provenance::kObserved,
    "clients in the field", "The signature is over signed attributes."};
inline constexpr Rule kAttributesOrder{
    "cmsurl.attributes.order", Severity::kDoubt, Provenance::kDocumented,
    "RFC 5652, 5.3; X.690, 11.6",
    "Signed attributes are in DER, and so in its order."};
inline constexpr Rule kAttributeMissing{
    "cmsurl.attribute.missing", Severity::kRefusal, Provenance::kDocumented,
    "RFC 5652, 5.3 and 11",
    "Signed attributes hold contentType and messageDigest."};
inline constexpr Rule kAttributeRepeated{
    "cmsurl.attribute.repeated", Severity::kRefusal, Provenance::kDocumented,
    "RFC 5652, 11.1 to 11.3",
    "contentType, messageDigest and signingTime are there once, with one "
    "value."};
inline constexpr Rule kAttributeForm{
    "cmsurl.attribute.form", Severity::kRefusal, Provenance::kDocumented,
    "RFC 5652, 11.1 and 11.2",
    "contentType is an OBJECT IDENTIFIER, messageDigest an OCTET STRING."};
inline constexpr Rule kContentTypeDiffers{
    "cmsurl.content-type.differs", Severity::kRefusal, Provenance::kDocumented,
    "RFC 5652, 11.1", "The attribute contentType is the content's type."};
inline constexpr Rule kCapabilities{
    "cmsurl.attribute.capabilities", Severity::kRemark, Provenance::kObserved,
    "clients in the field", "S/MIME capabilities are left out."};
inline constexpr Rule kSigningTimeMissing{
    "cmsurl.signing-time.missing", Severity::kDoubt, Provenance::kObserved,
    "clients in the field", "The signed attributes hold signingTime."};
inline constexpr Rule kSigningTimeForm{
    "cmsurl.signing-time.form", Severity::kDoubt, Provenance::kDocumented,
    "RFC 5652, 11.3",
    "signingTime is a UTCTime to 2049 and a GeneralizedTime from then on, in "
    "whole seconds and UTC."};
inline constexpr Rule kSigningTimeStale{
    "cmsurl.signing-time.stale", Severity::kDoubt, Provenance::kChosen,
    "the server's window is not known",
    "signingTime is not older than the window allows."};
inline constexpr Rule kSigningTimeAhead{
    "cmsurl.signing-time.ahead", Severity::kDoubt, Provenance::kChosen,
    "the server's window is not known",
    "signingTime is not further in the future than the window allows."};

// … what is signed …

inline constexpr Rule kCmsSchemeOnGet{
    "cmsurl.cms-scheme-on-get", Severity::kRefusal, Provenance::kObserved,
    "digitalworkspace.one, 2021",
    "A request without a body is signed under CMSURL, not CMS."};
inline constexpr Rule kMessageDigestMismatch{
    "cmsurl.message-digest.mismatch", Severity::kRefusal,
    Provenance::kDocumented, "RFC 5652, 5.6; clients in the field",
    "messageDigest is the digest of the path (under CMS, of the body) as it "
    "was sent."};
inline constexpr Rule kSignatureMismatch{
    "cmsurl.signature.mismatch", Severity::kRefusal, Provenance::kDocumented,
    "RFC 5652, 5.6", "The signature fits under the certificate's key."};
inline constexpr Rule kStaleHeader{
    "cmsurl.stale-header", Severity::kRefusal, Provenance::kObserved,
    "clients in the field",
    "A header is made for the request that it is sent with."};
inline constexpr Rule kSearchCutShort{
    "cmsurl.search.cut-short", Severity::kRemark, Provenance::kChosen, "mdmock",
    "The search for the cause tries everything."};

// … by whom …

inline constexpr Rule kCertificateExpired{
    "cmsurl.certificate.expired", Severity::kRefusal, Provenance::kDocumented,
    "RFC 5280, 4.1.2.5", "The certificate has not expired."};
inline constexpr Rule kCertificateNotYetValid{
    "cmsurl.certificate.not-yet-valid", Severity::kRefusal,
    Provenance::kDocumented, "RFC 5280, 4.1.2.5",
    "The certificate is valid already."};
inline constexpr Rule kCertificateUntrusted{
    "cmsurl.certificate.untrusted", Severity::kRefusal, Provenance::kObserved,
    "console-issued certificates",
    "The certificate's chain leads to a root that is trusted."};
inline constexpr Rule kCertificateUnknown{
    "cmsurl.certificate.unknown-admin", Severity::kRefusal,
    Provenance::kObserved, "console-issued certificates",
    "The certificate is that of an administrator who is known."};
inline constexpr Rule kCertificateSubject{
    "cmsurl.certificate.subject", Severity::kRemark, Provenance::kObserved,
    "console-issued certificates",
    "The certificate's subject is CN=<number>:<administrator>."};
inline constexpr Rule kCertificateUsage{
    "cmsurl.certificate.usage", Severity::kRemark, Provenance::kObserved,
    "console-issued certificates",
    "The certificate allows client authentication and digital signatures."};

// … and for whom.

inline constexpr Rule kTenantCodeMissing{
    "cmsurl.tenant-code.missing", Severity::kRefusal, Provenance::kObserved,
    "clients in the field", "aw-tenant-code is on every request."};
inline constexpr Rule kTenantCodeRepeated{
    "cmsurl.tenant-code.repeated", Severity::kRefusal, Provenance::kChosen,
    "RFC 9110, 5.3", "There is one aw-tenant-code, not several."};
inline constexpr Rule kTenantCodePlaceholder{
    "cmsurl.tenant-code.placeholder", Severity::kRefusal, Provenance::kChosen,
    "clients in the field",
    "The tenant code is one that the console gave, no placeholder."};
inline constexpr Rule kTenantCodeWrong{
    "cmsurl.tenant-code.wrong", Severity::kRefusal, Provenance::kObserved,
    "clients in the field", "The tenant code is the tenant's."};

// All of them, those of the header's text first.
inline constexpr std::array kAll{&kAuthorizationMissing,
                                 &kAuthorizationRepeated,
                                 &kAuthorizationScheme,
                                 &kSchemeCase,
                                 &kSeparatorMissing,
                                 &kSeparatorTypographic,
                                 &kSeparatorOther,
                                 &kSeparatorSpaceBefore,
                                 &kSeparatorSpaceMissing,
                                 &kSeparatorSpaces,
                                 &kHeaderLong,
                                 &kHeaderTooLong,
                                 &kMessageMissing,
                                 &kBase64Wrapped,
                                 &kBase64Url,
                                 &kBase64Unpadded,
                                 &kBase64Bits,
                                 &kBase64Twice,
                                 &kBase64Syntax,
                                 &kPemArmour,
                                 &kHex,
                                 &kTemplateUnfilled,
                                 &kPrivateKeySent,
                                 &kMessageSyntax,
                                 &kMessageTrailing,
                                 &kMessageVersion,
                                 &kContentAttached,
                                 &kAttachedContentDiffers,
                                 &kContentTypeOther,
                                 &kSignerMissing,
                                 &kSignerSeveral,
                                 &kSignerKeyIdentifier,
                                 &kDigestMd5,
                                 &kDigestUnknown,
                                 &kDigestSha1,
                                 &kDigestNotListed,
                                 &kAlgorithmParameters,
                                 &kSignatureAlgorithm,
                                 &kSignatureAlgorithmDigest,
                                 &kSignatureAlgorithmEcdsa,
                                 &kSignatureAlgorithmPss,
                                 &kRevocationLists,
                                 &kCertificateExtra,
                                 &kCertificateUnreadable,
                                 &kNoCertificate,
                                 &kCertificateMissing,
                                 &kKeyUnsupported,
                                 &kAttributesNone,
                                 &kAttributesOrder,
                                 &kAttributeMissing,
                                 &kAttributeRepeated,
                                 &kAttributeForm,
                                 &kContentTypeDiffers,
                                 &kCapabilities,
                                 &kSigningTimeMissing,
                                 &kSigningTimeForm,
                                 &kSigningTimeStale,
                                 &kSigningTimeAhead,
                                 &kCmsSchemeOnGet,
                                 &kMessageDigestMismatch,
                                 &kSignatureMismatch,
                                 &kStaleHeader,
                                 &kSearchCutShort,
                                 &kCertificateExpired,
                                 &kCertificateNotYetValid,
                                 &kCertificateUntrusted,
                                 &kCertificateUnknown,
                                 &kCertificateSubject,
                                 &kCertificateUsage,
                                 &kTenantCodeMissing,
                                 &kTenantCodeRepeated,
                                 &kTenantCodePlaceholder,
                                 &kTenantCodeWrong};

}  // namespace mdmock::cms::rules

#endif  // MDMOCK_PROTOCOL_CMS_CMSURL_RULES_H_
