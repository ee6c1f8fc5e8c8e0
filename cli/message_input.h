#ifndef MDMOCK_CLI_MESSAGE_INPUT_H_
#define MDMOCK_CLI_MESSAGE_INPUT_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/base/result.h"
#include "protocol/http/read_request.h"
#include "protocol/http/url.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace mdmock::cli {

// MessageOptions say which message is explained: a whole request, or one
// header and where it was sent.
struct MessageOptions {
  std::string request;  // A file.
  std::string header;   // The value itself.
  std::string method = "GET";
  std::string url;
  std::string window = "300";
};

// Message is what they say.
struct Message {
  http::Request request;
  std::optional<http::Url> url;  // --url, else the target where it is a URL.

  // Why it is no request at all: the fault of who sent it. Nothing else is
  // there then.
  std::optional<http::Malformed> malformed = std::nullopt;
};

// AddMessageOptions adds --request, --header, --method and --url; gives
// --header, for others that need it.
CLI::Option* AddMessageOptions(CLI::App& command, MessageOptions& options);

// AddWindow adds --window: by how much `what` and now may differ.
void AddWindow(CLI::App& command, MessageOptions& options,
               std::string_view what);

// ReadMessage reads the one that is there. A Failure is about an option.
Result<Message> ReadMessage(const MessageOptions& options);

// ReadWindow reads --window.
Result<std::chrono::seconds> ReadWindow(const MessageOptions& options);

}  // namespace mdmock::cli

#endif  // MDMOCK_CLI_MESSAGE_INPUT_H_
