#include "conformance/drivers/client.h"

#include <fmt/format.h>

#include "protocol/base/text.h"

namespace mdmock::drivers {

std::string_view Name(Ending ending) {
  switch (ending) {
    case Ending::kSucceeded:
      return "succeeded";
    case Ending::kReportedError:
      return "reported-error";
    case Ending::kNotSupported:
      return "not-supported";
    case Ending::kCrashed:
      return "crashed";
    case Ending::kTimedOut:
      return "timed-out";
    case Ending::kGarbage:
      return "garbage";
    case Ending::kUnusable:
      return "unusable";
  }
  return "";
}

void TellLeftovers(Done& done) {
  const Leftovers& left = done.leftovers;
  if (left.num_processes == 0) return;
  std::string names;
  for (const std::string& name : left.names) {
    names += (names.empty() ? ": " : ", ") + Printable(name, 40);
  }
  if (!done.detail.empty()) done.detail += "; ";
  done.detail += fmt::format(
      "it left {} {} running, which mdmock has ended{}", left.num_processes,
      left.num_processes == 1 ? "process" : "processes", names);
  if (left.num_unkillable > 0) {
    done.detail += fmt::format("; {} cannot be killed", left.num_unkillable);
  }
}

}  // namespace mdmock::drivers
