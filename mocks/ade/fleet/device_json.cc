#include "mocks/ade/fleet/device_json.h"

#include <fmt/format.h>

#include <iterator>

#include "mocks/ade/fleet/json_text.h"
#include "mocks/ade/fleet/mix.h"
#include "protocol/base/text.h"

namespace mdmock::ade {
namespace {

constexpr std::chrono::hours kMigrationTime(400 * 24);

std::string Mac(std::uint64_t bits) {
  const auto byte = [bits](int i) { return bits >> (8 * i) & 0xFF; };
  // An address of the kind that is given out by hand, so nobody's.
  return fmt::format("{:02X}:{:02X}:{:02X}:{:02X}:{:02X}:{:02X}",
                     (byte(5) & 0xFC) | 2, byte(4), byte(3), byte(2), byte(1),
                     byte(0));
}

std::string_view OsFor(const Product& product, int version) {
  const bool is_ipad = product.os == "iPadOS";
  return is_ipad && version < kVersionOfIpadOs ? "iOS" : product.os;
}

}  // namespace

std::string WireTime(SystemTime time) {
  return FormatTime(std::chrono::floor<std::chrono::seconds>(time));
}

void DeviceWriter::AppendProfile(std::string& out, const Device& device) const {
  const ProfileStatus status = device.state.profile_status;
  if (status == ProfileStatus::kEmpty) {
    return AppendField(out, "profile_status", "empty");
  }
  if (status == ProfileStatus::kRemoved) {
    return AppendField(out, "profile_status", "removed");
  }
  const bool is_pushed =
      view_.push_after &&
      view_.now - device.profile_changed >= *view_.push_after;
  AppendField(out, "profile_status", is_pushed ? "pushed" : "assigned");
  AppendField(out, "profile_uuid", profiles_.Uuid(device.state.profile));
  AppendField(out, "profile_assign_time", WireTime(device.profile_changed));
  if (is_pushed) {
    AppendField(out, "profile_push_time",
                WireTime(device.profile_changed + *view_.push_after));
  }
}

void DeviceWriter::AppendIdentifiers(std::string& out,
                                     const Looks& looks) const {
  const std::uint64_t bits = Mix(looks.bits);
  AppendField(out, "bluetooth_mac_address", Mac(bits));
  AppendField(out, "wifi_mac_address", Mac(bits + 1));
  if (looks.product->has_ethernet) {
    AppendField(out, "ethernet_mac_address", Mac(bits + 2));
  }
  if (looks.product->has_cellular) {
    fmt::format_to(std::back_inserter(out),
                   R"(,"eid":"8904{:028}","imei":["35{:013}"],)"
                   R"("meid":["35{:012}"])",
                   bits, bits % 10'000'000'000'000, bits % 1'000'000'000'000);
  }
  AppendName(out, "is_replacement_device");
  out += looks.is_replacement ? "true" : "false";
}

void DeviceWriter::Append(std::string& out, std::uint32_t slot) const {
  const Device device = fleet_.At(slot);
  const Looks looks = LooksOf(fleet_.seed(), device.serial);
  const Product& product = *looks.product;
  AppendField(out, "serial_number", device.serial);
  AppendField(out, "model", product.model);
  std::string description = ToUpper(product.model);
  if (!looks.color.empty()) description.append(" ").append(looks.color);
  AppendField(out, "description",
              fmt::format("{} {}GB-USA", description, looks.storage_gb));
  if (!looks.color.empty()) AppendField(out, "color", looks.color);
  AppendField(out, "asset_tag",
              device.state.revision == 0
                  ? fmt::format("{:08}", slot + 1)
                  : fmt::format("{:08}-{}", slot + 1, device.state.revision));
  AppendProfile(out, device);
  AppendField(out, "device_assigned_date", WireTime(device.assigned));
  AppendField(out, "device_assigned_by", view_.assigned_by);
  if (view_.version >= kVersionOfFamilies) {
    AppendField(out, "os", OsFor(product, view_.version));
    AppendField(out, "device_family", product.family);
  }
  if (view_.version >= kVersionOfMigration && looks.must_migrate) {
    AppendField(out, "mdm_migration_deadline",
                WireTime(device.assigned + kMigrationTime));
  }
  if (view_.version >= kVersionOfReplacements) AppendIdentifiers(out, looks);
}

void DeviceWriter::AppendEvent(std::string& out, const Event& event) const {
  Append(out, event.slot);
  AppendField(out, "op_type", Name(event.op));
  AppendField(out, "op_date", WireTime(event.at));
  if (view_.version >= kVersionOfReplacements && event.op == Op::kDeleted) {
    AppendName(out, "released_by_replacement");
    out += event.by_replacement ? "true" : "false";
  }
}

}  // namespace mdmock::ade
