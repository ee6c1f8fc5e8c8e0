#include "protocol/oauth1/authorization.h"

#include <gmock/gmock.h>

#include <string>

namespace mdmock::oauth1 {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(Oauth1AuthorizationTest, ReadsFieldsInTheOrderOfTheWire) {
  const Authorization read =
      ReadAuthorization("OAuth realm=\"ADM\", oauth_nonce=\"a%2Fb\"");
  EXPECT_TRUE(read.is_oauth());
  EXPECT_THAT(read.problems(), IsEmpty());
  ASSERT_THAT(read.fields(), SizeIs(2));
  EXPECT_EQ(read.fields()[0].name, "realm");
  EXPECT_EQ(read.fields()[1].raw, "a%2Fb");
  EXPECT_EQ(read.fields()[1].value, "a/b");
  EXPECT_FALSE(read.fields()[1].plain);
  EXPECT_TRUE(read.fields()[0].plain);
}

TEST(Oauth1AuthorizationTest, KeepsItsMemoryAcrossCopies) {
  Authorization copy;
  {
    const std::string header = "OAuth a=\"x%20y\", b=\"z\"";
    const Authorization read = ReadAuthorization(header);
    copy = read;
  }
  EXPECT_EQ(copy.Value("a"), "x y");
  EXPECT_EQ(copy.Value("b"), "z");
}

TEST(Oauth1AuthorizationTest, LetsABackslashTakeTheNextCharacter) {
  const Authorization read =
      ReadAuthorization(R"(OAuth realm="a\"b, c=\"", oauth_nonce="1")");
  EXPECT_THAT(read.problems(), IsEmpty());
  ASSERT_THAT(read.fields(), SizeIs(2));
  EXPECT_EQ(read.fields()[0].raw, R"(a\"b, c=\")");
  EXPECT_EQ(read.Value("oauth_nonce"), "1");
}

TEST(Oauth1AuthorizationTest, LeavesInvalidEscapesAsTheyStand) {
  const Authorization read = ReadAuthorization("OAuth a=\"%zz%41\"");
  EXPECT_EQ(read.Value("a"), "%zzA");
  EXPECT_FALSE(read.fields()[0].escapes_valid);
}

TEST(Oauth1AuthorizationTest, SaysWhereAQuoteIsNotClosed) {
  const Authorization read = ReadAuthorization("OAuth a=\"1\", b=\"2");
  ASSERT_THAT(read.problems(), SizeIs(1));
  EXPECT_EQ(read.problems()[0].offset, 15U);
}

TEST(Oauth1AuthorizationTest, ReadsUnquotedValuesAndMarksThem) {
  const Authorization read = ReadAuthorization("OAuth a=1 , b=\"2\"");
  ASSERT_THAT(read.fields(), SizeIs(2));
  EXPECT_FALSE(read.fields()[0].quoted);
  EXPECT_EQ(read.fields()[0].value, "1");
}

TEST(Oauth1AuthorizationTest, CountsFieldsPastTheCapWithoutKeepingThem) {
  std::string header = "OAuth ";
  for (int i = 0; i < 1000; ++i) header += "x=\"1\",";
  const Authorization read = ReadAuthorization(header);
  EXPECT_EQ(read.num_fields(), 1000U);
  EXPECT_THAT(read.fields(), SizeIs(Authorization::kMaxFields));
}

TEST(Oauth1AuthorizationTest, BoundsTheProblemsThatItKeeps) {
  std::string header = "OAuth ";
  for (int i = 0; i < 1000; ++i) header += "word,";
  EXPECT_LE(ReadAuthorization(header).problems().size(), 8U);
}

TEST(Oauth1AuthorizationTest, ReadsNothingOfAnotherScheme) {
  const Authorization read = ReadAuthorization("Bearer realm=\"ADM\"");
  EXPECT_FALSE(read.is_oauth());
  EXPECT_EQ(read.scheme(), "Bearer");
  EXPECT_THAT(read.fields(), IsEmpty());
}

}  // namespace
}  // namespace mdmock::oauth1
