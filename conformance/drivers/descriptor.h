#ifndef MDMOCK_CONFORMANCE_DRIVERS_DESCRIPTOR_H_
#define MDMOCK_CONFORMANCE_DRIVERS_DESCRIPTOR_H_

#include <unistd.h>

#include <utility>

namespace mdmock::drivers {

// Descriptor owns a file descriptor, and closes it once.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept
      : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    if (this != &other) {
      Close();
      number_ = std::exchange(other.number_, -1);
    }
    return *this;
  }
  ~Descriptor() { Close(); }

  int get() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }

  void Close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
  }

 private:
  int number_ = -1;
};

}  // namespace mdmock::drivers

#endif  // MDMOCK_CONFORMANCE_DRIVERS_DESCRIPTOR_H_
