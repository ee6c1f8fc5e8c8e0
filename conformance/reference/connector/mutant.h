#ifndef MDMOCK_CONFORMANCE_REFERENCE_CONNECTOR_MUTANT_H_
#define MDMOCK_CONFORMANCE_REFERENCE_CONNECTOR_MUTANT_H_

#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/reference/connector/front.h"
#include "mocks/connector/options.h"
#include "mocks/server/service.h"
#include "protocol/http/message.h"
#include "protocol/verdict/finding.h"

namespace mdmock::reference::pki {

// Memory is what a mutant keeps between requests, by whatever names it likes.
struct Memory {
  std::mutex mutex;  // Of the rest.
  std::map<std::string, std::string> texts;
  std::map<std::string, int> counts;
};

// Mutant is the reference connector with one thing wrong.
struct Mutant {
  std::string_view name;  // "reqid-number"
  std::string_view code;  // Of the check that has to notice: "K-08".
  std::string_view does;  // What, in a few words.

  // How it comes about; what is empty changes nothing.
  std::function<void(connector::ConnectorOptions&)> options = {};
  // Changes a request before the connector sees it, or answers in its place.
  std::function<std::optional<http::Response>(http::Request&,
                                              const server::Exchange&, Memory&)>
      before = {};
  // Whether a refusal of a renewal does not matter to it. Where none does, a
  // new certificate is issued.
  std::function<bool(const Finding&)> waives = {};
  // Changes an answer. The request is the one that came.
  std::function<void(const http::Request&, http::Response&, Memory&)> after =
      {};
  // Changes the context of TLS before it serves.
  std::function<void(SSL_CTX&)> tls = {};
  std::optional<Habits> front = {};         // That it is served by, if any.
  std::string_view certificate_names = {};  // Of the server's certificate.
  connector::Profile profile = connector::Profile::kUem1210;  // To be used.
  int certificate_age_days = 0;  // When that was made.
  size_t max_body = 0;  // Bytes that are read; 0: as many as it does itself.
};

// AllMutants gives them in the order of their codes.
const std::vector<Mutant>& AllMutants();
const Mutant* FindMutant(std::string_view name);  // Null where there is none.

}  // namespace mdmock::reference::pki

#endif  // MDMOCK_CONFORMANCE_REFERENCE_CONNECTOR_MUTANT_H_
