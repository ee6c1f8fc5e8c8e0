#include "mocks/journal/secrets.h"

namespace mdmock::journal {

void Secrets::Hide(std::string_view secret, std::string_view shown) {
  const std::lock_guard lock(mutex_);
  redactor_.Hide(secret, shown);
  snapshot_ = nullptr;
}

std::shared_ptr<const Redactor> Secrets::Snapshot() const {
  const std::lock_guard lock(mutex_);
  // Copied once for many readers: secrets are read far more often than added.
  if (!snapshot_) snapshot_ = std::make_shared<const Redactor>(redactor_);
  return snapshot_;
}

}  // namespace mdmock::journal
