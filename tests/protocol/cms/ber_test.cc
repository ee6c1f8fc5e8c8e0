#include "protocol/cms/ber.h"

#include <gmock/gmock.h>

#include <string>

#include "protocol/base/encoding.h"

namespace mdmock::cms {
namespace {

using ::testing::HasSubstr;

std::string Bytes(std::string_view hex) { return ReadHex(hex).value(); }

// The error of reading the first element of `hex`, and its place.
BerError ErrorOf(std::string_view hex) {
  const std::string bytes = Bytes(hex);
  const auto element = Reader(bytes).Next();
  EXPECT_FALSE(element) << hex;
  return element ? BerError{} : element.error();
}

TEST(BerReaderTest, ReadsDefiniteLengths) {
  const std::string bytes = Bytes(
      "3003020105"
      "0500");
  Reader reader(bytes);
  const auto sequence = reader.Next();
  ASSERT_TRUE(sequence);
  EXPECT_EQ(sequence->tag, kSequence);
  EXPECT_TRUE(sequence->constructed);
  EXPECT_FALSE(sequence->indefinite);
  EXPECT_EQ(Hex(sequence->content), "020105");
  EXPECT_EQ(Hex(sequence->whole), "3003020105");
  const auto null = reader.Expect(kNull, "the end");
  ASSERT_TRUE(null);
  EXPECT_EQ(null->offset, 5u);
  EXPECT_TRUE(reader.AtEnd());
}

TEST(BerReaderTest, ReadsNestedIndefiniteLengths) {
  const std::string bytes = Bytes(
      "3080"
      "308002010A0000"
      "0500"
      "0000"
      "FF");
  Reader reader(bytes);
  const auto outer = reader.Next();
  ASSERT_TRUE(outer);
  EXPECT_TRUE(outer->indefinite);
  EXPECT_EQ(Hex(outer->content), "308002010a00000500");
  EXPECT_EQ(Hex(reader.rest()), "ff");
  Reader inside(*outer);
  const auto inner = inside.Expect(kSequence, "the inner one");
  ASSERT_TRUE(inner);
  EXPECT_EQ(inner->offset, 2u);
  Reader innermost(*inner);
  const auto number = innermost.Expect(kInteger, "a number");
  ASSERT_TRUE(number);
  EXPECT_EQ(number->offset, 4u);
  EXPECT_EQ(*ReadSmallInteger(*number), 10);
}

TEST(BerReaderTest, PassesOverZerosInsideDefiniteLengths) {
  const std::string bytes = Bytes(
      "3080"
      "04040000"
      "0000"
      "0000");
  const auto sequence = Reader(bytes).Next();
  ASSERT_TRUE(sequence);
  EXPECT_EQ(Hex(sequence->content), "040400000000");
}

TEST(BerReaderTest, ReadsLongTagsAndLengths) {
  const std::string bytes = Bytes(
      "BF8148"
      "8400000001"
      "AA");
  const auto element = Reader(bytes).Next();
  ASSERT_TRUE(element);
  EXPECT_EQ(element->tag, Context(200));
  EXPECT_EQ(Name(element->tag), "[200]");
  EXPECT_EQ(Hex(element->content), "aa");
}

TEST(BerReaderTest, SaysWhereAMessageStops) {
  EXPECT_EQ(ErrorOf("").offset, 0u);
  EXPECT_THAT(ErrorOf("30").what, HasSubstr("ends inside an element's length"));
  EXPECT_THAT(ErrorOf("300501").what,
              HasSubstr("SEQUENCE says that 5 bytes follow, and 1 are left"));
  EXPECT_THAT(ErrorOf("30820100").what, HasSubstr("256 bytes follow"));
  EXPECT_THAT(ErrorOf("308905").what, HasSubstr("more than 8 bytes"));
  EXPECT_THAT(ErrorOf("3088FFFFFFFFFFFFFFFF").what, HasSubstr("bytes follow"));
  EXPECT_THAT(ErrorOf("3080020105").what, HasSubstr("never ended by 00 00"));
  EXPECT_THAT(ErrorOf("0480AA0000").what, HasSubstr("primitive"));
  EXPECT_THAT(ErrorOf("0000").what, HasSubstr("was not begun"));
  EXPECT_THAT(ErrorOf("1FFFFFFFFFFF7F00").what, HasSubstr("28 bits"));
  EXPECT_EQ(ErrorOf("30800500048005").offset, 5u);
}

TEST(BerReaderTest, NamesWhatItWanted) {
  const std::string bytes = Bytes("30050201050500");
  const auto sequence = Reader(bytes).Next();
  Reader inside(*sequence);
  const auto number = inside.Expect(kInteger, "the version");
  ASSERT_TRUE(number);
  const auto set = inside.Expect(kSet, "recipientInfos");
  ASSERT_FALSE(set);
  EXPECT_EQ(set.error().offset, 5u);
  EXPECT_EQ(set.error().what, "recipientInfos is to be SET, and here is NULL");
  const auto more = inside.Expect(kNull, "more");
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().what, "more (NULL) is missing");
}

TEST(BerReaderTest, StaysWhereAnOptionalElementIsAbsent) {
  const std::string bytes = Bytes("0500");
  Reader reader(bytes);
  EXPECT_FALSE(reader.TakeIf(kInteger));
  EXPECT_EQ(reader.offset(), 0u);
  EXPECT_TRUE(reader.TakeIf(kNull));
  EXPECT_FALSE(reader.TakeIf(kNull));
}

TEST(BerReaderTest, RefusesEndlessNesting) {
  std::string bytes;
  for (int i = 0; i < 100000; ++i) bytes += Bytes("3080");
  const auto element = Reader(bytes).Next();
  ASSERT_FALSE(element);
  EXPECT_THAT(element.error().what, HasSubstr("nested more than 32 deep"));
}

TEST(BerReaderTest, RefusesEndlessNestingOfDefiniteLengthsAsItIsReached) {
  std::string bytes = Bytes("0400");
  for (int i = 0; i < 40; ++i) bytes = WriteDefinite(0x24, bytes);
  const auto element = Reader(bytes).Next();
  ASSERT_TRUE(element);
  const auto octets = ReadOctets(*element);
  ASSERT_FALSE(octets);
  EXPECT_THAT(octets.error().what, HasSubstr("nested more than 32 deep"));
}

TEST(BerOctetsTest, AreJoined) {
  const std::string one = Bytes("0402AABB");
  EXPECT_EQ(ReadOctets(*Reader(one).Next())->bytes, Bytes("AABB"));
  EXPECT_EQ(ReadOctets(*Reader(one).Next())->num_chunks, 1u);

  const std::string nested = Bytes(
      "2480"
      "0401AA"
      "2480"
      "0401BB"
      "0401CC"
      "0000"
      "2403"
      "0401DD"
      "0000");
  const auto octets = ReadOctets(*Reader(nested).Next());
  ASSERT_TRUE(octets);
  EXPECT_EQ(octets->bytes, Bytes("AABBCCDD"));
  EXPECT_EQ(octets->num_chunks, 4u);

  const std::string tagged = Bytes(
      "A080"
      "0401AA"
      "0000");
  EXPECT_EQ(ReadOctets(*Reader(tagged).Next())->bytes, Bytes("AA"));
}

TEST(BerOctetsTest, HoldNothingElse) {
  const std::string bytes = Bytes(
      "2480"
      "020105"
      "0000");
  const auto octets = ReadOctets(*Reader(bytes).Next());
  ASSERT_FALSE(octets);
  EXPECT_EQ(octets.error().offset, 2u);
}

TEST(BerOidTest, IsReadAndWritten) {
  for (const char* dotted : {"1.2.840.113549.1.7.3", "2.16.840.1.101.3.4.1.2",
                             "0.9", "2.999.1", "1.3.14.3.2.7"}) {
    const std::string bytes = WriteOid(dotted);
    EXPECT_EQ(*ReadOid(*Reader(bytes).Next()), dotted);
  }
  EXPECT_EQ(Hex(WriteOid("1.2.840.113549.1.7.3")), "06092a864886f70d010703");
}

TEST(BerOidTest, MustBeWellFormed) {
  for (const char* hex :
       {"0600", "060186", "060C2AFFFFFFFFFFFFFFFFFFFF7F", "020105"}) {
    const std::string bytes = Bytes(hex);
    const auto element = Reader(bytes).Next();
    ASSERT_TRUE(element) << hex;
    EXPECT_FALSE(ReadOid(*element)) << hex;
  }
}

TEST(BerIntegerTest, HasASign) {
  const auto value = [](std::string_view hex) {
    const std::string bytes = Bytes(hex);
    return *ReadSmallInteger(*Reader(bytes).Next());
  };
  EXPECT_EQ(value("020100"), 0);
  EXPECT_EQ(value("0201FF"), -1);
  EXPECT_EQ(value("02020080"), 128);
  EXPECT_EQ(value("02087FFFFFFFFFFFFFFF"), INT64_MAX);
}

TEST(BerWriterTest, ChoosesTheShortestLength) {
  EXPECT_EQ(Hex(WriteDefinite(0x04, "")), "0400");
  EXPECT_EQ(Hex(WriteDefinite(0x04, std::string(127, 'a'))).substr(0, 4),
            "047f");
  EXPECT_EQ(Hex(WriteDefinite(0x04, std::string(128, 'a'))).substr(0, 6),
            "048180");
  EXPECT_EQ(Hex(WriteDefinite(0x04, std::string(300, 'a'))).substr(0, 8),
            "0482012c");
  EXPECT_EQ(Hex(WriteIndefinite(0x30, Bytes("0500"))), "308005000000");
}

}  // namespace
}  // namespace mdmock::cms
