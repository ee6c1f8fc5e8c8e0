#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_ROUTES_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_ROUTES_H_

#include <span>
#include <string_view>

#include "mocks/workspace_one/visit.h"

namespace mdmock::workspace_one {

// Needs is what an administrator's role has to allow.
enum class Needs { kReading, kChanging };

// What a body is, where one is sent.
enum class BodyKind { kDocument, kBytes };

// Route is one method of one path of the API.
struct Route {
  std::string_view method;
  std::string_view path;  // Behind /api; {…} stands for one segment.
  Needs needs;
  Page (*answer)(const Visit& visit);
  int first_version = 1;
  int last_version = 1;
  BodyKind body = BodyKind::kDocument;
};

// AllRoutes gives the table; of two paths that fit, the first one counts.
std::span<const Route> AllRoutes();

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_ROUTES_H_
