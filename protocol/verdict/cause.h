#ifndef MDMOCK_PROTOCOL_VERDICT_CAUSE_H_
#define MDMOCK_PROTOCOL_VERDICT_CAUSE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mdmock {

// Mistake is one known way in which clients go wrong. Like rules, mistakes are
// constants, one catalogue per protocol, and `id` never changes once released.
struct Mistake {
  std::string_view id;        // "oauth1.realm-included"
  std::string_view sentence;  // What the client did.
  std::string_view fix;       // What to do instead, as an order.
};

// Explanation is a set of mistakes that, made together, give the bytes that
// were received.
using Explanation = std::vector<const Mistake*>;

// Difference is the first place where what was signed and what should have been
// signed part. `expected` and `actual` are the characters there, or "" past the
// end.
struct Difference {
  size_t offset = 0;  // Bytes from the start.
  std::string expected;
  std::string actual;
};

// FirstDifference compares bytes; nothing where they are equal.
std::optional<Difference> FirstDifference(std::string_view expected,
                                          std::string_view actual);

// Cause says why a signature (a password, a wrapping) does not fit.
struct Cause {
  enum class Status {
    kNone,       // It fits, or there is none that could be checked.
    kProved,     // These mistakes give exactly the bytes received.
    kAmbiguous,  // Several smallest explanations give the same bytes.
    kUnknown     // Nothing that was searched matches.
  };

  Status status = Status::kNone;
  Explanation mistakes;                 // One smallest explanation.
  std::vector<Explanation> equivalent;  // The other smallest ones.
  std::string proof;                    // How the claim can be checked.
  std::string signed_bytes;             // What the peer signed; raw bytes.
  std::string should_sign;              // What it should have; raw bytes.
  std::string fix;                      // "" where there is nothing to mend.
  std::string tell_apart;               // The request that would; "" if none.
  // Of kUnknown: why it is; "" where all was searched, and nothing matches.
  std::string unknown_because;

  // Whether it says what was signed, be that nothing: there is no such thing
  // where a password or a wrapping is wrong.
  bool has_signed() const {
    return (status == Status::kProved || status == Status::kAmbiguous) &&
           !(should_sign.empty() && signed_bytes.empty());
  }
};

std::string_view Name(Cause::Status status);  // "proved"

}  // namespace mdmock

#endif  // MDMOCK_PROTOCOL_VERDICT_CAUSE_H_
