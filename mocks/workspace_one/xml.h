#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_XML_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_XML_H_

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "mocks/control/json/problem.h"

namespace mdmock::workspace_one {

// ReadXml reads the XML of a request's body as JSON: the content of the root
// element, where an element with elements in it is an object (repeated ones a
// list) and any other one its text. Attributes and namespaces do not count.
// What cannot be read, a document type or more than 32 levels, is a problem.
nlohmann::json ReadXml(std::string_view text, control::Problems& problems);

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_XML_H_
