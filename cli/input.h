#ifndef MDMOCK_CLI_INPUT_H_
#define MDMOCK_CLI_INPUT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/oauth1/credentials.h"
#include "protocol/oauth1/message.h"

namespace mdmock::cli {

// ReadInput reads a whole file, or standard input where `path` is "-". Fails,
// naming `option` and the path, where it cannot be read or is larger than
// 64 MiB.
Result<std::string> ReadInput(std::string_view option, const std::string& path);

// ReadNumber reads a whole number from 0 to `most`, given as `option`.
Result<std::uint64_t> ReadNumber(std::string_view option, std::string_view text,
                                 std::uint64_t most = UINT64_MAX);

// ReadTimeOption reads a time given as `option`, RFC 3339 or epoch seconds; the
// machine's own where there is none.
Result<SystemTime> ReadTimeOption(std::string_view option,
                                  const std::string& text);

// CheckMethod fails, naming --method, where `method` cannot be sent as one.
Result<void> CheckMethod(std::string_view method);

// ReadCredentials reads a token.json; a Failure names `option`, the file and
// the field.
Result<oauth1::Credentials> ReadCredentials(std::string_view option,
                                            const std::string& path);

// ReadBase reads the scheme and authority of a URL given as `option`.
Result<oauth1::Base> ReadBase(std::string_view option, const std::string& url);

}  // namespace mdmock::cli

#endif  // MDMOCK_CLI_INPUT_H_
