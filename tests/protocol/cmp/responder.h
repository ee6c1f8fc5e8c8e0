#ifndef MDMOCK_TESTS_PROTOCOL_CMP_RESPONDER_H_
#define MDMOCK_TESTS_PROTOCOL_CMP_RESPONDER_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "protocol/cmp/initialization.h"
#include "protocol/crypto/certificate.h"

namespace mdmock::cmp {

// Plan is what a CA answers to whatever is asked for.
struct Plan {
  Secret secret = {.reference = "1234", .value = "test"};
  int status = 0;  // PKIStatus: 0 accepted, 2 rejection, 3 waiting.
  int failure_bits = 0;
  std::string text = {};
  std::optional<crypto::Certificate> certificate = {};
  std::vector<crypto::Certificate> issuers = {};
  bool confirms_implicitly = false;
  bool protects = true;  // Whether its refusals have a MAC.
};

// Responder is OpenSSL's CMP server, without a network.
class Responder {
 public:
  explicit Responder(Plan plan);
  ~Responder();
  Responder(const Responder&) = delete;
  Responder& operator=(const Responder&) = delete;

  // Reply answers a PKIMessage; "" where it has nothing to say.
  std::string Reply(const std::string& message);

  Transport AsTransport() {
    return [this](const std::string& message) -> Result<std::string> {
      return Reply(message);
    };
  }
  int num_messages() const { return num_messages_; }
  const Plan& plan() const { return plan_; }

 private:
  struct Server;

  const Plan plan_;
  std::unique_ptr<Server> server_;
  int num_messages_ = 0;
};

}  // namespace mdmock::cmp

#endif  // MDMOCK_TESTS_PROTOCOL_CMP_RESPONDER_H_
