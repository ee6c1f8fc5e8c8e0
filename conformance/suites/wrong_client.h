#ifndef MDMOCK_CONFORMANCE_SUITES_WRONG_CLIENT_H_
#define MDMOCK_CONFORMANCE_SUITES_WRONG_CLIENT_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mocks/ade/ade_mock.h"
#include "protocol/http/message.h"
#include "protocol/oauth1/credentials.h"
#include "protocol/oauth1/habits.h"
#include "protocol/oauth1/message.h"

namespace mdmock::conformance {

// WrongClient asks an ADE mock for a session, signing as its habits are. What
// its requests hold besides is made so that some mistake shows in them: a
// query, a body, a host in capitals.
class WrongClient {
 public:
  struct Request {
    std::string target = "/session";
    std::string content_type;  // "" and no body.
    std::string body;
    bool version = true;  // Whether oauth_version is sent.
  };

  // `as` is the URL that the mock verifies for, or "" for its own. The mock's
  // secrets need percent-encoding, and it has replaced a token before.
  WrongClient(std::uint64_t seed, const std::string& as, Request request);

  // The bytes of a request signed with `habits`; nothing where that changes
  // nothing, since the request would be right.
  std::optional<std::string> Make(const oauth1::Habits& habits);

  // Sends the bytes; the response, or nothing where none came.
  std::optional<http::Response> Send(const std::string& bytes);

  ade::AdeMock& mock() { return *mock_; }

 private:
  std::string Signature(const oauth1::Message& message,
                        const oauth1::Habits& habits) const;

  Request request_;
  std::unique_ptr<ade::AdeMock> mock_;
  oauth1::Credentials credentials_;
  std::vector<oauth1::Credentials> previous_;
  oauth1::Base base_;
  std::string host_;  // Of the Host header.
  int num_made_ = 0;
};

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_WRONG_CLIENT_H_
