#ifndef MDMOCK_MOCKS_CONTROL_MOCKS_H_
#define MDMOCK_MOCKS_CONTROL_MOCKS_H_

#include <vector>

#include "mocks/journal/journal.h"
#include "mocks/journal/secrets.h"
#include "mocks/server/fault.h"
#include "mocks/server/service.h"
#include "mocks/world/clock.h"
#include "mocks/world/entropy.h"

namespace mdmock::control {

// Mocks is everything that the control port has a hand on. It owns nothing;
// what it refers to must outlive it.
struct Mocks {
  world::Clock& clock;
  world::Entropy& entropy;
  journal::Journal& journal;
  journal::Secrets& secrets;
  server::Faults& faults;
  std::vector<server::Service*> services;  // In the order they are reset.
  bool redact = true;  // False: the journal is shown as it is (--no-redact).
};

}  // namespace mdmock::control

#endif  // MDMOCK_MOCKS_CONTROL_MOCKS_H_
