#ifndef MDMOCK_CONFORMANCE_SUITES_CONNECTOR_CALL_H_
#define MDMOCK_CONFORMANCE_SUITES_CONNECTOR_CALL_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "protocol/crypto/identity.h"
#include "protocol/http/message.h"

// What is sent to a connector, before it is bytes: plain data, so that a check
// changes just what it is about.
namespace mdmock::conformance::pki {

// JsonString writes UTF-8 text as JSON does, quotation marks included.
std::string JsonString(std::string_view text);

// Body is a JSON object as it is written: members keep their order, and values
// are JSON already.
struct Body {
  std::vector<std::pair<std::string, std::string>> members;

  // Set changes a member's value, or adds one at the end.
  void Set(std::string_view name, std::string json);
  void SetText(std::string_view name, std::string_view text);
  void Remove(std::string_view name);

  std::string Text() const;  // {"mType":"initialCert","user":…}
};

// Call is one request, and how it goes there.
struct Call {
  std::string method = "POST";
  std::string target;
  std::string version = "HTTP/1.0";
  http::Headers headers;  // In order; Content-Length is added to them.
  std::string body;
  std::optional<std::string> length =
      std::nullopt;  // Instead of the right one.
  bool has_length = true;

  bool plain = false;                          // Without TLS.
  int port = 0;                                // 0: the URL's.
  const crypto::Identity* identity = nullptr;  // Shown in the handshake.

  // Set changes a header, or adds one; Remove takes it out.
  void Set(std::string_view name, std::string value);
  void Remove(std::string_view name);

  std::string Bytes() const;
};

// BasicAuthorization is the header's value.
std::string BasicAuthorization(std::string_view username,
                               std::string_view password);

}  // namespace mdmock::conformance::pki

#endif  // MDMOCK_CONFORMANCE_SUITES_CONNECTOR_CALL_H_
