#ifndef MDMOCK_PROTOCOL_TOKEN_TOKEN_FILE_H_
#define MDMOCK_PROTOCOL_TOKEN_TOKEN_FILE_H_

#include <optional>
#include <string>
#include <string_view>

#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/cms/enveloped_data.h"
#include "protocol/crypto/certificate.h"
#include "protocol/crypto/private_key.h"
#include "protocol/token/plaintext.h"
#include "protocol/token/server_token.h"
#include "protocol/verdict/verdict.h"

// The file that Apple's portal gives an administrator (…_smime.p7m): four
// S/MIME headers, and the base64 of a CMS message encrypted for the certificate
// that was uploaded; in it a framed text, and in that the token's JSON.
namespace mdmock::token {

// MakeTokenFile gives a file of the same shape as Apple's, byte for byte where
// the values agree. The same source of random bytes gives the same file.
Result<std::string> MakeTokenFile(const ServerToken& token,
                                  const crypto::Certificate& certificate,
                                  const cms::RandomBytes& random);

// What a reader has at hand to open a file.
struct TokenKey {
  crypto::PrivateKey key;
  std::optional<crypto::Certificate> certificate;  // The one uploaded.
};

// TokenFile is the judgement on one file, and what could be got out of it.
struct TokenFile {
  Verdict verdict;  // Subject "token"; without secrets.

  // What could be read, even of a file that is refused (one that has expired).
  // Both hold secrets.
  std::optional<ServerToken> token;
  std::optional<Plaintext> plaintext;
};

// ReadTokenFile opens whatever can be opened: any header order, case, folding
// and line ends, PEM, bare base64, binary; BER and DER, content in any number
// of pieces; AES and triple DES; framed or not. What differs from Apple's files
// becomes a finding. Files over one MiB are refused unread.
TokenFile ReadTokenFile(
    std::string_view file, const TokenKey& at_hand, SystemTime now,
    Verdict::Strictness strictness = Verdict::Strictness::kLenient);

}  // namespace mdmock::token

#endif  // MDMOCK_PROTOCOL_TOKEN_TOKEN_FILE_H_
