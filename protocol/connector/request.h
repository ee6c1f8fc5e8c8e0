#ifndef MDMOCK_PROTOCOL_CONNECTOR_REQUEST_H_
#define MDMOCK_PROTOCOL_CONNECTOR_REQUEST_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/connector/profile.h"
#include "protocol/http/message.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::connector {

inline constexpr std::string_view kInitialCert = "initialCert";
inline constexpr std::string_view kRenewCert = "renewCert";

// Request is what UEM asks for. Text is decoded, and otherwise as it came.
struct Request {
  std::string message_type;  // mType
  std::string user;
  std::optional<std::string> auth_token;  // What the user typed: a secret.

  // Nothing where there is none that could be echoed: of a body that cannot be
  // read, or a value that is no string.
  std::optional<std::string> req_id;

  std::optional<std::string> device_id;
  std::optional<std::string> device_name;

  // Out of base64.
  std::string cms_signed;            // Of renewCert; "" elsewhere.
  std::string received_certificate;  // Of notifyCertificateReceived.
  std::vector<std::string> other_certificates;

  bool renews() const { return message_type == kRenewCert; }
};

// JudgeRequest judges the body of a request for one of the operations that have
// one, and its Content-Type; findings go to `verdict`. What is not refused can
// be acted upon. No value of authToken is in the verdict.
Request JudgeRequest(std::string_view operation, const http::Request& request,
                     Verdict& verdict);

// ReadReqId gives the reqId of a body that nobody has to understand.
std::optional<std::string> ReadReqId(std::string_view body);

// FailureReasonOf gives the name under which a connector reports the breach of
// a rule of requests.
std::string_view FailureReasonOf(const Rule& rule);

// CertificateRequest is what a renewal's cmsSigned holds: UEM's client has
// signed it with the certificate that is to be renewed.
struct CertificateRequest {
  std::optional<std::string> req_id;
  std::optional<std::string> device_id;
  std::optional<std::string> device_name;
  std::string pkcs10;  // DER.
};

// JudgeCertificateRequest judges it as JudgeRequest does a request.
CertificateRequest JudgeCertificateRequest(std::string_view json,
                                           Verdict& verdict);

}  // namespace mdmock::connector

#endif  // MDMOCK_PROTOCOL_CONNECTOR_REQUEST_H_
