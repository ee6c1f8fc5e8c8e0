#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "protocol/base/encoding.h"
#include "tests/cli/program.h"
#include "tests/protocol/pkcs12/forge.h"

namespace mdmock::cli {
namespace {

using nlohmann::json;
using test_support::Forge;
using test_support::kSecret;
using test_support::TemporaryFile;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kNow = "2026-01-01T00:00:00Z";

Outcome Explain(const std::string& path, const std::string& more,
                std::string_view input = "") {
  return Mdmock(fmt::format("explain pkcs12 {} --now {} {}", path, kNow, more),
                input);
}

std::string Password(std::string_view text) {
  return "--password " + Quoted(text);
}

TEST(ExplainPkcs12, AcceptsAGoodFileAndPredictsItsReaders) {
  const TemporaryFile file("good.p12", Forge({}));
  const Outcome run = Explain(file.path(), Password(kSecret) + " --json");
  EXPECT_EQ(run.status, 0);
  const json verdict = Document(run);
  EXPECT_EQ(verdict.at("schema"), "mdmock.verdict/1");
  EXPECT_EQ(verdict.at("subject"), "pkcs12");
  EXPECT_EQ(verdict.at("accepted"), true);
  EXPECT_EQ(verdict.at("cause").at("status"), "none");
  ASSERT_EQ(verdict.at("predictions").size(), 14U);
  EXPECT_EQ(verdict.at("predictions").at(0).at("outcome"), "opens");
}

TEST(ExplainPkcs12, ProvesWhichPasswordItIs) {
  const TemporaryFile file("wrong.p12", Forge({.password = Base64(kSecret)}));
  const Outcome text = Explain(file.path(), Password(kSecret));
  EXPECT_EQ(text.status, 1);
  EXPECT_THAT(text.out, HasSubstr("cause (proved): "
                                  "pkcs12.password-still-base64"));
  EXPECT_THAT(text.out, HasSubstr("who opens it"));
  EXPECT_THAT(text.out, Not(HasSubstr(kSecret)));
  const Outcome run = Explain(file.path(), Password(kSecret) + " --json");
  EXPECT_EQ(run.status, 1);
  EXPECT_EQ(Document(run).at("cause").at("mistakes"),
            json({"pkcs12.password-still-base64"}));
}

TEST(ExplainPkcs12, ReadsBase64FromStandardInput) {
  const std::string base64 = Base64(Forge({.password = "56ht12d0"})) + "\n";
  EXPECT_EQ(Explain("-", "--otp 56ht12d0", base64).status, 0);
}

TEST(ExplainPkcs12, EmptyPasswordIsOne) {
  const TemporaryFile file("empty.p12", Forge({.password = ""}));
  EXPECT_EQ(Explain(file.path(), "--password '' --otp 56ht12d0").status, 0);
}

TEST(ExplainPkcs12, RefusesWhatItCannotRead) {
  const Outcome run = Explain("-", "--json", "this is no PKCS#12 file");
  EXPECT_EQ(run.status, 1);
  EXPECT_EQ(Document(run).at("accepted"), false);
}

TEST(ExplainPkcs12, NamesAFileThatIsNotThere) {
  const Outcome run = Explain("/nowhere.p12", "");
  EXPECT_EQ(run.status, 2);
  EXPECT_THAT(run.err, HasSubstr("/nowhere.p12"));
  EXPECT_EQ(Mdmock("explain pkcs12").status, 2);
}

}  // namespace
}  // namespace mdmock::cli
