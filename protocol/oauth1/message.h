#ifndef MDMOCK_PROTOCOL_OAUTH1_MESSAGE_H_
#define MDMOCK_PROTOCOL_OAUTH1_MESSAGE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/http/form.h"
#include "protocol/http/message.h"
#include "protocol/http/url.h"
#include "protocol/oauth1/authorization.h"

namespace mdmock::oauth1 {

// Base is where a request is addressed to: the part of the base string URI that
// does not come from the request line.
struct Base {
  std::string scheme;         // "http" or "https".
  http::Authority authority;  // As sent in Host, or as configured.

  bool operator==(const Base&) const = default;
};

// Pair is a decoded name and value that lives elsewhere.
struct Pair {
  std::string_view name;
  std::string_view value;
  bool plain = false;  // Known to need no percent-encoding.
};

// Message is a request as a signer looks at it: every piece that can go into
// the base string, decoded once, in the order it was sent. It keeps what its
// views point to alive, but for the request that it was made from.
struct Message {
  std::string_view method;
  Base base;
  std::string_view path;                  // Raw; up to '?'.
  std::optional<std::string_view> query;  // Raw.
  std::vector<Pair>
      header;  // From Authorization, realm and signature included.
  std::vector<http::Parameter> in_query;
  std::vector<http::Parameter> in_body;  // The body read as a form.
  bool body_is_form = false;  // Whether RFC 5849, 3.4.1.3.1 signs it.
};

// MakeMessage takes `request` apart. `authorization` and `request` must outlive
// the message.
Message MakeMessage(const http::Request& request, const Base& base,
                    const Authorization& authorization);

}  // namespace mdmock::oauth1

#endif  // MDMOCK_PROTOCOL_OAUTH1_MESSAGE_H_
