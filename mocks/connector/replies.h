#ifndef MDMOCK_MOCKS_CONNECTOR_REPLIES_H_
#define MDMOCK_MOCKS_CONNECTOR_REPLIES_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/connector/options.h"
#include "protocol/http/message.h"

namespace mdmock::connector {

// KeyPairReply is what a connector says, before it is JSON.
struct KeyPairReply {
  std::string_view failure_info;      // "" is a success.
  std::optional<std::string> req_id;  // Nothing where there is none to repeat.
  std::string payload;                // PKCS#12, DER.

  // What opens the payload, where the reply is to say it: in base64 under
  // decryptionPassword, and for getUserKeyPair2 as it is under password.
  std::optional<std::string> password;
  bool second = false;  // Of getUserKeyPair2.
};

http::Response Write(const KeyPairReply& reply,
                     ReplyForm form = ReplyForm::kRight);

http::Response WriteOperations(const std::vector<std::string>& operations);

// WriteNotice is the answer to notifyCertificateReceived: "" is a success, and
// `remove` the certificates, DER, that the device may delete then.
http::Response WriteNotice(std::string_view failure_info,
                           const std::vector<std::string>& remove,
                           ReplyForm form = ReplyForm::kRight);

// WritePlain is a status and a line of text.
http::Response WritePlain(int status, std::string text);

}  // namespace mdmock::connector

#endif  // MDMOCK_MOCKS_CONNECTOR_REPLIES_H_
