#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_FORMAT_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_FORMAT_H_

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "protocol/http/message.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::workspace_one {

enum class MediaKind { kJson, kXml };

// Wanted is what a client asks to be answered in.
struct Wanted {
  MediaKind media = MediaKind::kJson;
  int version = 1;
  bool says_version = false;  // Somewhere: else any of them will do.
  bool can_be_met = true;     // Else Accept leaves nothing that the API has.
};

// Negotiate reads Accept, then the places where clients also put the version:
// the path (`path_version`, 0 where it has none), a "version" header, and the
// parameter of Content-Type. What nobody has documented is remarked upon.
Wanted Negotiate(const http::Request& request, int path_version,
                 Verdict& verdict);

// Write gives a response with a document in what is wanted; `root` is the
// name of XML's outermost element.
http::Response Write(const Wanted& wanted, int status, std::string_view root,
                     const nlohmann::ordered_json& document);

// WriteError gives the error envelope.
struct ErrorText {
  int status;
  int code;
  std::string message;
};
http::Response WriteError(const Wanted& wanted, const ErrorText& error,
                          std::string_view activity_id);

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_FORMAT_H_
