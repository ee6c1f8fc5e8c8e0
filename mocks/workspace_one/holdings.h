#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_HOLDINGS_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_HOLDINGS_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace mdmock::workspace_one {

inline constexpr std::uint32_t kFirstDevice = 12772;
inline constexpr std::uint32_t kFirstUser = 2000;
inline constexpr std::uint32_t kGroupId = 570;      // The one group there is.
inline constexpr std::uint32_t kAllDevices = 4001;  // The one smart group.

// Edits is what callers have written over the fields of a thing, by their
// names in the API.
using Edits = std::map<std::string, std::string>;

// A custom attribute of a device.
struct CustomAttribute {
  std::string name;
  std::string value;
  std::string group;  // Which application it belongs to.
};

struct App {
  std::uint32_t id;
  std::string name;
  std::string bundle_id;
  std::string version;
  std::string platform;  // "Apple"
  std::string rules;     // The assignment rules that were put, as JSON; or "".
};

// Holdings is what the tenant has and callers can change: devices, custom
// attributes, tags, users, applications. What nobody has touched takes up no
// room, and what can be added has limits. Whoever changes it must be alone.
class Holdings {
 public:
  static constexpr size_t kMaxEdited = 2000;  // Devices; users.
  static constexpr size_t kMaxAttributes = 20;
  static constexpr size_t kMaxText = 1024;  // Bytes of one value.
  static constexpr size_t kMaxApps = 1000;
  static constexpr size_t kMaxBlobs = 1000;  // The oldest goes first.
  static constexpr std::uint32_t kTags[] = {10001, 10002, 10003};

  Holdings();

  // Devices: `count` were enrolled in the beginning.
  size_t NumDevices(std::uint32_t count) const;
  bool HasDevice(std::uint32_t id, std::uint32_t count) const;
  // The numbers of those from `first` to the one before `last`, in order; both
  // count the devices that are left.
  std::vector<std::uint32_t> Devices(size_t first, size_t last) const;
  const Edits& EditsOfDevice(std::uint32_t id) const;
  const std::vector<CustomAttribute>& AttributesOf(std::uint32_t id) const;
  std::vector<std::uint32_t> DevicesWithAttributes() const;
  void Delete(std::uint32_t id);  // The device, with what it has.
  // The next three give false where there is no more room.
  bool EditDevice(std::uint32_t id, const Edits& edits);
  bool EditUser(std::uint32_t id, const Edits& edits);
  bool SetAttribute(std::uint32_t id, const CustomAttribute& attribute);
  // False where the device has none of that name (and group, unless "").
  bool RemoveAttribute(std::uint32_t id, std::string_view name,
                       std::string_view group);
  const Edits& EditsOfUser(std::uint32_t id) const;

  // The devices of a tag; null where there is no such tag.
  const std::set<std::uint32_t>* FindTag(std::uint32_t tag) const;
  std::set<std::uint32_t>* FindTag(std::uint32_t tag);

  const std::vector<App>& apps() const { return apps_; }
  const App* FindApp(std::uint32_t id) const;
  const App* FindApp(std::string_view uuid) const;
  // AddApp gives the number of the new application, 0 where there is no room.
  std::uint32_t AddApp(App app);
  void SetRules(std::uint32_t app, std::string rules);
  std::uint32_t AddBlob();
  bool HasBlob(std::uint32_t id) const;

 private:
  std::set<std::uint32_t> deleted_;
  std::map<std::uint32_t, Edits> device_edits_;
  std::map<std::uint32_t, Edits> user_edits_;
  std::map<std::uint32_t, std::vector<CustomAttribute>> attributes_;
  std::map<std::uint32_t, std::set<std::uint32_t>> tags_;
  std::vector<App> apps_;
  std::uint32_t next_app_;
  std::set<std::uint32_t> blobs_;
  std::uint32_t next_blob_;
};

// UuidOf gives the uuid of an application, a profile and so on by its number:
// `kind` tells them apart.
std::string UuidOf(std::uint32_t kind, std::uint32_t id);
inline constexpr std::uint32_t kAppUuid = 0xA9900000;
inline constexpr std::uint32_t kBlobUuid = 0xB10B0000;
inline constexpr std::uint32_t kGroupUuid = 0x60000000;
inline constexpr std::uint32_t kProfileUuid = 0x9F000000;
inline constexpr std::uint32_t kSmartGroupUuid = 0x56000000;

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_HOLDINGS_H_
