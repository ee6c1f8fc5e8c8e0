#ifndef MDMOCK_CONFORMANCE_REFERENCE_WS1_CLIENT_MUTANTS_H_
#define MDMOCK_CONFORMANCE_REFERENCE_WS1_CLIENT_MUTANTS_H_

#include <array>

#include "conformance/reference/client/mutation.h"

// The mutants of the reference client of Workspace ONE. Those whose names begin
// with "alone-" are wrong where they sign or verify without a network, which
// only a shim is asked for.
namespace mdmock::reference::ws1 {

inline constexpr auto kMutants = std::to_array<Mutant>({
    // The text of the header.
    {"authorizes-when-asked", "01", "sends no Authorization until it gets 401"},
    {"later-pages-unsigned", "01", "sends no Authorization with later pages"},
    {"posts-unsigned", "01", "sends no Authorization with POST"},
    {"authorization-twice", "02", "sends Authorization twice"},
    {"scheme-lower-case", "03", "says cmsurl"},
    {"separator-typographic", "04", "writes a typographic apostrophe"},
    {"space-before-separator", "05", "puts a blank before the separator"},
    {"base64-wrapped", "06", "breaks the base64 into pieces of 64"},
    {"header-folded", "06", "breaks the header into lines"},
    {"line-ends-escaped", "06", "writes line ends of the base64 as %0A"},
    {"base64-url", "07", "sends base64url"},
    {"plus-escaped", "07", "writes the base64's + as %2B"},
    {"template-kept", "08", "leaves the placeholder's braces at the end"},
    {"header-bloated", "09", "sends its certificate thirty times"},
    // The message.
    {"message-cut", "10", "sends three quarters of the message"},
    {"content-attached", "11", "attaches what it signs"},
    {"alone-attached-believed", "11",
     "verifies what is attached instead of the path"},
    {"content-type-other", "12", "says that the content is signed data"},
    {"two-signers", "13", "signs twice in one message"},
    {"no-certificate", "14", "leaves its certificate out"},
    {"chain-sent", "15", "sends its certificate's issuers"},
    {"serial-other", "16", "names another serial number"},
    {"bytes-behind", "17", "sends three bytes behind the message"},
    {"signing-time-twice", "18", "adds signingTime twice"},
    {"content-type-attribute-other", "19",
     "says in the attributes that the content is signed data"},
    {"capabilities-twice", "20", "adds S/MIME capabilities twice"},
    {"no-attributes", "21", "signs without attributes"},
    {"attributes-unsorted", "22", "leaves the attributes unsorted"},
    {"digest-not-listed", "23", "lists another digest than the signer's"},
    {"parameters-odd", "24", "gives the digest a number for a parameter"},
    {"alone-null-refused", "24", "refuses NULL parameters when it verifies"},
    {"signature-digest-other", "25",
     "names SHA-512 in the signature's algorithm, and uses SHA-256"},
    {"signature-altered", "26", "changes the attributes after signing"},
    // What is signed.
    {"path-digest-signed", "27", "signs the digest of the path"},
    {"query-signed", "28", "signs the query too"},
    {"url-signed", "29", "signs the whole URL"},
    {"slash-unsigned", "30", "signs the path without its first slash"},
    {"api-case-fixed", "31", "signs /api where it asks for /API"},
    {"newline-signed", "32", "signs a line feed too"},
    {"utf16-signed", "33", "signs UTF-16"},
    {"decoded-signed", "34", "signs the decoded path"},
    {"dots-unsigned", "35", "signs the path without its dot segments"},
    {"trailing-slash-unsigned", "36", "signs the path without its last slash"},
    {"header-kept", "37", "keeps its first header for all requests"},
    {"empty-signed", "37", "signs no bytes at all"},
    {"later-queries-signed", "38", "signs the query of later pages"},
    {"redirect-header-kept", "39", "follows a redirect with the header it has"},
    {"prefix-unsigned", "40", "does not sign the prefix of the base URL"},
    {"body-signed", "41", "signs the body under CMSURL"},
    {"cms-on-get", "41", "uses the scheme CMS for GET"},
    // Who signs, and when.
    {"signing-time-1970", "42", "signs in 1970"},
    {"self-signed", "43", "makes itself a certificate of the same name"},
    {"subject-other", "44", "makes itself a certificate of another name"},
    {"email-protection-wanted", "45",
     "asks without Authorization where its certificate is not for e-mail"},
    {"alone-email-protection-wanted", "45",
     "verifies certificates for e-mail only"},
    {"odd-certificate-refused", "46",
     "refuses a certificate that a 1024-bit key has signed"},
    {"alone-odd-certificate-refused", "46",
     "refuses to verify under a certificate that a 1024-bit key has signed"},
    {"refused-goes-unsigned", "47",
     "asks without Authorization when it is refused"},
    {"signing-time-local", "48", "takes local time for UTC"},
    {"key-sent", "49", "sends its PKCS#12 file in a header"},
    {"key-printed", "49", "prints its private key"},
    {"password-sent", "49", "sends its password in base64"},
    {"header-printed", "49", "prints its Authorization header"},
    // The rest of a request.
    {"no-tenant-code", "50", "sends no aw-tenant-code with later pages"},
    {"no-tenant-code-on-post", "50", "sends no aw-tenant-code with POST"},
    {"error-hidden", "51", "does not show errorCode, message and activityId"},
    {"no-accept", "52", "does not say what it accepts"},
    {"no-content-type", "53", "does not say what its body is"},
    {"html-taken", "54", "takes a page of HTML for an answer"},
    {"client-certificate-needed", "55",
     "turns to plain http where TLS does not ask for its certificate"},
    // What it makes of answers.
    {"refusal-hammered", "56", "tries again and again when it is refused"},
    {"xml-unread", "57", "shows errors in JSON only"},
    {"content-type-exact", "58", "knows one spelling of JSON's media type"},
    {"unreadable-p12-ignored", "59",
     "asks without Authorization when it cannot open its file"},
    {"expiry-unseen", "60", "does not look at its certificate's dates"},
    {"retry-after-ignored", "61", "does not wait as long as it is told"},
    {"header-resent", "61", "sends the same header again after a pause"},
    {"no-back-off", "61", "tries again at once"},
    {"first-page-only", "62", "takes a page that is smaller for the last one"},
    {"total-believed", "62", "asks until it has as many as Total says"},
    {"body-needed", "63", "takes an empty answer for an error"},
    {"reference-needed", "64", "wants a value in every reference"},
    {"modern-p12-only", "65", "opens PKCS#12 files with AES only"},
    {"last-certificate", "65", "takes the last certificate of the file"},
    {"first-certificate", "65", "takes the first certificate of the file"},
    {"alone-time-ignored", "66", "signs with the present time"},
});

}  // namespace mdmock::reference::ws1

#endif  // MDMOCK_CONFORMANCE_REFERENCE_WS1_CLIENT_MUTANTS_H_
