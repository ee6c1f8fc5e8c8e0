#ifndef MDMOCK_CLI_CMSURL_INPUT_H_
#define MDMOCK_CLI_CMSURL_INPUT_H_

#include <string>
#include <string_view>

#include "protocol/base/result.h"
#include "protocol/crypto/identity.h"
#include "protocol/http/message.h"
#include "protocol/http/url.h"

namespace mdmock::cli {

// KeyFiles name a key and its certificate: one PKCS#12 file, or two files.
struct KeyFiles {
  std::string p12;
  std::string password;
  std::string key;
  std::string certificate;
};

// ReadKeyFiles fails, naming the option, where a file cannot be read or the two
// do not belong together.
Result<crypto::Identity> ReadKeyFiles(const KeyFiles& files);

}  // namespace mdmock::cli

#endif  // MDMOCK_CLI_CMSURL_INPUT_H_
