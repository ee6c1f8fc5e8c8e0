#ifndef MDMOCK_MOCKS_ADE_FLEET_FLEET_H_
#define MDMOCK_MOCKS_ADE_FLEET_FLEET_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mocks/ade/fleet/change_log.h"
#include "mocks/ade/fleet/device.h"
#include "mocks/ade/fleet/device_states.h"
#include "mocks/ade/fleet/serials.h"
#include "protocol/base/result.h"
#include "protocol/base/time.h"

namespace mdmock::ade {

// Change is something that happens to a fleet at a time of the mock's clock: to
// `count` devices that the seed picks, or to those of `serials`.
struct Change {
  SystemTime at;
  Op op = Op::kAdded;
  std::uint32_t count = 0;
  std::vector<std::string> serials;
  bool by_replacement = false;  // Of those that are deleted.
};

// Fleet is the devices of one tenant. Those that it begins with are not kept at
// all: a device follows from the seed and its slot, its place in the order in
// which devices came. Kept are those that were changed (twelve bytes each), the
// log of changes, and the serial numbers that were asked for by name.
//
// Not for use by several threads at once.
class Fleet {
 public:
  static constexpr std::uint32_t kMaxDevices = 10'000'000;
  static constexpr size_t kMaxNamed = 200'000;
  static constexpr size_t kMaxPlanned = 10'000;

  struct Setup {
    std::uint64_t seed = 1;
    std::uint32_t size = 0;  // At most kMaxDevices.
    SystemTime made;         // The devices came in the year before.
    size_t max_events = ChangeLog::kMaxEvents;
  };

  explicit Fleet(const Setup& setup);

  // Plan puts changes on the calendar. Failures: there would be more than the
  // fleet can hold; then it takes none of them.
  Result<void> Plan(std::vector<Change> changes);

  // Advance makes what is due at `now` happen.
  void Advance(SystemTime now);

  // List gives at most `limit` devices that are there, from slot `from` on.
  struct Listed {
    std::vector<std::uint32_t> slots;
    std::uint32_t next = 0;  // Where to go on.
    bool more = false;
  };
  Listed List(std::uint32_t from, size_t limit) const;

  // Find gives the slot of a device that is there.
  std::optional<std::uint32_t> Find(std::string_view serial) const;
  Device At(std::uint32_t slot) const;  // Gone ones, too.
  Looks LooksAt(std::uint32_t slot) const;

  // The serial number of the device that a replacement came for.
  std::string OriginalOf(std::uint32_t slot) const;

  void Assign(std::uint32_t slot, std::uint32_t profile, SystemTime now);
  void Unassign(std::uint32_t slot, SystemTime now);
  void Disown(std::uint32_t slot, SystemTime now);
  bool Lock(std::uint32_t slot);  // False where it was locked already.

  const ChangeLog& log() const { return log_; }
  std::uint64_t seed() const { return setup_.seed; }

  struct Counts {
    std::uint32_t devices = 0;  // That are there.
    std::uint64_t added = 0;
    std::uint64_t modified = 0;
    std::uint64_t deleted = 0;
    std::uint64_t without_effect = 0;  // No such device, or no room for it.
    size_t planned = 0;
  };
  Counts counts() const;

 private:
  std::uint32_t end() const;
  std::string SerialAt(std::uint32_t slot) const;
  void Note(std::uint32_t slot, Op op, SystemTime at,
            bool by_replacement = false);

  void Make(const Change& change);
  void AddOne(SystemTime at, const std::string* serial);
  void ChangeOne(std::uint32_t slot, const Change& change);
  void ChangeSome(const Change& change);

  Setup setup_;
  Serials serials_;
  DeviceStates states_;
  ChangeLog log_;
  std::vector<SystemTime> added_;  // When; of slots from setup_.size on.
  std::unordered_map<std::uint32_t, std::string> names_;  // Of some of those.
  std::unordered_map<std::string, std::uint32_t> by_name_;
  std::multimap<SystemTime, Change> planned_;
  std::uint64_t num_made_ = 0;
  Counts counts_;
};

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_FLEET_FLEET_H_
