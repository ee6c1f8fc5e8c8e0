#ifndef MDMOCK_MOCKS_JOURNAL_ENTRY_H_
#define MDMOCK_MOCKS_JOURNAL_ENTRY_H_

#include <cstdint>
#include <string>
#include <vector>

#include "protocol/base/time.h"
#include "protocol/http/message.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::journal {

// Entry is one request as a server saw it: what came, what was thought of it,
// what was answered. It is complete before the answer's first byte is sent.
struct Entry {
  std::uint64_t seq = 0;  // 1, 2, 3 …; over all services.
  SystemTime time;        // By the mocks' clock.
  std::string service;    // "ade"
  std::string scheme;     // "http" or "https"
  std::string raw;        // The bytes of the request, as they came.
  http::Request request;  // Empty method where `raw` could not be read.
  http::Response response;
  Verdict verdict;
  std::string fault;    // The id of the fault that was applied, or "".
  std::string failure;  // What kept the mock itself from answering, or "".

  // Passwords that this exchange alone has: what shows it hides them.
  std::vector<std::string> secrets = {};
};

}  // namespace mdmock::journal

#endif  // MDMOCK_MOCKS_JOURNAL_ENTRY_H_
