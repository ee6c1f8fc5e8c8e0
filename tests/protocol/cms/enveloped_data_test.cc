#include "protocol/cms/enveloped_data.h"

#include <gmock/gmock.h>

#include <string>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "tests/support/openssl_program.h"
#include "tests/support/token_keys.h"

namespace mdmock::cms {
namespace {

using test_support::CertificateNamed;
using test_support::CountingBytes;
using test_support::KeyNamed;
using test_support::KeyPath;
using test_support::OpenSsl;
using test_support::TemporaryFile;
using ::testing::HasSubstr;
using Outcome = Decrypted::Outcome;

std::string Make(std::string_view plaintext) {
  auto message = MakeEnvelopedData(
      plaintext, CertificateNamed("token_certificate.pem"), CountingBytes(1));
  EXPECT_TRUE(message) << message.error().what;
  return *message;
}

std::string Open(std::string_view message) {
  const auto read = ReadEnvelopedData(message);
  EXPECT_TRUE(read) << read.error().what;
  if (!read) return "";
  const Decrypted decrypted = Decrypt(*read, KeyNamed("token_key.pem"));
  EXPECT_EQ(decrypted.outcome, Outcome::kOpened) << decrypted.detail;
  return decrypted.plaintext;
}

TEST(MakeEnvelopedDataTest, OpensAgainWhateverThePadding) {
  for (size_t length = 0; length <= 33; ++length) {
    const std::string plaintext(length, 'x');
    EXPECT_EQ(Open(Make(plaintext)), plaintext) << length;
  }
}

TEST(MakeEnvelopedDataTest, IsOpenedByOpenSslWhateverThePadding) {
  for (size_t length = 1; length <= 16; ++length) {
    const std::string plaintext(length, 'x');
    const TemporaryFile file("message.der", Make(plaintext));
    const auto run =
        OpenSsl("cms -decrypt -inform DER -binary -in " + file.path() +
                " -inkey " + KeyPath("token_key.pem"));
    EXPECT_EQ(run.status, 0) << run.err;
    EXPECT_EQ(run.out, plaintext) << length;
  }
}

TEST(MakeEnvelopedDataTest, HasTheBytesOfApplesStructure) {
  const std::string message = Make("text");
  EXPECT_TRUE(Hex(message).starts_with(
      // ContentInfo, envelopedData, [0], EnvelopedData, version 0, SET.
      "3080"
      "06092a864886f70d010703"
      "a080"
      "3080"
      "020100"
      "3182"));
  // The content in one piece, and five times 00 00.
  EXPECT_EQ(Hex(message.substr(message.size() - 30)).substr(0, 8), "a0800410");
  EXPECT_EQ(Hex(message.substr(message.size() - 10)), std::string(20, '0'));
  EXPECT_THAT(Hex(message), HasSubstr("3080"
                                      "06092a864886f70d010701"
                                      "301d"
                                      "0609608648016503040102"
                                      "0410"));
  const auto read = ReadEnvelopedData(message);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->version, 0);
  EXPECT_TRUE(read->indefinite);
  EXPECT_EQ(read->num_chunks, 1u);
  EXPECT_FALSE(read->unprotected_attributes);
  EXPECT_EQ(read->trailing_len, 0u);
  ASSERT_EQ(read->recipients.size(), 1u);
  const Recipient& recipient = read->recipients[0];
  EXPECT_EQ(recipient.version, 0);
  EXPECT_EQ(AlgorithmName(recipient.algorithm), "rsaEncryption");
  EXPECT_EQ(Hex(recipient.parameters), "0500");
  EXPECT_EQ(recipient.encrypted_key.size(), 256u);
  const auto certificate = CertificateNamed("token_certificate.pem");
  EXPECT_EQ(recipient.issuer_der, certificate.IssuerDer());
  EXPECT_EQ(recipient.serial, "\x01");
  EXPECT_TRUE(IsFor(recipient, certificate));
  EXPECT_FALSE(
      IsFor(recipient, CertificateNamed("token_other_certificate.pem")));
}

TEST(MakeEnvelopedDataTest, IsUnderstoodByAsn1parse) {
  const TemporaryFile file("message.der", Make("text"));
  const auto run = OpenSsl("asn1parse -inform DER -in " + file.path());
  ASSERT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr(":pkcs7-envelopedData"));
  EXPECT_THAT(run.out, HasSubstr(":aes-128-cbc"));
  size_t num_indefinite = 0;
  size_t num_ends = 0;
  for (const std::string_view line : Split(run.out, '\n')) {
    num_indefinite += line.find("l=inf") != std::string_view::npos;
    num_ends += line.find("EOC") != std::string_view::npos;
  }
  EXPECT_EQ(num_indefinite, 5u);
  EXPECT_EQ(num_ends, 5u);
}

TEST(MakeEnvelopedDataTest, KeepsANegativeSerialNumber) {
  const auto certificate =
      CertificateNamed("token_certificate_negative_serial.pem");
  const auto message = MakeEnvelopedData("text", certificate, CountingBytes(1));
  ASSERT_TRUE(message);
  const auto read = ReadEnvelopedData(*message);
  ASSERT_TRUE(read);
  EXPECT_EQ(crypto::SerialText(read->recipients.at(0).serial), "-5DC0FFEE");
  EXPECT_TRUE(IsFor(read->recipients[0], certificate));
}

TEST(MakeEnvelopedDataTest, FailsWithoutAnRsaKeyOrWithoutRandomBytes) {
  const auto ec = KeyNamed("token_ec_key.pem");
  const auto certificate = crypto::Certificate::MakeSelfSigned(
      ec, {.common_name = "TEST ONLY", .not_before = {}, .not_after = {}});
  ASSERT_TRUE(certificate) << certificate.error().what;
  EXPECT_FALSE(MakeEnvelopedData("text", *certificate, CountingBytes(1)));
  const auto rsa = CertificateNamed("token_certificate.pem");
  EXPECT_FALSE(MakeEnvelopedData("text", rsa, [](size_t) { return ""; }));
  EXPECT_FALSE(MakeEnvelopedData(
      "text", rsa, [](size_t count) { return std::string(count, '\0'); }));
}

// Every shape, held against the openssl program and our own reader.
TEST(MakeEnvelopedDataTest, WritesShapesThatOpenSslReads) {
  using crypto::Cipher;
  const std::string plaintext(100, 'x');
  for (const Cipher cipher : {Cipher::kAes128Cbc, Cipher::kAes192Cbc,
                              Cipher::kAes256Cbc, Cipher::kDesEde3Cbc}) {
    for (const bool indefinite : {true, false}) {
      for (const size_t chunk_len : {size_t{0}, size_t{7}, size_t{64}}) {
        SCOPED_TRACE(crypto::Name(cipher));
        SCOPED_TRACE(chunk_len);
        const auto message = MakeEnvelopedData(
            plaintext, CertificateNamed("token_certificate.pem"),
            CountingBytes(1),
            {.cipher = cipher,
             .indefinite = indefinite,
             .chunk_len = chunk_len});
        ASSERT_TRUE(message) << message.error().what;
        const auto read = ReadEnvelopedData(*message);
        ASSERT_TRUE(read) << read.error().what;
        EXPECT_EQ(read->indefinite, indefinite);
        EXPECT_EQ(read->num_chunks > 1, chunk_len > 0);
        EXPECT_EQ(KnownCipher(read->cipher), cipher);
        EXPECT_EQ(Open(*message), plaintext);
        const TemporaryFile file("message.der", *message);
        const auto run =
            OpenSsl("cms -decrypt -inform DER -binary -in " + file.path() +
                    " -inkey " + KeyPath("token_key.pem"));
        EXPECT_EQ(run.out, plaintext) << run.err;
      }
    }
  }
}

TEST(MakeEnvelopedDataTest, WritesDerWhereLengthsAreDefinite) {
  const auto message =
      MakeEnvelopedData("text", CertificateNamed("token_certificate.pem"),
                        CountingBytes(1), {.indefinite = false});
  ASSERT_TRUE(message);
  const TemporaryFile file("message.der", *message);
  const auto run = OpenSsl("asn1parse -inform DER -in " + file.path());
  ASSERT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(run.out, ::testing::Not(HasSubstr("l=inf")));
  EXPECT_THAT(run.out, HasSubstr("prim: cont [ 0 ]"));
}

// What the openssl program makes, for every cipher, form and recipient.
struct Form {
  std::string options;
  std::string cipher;

  friend void PrintTo(const Form& form, std::ostream* out) {
    *out << form.options;
  }
};

class OpenSslMessages : public ::testing::TestWithParam<Form> {};

TEST_P(OpenSslMessages, AreOpened) {
  const std::string plaintext = "{\"consumer_key\":\"CK_1\"}\n";
  const TemporaryFile in("in", plaintext);
  const TemporaryFile out("out", "");
  const auto run =
      OpenSsl("cms -encrypt -binary -outform DER -in " + in.path() + " -out " +
              out.path() + " -recip " + KeyPath("token_certificate.pem") + " " +
              GetParam().options);
  ASSERT_EQ(run.status, 0) << run.err;
  const std::string message = out.Contents();
  const auto read = ReadEnvelopedData(message);
  ASSERT_TRUE(read) << read.error().what;
  EXPECT_EQ(AlgorithmName(read->cipher), GetParam().cipher);
  EXPECT_TRUE(
      IsFor(read->recipients.at(0), CertificateNamed("token_certificate.pem")));
  EXPECT_EQ(Open(message), plaintext);
  const Decrypted wrong = Decrypt(*read, KeyNamed("token_other_key.pem"));
  EXPECT_EQ(wrong.outcome, Outcome::kWrongKey) << wrong.detail;
}

INSTANTIATE_TEST_SUITE_P(
    Forms, OpenSslMessages,
    ::testing::Values(
        Form{"-aes-128-cbc", "AES-128-CBC"}, Form{"-aes192", "AES-192-CBC"},
        Form{"-aes256", "AES-256-CBC"}, Form{"-des3", "DES-EDE3-CBC"},
        Form{"-aes128 -stream", "AES-128-CBC"},
        Form{"-aes128 -keyid", "AES-128-CBC"},
        Form{"-aes128 -keyopt rsa_padding_mode:oaep", "AES-128-CBC"},
        Form{"-aes128 -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha512 "
             "-keyopt rsa_mgf1_md:sha1",
             "AES-128-CBC"}));

TEST(DecryptTest, KnowsTheFirstRecipientItCanOpen) {
  const TemporaryFile in("in", "text");
  const TemporaryFile out("out", "");
  ASSERT_EQ(
      OpenSsl("cms -encrypt -outform DER -aes128 -in " + in.path() + " -out " +
              out.path() + " " + KeyPath("token_other_certificate.pem") + " " +
              KeyPath("token_certificate.pem"))
          .status,
      0);
  const std::string message = out.Contents();
  const auto read = ReadEnvelopedData(message);
  ASSERT_TRUE(read);
  const Decrypted decrypted = Decrypt(*read, KeyNamed("token_key.pem"));
  ASSERT_EQ(decrypted.outcome, Outcome::kOpened);
  EXPECT_TRUE(
      IsFor(*decrypted.recipient, CertificateNamed("token_certificate.pem")));
}

TEST(ReadEnvelopedDataTest, NeverGoesPastACutMessage) {
  const std::string message = Make("some text that is encrypted");
  for (size_t length = 0; length < message.size(); ++length) {
    EXPECT_FALSE(ReadEnvelopedData(std::string_view(message).substr(0, length)))
        << length;
  }
}

TEST(ReadEnvelopedDataTest, NamesAnotherTypeOfMessage) {
  const TemporaryFile in("in", "text");
  const TemporaryFile out("out", "");
  ASSERT_EQ(OpenSsl("cms -sign -nodetach -outform DER -signer " +
                    KeyPath("token_certificate.pem") + " -inkey " +
                    KeyPath("token_key.pem") + " -in " + in.path() + " -out " +
                    out.path())
                .status,
            0);
  const std::string message = out.Contents();
  EXPECT_EQ(ReadContentInfo(message)->type, kSignedDataOid);
  const auto read = ReadEnvelopedData(message);
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().what, HasSubstr("signedData"));
}

}  // namespace
}  // namespace mdmock::cms
