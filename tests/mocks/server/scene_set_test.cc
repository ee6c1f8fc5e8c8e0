#include "mocks/server/scene_set.h"

#include <gtest/gtest.h>

namespace mdmock::server {
namespace {

enum class Weather { kRain, kSnow, kFog };

constexpr SceneTable<Weather, 3> kTable({{{"rain", "It rains.", "An umbrella."},
                                          {"snow", "It snows.", "A shovel."},
                                          {"fog", "It is foggy.", "A horn."}}});

TEST(SceneTable, FindsScenesByTheirIds) {
  EXPECT_EQ(kTable.Read("snow"), Weather::kSnow);
  EXPECT_EQ(kTable.Read("Snow"), std::nullopt);
  EXPECT_EQ(kTable.Read(""), std::nullopt);
  EXPECT_EQ(kTable.IdOf(Weather::kFog), "fog");
  ASSERT_EQ(kTable.All().size(), 3u);
  EXPECT_EQ(kTable.All()[0].correct_client, "An umbrella.");
}

TEST(SceneSet, HoldsSeveralUntilTheyAllEnd) {
  SceneSet<Weather> set;
  EXPECT_FALSE(set.IsOn(Weather::kRain));
  set.Begin(Weather::kRain);
  set.Begin(Weather::kFog);
  EXPECT_TRUE(set.IsOn(Weather::kRain));
  EXPECT_FALSE(set.IsOn(Weather::kSnow));
  EXPECT_TRUE(set.IsOn(Weather::kFog));
  set.End();
  EXPECT_FALSE(set.IsOn(Weather::kRain));
  EXPECT_FALSE(set.IsOn(Weather::kFog));
}

}  // namespace
}  // namespace mdmock::server
