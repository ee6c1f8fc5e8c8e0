#ifndef MDMOCK_VECTORS_READER_OAUTH1_CASE_H_
#define MDMOCK_VECTORS_READER_OAUTH1_CASE_H_

#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/http/message.h"
#include "protocol/oauth1/verify.h"

namespace mdmock::vectors {

// Oauth1Case is one request of vectors/oauth1, and what is known of it.
struct Oauth1Case {
  // What lies on the way to a right signature of this request.
  struct Stages {
    std::string parameters;
    std::string base_string;
    std::string key;
    std::string signature;  // Base64.
  };

  using Mistakes = std::set<std::string>;  // Ids.

  std::string id;
  std::string title;
  std::vector<std::string> flags;
  std::string derived_from;  // The valid case; "" where there is none.
  SystemTime now;
  oauth1::Known known;
  http::Request request;
  std::optional<Stages> stages;  // Absent where there is nothing to sign.

  // What a wrong client signed, where that is known.
  struct Signed {
    std::string base_string;
    std::string parameters;
    std::string key;
  };
  std::optional<Signed> was_signed;

  bool accepted = false;
  std::multiset<std::string> findings;  // Codes.
  Cause::Status cause = Cause::Status::kNone;
  std::set<Mistakes> explanations;  // All the smallest ones.

  // For GoogleTest's messages.
  friend void PrintTo(const Oauth1Case& one, std::ostream* out) {
    *out << one.id;
  }
};

// ReadOauth1Cases reads a file of vectors/oauth1 that holds requests.
Result<std::vector<Oauth1Case>> ReadOauth1Cases(const std::string& path);

}  // namespace mdmock::vectors

#endif  // MDMOCK_VECTORS_READER_OAUTH1_CASE_H_
