// `mdmock check connector`, at the reference connector and at what is none.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "conformance/drivers/scratch.h"
#include "conformance/reference/connector/configuration_files.h"
#include "conformance/reference/connector/reference_connector.h"
#include "tests/cli/program.h"

namespace mdmock::cli {
namespace {

namespace ref = reference::pki;
using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

std::string Contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class CheckConnector : public ::testing::Test {
 protected:
  void Start(const char* mutant = nullptr) {
    auto scratch = drivers::Scratch::Make();
    ASSERT_TRUE(scratch) << scratch.error().what;
    scratch_ = std::make_unique<drivers::Scratch>(*std::move(scratch));
    auto connector = ref::ReferenceConnector::Start(
        mutant != nullptr ? ref::FindMutant(mutant) : nullptr, {});
    ASSERT_TRUE(connector) << connector.error().what;
    connector_ = *std::move(connector);
    const auto written = ref::WriteConfiguration(*connector_, folder());
    ASSERT_TRUE(written) << written.error().what;
    config_ = *written;
  }

  const std::filesystem::path& folder() const { return scratch_->path(); }

  // Changes the configuration.
  void Edit(const std::function<void(json&)>& edit) {
    json document = json::parse(Contents(config_));
    edit(document);
    std::ofstream(config_) << document.dump();
  }

  Outcome Check(const std::string& options, std::string url = "") {
    if (url.empty()) url = connector_->Url();
    return Mdmock(fmt::format("check connector {} --config {} --seed 1 {}", url,
                              Quoted(config_.string()), options));
  }

  std::unique_ptr<drivers::Scratch> scratch_;
  std::unique_ptr<ref::ReferenceConnector> connector_;
  std::filesystem::path config_;
};

const json& Result(const json& results, const std::string& id) {
  for (const json& check : results.at("checks")) {
    if (check.at("id") == id) return check;
  }
  static const json nothing;
  return nothing;
}

TEST_F(CheckConnector, AcceptsTheReference) {
  Start();
  const Outcome run = Check("--level must --run '*/K-*' --run '*/T-0*' --json");
  EXPECT_EQ(run.status, 0) << run.out << run.err;
  const json results = Document(run);
  EXPECT_EQ(results.at("suite"), "connector");
  EXPECT_EQ(Result(results, "connector/K-05-reqid-echo").at("outcome"), "pass");
}

TEST_F(CheckConnector, RefusesAMutantAndNamesTheCheck) {
  Start("reqid-number");
  const Outcome run = Check("--run '*/K-08-*' --json");
  EXPECT_EQ(run.status, 1);
  const json results = Document(run);
  EXPECT_EQ(Result(results, "connector/K-08-reqid-type").at("outcome"), "fail");
  EXPECT_EQ(Result(results, "connector/K-08-reqid-type").at("class"),
            "implementation");
  EXPECT_EQ(Result(results, "connector/K-01-happy-path").at("outcome"), "pass");
}

TEST_F(CheckConnector, RunsTheControlWhateverIsSelected) {
  Start();
  const json results = Document(Check("--run '*/T-02-*' --json"));
  EXPECT_EQ(results.at("checks").size(), 2);
  EXPECT_EQ(results.at("checks")[0].at("id"), "connector/K-01-happy-path");
}

TEST_F(CheckConnector, TellsWrongCredentialsFromAWrongConnector) {
  Start();
  Edit([](json& config) { config["auth"]["password"] = "not-this-one"; });
  const std::string out = (folder() / "results.json").string();
  const Outcome run = Check("--json-out " + Quoted(out));
  EXPECT_EQ(run.status, 2);
  EXPECT_THAT(run.out, HasSubstr("credentials"));
  const json results = json::parse(Contents(out));
  const json& control = Result(results, "connector/K-01-happy-path");
  EXPECT_EQ(control.at("class"), "configuration");
}

TEST_F(CheckConnector, ReportsAConfigurationThatCannotBeUsed) {
  Start();
  Edit([](json& config) { config["colour"] = "blue"; });
  const std::string out = (folder() / "results.json").string();
  const Outcome run = Check("--run '*/K-0*' --json-out " + Quoted(out));
  EXPECT_EQ(run.status, 2);
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(run.err, HasSubstr("colour"));
  const json results = json::parse(Contents(out));
  const json& control = Result(results, "connector/K-01-happy-path");
  EXPECT_EQ(control.at("outcome"), "fail");
  EXPECT_EQ(control.at("class"), "configuration");
  EXPECT_THAT(control.at("message").get<std::string>(), HasSubstr("colour"));
  EXPECT_EQ(Result(results, "connector/K-05-reqid-echo").at("outcome"), "skip");
  EXPECT_TRUE(Result(results, "connector/T-02-tls12").is_null());
}

TEST_F(CheckConnector, NamesWhatIsAFolder) {
  Start();
  for (const char* field : {"trust", "issuer"}) {
    const std::string before = Contents(config_);
    Edit([&](json& config) { config[field] = "."; });
    const Outcome run = Check("");
    EXPECT_EQ(run.status, 2) << field;
    EXPECT_THAT(run.err, HasSubstr(field));
    std::ofstream(config_) << before;
  }
  config_ = folder();
  EXPECT_EQ(Check("").status, 2);
}

TEST_F(CheckConnector, TellsALackingAnchorFromAWrongConnector) {
  Start();
  Edit([](json& config) { config["trust"] = "issuer.pem"; });
  const Outcome run = Check("--run '*/T-0[67]*' --run '*/K-0*'");
  EXPECT_NE(run.status, 0);
  const json results = Document(Check("--run '*/K-0*' --json"));
  const json& control = Result(results, "connector/K-01-happy-path");
  EXPECT_EQ(control.at("class"), "configuration") << control;
  EXPECT_THAT(control.at("message").get<std::string>(), HasSubstr("trust"));
  EXPECT_EQ(Result(results, "connector/K-05-reqid-echo").at("outcome"), "pass");
}

TEST_F(CheckConnector, SaysThatNobodyListens) {
  Start();
  const int port =
      std::stoi(connector_->Url().substr(connector_->Url().rfind(':') + 1));
  connector_.reset();
  const Outcome run =
      Check("--run '*/K-*'", fmt::format("https://127.0.0.1:{}", port));
  EXPECT_EQ(run.status, 2);
  EXPECT_THAT(run.out, HasSubstr("connection"));
}

TEST_F(CheckConnector, ShowsNoSecretInItsReports) {
  Start();
  const std::string html = (folder() / "page.html").string();
  const std::string out = (folder() / "results.json").string();
  Check("--run '*/K-*' --run '*/A-0*' --html " + Quoted(html) + " --json-out " +
        Quoted(out));
  for (const std::string& path : {html, out}) {
    const std::string text = Contents(path);
    EXPECT_GT(text.size(), 1000u);
    EXPECT_THAT(text, Not(HasSubstr(ref::kPassword)));
    EXPECT_THAT(text, Not(HasSubstr(ref::kFirstOtp)));
  }
}

TEST_F(CheckConnector, NamesTheFieldOfABadConfiguration) {
  Start();
  Edit([](json& config) { config["user"] = "joe"; });
  EXPECT_THAT(Check("").err, HasSubstr("user"));
  EXPECT_EQ(Check("").status, 2);
  Start();
  Edit([](json& config) { config["certificate"]["p12"] = "nowhere.p12"; });
  const Outcome run = Check("");
  EXPECT_EQ(run.status, 2);
  EXPECT_THAT(run.err, HasSubstr("certificate.p12"));
}

TEST(CheckConnectorList, ShowsEveryRow) {
  const Outcome run = Mdmock("check connector --list --json");
  EXPECT_EQ(run.status, 0);
  EXPECT_GT(Document(run).size(), 215u);
}

TEST(CheckConnectorOptions, WantsAUrlAndAConfiguration) {
  EXPECT_EQ(Mdmock("check connector").status, 2);
  EXPECT_THAT(Mdmock("check connector https://localhost").err,
              HasSubstr("--config"));
  EXPECT_THAT(Mdmock("check connector --run 'nothing*' --list").err,
              HasSubstr("--run"));
}

}  // namespace
}  // namespace mdmock::cli
