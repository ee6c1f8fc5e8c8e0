#include "protocol/cms/signed_data.h"

#include <gmock/gmock.h>

#include <string>

#include "protocol/base/encoding.h"
#include "protocol/cms/algorithms.h"
#include "protocol/cms/attributes.h"
#include "protocol/crypto/certificate.h"
#include "tests/support/openssl_program.h"
#include "tests/support/token_keys.h"

namespace mdmock::cms {
namespace {

using test_support::CertificateNamed;
using test_support::KeyPath;
using test_support::OpenSsl;
using test_support::TemporaryFile;
using Parameters = AlgorithmIdentifier::Parameters;
using ::testing::HasSubstr;

// What `openssl cms -sign` gives with `options` over "/api/mdm".
std::string Signed(const std::string& options = "") {
  const TemporaryFile path("path", "/api/mdm");
  const auto run =
      OpenSsl("cms -sign -binary -outform DER -in " + path.path() +
              " -signer " + KeyPath("token_certificate.pem") + " -inkey " +
              KeyPath("token_key.pem") + " " + options);
  EXPECT_EQ(run.status, 0) << run.err;
  return run.out;
}

TEST(SignedDataTest, ReadsWhatOpenSslWrites) {
  const std::string bytes = Signed();
  const auto message = ReadSignedData(bytes);
  ASSERT_TRUE(message) << message.error().what;
  ASSERT_EQ(message->signers.size(), 1U);
  const SignerInfo& signer = message->signers[0];
  EXPECT_EQ(signer.digest.oid, oid::kSha256);
  EXPECT_EQ(signer.digest.parameters, Parameters::kAbsent);
  EXPECT_EQ(signer.signature_algorithm.parameters, Parameters::kIsNull);
  EXPECT_EQ(signer.attributes.size(), 4U);
  EXPECT_NE(signer.Find(oid::kCapabilities), nullptr);
  EXPECT_EQ(signer.signature.size(), 256U);
  EXPECT_EQ(bytes.substr(signer.offset, 1), "\x30");
  const auto certificate = CertificateNamed("token_certificate.pem");
  EXPECT_EQ(signer.issuer_der, certificate.IssuerDer());
  EXPECT_EQ(signer.serial, certificate.Serial());
}

TEST(SignedDataTest, ReadsTheOptionsOfOpenSsl) {
  const auto read = [](const std::string& options, auto check) {
    const std::string bytes = Signed(options);
    const auto message = ReadSignedData(bytes);
    ASSERT_TRUE(message) << options << ": " << message.error().what;
    check(*message);
  };
  read("-noattr", [](const SignedData& message) {
    EXPECT_FALSE(message.signers.at(0).attributes_element);
  });
  read("-nocerts", [](const SignedData& message) {
    EXPECT_TRUE(message.certificates.empty());
  });
  read("-nodetach", [](const SignedData& message) {
    EXPECT_EQ(message.content, "/api/mdm");
  });
  read("-certfile " + KeyPath("token_other_certificate.pem"),
       [](const SignedData& message) {
         EXPECT_EQ(message.certificates.size(), 2U);
       });
  read(
      "-signer " + KeyPath("token_other_certificate.pem") + " -inkey " +
          KeyPath("token_other_key.pem"),
      [](const SignedData& message) { EXPECT_EQ(message.signers.size(), 2U); });
}

// OpenSSL streams with indefinite lengths and content in pieces.
TEST(SignedDataTest, ReadsIndefiniteLengthsAndPieces) {
  const std::string bytes = Signed("-nodetach -stream");
  const auto message = ReadSignedData(bytes);
  ASSERT_TRUE(message) << message.error().what;
  EXPECT_TRUE(message->indefinite);
  EXPECT_EQ(message->content, "/api/mdm");
}

TEST(SignedDataTest, CountsWhatFollows) {
  const std::string bytes = Signed() + "abc";
  const auto message = ReadSignedData(bytes);
  ASSERT_TRUE(message) << message.error().what;
  EXPECT_EQ(message->trailing_len, 3U);
  EXPECT_EQ(message->trailing_offset, bytes.size() - 3);
}

TEST(SignedDataTest, SaysWhereAMessageIsCut) {
  const std::string bytes = Signed();
  for (size_t length = 0; length < bytes.size(); length += 7) {
    const auto message = ReadSignedData(bytes.substr(0, length));
    ASSERT_FALSE(message) << length;
    EXPECT_LE(message.error().offset, length);
  }
}

TEST(SignedDataTest, NamesWhatIsNoSignedData) {
  const auto message =
      ReadSignedData(*ReadHex("300d06092a864886f70d010703a000"));
  ASSERT_FALSE(message);
  EXPECT_EQ(message.error().offset, 2U);
  EXPECT_THAT(message.error().what, HasSubstr("1.2.840.113549.1.7.3"));
}

TEST(SignedDataTest, IsNotDeepNorLong) {
  std::string deep;
  for (int i = 0; i < 10000; ++i) deep += "\x30\x80";
  EXPECT_FALSE(ReadSignedData(deep));
  const auto long_form =
      ReadSignedData("\x30\x88\xff\xff\xff\xff\xff\xff\xff\xff");
  EXPECT_FALSE(long_form);
  EXPECT_FALSE(ReadSignedData(std::string_view("\x30\x80\x06\x00", 4)));
}

// The [0] of signed attributes in BER, its SET in DER.
TEST(SignedBytesTest, WritesAttributesInDer) {
  const std::string attribute = "300f06022a03310904027869040300ff01";
  const auto der_set = *ReadHex("a011" + attribute);
  Reader reader(der_set);
  const auto element = reader.Next();
  ASSERT_TRUE(element);
  EXPECT_EQ(Hex(*SignedBytes(*element)), "3111" + attribute);
  // The lengths in long form, a value in pieces.
  const auto loose = *ReadHex(
      "a080"
      "30800602"
      "2a033180"
      "2480040178040169"
      "0000"
      "0000"
      "0000"
      "0000");
  Reader third(loose);
  const auto in_pieces = third.Next();
  ASSERT_TRUE(in_pieces) << in_pieces.error().what;
  ASSERT_TRUE(ReadAttributes(*in_pieces));
  EXPECT_EQ(Hex(*SignedBytes(*in_pieces)), "310c300a06022a03310404027869");
}

TEST(SigningTimeTest, ReadsTheTwoFormsAndNoOther) {
  const auto read = [](const char* hex_tag, const std::string& text) {
    const std::string bytes =
        *ReadHex(hex_tag) + static_cast<char>(text.size()) + text;
    Reader reader(bytes);
    const auto time = ReadSigningTime(*reader.Next());
    return time ? FormatTime(*time) : "none";
  };
  EXPECT_EQ(read("17", "151223210939Z"), "2015-12-23T21:09:39Z");
  EXPECT_EQ(read("17", "500101000000Z"), "1950-01-01T00:00:00Z");
  EXPECT_EQ(read("18", "20510203040506Z"), "2051-02-03T04:05:06Z");
  EXPECT_EQ(read("17", "1512232109Z"), "none");
  EXPECT_EQ(read("17", "151223210939+0100"), "none");
  EXPECT_EQ(read("17", "151323210939Z"), "none");
  EXPECT_EQ(read("17", "150230210939Z"), "none");
  EXPECT_EQ(read("17", "150228250939Z"), "none");
  EXPECT_EQ(read("18", "20510203040506.5Z"), "none");
  EXPECT_EQ(read("04", "151223210939Z"), "none");
}

}  // namespace
}  // namespace mdmock::cms
