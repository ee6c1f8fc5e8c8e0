#include "mocks/connector/scenes.h"

#include <algorithm>
#include <array>
#include <utility>

namespace mdmock::connector {
namespace {

constexpr std::string_view kPrefix = "connector.";

constexpr std::array<server::Scenario, 9> kScenes{{
    {"connector.unknownUser",
     "Every request for a certificate fails with unknownUser: the directory "
     "behind the connector does not have the user.",
     "It tells the administrator which user was asked for, under which name, "
     "and does not try again by itself."},
    {"connector.badRequest",
     "Every request for a certificate fails with badRequest: the connector "
     "cannot read what was sent.",
     "It keeps the request for the support (without the password), reports a "
     "fault of its own or of the connector, and does not send the same again."},
    {"connector.unknownRequest",
     "Every request for a certificate fails with unknownRequest: the connector "
     "does not do this operation, or not this mType.",
     "It asks getInfo anew, uses what is listed there, and otherwise says that "
     "the connector lacks the operation."},
    {"connector.authFailure",
     "Every request for a certificate fails with authFailure: the one-time "
     "password is wrong, expired or used up.",
     "It asks the user for a new password, once, and does not repeat the old "
     "one. It is not about the connector's own credentials: those are 401."},
    {"connector.badAlg",
     "Every request for a certificate fails with badAlg: the CA behind the "
     "connector refuses an algorithm, a digest or the size of a key.",
     "It shows the reason to the administrator, whose template or policy has "
     "to change, and does not try again by itself."},
    {"connector.unknownCert",
     "Every request for a certificate fails with unknownCert: the certificate "
     "that the operation refers to is not known to the CA.",
     "On a renewal it falls back to an initial request; else it names the "
     "certificate to the administrator."},
    {"connector.badMessageCheck",
     "Every request for a certificate fails with badMessageCheck: a signature "
     "or an integrity check between connector and CA did not hold.",
     "It reports the reason as it is, signs a renewal anew once at most, and "
     "sends the administrator to the RA certificate and shared secret of the "
     "connector, and to proxies that change bodies."},
    {"connector.badTime",
     "Every request for a certificate fails with badTime: the time of a "
     "signature is too far from the CA's clock.",
     "It sets its own clock right or says how far it is off, signs anew with "
     "the time of now, and tries once more."},
    {"connector.unknown",
     "Every request for a certificate fails with unknown: anything else that "
     "went wrong behind the connector.",
     "It tries again later with growing pauses, with a limit, and shows the "
     "administrator reqId and time for the connector's log."},
}};

}  // namespace

std::vector<server::Scenario> AllScenes() {
  return {kScenes.begin(), kScenes.end()};
}

bool Scenes::Begin(std::string_view id) {
  const auto* found =
      std::find_if(kScenes.begin(), kScenes.end(),
                   [&](const server::Scenario& one) { return one.id == id; });
  if (found == kScenes.end()) return false;
  const std::lock_guard lock(mutex_);
  reason_ = found->id.substr(kPrefix.size());
  return true;
}

void Scenes::End() {
  const std::lock_guard lock(mutex_);
  reason_ = "";
}

std::string_view Scenes::reason() const {
  const std::lock_guard lock(mutex_);
  return reason_;
}

void Script::Set(std::vector<ScriptedReply> replies) {
  const std::lock_guard lock(mutex_);
  replies_.clear();
  for (ScriptedReply& one : replies) replies_.push_back({std::move(one)});
}

std::optional<ScriptedReply> Script::Next(std::string_view operation,
                                          std::string_view user) {
  const std::lock_guard lock(mutex_);
  for (Counted& one : replies_) {
    const ScriptedReply& reply = one.reply;
    if ((!reply.operation.empty() && reply.operation != operation) ||
        (!reply.user.empty() && reply.user != user) ||
        (reply.times > 0 && one.count == reply.times)) {
      continue;
    }
    ++one.count;
    return reply;
  }
  return std::nullopt;
}

}  // namespace mdmock::connector
