#ifndef MDMOCK_PROTOCOL_CMS_CMSURL_PAYLOAD_H_
#define MDMOCK_PROTOCOL_CMS_CMSURL_PAYLOAD_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/verdict/finding.h"

namespace mdmock::cms {

// ReadPayload gives the bytes that the text behind "CMSURL`1 " stands for, ""
// where there are none, and adds what is wrong with the text to `findings`:
// wrapped, of another alphabet, armoured, in hexadecimal, encoded twice, each
// of them or several at once. `offset` is the text's place in the header.
std::string ReadPayload(std::string_view text, size_t offset,
                        std::vector<Finding>& findings);

}  // namespace mdmock::cms

#endif  // MDMOCK_PROTOCOL_CMS_CMSURL_PAYLOAD_H_
