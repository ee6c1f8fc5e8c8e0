#ifndef MDMOCK_VECTORS_READER_TOKEN_CASE_H_
#define MDMOCK_VECTORS_READER_TOKEN_CASE_H_

#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/token/server_token.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::vectors {

// TokenCase is one file of vectors/token, and what is known of it.
struct TokenCase {
  // What the file was made of, as far as it is known: "" where it is not.
  struct Stages {
    std::string plaintext;
    std::string content_key;
    std::string iv;
    std::string padding;  // PKCS#1 v1.5, around the content key.
  };

  using Mistakes = std::set<std::string>;  // Ids.

  std::string id;
  SystemTime now;
  std::string key;          // A file of vectors/keys.
  std::string certificate;  // Likewise; "" where none is at hand.
  std::string file;         // The bytes.
  std::optional<Stages> stages;

  bool accepted = false;
  std::multiset<std::string> findings;  // Codes.
  Cause::Status cause = Cause::Status::kNone;
  std::set<Mistakes> explanations;  // All the smallest ones.
  std::optional<token::ServerToken> token;

  // For GoogleTest's messages.
  friend void PrintTo(const TokenCase& one, std::ostream* out) {
    *out << one.id;
  }
};

// ReadTokenCases reads a file of vectors/token.
Result<std::vector<TokenCase>> ReadTokenCases(const std::string& path);

}  // namespace mdmock::vectors

#endif  // MDMOCK_VECTORS_READER_TOKEN_CASE_H_
