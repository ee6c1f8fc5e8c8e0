#ifndef MDMOCK_PROTOCOL_HTTP_FORM_H_
#define MDMOCK_PROTOCOL_HTTP_FORM_H_

#include <string>
#include <string_view>
#include <vector>

namespace mdmock::http {

// Parameter is a decoded name and value.
struct Parameter {
  std::string name;
  std::string value;

  bool operator==(const Parameter&) const = default;
};

// ReadForm reads application/x-www-form-urlencoded text (a query, or a body):
// '+' is a blank, an invalid escape stays as it stands, a name without '=' has
// an empty value, and empty pieces are left out. Order and repeats are kept.
std::vector<Parameter> ReadForm(std::string_view text);

}  // namespace mdmock::http

#endif  // MDMOCK_PROTOCOL_HTTP_FORM_H_
