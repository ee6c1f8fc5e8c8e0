#include "mocks/workspace_one/door.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "mocks/journal/entry.h"
#include "mocks/journal/journal_json.h"
#include "protocol/base/text.h"
#include "tests/mocks/workspace_one/workspace_one_lab.h"

namespace mdmock::workspace_one {
namespace {

constexpr std::string_view kDevice = "/API/mdm/devices/12772";

int CodeOf(const server::Answer& answer) {
  const auto json = nlohmann::json::parse(answer.response.body, nullptr, false);
  return json.is_object() ? json.value("errorCode", 0) : 0;
}

struct Case {
  std::string admin;
  int status;
  int code;
  std::string_view rule;
};

TEST(Door, TellsTheStatesOfAdministratorsApart) {
  WorkspaceOneLab lab;
  const Case cases[] = {
      {"mdmock-admin", 200, 0, ""},
      {"locked-admin", 401, 1022, "ws1.account.locked"},
      {"deleted-admin", 401, 1005, "ws1.account.deleted"},
      {"revoked-admin", 401, 1005, "ws1.certificate.revoked"},
      {"expired-admin", 401, 1005, "cmsurl.certificate.expired"}};
  for (const Case& one : cases) {
    const server::Answer answer =
        lab.Ask(lab.Signed(std::string(kDevice), one.admin));
    EXPECT_EQ(answer.response.status, one.status) << one.admin;
    EXPECT_EQ(CodeOf(answer), one.code) << one.admin;
    EXPECT_EQ(answer.verdict.accepted(), one.rule.empty()) << one.admin;
    if (one.rule.empty()) continue;
    EXPECT_TRUE(answer.verdict.Has(one.rule)) << one.admin;
    EXPECT_TRUE(answer.verdict.Has("ws1.answer.chosen")) << one.admin;
  }
}

TEST(Door, SaysNothingOfAnAccountBeforeTheSignatureFits) {
  WorkspaceOneLab lab;
  http::Request request = lab.Signed(std::string(kDevice), "locked-admin");
  request.target = "/API/mdm/devices/12773";
  const server::Answer answer = lab.Ask(request);
  EXPECT_EQ(CodeOf(answer), 1005);
  EXPECT_FALSE(answer.verdict.Has("ws1.account.locked"));
}

TEST(Door, RefusesCertificatesOfOtherConsoles) {
  WorkspaceOneLab lab;
  const Pki other = *Pki::Make(lab.clock.Now());
  const auto identity = *other.Issue(*crypto::PrivateKey::GenerateEc(),
                                     "1001:mdmock-admin", other.last_day());
  const auto signer = *cms::Signer::Make(identity.key, identity.certificate);
  ASSERT_TRUE(lab.service.CredentialOf());
  http::Request request = lab.Request("GET", std::string(kDevice));
  request.headers.push_back(
      {"Authorization",
       cms::AuthorizationValue(*signer.Sign(kDevice, lab.clock.Now()))});
  const server::Answer answer = lab.Ask(request);
  EXPECT_EQ(answer.response.status, 401);
  EXPECT_EQ(CodeOf(answer), 1005);
  EXPECT_TRUE(answer.verdict.Has("cmsurl.certificate.untrusted"));
  EXPECT_TRUE(answer.verdict.Has("cmsurl.certificate.unknown-admin"));
}

TEST(Door, RefusesTenantCodesWithTheirOwnErrorCode) {
  WorkspaceOneLab lab;
  for (const std::string code : {"", "api_key", "c29tZWJvZHkgZWxzZQ=="}) {
    http::Request request = lab.Signed(std::string(kDevice));
    for (http::Header& one : request.headers) {
      if (one.name == "aw-tenant-code") one.value = code;
    }
    const server::Answer answer = lab.Ask(request);
    EXPECT_EQ(answer.response.status, 401) << code;
    EXPECT_EQ(CodeOf(answer), 1013) << code;
  }
  http::Request request = lab.Signed(std::string(kDevice));
  std::erase_if(request.headers, [](const http::Header& one) {
    return one.name == "aw-tenant-code";
  });
  EXPECT_EQ(CodeOf(lab.Ask(request)), 1013);
}

TEST(Door, TakesPasswordsUnderBasic) {
  WorkspaceOneLab lab;
  const auto ask = [&](const std::string& pair) {
    http::Request request = lab.Request("GET", std::string(kDevice));
    request.headers.push_back({"Authorization", "Basic " + Base64(pair)});
    return lab.Ask(request);
  };
  const auto password = [&](std::string_view name) {
    return lab.service.in_force()->Find(name)->password;
  };
  EXPECT_EQ(ask("mdmock-admin:" + password("mdmock-admin")).response.status,
            200);
  // What is wrong with a certificate is nothing to a password.
  EXPECT_EQ(ask("revoked-admin:" + password("revoked-admin")).response.status,
            200);
  EXPECT_EQ(CodeOf(ask("locked-admin:" + password("locked-admin"))), 1022);
  EXPECT_EQ(CodeOf(ask("mdmock-admin:wrong")), 1005);
  EXPECT_EQ(CodeOf(ask("nobody:x")), 1005);
  EXPECT_TRUE(ask("no colon").verdict.Has("ws1.basic.form"));
}

TEST(Door, TakesAccessTokensForAnHour) {
  WorkspaceOneLab lab;
  const std::string secret =
      lab.service.in_force()->Find("mdmock-admin")->password;
  const auto connect = [&](const std::string& form) {
    http::Request request = lab.Request("POST", "/connect/token", form);
    return lab.Ask(request);
  };
  const std::string form =
      "grant_type=client_credentials&client_id=mdmock-admin&client_secret=";
  EXPECT_EQ(connect(form + "wrong").response.status, 400);
  EXPECT_EQ(connect("grant_type=password").response.status, 400);
  const server::Answer given = connect(form + secret);
  ASSERT_EQ(given.response.status, 200);
  const auto json = nlohmann::json::parse(given.response.body);
  EXPECT_EQ(json.at("token_type"), "Bearer");
  http::Request request = lab.Request("GET", std::string(kDevice));
  request.headers.push_back(
      {"Authorization",
       "Bearer " + json.at("access_token").get<std::string>()});
  EXPECT_EQ(lab.Ask(request).response.status, 200);
  // The tenant code may be left out, but not be another one.
  request.headers[1].value = "b3RoZXI=";
  EXPECT_EQ(CodeOf(lab.Ask(request)), 1013);
  request.headers.erase(request.headers.begin() + 1);
  EXPECT_EQ(lab.Ask(request).response.status, 200);
  lab.clock.Advance(std::chrono::seconds(3600));
  const server::Answer old = lab.Ask(request);
  EXPECT_EQ(old.response.status, 401);
  EXPECT_TRUE(old.verdict.Has("ws1.bearer.unknown"));
}

TEST(Door, RefusesTwoAuthorizationsWhicheverComesFirst) {
  WorkspaceOneLab lab;
  const std::string values[] = {
      "Basic " + Base64("mdmock-admin:" +
                        lab.service.in_force()->Find("mdmock-admin")->password),
      "CMSURL`1 nonsense", lab.Header(kDevice), "Bearer abc"};
  for (const std::string& first : values) {
    for (const std::string& second : values) {
      http::Request request = lab.Request("GET", std::string(kDevice));
      request.headers.push_back({"Authorization", first});
      request.headers.push_back({"authorization", second});
      const server::Answer answer = lab.Ask(request);
      EXPECT_EQ(answer.response.status, 401) << first << "; " << second;
      EXPECT_TRUE(answer.verdict.Has("cmsurl.authorization.repeated"))
          << first << "; " << second;
    }
  }
}

// What the journal shows of an exchange; what is in base64 is opened.
std::string ShownOf(WorkspaceOneLab& lab, const http::Request& request,
                    const Redactor& known) {
  const server::Answer answer = lab.Ask(request);
  journal::Entry entry;
  entry.service = "ws1";
  entry.raw = request.method + " " + request.target + " HTTP/1.1\r\n";
  for (const http::Header& one : request.headers) {
    entry.raw += one.name + ": " + one.value + "\r\n";
  }
  entry.raw += "\r\n" + request.body;
  entry.request = request;
  entry.response = answer.response;
  entry.verdict = answer.verdict;
  const nlohmann::json json = journal::ToJson(entry, known);
  std::string shown = json.dump();
  for (const char* part : {"request", "response"}) {
    shown += *ReadBase64(json.at(part).at("body_b64").get<std::string>());
  }
  return shown + *ReadBase64(json["request"]["raw_b64"].get<std::string>());
}

std::string Shown(WorkspaceOneLab& lab, const http::Request& request) {
  return ShownOf(lab, request, *lab.secrets.Snapshot());
}

TEST(Door, KeepsPasswordsAndTokensOutOfTheJournal) {
  WorkspaceOneLab lab;
  lab.Control("PUT", "/ws1/state",
              R"({"admins":[{"name":"mdmock-admin","password":"p+s/ w=rd"}]})");
  const std::string basic = Base64("mdmock-admin:p+s/ w=rd");
  http::Request request = lab.Request("GET", std::string(kDevice));
  request.headers.push_back({"Authorization", "Basic " + basic});
  std::string shown = Shown(lab, request);
  EXPECT_EQ(shown.find(basic), std::string::npos) << shown;
  EXPECT_NE(shown.find("Basic ["), std::string::npos) << shown;

  request = lab.Request("POST", "/connect/token",
                        "grant_type=client_credentials&client_id=mdmock-admin"
                        "&client_secret=p%2Bs%2F+w%3Drd");
  const std::string token = BodyOf(lab.Ask(request)).at("access_token");
  const std::string secret = token.substr(token.find('.') + 1);
  EXPECT_GE(secret.size(), 32u);
  shown = Shown(lab, request);
  EXPECT_EQ(shown.find("p%2Bs"), std::string::npos) << shown;
  EXPECT_EQ(shown.find(secret), std::string::npos) << shown;

  request = lab.Request("GET", std::string(kDevice));
  request.headers.push_back({"Authorization", "Bearer " + token});
  shown = Shown(lab, request);
  EXPECT_EQ(shown.find(secret), std::string::npos) << shown;
  // The part that is left tells tokens apart.
  EXPECT_NE(shown.find(token.substr(0, token.find('.'))), std::string::npos);
  EXPECT_NE(shown.find("[access token]"), std::string::npos);
}

// Every run of base64 in `text`, opened at each of its first four characters.
std::string Opened(const std::string& text) {
  constexpr char kDigits[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string opened;
  size_t end = 0;
  for (size_t at = 0; (at = text.find_first_of(kDigits, end)) != text.npos;) {
    end = std::min(text.find_first_not_of(kDigits, at), text.size());
    for (size_t i = at; i < end && i < at + 4; ++i) {
      std::string run = text.substr(i, end - i);
      run.resize(run.size() / 4 * 4);
      if (const auto bytes = ReadBase64(run)) opened += *bytes + "\n";
    }
  }
  std::erase(opened, '\0');
  return opened;
}

TEST(Door, KeepsCredentialsOutOfTheJournalHoweverTheyCome) {
  WorkspaceOneLab lab;
  const std::string password =
      lab.service.in_force()->Find("mdmock-admin")->password;
  const Credential credential = *lab.service.CredentialOf();
  std::string wide;
  for (const char c : "mdmock-admin:" + password) (wide += c) += '\0';
  struct {
    std::string pair;
    std::string secret;
  } const cases[] = {
      {"Mdmock-admin:" + password, password},
      {":" + password, password},
      {"mdmock-admin: " + password, password},
      {"mdmock-admin:" + password + "\n", password},
      {password, password},
      {Base64("mdmock-admin:" + password), password},
      {wide, password},
      {"mdmock-admin:" + credential.password, credential.password},
      {"eve:production-password", "production-password"}};
  for (const auto& one : cases) {
    http::Request request = lab.Request("GET", std::string(kDevice));
    request.headers.push_back({"Authorization", "Basic " + Base64(one.pair)});
    const std::string shown = Shown(lab, request);
    EXPECT_EQ(shown.find(Base64(one.pair)), std::string::npos) << shown;
    EXPECT_EQ((shown + Opened(shown)).find(one.secret), std::string::npos)
        << one.pair << "\n"
        << shown;
    EXPECT_NE(ShownOf(lab, request, Redactor()).find(Base64(one.pair)),
              std::string::npos);
  }
  for (const std::string value :
       {"Bearer production-token", "Basic production-token", "production-token",
        "Token production-token"}) {
    http::Request request = lab.Request("GET", std::string(kDevice));
    request.headers.push_back({"Authorization", value});
    EXPECT_EQ(Shown(lab, request).find("production-token"), std::string::npos)
        << value;
  }
}

TEST(Door, KeepsTenantCodesOutOfTheJournalHoweverTheyCome) {
  WorkspaceOneLab lab;
  const std::string code = "ab+cd/efGHijkl0123456789mnopqrstuvwxyzABCDEF=";
  lab.service.Change(
      [&](WorkspaceOneOptions& options) { options.tenant_code = code; });
  std::string plus = code;
  plus.replace(plus.find('+'), 1, "%2B");
  for (const std::string& written :
       {code, code.substr(0, code.size() - 1), plus, ToLower(code),
        Base64("x" + code), Base64("xy" + code + "z")}) {
    http::Request request =
        lab.Signed(std::string(kDevice) + "?code=" + written);
    request.headers[1].value = "production-code";
    const std::string shown = Shown(lab, request);
    const std::string text = ToLower(shown + Opened(shown));
    EXPECT_EQ(text.find("efghijkl0123"), std::string::npos) << shown;
    EXPECT_EQ(text.find("production-code"), std::string::npos) << shown;
  }
}

TEST(Door, KeepsPrivateKeysOutOfTheJournal) {
  WorkspaceOneLab lab;
  const Credential credential = *lab.service.CredentialOf();
  const std::string pem = credential.identity.key.Pem();
  std::string line = pem.substr(pem.find('\n') + 1);
  line.resize(line.find("-----END"));
  ReplaceAll(line, "\n", "");
  std::string folded = pem;
  ReplaceAll(folded, "\n", " ");
  for (const std::string& message : {line, Base64(pem), Base64(credential.p12),
                                     folded, Hex(*ReadBase64(line))}) {
    for (const char* scheme : {"CMSURL`1 ", "CMSURL`1", "CMS'1 ", ""}) {
      http::Request request = lab.Request("GET", std::string(kDevice));
      request.headers.push_back({"Authorization", scheme + message});
      const std::string shown = Shown(lab, request);
      EXPECT_EQ(shown.find(message.substr(200, 20)), std::string::npos)
          << scheme << shown;
      EXPECT_NE(ShownOf(lab, request, Redactor()).find(message.substr(200, 20)),
                std::string::npos);
    }
  }
  for (const std::string& body : {pem, "{\"key\":\"" + line + "\"}"}) {
    const std::string shown =
        Shown(lab, lab.Signed(std::string(kDevice), "", "PUT", body));
    // The first half is in the certificate too.
    EXPECT_EQ(shown.find(body.substr(900, 20)), std::string::npos) << shown;
  }
}

TEST(Door, TakesCmsOverTheBodyAndNotOnGet) {
  WorkspaceOneLab lab;
  http::Request get = lab.Request("GET", std::string(kDevice));
  get.headers.push_back(
      {"Authorization", lab.Header(kDevice, "", cms::Scheme::kCms)});
  const server::Answer answer = lab.Ask(get);
  EXPECT_EQ(answer.response.status, 401);
  EXPECT_TRUE(answer.verdict.Has("cmsurl.cms-scheme-on-get"));

  const std::string body = "{\"a\":1}";
  http::Request post = lab.Request("POST", std::string(kDevice), body);
  post.headers.push_back(
      {"Authorization", lab.Header(body, "", cms::Scheme::kCms)});
  // The signature is good; the path has no POST.
  EXPECT_EQ(lab.Ask(post).response.status, 405);
}

TEST(Door, ProvesAHeaderThatWasMadeForAnEarlierPath) {
  WorkspaceOneLab lab;
  const http::Request first = lab.Signed("/API/mdm/something/else");
  lab.Ask(first);
  http::Request second = lab.Request("GET", std::string(kDevice));
  second.headers.push_back({"Authorization", *first.Find("Authorization")});
  const server::Answer answer = lab.Ask(second);
  EXPECT_EQ(answer.response.status, 401);
  EXPECT_TRUE(answer.verdict.Has("cmsurl.stale-header"));
  EXPECT_EQ(answer.verdict.cause().status, Cause::Status::kProved);
}

TEST(Door, ForgetsEarlierPathsWithTheJournal) {
  WorkspaceOneLab lab;
  lab.Ask(lab.Signed("/API/mdm/something/else"));
  lab.service.ForgetRequests();
  http::Request second = lab.Request("GET", std::string(kDevice));
  second.headers.push_back(
      {"Authorization", lab.Header("/API/mdm/something/else")});
  const server::Answer answer = lab.Ask(second);
  EXPECT_FALSE(answer.verdict.Has("cmsurl.stale-header"));
  EXPECT_EQ(answer.verdict.cause().status, Cause::Status::kUnknown);
}

TEST(Door, SearchesForCausesWhileTheGateHasRoom) {
  WorkspaceOneLab lab;
  http::Request request = lab.Signed(std::string(kDevice));
  request.target = "/API/mdm/devices/12772?a=1";
  const auto judge = [&](Door& door) {
    return door
        .Judge({.request = request,
                .scheme = "http",
                .now = lab.clock.Now(),
                .in_force = lab.service.in_force()})
        .verdict;
  };
  const Scenes scenes;
  const Tokens tokens(1);
  server::SearchGate gate(1, 0);
  Door door(scenes, tokens, gate);
  EXPECT_TRUE(judge(door).accepted());
  EXPECT_EQ(door.num_searched(), 0u);

  request.target = "/API/mdm/devices/12773";
  std::optional<server::SearchGate::Pass> other(std::in_place, gate);
  const Verdict skipped = judge(door);
  EXPECT_FALSE(skipped.accepted());
  EXPECT_TRUE(skipped.Has("ws1.search.skipped"));
  EXPECT_EQ(skipped.cause().status, Cause::Status::kUnknown);
  EXPECT_EQ(door.num_skipped(), 1u);

  other.reset();
  const Verdict searched = judge(door);
  EXPECT_FALSE(searched.Has("ws1.search.skipped"));
  EXPECT_EQ(searched.cause().status, Cause::Status::kProved);
  EXPECT_EQ(door.num_searched(), 1u);
}

TEST(Door, AnswersGarbageWith401) {
  WorkspaceOneLab lab;
  const std::string values[] = {"",
                                "CMSURL`1",
                                "CMSURL`1 ",
                                "CMSURL`1 !!!!",
                                "CMSURL`1 MIAGCSqGSIb3DQEHAqCA",
                                "Bearer nothing",
                                "Digest x",
                                "Basic !",
                                std::string(60'000, 'A'),
                                "CMSURL`1 " + std::string(60'000, 'M'),
                                std::string("\x00\xff\x80", 3)};
  for (const std::string& value : values) {
    http::Request request = lab.Request("GET", std::string(kDevice));
    request.headers.push_back({"Authorization", value});
    const server::Answer answer = lab.Ask(request);
    EXPECT_EQ(answer.response.status, 401) << value.substr(0, 40);
    EXPECT_EQ(CodeOf(answer), 1005) << value.substr(0, 40);
    EXPECT_FALSE(answer.verdict.accepted());
  }
  EXPECT_EQ(CodeOf(lab.Ask(lab.Request("GET", std::string(kDevice)))), 1005);
}

}  // namespace
}  // namespace mdmock::workspace_one
