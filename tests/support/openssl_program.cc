#include "tests/support/openssl_program.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace mdmock::test_support {

std::string Contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

TemporaryFile::TemporaryFile(std::string_view name, std::string_view contents) {
  static std::atomic<int> count = 0;
  path_ = ::testing::TempDir() + "mdmock-" + std::to_string(getpid()) + "-" +
          std::to_string(++count) + "-" + std::string(name);
  std::ofstream file(path_, std::ios::binary);
  file << contents;
  EXPECT_TRUE(file.flush()) << path_;
}

TemporaryFile::~TemporaryFile() { std::remove(path_.c_str()); }

std::string TemporaryFile::Contents() const {
  return test_support::Contents(path_);
}

Run RunCommand(const std::string& command) {
  const TemporaryFile out("out", "");
  const TemporaryFile err("err", "");
  const int status = std::system(
      ("{ " + command + "; } >" + out.path() + " 2>" + err.path()).c_str());
  return {.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
          .out = out.Contents(),
          .err = err.Contents()};
}

Run OpenSsl(const std::string& arguments) {
  return RunCommand("openssl " + arguments);
}

}  // namespace mdmock::test_support
