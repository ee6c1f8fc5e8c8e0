#include "protocol/connector/profile.h"

#include <algorithm>

namespace mdmock::connector {

std::string_view Name(Profile profile) {
  return profile == Profile::kUem1210 ? "uem12.10" : "dynamics";
}

std::optional<Profile> ReadProfile(std::string_view name) {
  for (const Profile profile : {Profile::kUem1210, Profile::kDynamics}) {
    if (name == Name(profile)) return profile;
  }
  return std::nullopt;
}

bool IsOperation(std::string_view name) {
  return std::find(kOperations.begin(), kOperations.end(), name) !=
         kOperations.end();
}

const FailureReason* FindFailureReason(std::string_view name) {
  for (const FailureReason& reason : kFailureReasons) {
    if (reason.name == name) return &reason;
  }
  return nullptr;
}

}  // namespace mdmock::connector
