#include "conformance/reference/ade_client/service.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>
#include <utility>

#include "conformance/reference/ade_client/codes.h"
#include "conformance/reference/ade_client/signing.h"
#include "conformance/reference/client/waiting.h"
#include "mocks/world/clock.h"
#include "protocol/base/text.h"

namespace mdmock::reference {
namespace {

constexpr int kTries = 4;
constexpr char kSessionHeader[] = "X-ADM-Auth-Session";

const std::string* SessionHeader(const http::Response& response,
                                 const Mutation& mutation) {
  if (!mutation.Is("rotation-case")) {
    return http::Find(response.headers, kSessionHeader);
  }
  for (const http::Header& header : response.headers) {
    if (header.name == kSessionHeader) return &header.value;
  }
  return nullptr;
}

bool IsWorthATry(const http::Response& response, const Mutation& mutation,
                 bool for_session) {
  if (response.status == 429 || response.status >= 500) return true;
  if (mutation.Is("denied-retried") && response.status == 403) return true;
  return for_session && mutation.Is("expired-retried") &&
         Says(response, "token_expired", mutation);
}

}  // namespace

Service::Service(const Settings& settings, const token::ServerToken& token)
    : settings_(settings),
      token_(token),
      kept_(settings, token),
      wire_(settings, settings.url),
      session_(kept_.Session()) {}

void Service::AddUsual(http::Request& request, bool for_session) const {
  const Mutation& mutation = settings_.mutation;
  if (mutation.Is("secret-in-agent")) {
    request.headers.push_back({"User-Agent", token_.consumer_secret});
  } else if (!mutation.Is("no-agent")) {
    request.headers.push_back({"User-Agent", "mdmock-reference/1"});
  }
  if (for_session || !mutation.Is("version-on-session-only")) {
    request.headers.push_back({"X-Server-Protocol-Version", "10"});
  }
  if (mutation.Is("gzip-unread")) {
    request.headers.push_back({"Accept-Encoding", "gzip"});
  }
  if (request.body.empty()) return;
  request.headers.push_back({"Content-Type", mutation.Is("plain-text-body")
                                                 ? "text/plain"
                                                 : "application/json;"
                                                   "charset=UTF8"});
}

template <typename Make>
Result<http::Response> Service::Persist(const Make& make, bool for_session) {
  const Mutation& mutation = settings_.mutation;
  std::optional<http::Request> first;
  Waiting waiting(settings_);
  for (int attempt = 1;; ++attempt) {
    http::Request request = make();
    if (!first) first = request;
    if (mutation.Is("request-resent")) request = *first;
    auto response = wire_.Ask(request);
    const bool again =
        !response || IsWorthATry(*response, mutation, for_session);
    const bool hammers = for_session && mutation.Is("session-hammered");
    if (!again || attempt == kTries ||
        (!hammers && !waiting.Wait(attempt, response ? &*response : nullptr))) {
      if (response && response->status / 100 == 3) {
        return Follow(request, *std::move(response));
      }
      return response;
    }
  }
}

Result<http::Response> Service::Follow(const http::Request& request,
                                       http::Response response) {
  const std::string* location = http::Find(response.headers, "Location");
  if (location == nullptr || !settings_.mutation.Is("redirect-followed")) {
    return response;
  }
  const auto url = http::ReadUrl(*location);
  if (!url) return response;
  Wire elsewhere(settings_, *url);
  return elsewhere.Ask(request);
}

Result<std::string> Service::AskSession() {
  const Mutation& mutation = settings_.mutation;
  const SystemTime began = world::Clock().Now();
  const auto response = Persist(
      [&] {
        http::Request request =
            SessionRequest(settings_, token_, world::Clock().Now());
        AddUsual(request, true);
        return request;
      },
      true);
  if (!response) return response.error();
  if (response->status != 200) {
    std::string complaint = Complaint("session", *response, mutation);
    if (response->status < 429 && !mutation.Is("skew-silent")) {
      complaint += SkewNote(*response, began);
    }
    return Failure{complaint};
  }
  const auto json = nlohmann::json::parse(response->body, nullptr,
                                          /*allow_exceptions=*/false);
  std::string session;
  if (json.is_object()) {
    const auto field = json.find("auth_session_token");
    if (field != json.end() && field->is_string()) session = *field;
    if (mutation.Is("unknown-refused") && json.size() > 1) {
      return Failure{"session: a field that is not known"};
    }
  }
  if (session.empty() && !mutation.Is("empty-session")) {
    return Failure{"session: an answer without a session: " +
                   Printable(response->body, 200)};
  }
  if (mutation.Is("session-cut"))
    session.resize(std::min<size_t>(session.size(), 64));
  kept_.KeepSession(session);
  return session;
}

Result<void> Service::NewSession() {
  const drivers::Descriptor lock = kept_.Lock();
  auto session = AskSession();
  if (!session) return session.error();
  session_ = *std::move(session);
  return {};
}

Result<std::string> Service::Renew(const std::string& dead) {
  const Mutation& mutation = settings_.mutation;
  if (mutation.Is("stampede") || mutation.Is("session-a-call")) {
    return AskSession();
  }
  const drivers::Descriptor lock = kept_.Lock();
  const std::string kept = kept_.Session();
  if (!kept.empty() && kept != dead) return kept;
  return AskSession();
}

void Service::Adopt(const http::Response& response) {
  const Mutation& mutation = settings_.mutation;
  if (mutation.Is("rotation-ignored")) return;
  if (mutation.Is("rotation-of-errors-ignored") && response.status >= 400) {
    return;
  }
  const std::string* next = SessionHeader(response, mutation);
  if (next == nullptr || next->empty() || *next == session_) return;
  const drivers::Descriptor lock = kept_.Lock();
  session_ = *next;
  kept_.KeepSession(mutation.Is("rotation-renews") ? "" : session_);
}

Result<http::Response> Service::Call(const std::string& method,
                                     const std::string& target,
                                     const std::string& body) {
  const Mutation& mutation = settings_.mutation;
  if (mutation.Is("restart-fails") && session_.empty()) {
    return Failure{"there is no session"};
  }
  if (mutation.Is("session-a-call")) session_.clear();
  std::string dead = session_;
  bool renewed = false;
  int num_renewals = 0;
  for (;;) {
    if (session_.empty() || renewed) {
      auto session = Renew(dead);
      if (!session) return session.error();
      session_ = *std::move(session);
    }
    const bool repeated = num_renewals > 0;
    auto response = Persist(
        [&] {
          http::Request request{.method = method,
                                .target = target,
                                .version = "HTTP/1.1",
                                .headers = {},
                                .body = body};
          if (repeated && mutation.Is("body-cut")) {
            request.body.resize(body.size() / 2);
          }
          request.headers.push_back({kSessionHeader, session_});
          if (mutation.Is("resources-signed")) {
            request.headers.push_back(
                {"Authorization",
                 Authorization(settings_, token_, world::Clock().Now(), method,
                               target)});
          }
          AddUsual(request, false);
          return request;
        },
        false);
    if (!response) return response;
    const std::string used = session_;
    Adopt(*response);
    if (!IsDeadSession(*response, mutation)) return response;
    const bool ever =
        (mutation.Is("renews-ever") && response->status == 401) ||
        (mutation.Is("renews-ever-403") && response->status == 403);
    // The mutants end too: ten calls prove what has to be proved.
    if (++num_renewals > (ever ? 9 : 1)) return response;
    dead = used;
    renewed = session_ == used;
  }
}

}  // namespace mdmock::reference
