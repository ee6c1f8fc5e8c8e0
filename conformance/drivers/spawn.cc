#include "conformance/drivers/spawn.h"

#include <fmt/format.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): sigset_t
#include <unistd.h>

#include <string_view>
#include <utility>

namespace mdmock::drivers {

PointerList::PointerList(std::vector<std::string> texts)
    : texts_(std::move(texts)) {
  for (std::string& text : texts_) pointers_.push_back(text.data());
  pointers_.push_back(nullptr);
}

std::vector<std::string> EnvironmentWith(
    const std::map<std::string, std::optional<std::string>>& changes) {
  std::vector<std::string> entries;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const std::string name(text.substr(0, text.find('=')));
    if (!changes.contains(name)) entries.emplace_back(text);
  }
  for (const auto& [name, value] : changes) {
    if (value) entries.push_back(fmt::format("{}={}", name, *value));
  }
  return entries;
}

SpawnAttributes::SpawnAttributes() {
  ::posix_spawnattr_init(&attributes_);
  ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSID |
                                               POSIX_SPAWN_SETSIGMASK |
                                               POSIX_SPAWN_SETSIGDEF);
  sigset_t signals;
  ::sigemptyset(&signals);
  ::posix_spawnattr_setsigmask(&attributes_, &signals);
  ::sigfillset(&signals);
  ::posix_spawnattr_setsigdefault(&attributes_, &signals);
}

SpawnAttributes::~SpawnAttributes() { ::posix_spawnattr_destroy(&attributes_); }

}  // namespace mdmock::drivers
