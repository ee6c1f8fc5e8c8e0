#include <gtest/gtest.h>

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "mocks/ade/refusals.h"
#include "protocol/base/text.h"
#include "tests/mocks/ade/ade_lab.h"

namespace mdmock::ade {
namespace {

struct Said {
  int status;
  std::string body;
};

// One way to be refused, and what each dialect says to it.
struct Row {
  std::string name;
  std::string rule;  // Among the findings.
  std::function<http::Request(AdeLab&)> request;
  Said doc;
  Said field;
  Said depsim;

  friend void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }
};

const Said kBadDoc{400, "Bad Request"};
const Said kBadField{400, "oauth_problem_adviceBad Request"};
const Said kBadDepsim{400, ""};
const Said kNoDoc{401, "Unauthorized"};
const Said kNoField{401, "oauth_problem_adviceUnauthorized"};
const Said kNoDepsim{401, "\"UNAUTHORIZED\""};

std::string& Value(http::Request& request, std::string_view name) {
  for (http::Header& one : request.headers) {
    if (EqualsIgnoreCase(one.name, name)) return one.value;
  }
  return request.headers.emplace_back(http::Header{std::string(name), ""})
      .value;
}

void Drop(http::Request& request, std::string_view name) {
  std::erase_if(request.headers, [&](const http::Header& one) {
    return EqualsIgnoreCase(one.name, name);
  });
}

// A signed request with a change to one of its header values.
std::function<http::Request(AdeLab&)> Edited(std::string header,
                                             std::string from, std::string to) {
  return [=](AdeLab& lab) {
    http::Request request = lab.Signed();
    ReplaceAll(Value(request, header), from, to);
    return request;
  };
}

std::function<http::Request(AdeLab&)> Without(std::string header) {
  return [=](AdeLab& lab) {
    http::Request request = lab.Signed();
    Drop(request, header);
    return request;
  };
}

std::function<http::Request(AdeLab&)> With(std::string header,
                                           std::string value) {
  return [=](AdeLab& lab) {
    http::Request request = lab.Signed();
    Drop(request, header);
    request.headers.push_back({header, value});
    return request;
  };
}

std::function<http::Request(AdeLab&)> AtTime(std::int64_t offset) {
  return [=](AdeLab& lab) {
    return lab.SignedWith(*lab.service.Credentials(),
                          EpochSeconds(lab.clock.Now()) + offset, "n");
  };
}

std::function<http::Request(AdeLab&)> InState(TenantState state) {
  return [=](AdeLab& lab) {
    lab.service.Change(
        [&](AdeOptions& options) { options.tenants[0].state = state; });
    return lab.Signed();
  };
}

std::vector<Row> OauthRows() {
  const auto bad = [](std::string name, std::string rule, auto request) {
    return Row{name, rule, request, kBadDoc, kBadField, kBadDepsim};
  };
  const auto no = [](std::string name, std::string rule, auto request) {
    return Row{name, rule, request, kNoDoc, kNoField, kNoDepsim};
  };
  const std::string kAuth = "Authorization";
  return {
      bad("AuthorizationMissing", "oauth1.authorization.missing",
          Without(kAuth)),
      bad("AuthorizationTwice", "oauth1.authorization.repeated",
          [](AdeLab& lab) {
            http::Request request = lab.Signed();
            request.headers.push_back(
                {"Authorization", Value(request, "Authorization")});
            return request;
          }),
      bad("SchemeBasic", "oauth1.authorization.scheme",
          With(kAuth, "Basic YTpi")),
      bad("Syntax", "oauth1.authorization.syntax",
          Edited(kAuth, "oauth_nonce=", "oauth_nonce;")),
      bad("Unquoted", "oauth1.value.unquoted",
          Edited(kAuth, "\"HMAC-SHA1\"", "HMAC-SHA1")),
      bad("ParameterMissing", "oauth1.parameter.missing",
          Edited(kAuth, "oauth_nonce", "nonce")),
      bad("ParameterEmpty", "oauth1.parameter.empty",
          Edited(kAuth, "\"nonce-1\"", "\"\"")),
      bad("ParameterTwice", "oauth1.parameter.duplicate",
          Edited(kAuth, "oauth_version=\"1.0\"",
                 "oauth_version=\"1.0\", oauth_version=\"1.0\"")),
      bad("ParameterUnsupported", "oauth1.parameter.unsupported",
          Edited(kAuth, "oauth_version=\"1.0\"",
                 "oauth_version=\"1.0\", oauth_callback=\"oob\"")),
      bad("ParameterInQuery", "oauth1.parameter.transport",
          [](AdeLab& lab) {
            http::Request request = lab.Signed();
            request.target += "?oauth_nonce=2";
            return request;
          }),
      bad("SignatureMethod", "oauth1.signature-method.unsupported",
          Edited(kAuth, "HMAC-SHA1", "HMAC-SHA256")),
      bad("Version", "oauth1.version.unsupported",
          Edited(kAuth, "\"1.0\"", "\"2.0\"")),
      bad("TimestampForm", "oauth1.timestamp.form",
          Edited(kAuth, "\"1800000000\"", "\"1800000000.5\"")),
      no("ConsumerKeyUnknown", "oauth1.consumer-key.unknown",
         Edited(kAuth, "\"CK_", "\"CK_0")),
      no("TokenUnknown", "oauth1.token.unknown",
         Edited(kAuth, "\"AT_", "\"AT_0")),
      no("SignatureMismatch", "oauth1.signature.mismatch",
         Edited(kAuth, "nonce-1", "nonce-2")),
      no("TimestampStale", "oauth1.timestamp.stale", AtTime(-301)),
      no("TimestampAhead", "oauth1.timestamp.ahead", AtTime(301)),
      no("NonceUsed", "oauth1.nonce.used",
         [](AdeLab& lab) {
           http::Request request = lab.Signed();
           EXPECT_EQ(lab.Ask(request).response.status, 200);
           return request;
         }),
      {"TokenExpired",
       "oauth1.token.expired",
       InState(TenantState::kTokenExpired),
       {401, "token_expired"},
       {403, "token_expiredForbidden"},
       {401, "\"token_expired\""}},
      {"TokenReplaced",
       "oauth1.token.replaced",
       [](AdeLab& lab) {
         const oauth1::Credentials old = *lab.service.Credentials();
         EXPECT_TRUE(lab.service.NewToken());
         return lab.Signed(old);
       },
       {401, "token_rejected"},
       {403, "token_rejectedForbidden"},
       {401, "\"token_rejected\""}},
  };
}

std::vector<Row> OwnRows() {
  const auto all = [](std::string name, std::string rule, auto request,
                      int status, const std::string& code) {
    return Row{name,           rule,           request,
               {status, code}, {status, code}, {status, "\"" + code + "\""}};
  };
  return {
      {"Post",
       "ade.method.not-allowed",
       [](AdeLab& lab) {
         http::Request request = lab.Signed();
         request.method = "POST";
         return request;
       },
       {405, "Method Not Allowed"},
       {405, "Method Not Allowed"},
       {405, ""}},
      {"HostMissing", "ade.host.missing", Without("Host"), kBadDoc, kBadField,
       kBadDepsim},
      all("UserAgentMissing", "ade.user-agent.missing", Without("User-Agent"),
          400, "USER_AGENT_MISSING"),
      all("UserAgentDenied", "ade.user-agent.invalid",
          With("User-Agent", "nanodep-godep/0"), 400, "USER_AGENT_INVALID"),
      all("UserAgentEmpty", "ade.user-agent.invalid", With("User-Agent", ""),
          400, "USER_AGENT_INVALID"),
      all("TermsNotSigned", "ade.terms.not-signed",
          InState(TenantState::kTermsNotSigned), 403, "T_C_NOT_SIGNED"),
      {"TokenRejected",
       "ade.token.rejected",
       InState(TenantState::kTokenRejected),
       {401, "token_rejected"},
       {403, "token_rejectedForbidden"},
       {401, "\"token_rejected\""}},
      all("UserDeleted", "ade.user.deleted", InState(TenantState::kUserDeleted),
          403, "FORBIDDEN"),
      all("ServerInactive", "ade.server.inactive",
          InState(TenantState::kServerInactive), 403, "SERVER_INACTIVE"),
      all("AccessDenied", "ade.access.denied",
          InState(TenantState::kAccessDenied), 403, "ACCESS_DENIED"),
      {"PathUnknown",
       "ade.path.unknown",
       [](AdeLab&) { return AdeLab::Get("/nothing"); },
       {404, "Not Found"},
       {404, "NOT_FOUND"},
       {404, "\"NOT_FOUND\""}},
      {"SessionMissing",
       "ade.session.missing",
       [](AdeLab&) { return AdeLab::Get("/account"); },
       {401, "UNAUTHORIZED"},
       {401, "UNAUTHORIZED"},
       {401, "\"UNAUTHORIZED\""}},
      {"SessionUnknown",
       "ade.session.unknown",
       [](AdeLab&) { return AdeLab::Account("who is this"); },
       {401, "UNAUTHORIZED"},
       {403, "FORBIDDEN"},
       {403, "\"FORBIDDEN\""}},
      {"SessionTwice",
       "ade.session.repeated",
       [](AdeLab& lab) {
         http::Request request = AdeLab::Account(lab.NewSession());
         request.headers.push_back({"X-ADM-Auth-Session", "another"});
         return request;
       },
       {401, "UNAUTHORIZED"},
       {403, "FORBIDDEN"},
       {403, "\"FORBIDDEN\""}},
      {"SessionExpired",
       "ade.session.expired",
       [](AdeLab& lab) {
         const std::string session = lab.NewSession();
         lab.clock.Advance(std::chrono::hours(1));
         return AdeLab::Account(session);
       },
       {401, "UNAUTHORIZED"},
       {401, "UNAUTHORIZED"},
       {403, "\"FORBIDDEN\""}},
      {"SessionReplaced",
       "ade.session.replaced",
       [](AdeLab& lab) {
         const std::string session = lab.NewSession();
         lab.service.Change(
             [](AdeOptions& options) { options.rotation.every = 1; });
         EXPECT_EQ(lab.Ask(AdeLab::Account(session)).response.status, 200);
         return AdeLab::Account(session);
       },
       {401, "UNAUTHORIZED"},
       {401, "UNAUTHORIZED"},
       {403, "\"FORBIDDEN\""}},
      all(
          "TermsNotSignedAtAccount", "ade.terms.not-signed",
          [](AdeLab& lab) {
            const std::string session = lab.NewSession();
            lab.service.Change([](AdeOptions& options) {
              options.tenants[0].state =
                  TenantState::kTermsNotSignedAtResources;
            });
            EXPECT_EQ(lab.Ask(lab.Signed()).response.status, 200);
            return AdeLab::Account(session);
          },
          403, "T_C_NOT_SIGNED"),
  };
}

std::vector<Row> Rows() {
  std::vector<Row> rows = OauthRows();
  for (Row& row : OwnRows()) rows.push_back(std::move(row));
  return rows;
}

class RefusalTable : public ::testing::TestWithParam<Row> {};

void ExpectSaid(const Row& row, Dialect dialect, const Said& said) {
  AdeOptions options;
  options.dialect = dialect;
  AdeLab lab(options);
  const http::Request request = row.request(lab);
  const server::Answer answer = lab.Ask(request);
  EXPECT_EQ(answer.response.status, said.status) << Name(dialect);
  EXPECT_EQ(answer.response.body, said.body) << Name(dialect);
  EXPECT_FALSE(answer.verdict.accepted());
  EXPECT_TRUE(answer.verdict.Has(row.rule)) << Name(dialect);
  EXPECT_EQ(Header(answer, "X-Mdmock-Explain"), "");
  EXPECT_EQ(Header(answer, "Allow"), said.status == 405 ? "GET" : "");
}

TEST_P(RefusalTable, IsSpokenInAppleDoc) {
  ExpectSaid(GetParam(), Dialect::kAppleDoc, GetParam().doc);
}

TEST_P(RefusalTable, IsSpokenInAppleField) {
  ExpectSaid(GetParam(), Dialect::kAppleField, GetParam().field);
}

TEST_P(RefusalTable, IsSpokenInDepsim) {
  ExpectSaid(GetParam(), Dialect::kDepsim, GetParam().depsim);
}

INSTANTIATE_TEST_SUITE_P(Ade, RefusalTable, ::testing::ValuesIn(Rows()),
                         [](const auto& one) { return one.param.name; });

TEST(DepsimRefusal, WantsItsContentType) {
  AdeOptions options;
  options.dialect = Dialect::kDepsim;
  AdeLab lab(options);
  for (const std::string type :
       {"application/json; charset=utf-8", "application/json"}) {
    http::Request request = lab.Signed();
    Value(request, "Content-Type") = type;
    const server::Answer answer = lab.Ask(request);
    EXPECT_EQ(answer.response.status, 400);
    EXPECT_TRUE(answer.verdict.Has("ade.content-type.depsim"));
  }
  EXPECT_EQ(lab.Ask(lab.Signed()).response.status, 200);
}

TEST(ExplainHeader, NamesTheRuleAndTheCause) {
  AdeOptions options;
  options.explain_header = true;
  AdeLab lab(options);
  oauth1::Credentials swapped = *lab.service.Credentials();
  std::swap(swapped.consumer_secret, swapped.access_secret);
  EXPECT_EQ(Header(lab.Ask(lab.Signed(swapped)), "X-Mdmock-Explain"),
            "oauth1.signature.mismatch; proved oauth1.secrets-swapped");
  EXPECT_EQ(Header(lab.Ask(lab.Signed()), "X-Mdmock-Explain"), "");
}

}  // namespace
}  // namespace mdmock::ade
