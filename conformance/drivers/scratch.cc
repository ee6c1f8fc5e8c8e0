#include "conformance/drivers/scratch.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "conformance/drivers/pipes.h"
#include "conformance/drivers/spawn.h"

namespace mdmock::drivers {
namespace {

namespace fs = std::filesystem;

// A line comes when the folder is gone already; without one we were killed.
// What clients still write then, their wardens are just ending.
constexpr char kKeep[] =
    "read -r line || { rm -rf -- \"$1\"; sleep 1; rm -rf -- \"$1\"; }";

}  // namespace

Result<Scratch> Scratch::Make() {
  std::error_code error;
  const fs::path folder = fs::temp_directory_path(error);
  if (error) return Failure{"no temporary folder: " + error.message()};
  std::string path = (folder / "mdmock-XXXXXX").string();
  if (::mkdtemp(path.data()) == nullptr) {
    return SystemFailure("cannot make a folder in " + folder.string());
  }
  Scratch scratch{fs::path(path)};
  if (const auto kept = scratch.StartKeeper(); !kept) return kept.error();
  return scratch;
}

Result<void> Scratch::StartKeeper() {
  auto ends = MakeInput(true);
  if (!ends) return ends.error();
  // A session of its own: the terminal's Ctrl-C is not for it. Nobody who reads
  // our output is to wait for it either.
  const SpawnAttributes attributes;
  const PointerList arguments({"sh", "-c", kKeep, "sh", path_.string()});
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, ends->theirs.get(), STDIN_FILENO);
  for (const int output : {STDOUT_FILENO, STDERR_FILENO}) {
    posix_spawn_file_actions_addopen(&files, output, "/dev/null", O_WRONLY, 0);
  }
  errno = ::posix_spawn(&keeper_, "/bin/sh", &files, attributes.get(),
                        arguments.get(), environ);
  const bool started = errno == 0;
  posix_spawn_file_actions_destroy(&files);
  if (!started) {
    keeper_ = -1;
    return SystemFailure("cannot start sh");
  }
  alive_ = std::move(ends->ours);
  return {};
}

Scratch::~Scratch() {
  if (path_.empty()) return;
  std::error_code ignored;  // Nobody is left who could mend it.
  fs::remove_all(path_, ignored);
  if (keeper_ < 0) return;
  // Where it does not take the line, the end tells it as well.
  (void)WriteQuietly(alive_.get(), "\n");
  alive_.Close();
  while (::waitpid(keeper_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

}  // namespace mdmock::drivers
