#ifndef MDMOCK_CONFORMANCE_DRIVERS_SCRATCH_H_
#define MDMOCK_CONFORMANCE_DRIVERS_SCRATCH_H_

#include <sys/types.h>

#include <filesystem>
#include <utility>

#include "conformance/drivers/descriptor.h"
#include "protocol/base/result.h"

namespace mdmock::drivers {

// Scratch is a folder under the system's temporary one that nobody else may
// read. It goes with everything in it when it is destroyed, and also when this
// program is killed: a process of ours waits for that.
class Scratch {
 public:
  static Result<Scratch> Make();
  Scratch(Scratch&& other) noexcept
      : path_(std::exchange(other.path_, {})),
        alive_(std::move(other.alive_)),
        keeper_(std::exchange(other.keeper_, -1)) {}
  ~Scratch();

  const std::filesystem::path& path() const { return path_; }

 private:
  explicit Scratch(std::filesystem::path path) : path_(std::move(path)) {}
  Result<void> StartKeeper();

  std::filesystem::path path_;
  Descriptor alive_;  // A pipe to the keeper; it ends when we do.
  pid_t keeper_ = -1;
};

}  // namespace mdmock::drivers

#endif  // MDMOCK_CONFORMANCE_DRIVERS_SCRATCH_H_
