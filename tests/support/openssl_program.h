#ifndef MDMOCK_TESTS_SUPPORT_OPENSSL_PROGRAM_H_
#define MDMOCK_TESTS_SUPPORT_OPENSSL_PROGRAM_H_

#include <string>
#include <string_view>

namespace mdmock::test_support {

// Run is what a program printed, and its exit status.
struct Run {
  int status = -1;
  std::string out;
  std::string err;
};

// OpenSsl runs the openssl program with `arguments`, as a shell reads them.
Run OpenSsl(const std::string& arguments);

// RunCommand runs any command by `sh -c`.
Run RunCommand(const std::string& command);

// TemporaryFile is a file that lives as long as the object, under a name of its
// own in the tests' folder.
class TemporaryFile {
 public:
  TemporaryFile(std::string_view name, std::string_view contents);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  const std::string& path() const { return path_; }
  std::string Contents() const;

 private:
  std::string path_;
};

// Contents gives a whole file; "" where it cannot be read, and the test fails.
std::string Contents(const std::string& path);

}  // namespace mdmock::test_support

#endif  // MDMOCK_TESTS_SUPPORT_OPENSSL_PROGRAM_H_
