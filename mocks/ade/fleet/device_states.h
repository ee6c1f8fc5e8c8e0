#ifndef MDMOCK_MOCKS_ADE_FLEET_DEVICE_STATES_H_
#define MDMOCK_MOCKS_ADE_FLEET_DEVICE_STATES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "mocks/ade/fleet/device.h"

namespace mdmock::ade {

// DeviceStates keeps the states of a row of devices, by their slots. Room is
// taken only around those that were changed.
class DeviceStates {
 public:
  const DeviceState& At(std::uint32_t slot) const;

  // Edit gives the state for being changed, `gone` excepted.
  DeviceState& Edit(std::uint32_t slot);

  void SetGone(std::uint32_t slot, bool gone);

  // NextPresent gives the first slot from `from` on that is not gone, `end`
  // where there is none. Long gaps are crossed a thousand at a time.
  std::uint32_t NextPresent(std::uint32_t from, std::uint32_t end) const;

 private:
  static constexpr std::uint32_t kPerBlock = 1024;
  struct Block {
    std::array<DeviceState, kPerBlock> states{};
    std::uint32_t num_gone = 0;
  };

  const Block* BlockOf(std::uint32_t slot) const;
  Block& MakeBlock(std::uint32_t slot);

  std::vector<std::unique_ptr<Block>> blocks_;  // Null: nothing changed there.
};

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_FLEET_DEVICE_STATES_H_
