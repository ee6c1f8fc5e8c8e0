#ifndef MDMOCK_CONFORMANCE_DRIVERS_SPAWN_H_
#define MDMOCK_CONFORMANCE_DRIVERS_SPAWN_H_

#include <spawn.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

// What a program is started with, in the form that the system wants it.
namespace mdmock::drivers {

// PointerList is texts as exec wants them: pointers, and a null at the end.
class PointerList {
 public:
  explicit PointerList(std::vector<std::string> texts);
  PointerList(const PointerList&) = delete;
  PointerList& operator=(const PointerList&) = delete;

  char* const* get() const { return pointers_.data(); }

 private:
  std::vector<std::string> texts_;
  std::vector<char*> pointers_;
};

// EnvironmentWith gives our own environment as "NAME=value", changed: what has
// no value is taken out.
std::vector<std::string> EnvironmentWith(
    const std::map<std::string, std::optional<std::string>>& changes);

// SpawnAttributes say what of our own ways a client does not inherit: the
// session, blocked signals, ignored signals.
class SpawnAttributes {
 public:
  SpawnAttributes();
  ~SpawnAttributes();
  SpawnAttributes(const SpawnAttributes&) = delete;
  SpawnAttributes& operator=(const SpawnAttributes&) = delete;

  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

}  // namespace mdmock::drivers

#endif  // MDMOCK_CONFORMANCE_DRIVERS_SPAWN_H_
