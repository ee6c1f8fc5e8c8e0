#ifndef MDMOCK_CONFORMANCE_REFERENCE_CONNECTOR_UNBROKEN_H_
#define MDMOCK_CONFORMANCE_REFERENCE_CONNECTOR_UNBROKEN_H_

#include <array>
#include <string_view>

namespace mdmock::reference::pki {

// Unbroken is a check that a connector has to pass and that no mutant fails.
struct Unbroken {
  std::string_view code;  // "P-02"
  std::string_view why;   // One sentence.
};

// The tests hold that every other such check has a mutant.
inline constexpr auto kUnbroken = std::to_array<Unbroken>(
    {{"P-02",
      "A file that any password opens has neither a MAC nor encryption, and "
      "then P-03 and P-05 say so: there is nothing for a wrong password to "
      "fail at, and the check is skipped."}});

}  // namespace mdmock::reference::pki

#endif  // MDMOCK_CONFORMANCE_REFERENCE_CONNECTOR_UNBROKEN_H_
