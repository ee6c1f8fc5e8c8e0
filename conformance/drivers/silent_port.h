#ifndef MDMOCK_CONFORMANCE_DRIVERS_SILENT_PORT_H_
#define MDMOCK_CONFORMANCE_DRIVERS_SILENT_PORT_H_

#include <utility>

#include "conformance/drivers/descriptor.h"
#include "protocol/base/result.h"

namespace mdmock::drivers {

// SilentPort is a port of this machine that takes connections and never says a
// word: nobody accepts them, the system alone answers for it.
class SilentPort {
 public:
  static Result<SilentPort> Open();

  int number() const { return number_; }

 private:
  SilentPort(Descriptor socket, int number)
      : socket_(std::move(socket)), number_(number) {}

  Descriptor socket_;
  int number_ = 0;
};

}  // namespace mdmock::drivers

#endif  // MDMOCK_CONFORMANCE_DRIVERS_SILENT_PORT_H_
