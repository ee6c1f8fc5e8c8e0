#include "conformance/drivers/scratch.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): SIGKILL
#include <sys/inotify.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <string>

#include "conformance/drivers/descriptor.h"

namespace mdmock::drivers {
namespace {

namespace fs = std::filesystem;

constexpr int kPatienceMs = 10'000;

void Fill(const fs::path& folder) {
  fs::create_directories(folder / "state" / "deep");
  std::ofstream(folder / "state" / "deep" / "token.json") << "{}";
}

// Whether `folder` goes away within a while.
bool Goes(const fs::path& folder) {
  const Descriptor watch(::inotify_init1(IN_CLOEXEC));
  if (::inotify_add_watch(watch.get(), folder.c_str(), IN_DELETE_SELF) < 0) {
    return !fs::exists(folder);  // Before we came.
  }
  pollfd waiting{.fd = watch.get(), .events = POLLIN, .revents = 0};
  return ::poll(&waiting, 1, kPatienceMs) == 1 && !fs::exists(folder);
}

TEST(ScratchTest, IsOursAloneAndGoesWithAllThatIsInIt) {
  fs::path path;
  {
    auto scratch = Scratch::Make();
    ASSERT_TRUE(scratch) << scratch.error().what;
    path = scratch->path();
    EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_all);
    Fill(path);
  }
  EXPECT_FALSE(fs::exists(path));
}

TEST(ScratchTest, GoesOnceWhenItIsMoved) {
  auto first = Scratch::Make();
  ASSERT_TRUE(first) << first.error().what;
  const fs::path path = first->path();
  {
    const Scratch second = *std::move(first);
    EXPECT_EQ(second.path(), path);
    EXPECT_TRUE(fs::exists(path));
  }
  EXPECT_FALSE(fs::exists(path));
}

TEST(ScratchTest, GoesWhenItsProgramIsKilled) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
  const pid_t program = ::fork();
  ASSERT_GE(program, 0);
  if (program == 0) {
    const auto scratch = Scratch::Make();
    if (scratch) {
      Fill(scratch->path());
      const std::string path = scratch->path().string();
      if (::write(ends[1], path.data(), path.size()) < 0) ::_exit(1);
    }
    ::close(ends[1]);
    ::raise(SIGKILL);
  }
  ::close(ends[1]);
  std::array<char, 4096> text{};
  const Descriptor from(ends[0]);
  const ssize_t length = ::read(from.get(), text.data(), text.size());
  int status = 0;
  ASSERT_EQ(::waitpid(program, &status, 0), program);
  ASSERT_TRUE(WIFSIGNALED(status));
  ASSERT_GT(length, 0) << "the folder was not made";
  EXPECT_TRUE(Goes(std::string(text.data(), static_cast<size_t>(length))));
}

}  // namespace
}  // namespace mdmock::drivers
