#include "cli/output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "protocol/verdict/verdict_json.h"
#include "protocol/verdict/verdict_text.h"

namespace mdmock::cli {

bool UseColour() {
  const char* no_colour = std::getenv("NO_COLOR");
  return isatty(STDOUT_FILENO) != 0 &&
         (no_colour == nullptr || *no_colour == '\0');
}

int PrintVerdict(const Verdict& verdict, Format format) {
  if (format == Format::kJson) {
    fmt::print("{}\n", ToJson(verdict).dump(2));
  } else {
    fmt::print("{}",
               Explain(verdict, UseColour() ? Colour::kAnsi : Colour::kNever));
  }
  return verdict.accepted() ? kAccepted : kRefused;
}

Result<void> WriteFile(const std::string& option, const std::string& path,
                       const std::string& bytes, Access access) {
  const std::string part = fmt::format("{}.{}.part", path, getpid());
  const auto failure = [&](const char* doing) {
    const Failure made{
        fmt::format("{} {}: {}: {}", option, path, doing, strerror(errno))};
    unlink(part.c_str());
    return made;
  };
  const int file = open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
                        access == Access::kOwner ? 0600 : 0644);
  if (file < 0) return failure("cannot be created");
  size_t written = 0;
  while (written < bytes.size()) {
    const ssize_t count =
        write(file, bytes.data() + written, bytes.size() - written);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      close(file);
      return failure("cannot be written");
    }
    written += static_cast<size_t>(count);
  }
  if (close(file) != 0) return failure("cannot be written");
  if (rename(part.c_str(), path.c_str()) != 0) return failure("cannot be made");
  return {};
}

}  // namespace mdmock::cli
