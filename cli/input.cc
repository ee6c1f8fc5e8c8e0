#include "cli/input.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <memory>

#include "mocks/world/clock.h"
#include "protocol/base/text.h"
#include "protocol/http/fields.h"
#include "protocol/http/url.h"
#include "protocol/token/server_token.h"

namespace mdmock::cli {
namespace {

constexpr size_t kMaxInput = size_t{64} << 20;

struct Close {
  void operator()(std::FILE* file) const {
    if (file != stdin) std::fclose(file);
  }
};

}  // namespace

Result<std::string> ReadInput(std::string_view option,
                              const std::string& path) {
  const std::unique_ptr<std::FILE, Close> file(
      path == "-" ? stdin : std::fopen(path.c_str(), "rb"));
  const auto failure = [&](std::string_view why) {
    return Failure{fmt::format("{} {}: {}", option, path, why)};
  };
  if (!file) return failure(std::strerror(errno));
  std::string bytes;
  std::array<char, 65536> chunk;
  while (const size_t count =
             std::fread(chunk.data(), 1, chunk.size(), file.get())) {
    bytes.append(chunk.data(), count);
    if (bytes.size() > kMaxInput) return failure("larger than 64 MiB");
  }
  if (std::ferror(file.get())) return failure(std::strerror(errno));
  return bytes;
}

Result<std::uint64_t> ReadNumber(std::string_view option, std::string_view text,
                                 std::uint64_t most) {
  std::uint64_t number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size() &&
      number <= most) {
    return number;
  }
  return Failure{fmt::format("{}: '{}' is not a whole number from 0 to {}",
                             option, Printable(text, 60), most)};
}

Result<SystemTime> ReadTimeOption(std::string_view option,
                                  const std::string& text) {
  if (text.empty()) return world::Clock().Now();
  const auto time = ReadTime(text);
  if (!time) return Failure{fmt::format("{}: {}", option, time.error().what)};
  return *time;
}

Result<void> CheckMethod(std::string_view method) {
  if (http::IsToken(method)) return {};
  return Failure{fmt::format(
      "--method: '{}' is not a method: expected GET, POST and so on",
      Printable(method, 60))};
}

Result<oauth1::Credentials> ReadCredentials(std::string_view option,
                                            const std::string& path) {
  const auto text = ReadInput(option, path);
  if (!text) return text.error();
  const auto token = token::ReadTokenJson(*text);
  if (!token) {
    return Failure{fmt::format("{} {}: {}", option, path, token.error().what)};
  }
  return oauth1::Credentials{.consumer_key = token->consumer_key,
                             .consumer_secret = token->consumer_secret,
                             .access_token = token->access_token,
                             .access_secret = token->access_secret,
                             .expiry = token->expiry};
}

Result<oauth1::Base> ReadBase(std::string_view option, const std::string& url) {
  const auto read = http::ReadUrl(url);
  if (!read) {
    return Failure{fmt::format("{}: {}", option, read.error().what)};
  }
  return oauth1::Base{read->scheme, read->authority};
}

}  // namespace mdmock::cli
