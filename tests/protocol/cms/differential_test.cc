// Every message that mdmock accepts, OpenSSL's CMS_verify accepts over the same
// bytes. Messages are made right and then changed: bytes, bits, lengths, whole
// elements. What mdmock refuses and OpenSSL accepts has a reason, and the
// reasons are listed here.

#include <gmock/gmock.h>
#include <openssl/bio.h>
#include <openssl/cms.h>

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "protocol/base/encoding.h"
#include "protocol/cms/algorithms.h"
#include "protocol/cms/ber.h"
#include "protocol/cms/cmsurl_verify.h"
#include "protocol/cms/signer.h"
#include "protocol/crypto/openssl_failure.h"
#include "protocol/crypto/openssl_handle.h"
#include "protocol/verdict/verdict_text.h"
#include "tests/protocol/cms/recipe.h"

namespace mdmock::cms {
namespace {

using crypto::Handle;
using test_support::Attribute;
using test_support::Get;
using test_support::Judge;
using test_support::kPath;
using test_support::Make;
using test_support::Recipe;
using test_support::SignerNamed;

constexpr int kNumShards = 8;
constexpr int kMutantsPerShard = 13'000;

bool OpenSslAccepts(std::string_view message, std::string_view content) {
  const Handle<BIO> bytes(
      BIO_new_mem_buf(message.data(), static_cast<int>(message.size())));
  const Handle<CMS_ContentInfo> cms(d2i_CMS_bio(bytes.get(), nullptr));
  bool accepted = false;
  if (cms) {
    const Handle<BIO> detached(
        BIO_new_mem_buf(content.data(), static_cast<int>(content.size())));
    accepted = CMS_verify(cms.get(), nullptr, nullptr, detached.get(), nullptr,
                          CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY) == 1;
  }
  crypto::ClearOpenSslErrors();
  return accepted;
}

// A source of numbers that is the same on every run.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 2654435769U + 1) {}

  size_t Below(size_t end) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<size_t>(state_ % end);
  }

 private:
  std::uint64_t state_;
};

std::vector<std::string> Originals() {
  const std::string null = WriteDefinite(5, "");
  std::vector<Recipe> recipes{
      {},
      {.parameters = null},
      {.key = "p256"},
      {.key = "p256", .attributes = false},
      {.parameters = null, .attributes = false},
      {.digest = crypto::DigestAlgorithm::kSha1},
      {.digest = crypto::DigestAlgorithm::kSha512,
       .signature_oid = std::string(oid::kRsaSha512)},
      {.attached = std::string(kPath)},
      {.indefinite = true},
      {.attached = std::string(kPath), .indefinite = true},
      {.extra_certificates = {"p256"}},
      {.more_attributes = {Attribute(oid::kCapabilities,
                                     WriteDefinite(0x30, ""))}},
      {.sorted = false},
      {.num_signers = 2},
      {.content = "/other"},
      {.time = std::nullopt},
  };
  std::vector<std::string> messages;
  for (const Recipe& recipe : recipes) messages.push_back(Make(recipe));
  return messages;
}

// The places of all elements, tags and lengths included.
void FindElements(Reader reader, std::vector<Element>& found) {
  while (!reader.AtEnd()) {
    const auto element = reader.Next();
    if (!element) return;
    found.push_back(*element);
    if (element->constructed) FindElements(Reader(*element), found);
  }
}

// Near the tags and lengths more often than inside the contents, of which the
// certificate would have most.
size_t Somewhere(const std::vector<Element>& elements, size_t size,
                 Dice& dice) {
  if (elements.empty() || dice.Below(4) == 0) return dice.Below(size);
  const Element& element = elements[dice.Below(elements.size())];
  return element.offset + dice.Below(element.header_len + 1);
}

std::string Mutate(std::string message, Dice& dice) {
  std::vector<Element> elements;
  FindElements(Reader(message), elements);
  // Views die with the first change; from here on, only places count.
  const size_t at = Somewhere(elements, message.size(), dice) % message.size();
  switch (dice.Below(9)) {
    case 0:  // A bit.
      message[at] = static_cast<char>(message[at] ^ (1 << dice.Below(8)));
      break;
    case 1:  // A byte.
      message[at] = static_cast<char>(dice.Below(256));
      break;
    case 2:  // One byte more or less than before.
      message[at] =
          static_cast<char>(message[at] + (dice.Below(2) == 0 ? 1 : -1));
      break;
    case 3:
      message.erase(at, 1 + dice.Below(3));
      break;
    case 4:
      message.insert(at, 1, static_cast<char>(dice.Below(256)));
      break;
    default: {  // An element goes, comes twice, or changes form.
      if (elements.empty()) break;
      const Element& element = elements[dice.Below(elements.size())];
      const std::string whole(element.whole);
      const std::string content(element.content);
      const size_t offset = element.offset;
      std::string changed;
      switch (dice.Below(6)) {
        case 0:
          break;
        case 1:
          changed = whole + whole;
          break;
        case 2:  // A longer length than it takes.
          changed = whole.substr(0, 1) + '\x84' + '\0' +
                    static_cast<char>(content.size() >> 16) +
                    static_cast<char>(content.size() >> 8) +
                    static_cast<char>(content.size()) + content;
          break;
        case 3:
          changed =
              element.constructed
                  ? WriteIndefinite(static_cast<unsigned char>(whole.front()),
                                    content)
                  : WriteIndefinite(
                        static_cast<unsigned char>(whole.front() | 0x20),
                        whole);
          break;
        case 4:
          changed = WriteDefinite(
              static_cast<unsigned char>(whole.front() ^ 0x20), content);
          break;
        default:
          changed = WriteDefinite(static_cast<unsigned char>(whole.front()),
                                  content + '\0');
          break;
      }
      // The lengths around it fit again in one of two cases.
      std::string result = message.substr(0, offset) + changed +
                           message.substr(offset + whole.size());
      const auto delta = static_cast<std::ptrdiff_t>(changed.size()) -
                         static_cast<std::ptrdiff_t>(whole.size());
      if (dice.Below(4) != 0) {
        for (const Element& outer : elements) {
          const bool around =
              outer.offset < offset &&
              outer.offset + outer.whole.size() >= offset + whole.size();
          if (!around || outer.indefinite || outer.header_len != 4) continue;
          const auto length = static_cast<size_t>(
              static_cast<std::ptrdiff_t>(outer.content.size()) + delta);
          result[outer.offset + 2] = static_cast<char>(length >> 8);
          result[outer.offset + 3] = static_cast<char>(length);
        }
      }
      message = std::move(result);
    }
  }
  if (message.empty()) message = "0";
  return message;
}

// Why mdmock refuses what OpenSSL accepts.
const std::map<std::string, std::string>& Reasons() {
  static const std::map<std::string, std::string> reasons{
      {"cmsurl.signer.several", "one signs, though each signature may fit"},
      {"cmsurl.content-type.other", "the content is data, whatever is signed"},
      {"cmsurl.content-type.differs", "RFC 5652 compares them"},
      {"cmsurl.attached-content.differs",
       "what is attached is another path's, which OpenSSL leaves aside"},
      {"cmsurl.attribute.repeated", "RFC 5652 allows one, with one value"},
      {"cmsurl.attribute.missing", "RFC 5652 asks for it"},
      {"cmsurl.attribute.form", "RFC 5652 says which type"},
      {"cmsurl.signature-algorithm.unknown",
       "OpenSSL goes by the key, not by what the message says"},
      {"cmsurl.key.unsupported",
       "OpenSSL goes by the key, not by what the message says"},
      {"cmsurl.algorithm.parameters", "OpenSSL does not look at them"},
      {"cmsurl.digest.not-listed",
       "OpenSSL has digests that no client is known to use"},
      {"cmsurl.certificate.unreadable",
       "CertificateChoices that no client is known to send"},
      {"cmsurl.certificate.expired", "OpenSSL was told not to look"},
      {"cmsurl.certificate.not-yet-valid", "OpenSSL was told not to look"},
      {"cmsurl.message.syntax",
       "OpenSSL reads a SEQUENCE OF or SET OF whose tag says that it is not "
       "constructed; and there are kinds of certificates, strings in pieces "
       "and numbers of things that no client sends"}};
  return reasons;
}

class DifferentialTest : public ::testing::TestWithParam<int> {};

TEST_P(DifferentialTest, AcceptsNothingThatOpenSslRefuses) {
  const std::vector<std::string> originals = Originals();
  Dice dice(static_cast<std::uint64_t>(GetParam()) + 1);
  CmsUrlOptions options;
  options.cause = CmsUrlOptions::Cause::kDoNotSearch;
  int num_accepted = 0;
  int num_stricter = 0;
  for (int i = 0; i < kMutantsPerShard; ++i) {
    const std::string& original = originals[dice.Below(originals.size())];
    std::string message = Mutate(original, dice);
    if (dice.Below(3) == 0) message = Mutate(message, dice);
    const Verdict verdict = Judge(Get(AuthorizationValue(message)), options);
    const bool theirs = OpenSslAccepts(message, kPath);
    if (verdict.accepted()) {
      ++num_accepted;
      ASSERT_TRUE(theirs) << Hex(message) << "\n" << Explain(verdict);
    } else if (theirs) {
      ++num_stricter;
      bool explained = false;
      for (const Finding& finding : verdict.findings()) {
        explained = explained ||
                    (verdict.SeverityOf(finding) == Severity::kRefusal &&
                     Reasons().count(std::string(finding.rule->code)) != 0);
      }
      EXPECT_TRUE(explained) << Hex(message) << "\n" << Explain(verdict);
    }
  }
  // The mutants are worth their time: some still fit.
  EXPECT_GT(num_accepted, 50);
  RecordProperty("accepted", num_accepted);
  RecordProperty("stricter", num_stricter);
}

INSTANTIATE_TEST_SUITE_P(Shards, DifferentialTest,
                         ::testing::Range(0, kNumShards));

// The two agree on what is not mutated, but for the two of it that are wrong.
TEST(DifferentialOriginalsTest, AreAcceptedByBoth) {
  int num_accepted = 0;
  for (const std::string& message : Originals()) {
    num_accepted += Judge(Get(AuthorizationValue(message))).accepted() &&
                    OpenSslAccepts(message, kPath);
  }
  EXPECT_EQ(num_accepted, 14);
}

}  // namespace
}  // namespace mdmock::cms
