#ifndef MDMOCK_CONFORMANCE_DRIVERS_SHIM_MESSAGE_H_
#define MDMOCK_CONFORMANCE_DRIVERS_SHIM_MESSAGE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "conformance/drivers/client.h"

// The lines between the driver and a shim; docs/shim.md and
// vectors/schema/shim.schema.json describe them.
namespace mdmock::drivers {

// A longer line is a breach of the protocol. Bytes, without the line's end.
inline constexpr size_t kLongestLine = size_t{8} << 20;

// Lines to a shim, each with its LF.
std::string HelloLine();
std::string RunLine(std::uint64_t seq, const Operation& operation);
std::string StopLine();

// ShimAnswer is one line from a shim.
struct ShimAnswer {
  enum class Kind { kOk, kRejected, kSkip, kError };

  std::optional<std::uint64_t> seq;  // An answer to hello may lack it.
  Kind kind = Kind::kOk;
  std::string output;       // Of kOk: its object, as JSON.
  std::string error_class;  // Of kRejected.
  std::string detail;       // Of the others: what the shim says about it.
};

// NotAnAnswer says what is wrong with a line.
struct NotAnAnswer {
  std::string why;
};

std::variant<ShimAnswer, NotAnAnswer> ReadAnswer(std::string_view line);

// Greeting is what a shim says of itself in its answer to hello. What it leaves
// out stays as here.
struct Greeting {
  std::string name;
  std::string version;
  std::string language;
  size_t concurrency = 1;  // How many operations it takes at once.
};

// ReadGreeting reads the object of the `ok` that answers hello.
std::variant<Greeting, NotAnAnswer> ReadGreeting(std::string_view json);

}  // namespace mdmock::drivers

#endif  // MDMOCK_CONFORMANCE_DRIVERS_SHIM_MESSAGE_H_
