#include "conformance/drivers/client.h"

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

}  // namespace mdmock::drivers
