#include "cli/output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string_view>

#include "cli/command.h"
#include "protocol/verdict/verdict_json.h"
#include "protocol/verdict/verdict_text.h"

namespace mdmock::cli {

bool UseColour() {
  const char* no_colour = std::getenv("NO_COLOR");
  return isatty(STDOUT_FILENO) != 0 &&
         (no_colour == nullptr || *no_colour == '\0');
}

std::string ShellQuoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? "'\\''" : std::string(1, c);
  return quoted + "'";
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

namespace {

// A device, a pipe or a link (/dev/stdout is one) is written to where it is: a
// rename would put a file in its place.
bool IsReplaced(const std::string& path) {
  struct stat found {};
  return lstat(path.c_str(), &found) != 0 || S_ISREG(found.st_mode);
}

bool WriteAll(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = write(file, bytes.data(), bytes.size());
    if (count < 0 && errno != EINTR) return false;
    if (count > 0) bytes.remove_prefix(static_cast<size_t>(count));
  }
  return true;
}

bool IsFolder(const std::string& path) {
  struct stat found {};
  return stat(path.c_str(), &found) == 0 && S_ISDIR(found.st_mode);
}

std::string PartOf(const std::string& path) {
  return fmt::format("{}.{}.part", path, getpid());
}

Failure CannotWrite(const std::string& option, const std::string& path,
                    std::string_view doing, int error) {
  return {fmt::format("{} {}: {}: {}", option, path, doing, strerror(error))};
}

}  // namespace

Result<void> CanWriteFile(const std::string& option, const std::string& path) {
  if (path.empty()) return Failure{option + ": the name of the file is empty"};
  if (IsFolder(path)) {
    return CannotWrite(option, path, "cannot be written", EISDIR);
  }
  if (!IsReplaced(path)) {
    // To open a pipe would be to wait for its reader.
    if (access(path.c_str(), W_OK) == 0 || errno == ENOENT) return {};
    return CannotWrite(option, path, "cannot be written", errno);
  }
  const std::string part = PartOf(path);
  const int file =
      open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return CannotWrite(option, path, "cannot be created", errno);
  close(file);
  unlink(part.c_str());
  return {};
}

Result<void> WriteFile(const std::string& option, const std::string& path,
                       std::string_view bytes, Access access) {
  if (path.empty()) return Failure{option + ": the name of the file is empty"};
  const bool is_replaced = IsReplaced(path);
  const std::string part = is_replaced ? PartOf(path) : path;
  const auto failure = [&](const char* doing) {
    const Failure made = CannotWrite(option, path, doing, errno);
    if (is_replaced) unlink(part.c_str());
    return made;
  };
  const int file = open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
                        access == Access::kOwner ? 0600 : 0644);
  if (file < 0) return failure("cannot be created");
  const bool written = WriteAll(file, bytes);
  if (close(file) != 0 || !written) return failure("cannot be written");
  if (is_replaced && rename(part.c_str(), path.c_str()) != 0) {
    return failure("cannot be made");
  }
  return {};
}

}  // namespace mdmock::cli
