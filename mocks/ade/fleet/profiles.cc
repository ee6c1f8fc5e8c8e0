#include "mocks/ade/fleet/profiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

#include "mocks/ade/fleet/mix.h"
#include "protocol/base/text.h"

namespace mdmock::ade {

std::uint32_t Profiles::Add(std::string text) {
  num_bytes_ += text.size();
  kept_.push_back({++last_, Uuid(last_), std::move(text)});
  by_uuid_[kept_.back().uuid] = std::prev(kept_.end());
  while (kept_.size() > kMaxProfiles ||
         (num_bytes_ > kMaxBytes && kept_.size() > 1)) {
    num_bytes_ -= kept_.front().text.size();
    by_uuid_.erase(kept_.front().uuid);
    kept_.pop_front();
  }
  return last_;
}

std::string Profiles::Uuid(std::uint32_t number) const {
  const std::uint64_t high = Mix(seed_ ^ Mix(number));
  return fmt::format("{:016X}{:016X}", high, Mix(high ^ seed_));
}

const Profiles::Kept* Profiles::At(std::string_view uuid) const {
  const auto found = by_uuid_.find(uuid);
  return found == by_uuid_.end() ? nullptr : &*found->second;
}

std::optional<std::uint32_t> Profiles::Find(std::string_view uuid) const {
  const Kept* kept = At(uuid);
  if (kept == nullptr) return std::nullopt;
  return kept->number;
}

std::string Profiles::NearMiss(std::string_view uuid) const {
  constexpr size_t kMaxUuid = 100;
  if (uuid.size() > kMaxUuid || At(uuid) != nullptr) return "";
  std::string bare = ToUpper(Trim(uuid, " \t\r\n{}"));
  std::erase(bare, '-');
  return At(bare) == nullptr ? ""
                             : "a profile that there is, in another spelling";
}

const std::string& Profiles::Text(std::uint32_t number) const {
  const Kept* kept = At(Uuid(number));
  assert(kept != nullptr);
  return kept->text;
}

}  // namespace mdmock::ade
