#include "protocol/token/armour.h"

#include <gmock/gmock.h>

#include <string>

namespace mdmock::token {
namespace {

using ::testing::HasSubstr;
using Kind = Armour::Kind;

// A message whose first byte is no text, as that of a CMS message.
const std::string kMessage = "\x30\x80" + std::string(100, 'm');

std::string Changed(std::string_view from, std::string_view to) {
  std::string file = MakeArmour(kMessage);
  return file.replace(file.find(from), from.size(), to);
}

TEST(ArmourTest, IsTakenOff) {
  const Armour armour = ReadArmour(MakeArmour(kMessage));
  EXPECT_EQ(armour.kind, Kind::kMime);
  EXPECT_EQ(armour.bytes, kMessage);
  EXPECT_EQ(armour.headers.size(), 4u);
  EXPECT_EQ(armour.Value("content-transfer-encoding"), "base64");
  EXPECT_EQ(armour.Value("From"), "");
  EXPECT_EQ(armour.damage, "");
  EXPECT_EQ(armour.uneven, "");
}

TEST(ArmourTest, MayBeAbsent) {
  const Armour armour = ReadArmour(kMessage);
  EXPECT_EQ(armour.kind, Kind::kBinary);
  EXPECT_EQ(armour.bytes, kMessage);
  EXPECT_EQ(ReadArmour("").bytes, "");
}

TEST(ArmourTest, UnfoldsHeaders) {
  const Armour armour =
      ReadArmour("Content-Type: a;\n b;\n\tc\nX : y\n\nTUlB\n");
  EXPECT_EQ(armour.Value("Content-Type"), "a; b; c");
  EXPECT_TRUE(armour.headers[0].folded);
  EXPECT_EQ(armour.Value("X"), "y");
  EXPECT_EQ(armour.bytes, "MIA");
}

TEST(ArmourTest, ReadsPemUpToItsEnd) {
  const Armour armour = ReadArmour(
      "-----BEGIN PKCS7-----\nTUlB\n-----END PKCS7-----\nand more\n");
  EXPECT_EQ(armour.kind, Kind::kPem);
  EXPECT_EQ(armour.label, "PKCS7");
  EXPECT_EQ(armour.bytes, "MIA");
}

TEST(ArmourTest, SurvivesPemThatEndsInItsFirstLine) {
  EXPECT_EQ(ReadArmour("-----BEGIN ").label, "");
  EXPECT_EQ(ReadArmour("\r-----BEGIN ").bytes, "");
}

TEST(ArmourTest, SaysWhereItIsDamaged) {
  Armour armour = ReadArmour(Changed("bW1t", "bW!t"));
  EXPECT_THAT(armour.damage, HasSubstr("'!' is no base64"));
  EXPECT_THAT(armour.damage_where, HasSubstr("line 6, column"));
  EXPECT_EQ(armour.bytes.substr(0, 2), "\x30\x80");

  armour = ReadArmour(Changed("bW1t", "bW=t"));
  EXPECT_THAT(armour.damage, HasSubstr("more base64 follows"));

  armour = ReadArmour("TUlBT");
  EXPECT_THAT(armour.damage, HasSubstr("one is left over"));
  EXPECT_EQ(armour.bytes, "MIA");

  armour = ReadArmour("TUlBTQ===");
  EXPECT_THAT(armour.damage, HasSubstr("3 '=' where 2 belong"));
}

TEST(ArmourTest, NoticesAMissingPadding) {
  EXPECT_TRUE(ReadArmour("TUlBTQ").unpadded);
  EXPECT_TRUE(ReadArmour("TUlBTQ=").unpadded);
  EXPECT_FALSE(ReadArmour("TUlBTQ==").unpadded);
  EXPECT_EQ(ReadArmour("TUlBTQ").bytes, "MIAM");
}

TEST(ArmourTest, NoticesALineOfAnotherLength) {
  EXPECT_EQ(ReadArmour("TUlB\nTUlBTUlB\nTUlB\nTUlB\n").uneven,
            "line 2 has 8 characters, and others 4");
  EXPECT_EQ(ReadArmour("TUlBTUlB\nTUlBTUlB\nTUlB\n").uneven, "");
}

TEST(ArmourTest, BreaksAtSeventySixColumns) {
  const std::string file = MakeArmour(std::string(57 * 2, 'x'));
  const size_t body = file.find("\r\n\r\n") + 4;
  EXPECT_EQ(file.size() - body, 2u * 78);
  EXPECT_EQ(file.substr(body + 76, 2), "\r\n");
}

}  // namespace
}  // namespace mdmock::token
