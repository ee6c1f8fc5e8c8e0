// The whole clients of conformance/adapters/cms_*, against the mock in this
// process: docs/shim.md says how they are driven.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "mocks/server/fault.h"
#include "mocks/workspace_one/workspace_one_mock.h"
#include "protocol/verdict/verdict_text.h"
#include "tests/support/openssl_program.h"

namespace mdmock {
namespace {

using test_support::RunCommand;
using test_support::TemporaryFile;
using ::testing::HasSubstr;
using ::testing::Not;
using workspace_one::WorkspaceOneMock;

struct Client {
  std::string name;
  std::string peer;  // "" where it is not installed.
  std::string command;

  friend void PrintTo(const Client& client, std::ostream* out) {
    *out << client.name;
  }
};

std::vector<Client> Clients() {
  const std::string folder = MDMOCK_SOURCE_DIR "/conformance/adapters/";
  return {{"OpenSslAndCurl", MDMOCK_CMS_OPENSSL,
           "sh '" + folder + "cms_openssl/client.sh'"},
          {"Python", MDMOCK_CMS_PYTHON,
           MDMOCK_PYTHON " -B '" + folder + "cms_python/client.py'"}};
}

class CmsClients : public ::testing::TestWithParam<Client> {
 protected:
  void SetUp() override {
    if (GetParam().peer.empty()) GTEST_SKIP() << "its tools are not installed";
  }

  // Runs one operation as an administrator with that file.
  test_support::Run Run(WorkspaceOneMock& mock, const std::string& operation,
                        const std::string& arguments = "{}",
                        const std::string& password = "") const {
    const TemporaryFile p12("admin.p12", mock.admin().p12);
    const TemporaryFile ca("ca.pem", mock.ca_pem());
    return RunCommand(fmt::format(
        "MDMOCK_OP={} MDMOCK_ARGS='{}' MDMOCK_URL='{}' MDMOCK_HTTPS_URL='{}' "
        "MDMOCK_CA={} MDMOCK_P12={} MDMOCK_P12_PASSWORD='{}' "
        "MDMOCK_TENANT_CODE='{}' MDMOCK_STATE=. {}",
        operation, arguments, mock.Url(), mock.HttpsUrl(), ca.path(),
        p12.path(), password.empty() ? mock.admin().password : password,
        mock.tenant_code(), GetParam().command));
  }
};

size_t NumAccepted(WorkspaceOneMock& mock) {
  size_t count = 0;
  for (const auto& entry : mock.journal().After(0)) {
    EXPECT_TRUE(entry->verdict.accepted()) << Explain(entry->verdict);
    if (entry->verdict.accepted()) ++count;
  }
  return count;
}

TEST_P(CmsClients, GetADeviceAndPost) {
  WorkspaceOneMock mock;
  const auto get = Run(mock, "get", R"({"path":"/API/mdm/devices/12772?x=y"})");
  EXPECT_EQ(get.status, 0) << get.err;
  EXPECT_THAT(get.out, HasSubstr("MOCK00012772"));
  const auto post = Run(mock, "post",
                        R"({"path":"/API/mdm/devices/12772/commands",)"
                        R"("body":{"CommandXml":"<x/>"}})");
  EXPECT_EQ(post.status, 0) << post.err;
  EXPECT_EQ(NumAccepted(mock), 2U);
  EXPECT_THAT(mock.journal().After(0).back()->request.body, HasSubstr("<x/>"));
}

TEST_P(CmsClients, ListAllPages) {
  WorkspaceOneMock::Setup setup;
  setup.options.devices = 1001;
  WorkspaceOneMock mock(setup);
  const auto list = Run(mock, "list");
  EXPECT_EQ(list.status, 0) << list.err;
  EXPECT_EQ(NumAccepted(mock), 3U);
  EXPECT_THAT(list.out, HasSubstr("13772"));  // The last one.
}

TEST_P(CmsClients, SendEscapesAsTheyAreSigned) {
  WorkspaceOneMock mock;
  for (const std::string path :
       {"/API/mdm/a%2Fb%20c", "/API/mdm/a b/J\u00FCrgen", "/API/mdm/x;v=1",
        "/API/./mdm/../mdm//x"}) {
    SCOPED_TRACE(path);
    const auto get = Run(mock, "get", "{\"path\":\"" + path + "\"}");
    EXPECT_EQ(get.status, 1);
    EXPECT_THAT(get.err, HasSubstr("404")) << get.out;
    EXPECT_EQ(mock.journal().After(0).back()->verdict.cause().status,
              Cause::Status::kNone)
        << Explain(mock.journal().After(0).back()->verdict);
  }
}

TEST_P(CmsClients, SignAnewWhenTheyTryAgain) {
  WorkspaceOneMock mock;
  mock.faults().Set({{.id = "busy",
                      .service = "ws1",
                      .method = "*",
                      .path = "*",
                      .schedule = {.nth = {1}},
                      .effect = {.kind = server::Effect::Kind::kResponse,
                                 .response = {.status = 429,
                                              .headers = {{"Retry-After", "0"}},
                                              .body = "{}"}}}});
  const auto get = Run(mock, "get", R"({"path":"/API/mdm/devices/12772"})");
  EXPECT_EQ(get.status, 0) << get.err;
  EXPECT_EQ(mock.journal().After(0).size(), 2U);
}

TEST_P(CmsClients, AskNothingWhereTheirFileDoesNotOpen) {
  WorkspaceOneMock mock;
  const auto get =
      Run(mock, "get", R"({"path":"/API/mdm/devices/12772"})", "not-it");
  EXPECT_NE(get.status, 0);
  EXPECT_NE(get.status, 89);
  EXPECT_THAT(get.err, Not(::testing::IsEmpty()));
  EXPECT_TRUE(mock.journal().After(0).empty());
}

TEST_P(CmsClients, SayWhatTheyDoNotKnow) {
  WorkspaceOneMock mock;
  EXPECT_EQ(Run(mock, "sync").status, 89);
}

INSTANTIATE_TEST_SUITE_P(Clients, CmsClients, ::testing::ValuesIn(Clients()),
                         [](const auto& of) { return of.param.name; });

}  // namespace
}  // namespace mdmock
