#ifndef MDMOCK_CLI_INPUT_H_
#define MDMOCK_CLI_INPUT_H_

#include <string>
#include <string_view>
#include <vector>

#include "protocol/base/result.h"
#include "protocol/oauth1/credentials.h"
#include "protocol/oauth1/message.h"

namespace mdmock::cli {

// ReadInput reads a whole file, or standard input where `path` is "-". Fails,
// naming `option` and the path, where it cannot be read or is larger than
// 64 MiB.
Result<std::string> ReadInput(std::string_view option, const std::string& path);

// ReadCredentials reads a token.json; a Failure names `option`, the file and
// the field.
Result<oauth1::Credentials> ReadCredentials(std::string_view option,
                                            const std::string& path);

// ReadBase reads the scheme and authority of a URL given as `option`.
Result<oauth1::Base> ReadBase(std::string_view option, const std::string& url);

}  // namespace mdmock::cli

#endif  // MDMOCK_CLI_INPUT_H_
