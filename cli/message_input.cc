#include "cli/message_input.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdint>
#include <utility>
#include <variant>

#include "cli/input.h"
#include "protocol/base/text.h"

namespace mdmock::cli {
namespace {

constexpr std::uint64_t kMaxWindow = 1'000'000'000;  // 31 years.

// The value of "Authorization: …" as people copy it, with its name or without.
std::string HeaderValue(std::string_view text) {
  constexpr std::string_view kName = "authorization:";
  std::string_view value = Trim(text, " \t\r\n");
  if (EqualsIgnoreCase(value.substr(0, kName.size()), kName)) {
    value = Trim(value.substr(kName.size()), " \t\r\n");
  }
  return std::string(value);
}

Result<http::Url> ReadUrlOption(const std::string& text) {
  auto url = http::ReadUrl(text);
  if (!url) return Failure{"--url: " + url.error().what};
  return url;
}

Result<Message> FromHeader(const MessageOptions& options) {
  if (options.url.empty()) {
    return Failure{
        "--url: --header needs the URL that the request was sent to"};
  }
  auto url = ReadUrlOption(options.url);
  if (!url) return url.error();
  if (const auto method = CheckMethod(options.method); !method) {
    return method.error();
  }
  return Message{
      .request = {.method = options.method,
                  .target = url->Target(),
                  .version = "HTTP/1.1",
                  .headers = {{"Authorization", HeaderValue(options.header)}},
                  .body = ""},
      .url = std::move(*url)};
}

}  // namespace

CLI::Option* AddMessageOptions(CLI::App& command, MessageOptions& options) {
  CLI::Option* request =
      command
          .add_option("--request", options.request,
                      "the raw HTTP request, as captured or pasted")
          ->type_name("FILE");
  CLI::Option* header =
      command
          .add_option("--header", options.header,
                      "the Authorization header alone, with its name or "
                      "without; needs --url")
          ->type_name("VALUE");
  request->excludes(header);
  command
      .add_option("--method", options.method,
                  "with --header: the request's method")
      ->needs(header)
      ->type_name("METHOD")
      ->capture_default_str();
  command
      .add_option("--url", options.url,
                  "where it was sent; with --request only scheme and host "
                  "count (default: https and the Host header)")
      ->type_name("URL");
  return header;
}

void AddWindow(CLI::App& command, MessageOptions& options,
               std::string_view what) {
  command
      .add_option("--window", options.window,
                  fmt::format("seconds by which {} and now may differ", what))
      ->type_name("SECONDS")
      ->capture_default_str();
}

Result<Message> ReadMessage(const MessageOptions& options) {
  if (options.request.empty() == options.header.empty()) {
    return Failure{
        "--request: give the message, as --request FILE or --header VALUE"};
  }
  if (!options.header.empty()) return FromHeader(options);
  const auto bytes = ReadInput("--request", options.request);
  if (!bytes) return bytes.error();
  auto read = http::ReadRequest(*bytes);
  Message message;
  if (auto* malformed = std::get_if<http::Malformed>(&read)) {
    message.malformed = std::move(*malformed);
    return message;
  }
  message.request = std::get<http::Request>(std::move(read));
  if (!options.url.empty()) {
    auto url = ReadUrlOption(options.url);
    if (!url) return url.error();
    message.url = std::move(*url);
  } else if (auto absolute = http::ReadUrl(message.request.target)) {
    message.url = std::move(*absolute);
  }
  return message;
}

Result<std::chrono::seconds> ReadWindow(const MessageOptions& options) {
  const auto window = ReadNumber("--window", options.window, kMaxWindow);
  if (!window) return window.error();
  return std::chrono::seconds(*window);
}

}  // namespace mdmock::cli
