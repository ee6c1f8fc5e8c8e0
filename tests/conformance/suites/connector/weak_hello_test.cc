#include "conformance/suites/connector/weak_hello.h"

#include <gtest/gtest.h>

#include <string>

namespace mdmock::conformance::pki {
namespace {

// A record of a handshake with a session of two bytes.
std::string Hello(const std::string& cipher) {
  return std::string("\x16\x03\x03\x00\x2a\x02\x00\x00\x26\x03\x03", 11) +
         std::string(32, 'r') + std::string("\x02ss", 3) + cipher +
         std::string("\x00", 1);
}

TEST(CipherTaken, NamesTheCipherOfAServerHello) {
  EXPECT_EQ(CipherTaken(Hello(std::string("\x00\x0a", 2))),
            "TLS_RSA_WITH_3DES_EDE_CBC_SHA");
  EXPECT_EQ(CipherTaken(Hello("\xC0\x15")), "TLS_ECDH_anon_WITH_NULL_SHA");
  EXPECT_EQ(CipherTaken(Hello(std::string("\xC0\x2F", 2))), "0xC02F");
}

TEST(CipherTaken, SaysNothingOfAHelloThatIsNotAllThere) {
  const std::string hello = Hello(std::string("\x00\x0a", 2));
  for (size_t size = 0; size < 48; ++size) {
    EXPECT_EQ(CipherTaken(hello.substr(0, size)), "") << size;
  }
}

}  // namespace
}  // namespace mdmock::conformance::pki
