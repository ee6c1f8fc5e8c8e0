#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "protocol/base/encoding.h"
#include "protocol/cms/ber.h"
#include "protocol/pkcs12/inspect.h"
#include "tests/protocol/pkcs12/forge.h"

namespace mdmock::pkcs12 {
namespace {

using cms::WriteDefinite;
using cms::WriteOid;
using test_support::Forge;
using test_support::kMadeAt;
using test_support::kSecret;

Verdict Judge(std::string_view payload) {
  Settings settings;
  settings.max_hash_iterations = 12;
  return Inspect(payload,
                 {.password = std::string(kSecret),
                  .password_text = std::nullopt,
                  .otp = "56ht12d0"},
                 settings, kMadeAt)
      .verdict;
}

// A file around the contents of an authenticated safe.
std::string FileOf(const std::string& safes) {
  const std::string data =
      WriteDefinite(0x30, WriteOid("1.2.840.113549.1.7.1") +
                              WriteDefinite(0xA0, WriteDefinite(0x04, safes)));
  return WriteDefinite(0x30, WriteDefinite(0x02, "\x03") + data);
}

std::string Bag(const std::string& type, const std::string& contents) {
  return WriteDefinite(0x30, WriteOid("1.2.840.113549.1.12.10.1." + type) +
                                 WriteDefinite(0xA0, contents));
}

std::string SafeOf(const std::string& bags) {
  return WriteDefinite(
      0x30,
      WriteOid("1.2.840.113549.1.7.1") +
          WriteDefinite(0xA0, WriteDefinite(0x04, WriteDefinite(0x30, bags))));
}

TEST(Pkcs12Hostile, TruncationAtEveryByteIsRefused) {
  const std::string file = Forge({});
  for (size_t size = 0; size < file.size(); ++size) {
    const Verdict verdict = Judge(std::string_view(file).substr(0, size));
    ASSERT_FALSE(verdict.accepted()) << size;
    const bool told = verdict.Has("pkcs12.payload-truncated") ||
                      verdict.Has("pkcs12.structure");
    ASSERT_TRUE(told) << size;
  }
  const std::string ber = test_support::WithBer(file);
  for (size_t size = 0; size < ber.size(); ++size) {
    ASSERT_FALSE(Judge(std::string_view(ber).substr(0, size)).accepted());
  }
}

TEST(Pkcs12Hostile, TruncatedBase64IsToldAtAnyLength) {
  const std::string text = Base64(Forge({}));
  for (size_t size = 40; size + 4 < text.size(); size += 7) {
    const Verdict verdict = Judge(std::string_view(text).substr(0, size));
    ASSERT_TRUE(verdict.Has("pkcs12.payload-truncated")) << size;
  }
}

TEST(Pkcs12Hostile, MutationsNeitherCrashNorHang) {
  const std::vector<std::string> files{
      Forge({}),
      Forge({.key_shroud = {.cipher = std::nullopt},
             .certificate_shroud = {.cipher = std::nullopt},
             .mac_digest = std::nullopt}),
      test_support::WithBer(
          Forge({.key_shroud = {.cipher = "PBE-SHA1-3DES"},
                 .certificate_shroud = {.cipher = "PBE-SHA1-RC2-40"},
                 .mac_digest = "SHA1"})),
      test_support::WithPbmac1(Forge({.mac_digest = std::nullopt}), kSecret)};
  std::uint32_t state = 20260101;
  const auto random = [&](size_t below) {
    state = state * 1664525U + 1013904223U;
    return static_cast<size_t>(state >> 8) % below;
  };
  for (int i = 0; i < 20'000; ++i) {
    std::string file = files[random(files.size())];
    for (size_t left = 1 + random(4); left != 0; --left) {
      const size_t at = random(file.size());
      switch (random(4)) {
        case 0:
          file[at] = static_cast<char>(random(256));
          break;
        case 1:
          file[at] = static_cast<char>(file[at] ^ (1 << random(8)));
          break;
        case 2:
          file.erase(at, 1 + random(8));
          break;
        default:
          file.insert(at, file.substr(random(file.size()), 1 + random(8)));
      }
      if (file.empty()) file = "0";
    }
    const Verdict verdict = Judge(file);
    const bool refused_with_reason =
        verdict.accepted() || !verdict.findings().empty();
    ASSERT_TRUE(refused_with_reason);
  }
}

TEST(Pkcs12Hostile, NestedSafesAreBounded) {
  std::string bags = Bag("1", WriteDefinite(0x30, ""));
  for (int i = 0; i < 12; ++i) bags = Bag("6", WriteDefinite(0x30, bags));
  const Verdict verdict = Judge(FileOf(WriteDefinite(0x30, SafeOf(bags))));
  EXPECT_FALSE(verdict.accepted());
  EXPECT_TRUE(verdict.Has("pkcs12.size"));
}

TEST(Pkcs12Hostile, ManyBagsAreBounded) {
  std::string bags;
  for (int i = 0; i < 5000; ++i) bags += Bag("5", WriteDefinite(0x30, ""));
  EXPECT_TRUE(
      Judge(FileOf(WriteDefinite(0x30, SafeOf(bags)))).Has("pkcs12.size"));
}

TEST(Pkcs12Hostile, HugeIterationCountsAreNotDerived) {
  std::string file = Forge({.mac_iterations = 2048});
  // The count is the last number of the file.
  const std::string count = WriteDefinite(0x02, std::string("\x08\x00", 2));
  ASSERT_EQ(file.substr(file.size() - count.size()), count);
  cms::Reader reader(file);
  cms::Reader fields(*reader.Next());
  const std::string version(fields.Next()->whole);
  const std::string safes(fields.Next()->whole);
  cms::Reader mac(*fields.Next());
  const std::string info(mac.Next()->whole);
  const std::string salt(mac.Next()->whole);
  for (const std::string& huge :
       {std::string("\x7F\xFF\xFF\xFF", 4), std::string("\x4C\x4B\x41", 3),
        std::string(40, '\x7F')}) {
    const std::string made = WriteDefinite(
        0x30, version + safes +
                  WriteDefinite(0x30, info + salt + WriteDefinite(0x02, huge)));
    const Verdict verdict = Judge(made);
    EXPECT_TRUE(verdict.Has("pkcs12.iterations"));
    EXPECT_FALSE(verdict.accepted());
    EXPECT_EQ(Name(verdict.cause().status), "none");
  }
}

TEST(Pkcs12Hostile, SignedDataIsNamed) {
  const std::string file = WriteDefinite(
      0x30, WriteDefinite(0x02, "\x03") +
                WriteDefinite(
                    0x30, WriteOid("1.2.840.113549.1.7.2") +
                              WriteDefinite(0xA0, WriteDefinite(0x30, ""))));
  const Verdict verdict = Judge(file);
  ASSERT_TRUE(verdict.Has("pkcs12.structure"));
  EXPECT_NE(verdict.findings().front().actual.find("signedData"),
            std::string::npos);
}

}  // namespace
}  // namespace mdmock::pkcs12
