#ifndef MDMOCK_MOCKS_SERVER_OPTIONS_H_
#define MDMOCK_MOCKS_SERVER_OPTIONS_H_

#include <string>

#include "mocks/journal/journal.h"
#include "mocks/server/fault.h"
#include "mocks/server/limits.h"
#include "mocks/server/tls_identity.h"
#include "mocks/world/clock.h"

namespace mdmock::server {

// Surroundings is what all servers of a run share. It outlives them.
struct Surroundings {
  const world::Clock& clock;
  journal::Journal& journal;
  Faults& faults;
  const TlsIdentity& tls;
};

struct Options {
  std::string bind = "127.0.0.1";  // An address, or "localhost".
  int port = 0;                    // 0 is any free one.
  bool allow_remote = false;       // Else only loopback addresses are bound.

  // Whether requests are journalled and faults asked. The control port's are
  // not: whoever looks at the journal would be in it.
  bool observed = true;

  // Whether a TLS client is asked for a certificate (Exchange has it then).
  bool ask_client_certificate = false;

  Limits limits;
};

}  // namespace mdmock::server

#endif  // MDMOCK_MOCKS_SERVER_OPTIONS_H_
