#ifndef MDMOCK_CONFORMANCE_DRIVERS_BOUNDED_TEXT_H_
#define MDMOCK_CONFORMANCE_DRIVERS_BOUNDED_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mdmock::drivers {

// BoundedText keeps the first `head` and the last `tail` bytes of what a
// program says, and counts what lies between: a flood costs no memory.
class BoundedText {
 public:
  BoundedText(size_t head, size_t tail) : head_len_(head), tail_len_(tail) {}

  void Add(std::string_view bytes);
  void Clear();

  // The number of bytes that were added.
  std::uint64_t size() const { return size_; }

  // Whether nothing was left out.
  bool whole() const { return size_ == head_.size() + tail_.size(); }

  // Text is all that was kept, with a line that says how much is missing.
  std::string Text() const;

 private:
  size_t head_len_;
  size_t tail_len_;
  std::uint64_t size_ = 0;
  std::string head_;
  std::string tail_;  // Up to twice as long as promised, to be cut rarely.
};

}  // namespace mdmock::drivers

#endif  // MDMOCK_CONFORMANCE_DRIVERS_BOUNDED_TEXT_H_
