#include <gmock/gmock.h>
#include <openssl/err.h>

#include <string>

namespace {

// A test that passes and leaves errors in OpenSSL's queue has a code path that
// forgot to empty it: the next failure would be explained with these.
class OpenSslQueueIsEmpty : public ::testing::EmptyTestEventListener {
  void OnTestEnd(const ::testing::TestInfo&) override {
    std::string left;
    while (const unsigned long code = ERR_get_error()) {
      char line[256];
      ERR_error_string_n(code, line, sizeof line);
      left.append(line).append("\n");
    }
    EXPECT_EQ(left, "") << "left in OpenSSL's error queue";
  }
};

}  // namespace

int main(int argc, char** argv) {
  ::testing::InitGoogleMock(&argc, argv);
  ::testing::UnitTest::GetInstance()->listeners().Append(
      new OpenSslQueueIsEmpty);
  return RUN_ALL_TESTS();
}
