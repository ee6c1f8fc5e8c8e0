#include "mocks/workspace_one/holdings.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "protocol/base/text.h"

namespace mdmock::workspace_one {
namespace {

constexpr std::uint32_t kFirstApp = 5001;
constexpr std::uint32_t kFirstBlob = 7001;

const Edits kNoEdits;
const std::vector<CustomAttribute> kNoAttributes;

// Of a map whose keys take room only up to kMaxEdited: the place of `id`, or
// null where there is none to be had.
template <typename Value>
Value* PlaceIn(std::map<std::uint32_t, Value>& map, std::uint32_t id) {
  const auto found = map.find(id);
  if (found != map.end()) return &found->second;
  return map.size() < Holdings::kMaxEdited ? &map[id] : nullptr;
}

bool Write(std::map<std::uint32_t, Edits>& map, std::uint32_t id,
           const Edits& edits) {
  Edits* place = PlaceIn(map, id);
  if (place == nullptr) return false;
  for (const auto& [field, value] : edits) (*place)[field] = value;
  return true;
}

const Edits& Read(const std::map<std::uint32_t, Edits>& map, std::uint32_t id) {
  const auto found = map.find(id);
  return found == map.end() ? kNoEdits : found->second;
}

}  // namespace

Holdings::Holdings() : next_app_(kFirstApp), next_blob_(kFirstBlob) {
  for (const std::uint32_t tag : kTags) tags_[tag];
  AddApp({.id = 0,
          .name = "Field Notes",
          .bundle_id = "com.example.field-notes",
          .version = "1.0.0",
          .platform = "Apple",
          .rules = ""});
}

size_t Holdings::NumDevices(std::uint32_t count) const {
  const auto end = deleted_.lower_bound(kFirstDevice + count);
  return count - static_cast<size_t>(std::distance(deleted_.begin(), end));
}

bool Holdings::HasDevice(std::uint32_t id, std::uint32_t count) const {
  return id >= kFirstDevice && id - kFirstDevice < count &&
         deleted_.count(id) == 0;
}

std::vector<std::uint32_t> Holdings::Devices(size_t first, size_t last) const {
  std::vector<std::uint32_t> ids;
  auto gone = deleted_.begin();
  auto id = static_cast<std::uint32_t>(kFirstDevice + first);
  while (ids.size() < last - first) {
    for (; gone != deleted_.end() && *gone <= id; ++gone) ++id;
    ids.push_back(id++);
  }
  return ids;
}

const Edits& Holdings::EditsOfDevice(std::uint32_t id) const {
  return Read(device_edits_, id);
}

const std::vector<CustomAttribute>& Holdings::AttributesOf(
    std::uint32_t id) const {
  const auto found = attributes_.find(id);
  return found == attributes_.end() ? kNoAttributes : found->second;
}

std::vector<std::uint32_t> Holdings::DevicesWithAttributes() const {
  std::vector<std::uint32_t> ids;
  for (const auto& [id, attributes] : attributes_) ids.push_back(id);
  return ids;
}

void Holdings::Delete(std::uint32_t id) {
  deleted_.insert(id);
  device_edits_.erase(id);
  attributes_.erase(id);
  for (auto& [tag, devices] : tags_) devices.erase(id);
}

bool Holdings::EditDevice(std::uint32_t id, const Edits& edits) {
  return Write(device_edits_, id, edits);
}

bool Holdings::EditUser(std::uint32_t id, const Edits& edits) {
  return Write(user_edits_, id, edits);
}

const Edits& Holdings::EditsOfUser(std::uint32_t id) const {
  return Read(user_edits_, id);
}

bool Holdings::SetAttribute(std::uint32_t id,
                            const CustomAttribute& attribute) {
  std::vector<CustomAttribute>* all = PlaceIn(attributes_, id);
  if (all == nullptr) return false;
  for (CustomAttribute& one : *all) {
    if (one.name != attribute.name || one.group != attribute.group) continue;
    one.value = attribute.value;
    return true;
  }
  if (all->size() >= kMaxAttributes) return false;
  all->push_back(attribute);
  return true;
}

bool Holdings::RemoveAttribute(std::uint32_t id, std::string_view name,
                               std::string_view group) {
  const auto found = attributes_.find(id);
  if (found == attributes_.end()) return false;
  const size_t removed =
      std::erase_if(found->second, [&](const CustomAttribute& one) {
        return one.name == name && (group.empty() || one.group == group);
      });
  if (found->second.empty()) attributes_.erase(found);
  return removed > 0;
}

const std::set<std::uint32_t>* Holdings::FindTag(std::uint32_t tag) const {
  const auto found = tags_.find(tag);
  return found == tags_.end() ? nullptr : &found->second;
}

std::set<std::uint32_t>* Holdings::FindTag(std::uint32_t tag) {
  const auto found = tags_.find(tag);
  return found == tags_.end() ? nullptr : &found->second;
}

const App* Holdings::FindApp(std::uint32_t id) const {
  const auto found = std::find_if(apps_.begin(), apps_.end(),
                                  [&](const App& one) { return one.id == id; });
  return found == apps_.end() ? nullptr : &*found;
}

const App* Holdings::FindApp(std::string_view uuid) const {
  const auto found =
      std::find_if(apps_.begin(), apps_.end(), [&](const App& one) {
        return EqualsIgnoreCase(UuidOf(kAppUuid, one.id), uuid);
      });
  return found == apps_.end() ? nullptr : &*found;
}

std::uint32_t Holdings::AddApp(App app) {
  if (apps_.size() >= kMaxApps) return 0;
  app.id = next_app_++;
  apps_.push_back(std::move(app));
  return apps_.back().id;
}

void Holdings::SetRules(std::uint32_t app, std::string rules) {
  for (App& one : apps_) {
    if (one.id == app) one.rules = std::move(rules);
  }
}

std::uint32_t Holdings::AddBlob() {
  if (blobs_.size() >= kMaxBlobs) blobs_.erase(blobs_.begin());
  blobs_.insert(next_blob_);
  return next_blob_++;
}

bool Holdings::HasBlob(std::uint32_t id) const { return blobs_.count(id) > 0; }

std::string UuidOf(std::uint32_t kind, std::uint32_t id) {
  return fmt::format("{:08x}-0000-4000-8000-{:012x}", kind, id);
}

}  // namespace mdmock::workspace_one
