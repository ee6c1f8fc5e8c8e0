#ifndef MDMOCK_CONFORMANCE_DRIVERS_EACH_DRIVER_H_
#define MDMOCK_CONFORMANCE_DRIVERS_EACH_DRIVER_H_

#include <string>

#include "conformance/drivers/client.h"

namespace mdmock::drivers {

// EachDriver runs a command once for each operation (`--each CMD`): what is to
// be done is in the environment (MDMOCK_OP and so on, docs/shim.md), what came
// of it is the exit code. Operations may run at once.
class EachDriver : public Client {
 public:
  explicit EachDriver(std::string command) : command_(std::move(command)) {}

  Result<Done> Do(const Operation& operation) override;

 private:
  const std::string command_;
};

}  // namespace mdmock::drivers

#endif  // MDMOCK_CONFORMANCE_DRIVERS_EACH_DRIVER_H_
