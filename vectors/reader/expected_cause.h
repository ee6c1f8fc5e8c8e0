#ifndef MDMOCK_VECTORS_READER_EXPECTED_CAUSE_H_
#define MDMOCK_VECTORS_READER_EXPECTED_CAUSE_H_

#include <set>
#include <string>

#include "protocol/base/result.h"
#include "protocol/verdict/verdict.h"
#include "vectors/reader/case.h"

namespace mdmock::vectors {

// ExpectedCause is the field "cause" of an expectation. Which of the smallest
// explanations stands first has no meaning: they are a set.
struct ExpectedCause {
  Cause::Status status = Cause::Status::kNone;
  std::set<std::set<std::string>> explanations;  // Of mistakes' ids.
};

Result<ExpectedCause> ReadCause(const Case& cause);

}  // namespace mdmock::vectors

#endif  // MDMOCK_VECTORS_READER_EXPECTED_CAUSE_H_
