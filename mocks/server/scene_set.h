#ifndef MDMOCK_MOCKS_SERVER_SCENE_SET_H_
#define MDMOCK_MOCKS_SERVER_SCENE_SET_H_

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "mocks/server/service.h"

namespace mdmock::server {

// SceneTable is the scenarios of a service. `Scene` is an enum whose values
// number them, from 0 on and in their order.
template <typename Scene, size_t N>
class SceneTable {
 public:
  constexpr explicit SceneTable(const std::array<Scenario, N>& scenes)
      : scenes_(scenes) {}

  std::vector<Scenario> All() const { return {scenes_.begin(), scenes_.end()}; }

  std::optional<Scene> Read(std::string_view id) const {
    const auto found =
        std::find_if(scenes_.begin(), scenes_.end(),
                     [&](const Scenario& one) { return one.id == id; });
    if (found == scenes_.end()) return std::nullopt;
    return static_cast<Scene>(found - scenes_.begin());
  }

  constexpr std::string_view IdOf(Scene scene) const {
    return scenes_.at(static_cast<size_t>(scene)).id;
  }

 private:
  static_assert(N <= 32, "SceneSet has a bit a scene");

  std::array<Scenario, N> scenes_;
};

// SceneSet is the set of scenes that are played; several may be at once.
// Members may be called from any thread.
template <typename Scene>
class SceneSet {
 public:
  void Begin(Scene scene) { on_ |= Bit(scene); }
  void End() { on_ = 0; }  // All of them.
  bool IsOn(Scene scene) const { return (on_ & Bit(scene)) != 0; }

 private:
  static constexpr std::uint32_t Bit(Scene scene) {
    return std::uint32_t{1} << static_cast<unsigned>(scene);
  }

  std::atomic<std::uint32_t> on_ = 0;
};

}  // namespace mdmock::server

#endif  // MDMOCK_MOCKS_SERVER_SCENE_SET_H_
