#ifndef MDMOCK_PROTOCOL_CMS_CMSURL_MISTAKES_H_
#define MDMOCK_PROTOCOL_CMS_CMSURL_MISTAKES_H_

#include <string>
#include <string_view>
#include <vector>

#include "protocol/cms/cmsurl_facts.h"
#include "protocol/verdict/cause.h"

namespace mdmock::cms {

// ContentReading is one way to sign something else than the path: `make` gives
// the bytes that it leads to, none where the request has nothing of the kind.
// To teach mdmock a mistake, add a line to cmsurl_mistakes.cc and a test that
// shows it.
struct ContentReading {
  const Mistake* mistake;  // Static lifetime.
  std::string_view says;   // "with the query"; "" where there is one way.
  std::vector<std::string> (*make)(const Facts& facts);
};

// EncodingReading is one way to turn text into other bytes before signing it.
struct EncodingReading {
  const Mistake* mistake;
  std::string_view says;
  std::vector<std::string> (*make)(std::string_view text, const Facts& facts);
};

// The catalogue, in the order in which explanations are preferred.
const std::vector<ContentReading>& ContentReadings();
const std::vector<EncodingReading>& EncodingReadings();

}  // namespace mdmock::cms

#endif  // MDMOCK_PROTOCOL_CMS_CMSURL_MISTAKES_H_
