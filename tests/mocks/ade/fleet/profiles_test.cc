#include "mocks/ade/fleet/profiles.h"

#include <gtest/gtest.h>

#include <cctype>

namespace mdmock::ade {
namespace {

TEST(Profiles, AreFoundByTheirUuids) {
  Profiles profiles(3);
  const std::uint32_t one = profiles.Add("{1}");
  const std::uint32_t two = profiles.Add("{2}");
  EXPECT_EQ(profiles.Find(profiles.Uuid(one)), one);
  EXPECT_EQ(profiles.Text(two), "{2}");
  EXPECT_NE(profiles.Uuid(one), profiles.Uuid(two));
  EXPECT_FALSE(profiles.Find(profiles.Uuid(99)));
  EXPECT_FALSE(profiles.Find(""));
}

TEST(Profiles, GoWhenThereAreTooMany) {
  Profiles profiles(3);
  for (size_t i = 0; i <= Profiles::kMaxProfiles; ++i) profiles.Add("{}");
  EXPECT_EQ(profiles.size(), Profiles::kMaxProfiles);
  EXPECT_FALSE(profiles.Find(profiles.Uuid(1)));
  EXPECT_TRUE(profiles.Find(profiles.Uuid(2)));
}

TEST(Profiles, GoWhenTheyAreTooLarge) {
  Profiles profiles(3);
  for (int i = 0; i < 5; ++i) {
    profiles.Add(std::string(Profiles::kMaxBytes / 2, 'x'));
  }
  EXPECT_EQ(profiles.size(), 2u);
}

TEST(Profiles, AreRecognisedInAnotherSpelling) {
  Profiles profiles(3);
  std::string uuid = profiles.Uuid(profiles.Add("{}"));
  EXPECT_EQ(profiles.NearMiss(uuid), "");
  for (char& c : uuid) {
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  EXPECT_NE(profiles.NearMiss("{" + uuid + "}"), "");
  EXPECT_EQ(profiles.NearMiss("x"), "");
}

}  // namespace
}  // namespace mdmock::ade
