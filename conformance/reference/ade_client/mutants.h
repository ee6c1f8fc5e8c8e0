#ifndef MDMOCK_CONFORMANCE_REFERENCE_ADE_CLIENT_MUTANTS_H_
#define MDMOCK_CONFORMANCE_REFERENCE_ADE_CLIENT_MUTANTS_H_

#include <array>
#include <string_view>

// The reference client, broken on purpose: a check that has never failed is not
// known to work. Each mutant is one switch in the code, found by its name.
namespace mdmock::reference {

struct Mutant {
  std::string_view name;
  std::string_view code;  // Of the check that has to notice.
  std::string_view does;  // What is wrong with it.
};

inline constexpr auto kMutants = std::to_array<Mutant>({
    // The Authorization header.
    {"other-scheme", "A01", "signs under the scheme HMAC"},
    {"parameters-in-query", "A02",
     "sends its OAuth parameters in the query too"},
    {"session-by-post", "A03", "asks for a session by POST"},
    {"no-nonce", "A04", "leaves out oauth_nonce"},
    {"nonce-twice", "A05", "sends oauth_nonce twice"},
    {"callback", "A06", "sends oauth_callback"},
    {"method-lower-case", "A07", "says hmac-sha1"},
    {"version-two", "A08", "says oauth_version 2.0"},
    {"realm-url", "A09", "sends the URL for a realm"},
    {"unquoted", "A10", "writes values without quotes"},
    {"signature-raw", "A11", "does not encode the signature"},
    {"plus-as-blank", "A12", "sends a '+' of the signature as %20"},
    {"signature-twice-encoded", "A13", "encodes the signature twice"},
    {"keys-swapped", "A14", "swaps consumer key and access token"},
    {"realm-signed", "A15", "signs the realm too"},
    {"host-as-written", "A16", "signs the host in the case it was given"},
    {"secrets-raw", "A17", "joins the secrets without encoding them"},
    {"timestamp-ms", "A18", "sends milliseconds"},
    {"timestamp-old", "A19", "takes an hour-old time"},
    {"skew-silent", "A20", "does not look at Date when it is refused"},
    {"nonce-of-second", "A21", "makes its nonce out of the second"},
    {"nonce-counted", "A22", "counts its nonces"},
    {"request-resent", "A23", "sends the same request again"},
    {"documentation-pasted", "A24", "sends the documentation's nonce"},
    {"secret-in-agent", "A25", "sends its consumer secret in User-Agent"},
    // HTTP.
    {"no-agent", "B01", "sends no User-Agent"},
    {"agent-refusal-renews", "B02",
     "takes USER_AGENT_INVALID for a dead session"},
    {"version-on-session-only", "B03",
     "sends its protocol version to /session only"},
    {"plain-text-body", "B04", "sends bodies as text/plain"},
    {"redirect-followed", "B05", "follows a redirect with its session"},
    {"tls-given-up", "B06", "speaks plain http where TLS does not work"},
    {"tls-name-unchecked", "B06", "takes any name in a certificate"},
    {"tls-time-unchecked", "B06", "takes a certificate that has expired"},
    {"close-ignored", "B07", "goes on with a connection that was closed"},
    {"unknown-refused", "B08",
     "refuses fields and values that it does not know"},
    {"gzip-unread", "B09", "asks for gzip and cannot read it"},
    // The life of a session.
    {"session-a-call", "C01", "asks for a session before each call"},
    {"session-cut", "C02", "keeps 64 characters of a session"},
    {"rotation-ignored", "C03", "does not look for a new session in answers"},
    {"rotation-of-errors-ignored", "C04",
     "takes new sessions from good answers only"},
    {"rotation-case", "C05", "knows one spelling of X-ADM-Auth-Session"},
    {"rotation-renews", "C06", "asks for a session when one was rotated"},
    {"never-renews", "C07", "reports a dead session as an error"},
    {"renews-ever", "C08", "asks for sessions as long as it gets 401"},
    {"renews-ever-403", "C09",
     "asks for sessions as long as it gets FORBIDDEN"},
    {"body-cut", "C10", "repeats a call with half of its body"},
    {"stampede", "C11", "asks for a session in each process"},
    {"empty-session", "C12", "goes on without a session"},
    {"resources-signed", "C13", "signs all calls"},
    {"tenants-mixed", "C14", "keeps one session for all server tokens"},
    {"restart-fails", "C15", "cannot do without its kept session"},
    // Errors.
    {"terms-unnamed", "D01", "does not say that terms wait at /session"},
    {"terms-renew", "D02", "takes T_C_NOT_SIGNED for a dead session"},
    {"bare-codes-only", "D03", "knows codes in their bare form only"},
    {"expired-retried", "D04", "tries an expired server token again and again"},
    {"rejected-unnamed", "D05", "does not say why a server token is refused"},
    {"denied-retried", "D06", "tries again when access is denied"},
    {"body-hidden", "D07", "reports the status only"},
    {"no-back-off", "D08", "tries again at once"},
    {"retry-after-ignored", "D09", "does not wait as long as it is told"},
    {"session-hammered", "D10", "asks /session again at once after 429"},
    {"no-timeout", "D11", "waits for an answer for ever"},
    {"handshake-waited-for", "D11", "waits for a TLS handshake for ever"},
    {"expiry-unseen", "D12", "does not look at access_token_expiry"},
    {"token-kept", "D13", "goes on with the first server token it saw"},
    // Devices.
    {"cursor-null", "E01", "sends a null cursor first"},
    {"pages-late", "E02", "waits between pages"},
    {"more-as-text", "E03", "compares more_to_follow with a text"},
    {"cursor-loop", "E04", "follows a repeated cursor for ever"},
    {"sync-fetches", "E05", "fetches everything where it could sync"},
    {"exhausted-fetches", "E06",
     "fetches everything when a cursor is exhausted"},
    {"expired-fatal", "E07", "stops for good at EXPIRED_CURSOR"},
    {"invalid-fatal", "E08", "stops for good at INVALID_CURSOR"},
    {"cursor-errors-loop", "E09",
     "fetches again as long as cursors are refused"},
    {"sync-without-cursor", "E10", "syncs without a cursor"},
    {"cursor-cut", "E11", "keeps 128 characters of a cursor"},
    {"cut-fetch-kept", "E12", "takes an interrupted fetch for a whole one"},
    {"last-seen-wins", "E13", "lets the last record of a device win"},
    {"cursor-not-kept", "E14", "keeps no new cursor of an empty sync"},
    {"limit-large", "E15", "asks for 5000 devices a page"},
    {"deleted-crashes", "E16", "dies of a deleted device"},
    // Profiles.
    {"assign-by-patch", "F01", "assigns by PATCH"},
    {"one-batch", "F02", "assigns all devices in one call"},
    {"failed-ever", "F03", "tries failed devices again and again"},
    {"throttled-at-once", "F04", "tries throttled devices again at once"},
    {"remove-without-body", "F05", "names the devices in the query of DELETE"},
    {"profile-error-hidden", "F06", "does not show why a profile is refused"},
    {"not-found-hidden", "F07", "takes 404 for an empty answer"},
    {"uuid-lower-case", "F08", "sends a profile's id in lower case"},
    {"details-path", "F09", "asks /devices/details"},
    {"nothing-asked", "F10",
     "sends no devices, and calls the refusal a success"},
    {"disowns", "F12", "disowns devices when it removes a profile"},
    // Server tokens.
    {"der-only", "G01", "reads definite lengths only"},
    {"apple-form-only", "G02", "reads indefinite lengths only"},
    {"one-piece-only", "G02", "reads content in one piece only"},
    {"crlf-only", "G03", "needs CR LF"},
    {"frame-needed", "G04", "needs the frame around the JSON"},
    {"padding-kept", "G05", "leaves the padding behind the text"},
    {"header-order", "G06", "needs Content-Type to come first"},
    {"wrong-key-overwrites", "G07",
     "loses the old token to one it cannot open"},
    {"anything-taken", "G08", "stores what is no token"},
    {"other-server-taken", "G09",
     "takes another server's token without a word"},
    {"expiry-needed", "G10", "needs an expiry"},
    {"aes-128-only", "G11", "refuses other ciphers without naming them"},
    {"token-printed", "G12", "prints the token"},
    {"token-left-behind", "G12", "leaves the token in a temporary file"},
});

// Mutation is which of them runs; none, usually.
class Mutation {
 public:
  Mutation() = default;
  explicit Mutation(std::string_view name) : name_(name) {}

  bool Is(std::string_view name) const { return name_ == name; }

 private:
  std::string_view name_;
};

}  // namespace mdmock::reference

#endif  // MDMOCK_CONFORMANCE_REFERENCE_ADE_CLIENT_MUTANTS_H_
