#include "vectors/reader/expected_cause.h"

namespace mdmock::vectors {

Result<ExpectedCause> ReadCause(const Case& cause) {
  ExpectedCause made;
  const std::string status = cause.Text("status");
  const auto mistakes = cause.Texts("mistakes");
  if (!mistakes.empty()) {
    made.explanations.insert({mistakes.begin(), mistakes.end()});
  }
  for (const auto& one : cause.Lists("equivalent")) {
    made.explanations.insert({one.begin(), one.end()});
  }
  for (const Cause::Status known :
       {Cause::Status::kNone, Cause::Status::kProved, Cause::Status::kAmbiguous,
        Cause::Status::kUnknown}) {
    if (status != Name(known)) continue;
    made.status = known;
    return made;
  }
  return Failure{"'" + status + "' is not the status of a cause"};
}

}  // namespace mdmock::vectors
