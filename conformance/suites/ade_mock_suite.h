#ifndef MDMOCK_CONFORMANCE_SUITES_ADE_MOCK_SUITE_H_
#define MDMOCK_CONFORMANCE_SUITES_ADE_MOCK_SUITE_H_

#include <cstdint>
#include <string>

#include "conformance/results.h"

namespace mdmock::conformance {

// AdeMockRun is what came of the suite, and one explanation to show around: a
// wrong request, and what the mock thought of it.
struct AdeMockRun {
  Results results;
  std::string example;
};

// RunAdeMockSuite holds mdmock's own ADE mock to its promises, over the wire: a
// right request gets its session, over http and https; a session opens what it
// should, and dies when it should; and every mistake of the catalogue, made by
// a client that makes nothing else wrong, is named. It starts mocks of its own
// on free ports and takes no longer than a few seconds.
AdeMockRun RunAdeMockSuite(std::uint64_t seed);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_ADE_MOCK_SUITE_H_
