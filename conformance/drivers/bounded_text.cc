#include "conformance/drivers/bounded_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace mdmock::drivers {

void BoundedText::Add(std::string_view bytes) {
  size_ += bytes.size();
  const size_t to_head = std::min(bytes.size(), head_len_ - head_.size());
  head_.append(bytes.substr(0, to_head));
  bytes.remove_prefix(to_head);
  if (bytes.size() > tail_len_) bytes.remove_prefix(bytes.size() - tail_len_);
  tail_.append(bytes);
  if (tail_.size() > 2 * tail_len_) tail_.erase(0, tail_.size() - tail_len_);
}

void BoundedText::Clear() {
  size_ = 0;
  head_.clear();
  tail_.clear();
}

std::string BoundedText::Text() const {
  if (whole()) return head_ + tail_;
  const std::string_view tail = std::string_view(tail_).substr(
      tail_.size() - std::min(tail_.size(), tail_len_));
  return fmt::format("{}\n[{} bytes left out]\n{}", head_,
                     size_ - head_.size() - tail.size(), tail);
}

}  // namespace mdmock::drivers
