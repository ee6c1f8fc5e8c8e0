#include "mocks/journal/private_keys.h"

#include <gtest/gtest.h>

#include <string>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/crypto/private_key.h"
#include "protocol/http/percent.h"

namespace mdmock::journal {
namespace {

std::string Pem() { return crypto::PrivateKey::GenerateEc()->Pem(); }

// What stands between the armour lines, on one line.
std::string InBase64(const std::string& pem) {
  const size_t begin = pem.find('\n') + 1;
  std::string text = pem.substr(begin, pem.find("-----END") - begin);
  ReplaceAll(text, "\n", "");
  return text;
}

TEST(PrivateKeys, AreTakenOutOfPemHoweverItIsWritten) {
  const std::string pem = std::string(Trim(Pem(), "\n"));
  std::string crlf = pem;
  ReplaceAll(crlf, "\n", "\r\n");
  std::string blanks = pem;
  ReplaceAll(blanks, "\n", " ");
  std::string json = pem;
  ReplaceAll(json, "\n", "\\n");
  std::string form = http::PercentEncode(pem);
  ReplaceAll(form, "%20", "+");
  for (const std::string& one :
       {pem, crlf, blanks, json, form, http::PercentEncode(pem)}) {
    EXPECT_EQ(WithoutPemKeys("a=" + one + "&b"), "a=[private key]&b") << one;
  }
  EXPECT_EQ(WithoutPemKeys(pem + "\n" + pem + "\n"),
            "[private key]\n[private key]\n");
  EXPECT_EQ(WithoutPemKeys("x " + pem.substr(0, 90)), "x [private key]");
  std::string other = pem;
  ReplaceAll(other, "PRIVATE", "RSA PRIVATE");
  EXPECT_EQ(WithoutPemKeys(other), "[private key]");
}

TEST(PrivateKeys, AreTakenOutOfBase64) {
  const std::string pem = Pem();
  for (const std::string& one :
       {InBase64(pem), Base64(pem),
        Base64Url(*ReadBase64(InBase64(pem)), false),
        InBase64(crypto::PrivateKey::GenerateRsa(2048)->Pem())}) {
    EXPECT_EQ(WithoutBase64Keys("X: " + one + "\r\nAccept: b"),
              "X: [private key]\r\nAccept: b");
    EXPECT_EQ(WithoutBase64Keys("X: " + one + "\r\n\r\nbody"),
              "X: [private key]\r\n\r\nbody");
    const std::string folded = one.substr(0, 60) + "\r\n " +
                               one.substr(60, 60) + "\r\n " + one.substr(120);
    EXPECT_EQ(WithoutBase64Keys("X: " + folded + "\r\nAccept: b"),
              "X: [private key]\r\nAccept: b");
    EXPECT_EQ(WithoutBase64Keys("{\"key\":\"" + one + "\"}"),
              "{\"key\":\"[private key]\"}");
    EXPECT_EQ(WithoutBase64Keys("?key=" + http::PercentEncode(one) + "&a=b"),
              "?key=[private key]&a=b");
  }
}

TEST(PrivateKeys, AreNotSeenWhereThereIsNone) {
  for (const std::string& one :
       {std::string(), std::string("-----BEGIN CERTIFICATE-----\nMIIB\n"),
        std::string("the PRIVATE KEY-----"), std::string("M"),
        "CMSURL`1 " + Base64("\x30\x82\x04\x01\x06\x09" + std::string(60, 'a')),
        Base64("\x30\x82\x04\x01\x30\x82" + std::string(60, 'a')),
        std::string("MIIEowIBAAK"), std::string(100, 'M')}) {
    EXPECT_EQ(WithoutPemKeys(one), one);
    EXPECT_EQ(WithoutBase64Keys(one), one);
  }
}

TEST(PrivateKeys, AreLookedForInTimeThatGrowsWithTheText) {
  for (const std::string piece :
       {"/MIIEowIBAAJ", "/LS0tLS1CRUdJTiB", "     BEGIN ", "%2525", "M "}) {
    std::string text;
    while (text.size() < 200'000) text += piece;
    EXPECT_LE(WithoutPemKeys(text).size(), text.size());
    EXPECT_LE(WithoutBase64Keys(text).size(), text.size());
  }
}

}  // namespace
}  // namespace mdmock::journal
