#include "mocks/ade/fleet/device_states.h"

#include <algorithm>

namespace mdmock::ade {

const DeviceStates::Block* DeviceStates::BlockOf(std::uint32_t slot) const {
  const size_t index = slot / kPerBlock;
  return index < blocks_.size() ? blocks_[index].get() : nullptr;
}

DeviceStates::Block& DeviceStates::MakeBlock(std::uint32_t slot) {
  const size_t index = slot / kPerBlock;
  if (index >= blocks_.size()) blocks_.resize(index + 1);
  if (blocks_[index] == nullptr) blocks_[index] = std::make_unique<Block>();
  return *blocks_[index];
}

const DeviceState& DeviceStates::At(std::uint32_t slot) const {
  static constexpr DeviceState kUnchanged{};
  const Block* block = BlockOf(slot);
  return block == nullptr ? kUnchanged : block->states[slot % kPerBlock];
}

DeviceState& DeviceStates::Edit(std::uint32_t slot) {
  return MakeBlock(slot).states[slot % kPerBlock];
}

void DeviceStates::SetGone(std::uint32_t slot, bool gone) {
  Block& block = MakeBlock(slot);
  DeviceState& state = block.states[slot % kPerBlock];
  if (state.gone == gone) return;
  state.gone = gone;
  if (gone) {
    ++block.num_gone;
  } else {
    --block.num_gone;
  }
}

std::uint32_t DeviceStates::NextPresent(std::uint32_t from,
                                        std::uint32_t end) const {
  while (from < end) {
    const Block* block = BlockOf(from);
    if (block == nullptr) return from;
    const std::uint32_t next = (from / kPerBlock + 1) * kPerBlock;
    if (block->num_gone == kPerBlock) {
      from = next;
      continue;
    }
    for (; from < std::min(next, end); ++from) {
      if (!block->states[from % kPerBlock].gone) return from;
    }
  }
  return end;
}

}  // namespace mdmock::ade
