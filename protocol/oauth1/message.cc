#include "protocol/oauth1/message.h"

namespace mdmock::oauth1 {

Message MakeMessage(const http::Request& request, const Base& base,
                    const Authorization& authorization) {
  const http::Target target = http::SplitTarget(request.target);
  Message message{.method = request.method,
                  .base = base,
                  .path = target.path,
                  .query = target.query};
  message.header.reserve(authorization.fields().size());
  for (const Field& field : authorization.fields()) {
    message.header.push_back({field.name, field.value, field.plain});
  }
  if (target.query) message.in_query = http::ReadForm(*target.query);
  if (!request.body.empty()) {
    const std::string* type = request.Find("Content-Type");
    message.body_is_form = type != nullptr && http::MediaType(*type) ==
                                                  "application/x-www-form-"
                                                  "urlencoded";
    message.in_body = http::ReadForm(request.body);
  }
  return message;
}

}  // namespace mdmock::oauth1
