#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_ENDPOINTS_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_ENDPOINTS_H_

#include <cstddef>
#include <optional>

#include "mocks/workspace_one/api.h"

namespace mdmock::workspace_one {

using Page = std::optional<http::Response>;

// What is refused gives nothing, and is in the verdict.
Page AnswerDevice(const Visit& visit);        // /mdm/devices/{id}
Page AnswerDeviceBy(const Visit& visit);      // /mdm/devices?searchby=&id=
Page AnswerDeviceSearch(const Visit& visit);  // /mdm/devices/search
Page AnswerBulkSettings(const Visit& visit);  // /mdm/devices/bulksettings
Page AnswerCommand(const Visit& visit);       // POST /mdm/devices/{id}/commands
Page AnswerGroups(const Visit& visit);        // /system/groups/search
Page AnswerUsers(const Visit& visit);         // /system/users/search
Page AnswerAdmins(const Visit& visit);        // /system/admins/search
Page AnswerInfo(const Visit& visit);          // /system/info

// Span is a part of a list that a query asks for.
struct Span {
  size_t page = 0;  // Counted from 0.
  size_t size = 500;
  size_t first = 0;
  size_t last = 0;  // One past it.
};

// ReadSpan reads page and pagesize: 0 and 500 unless they are given, and never
// more than 500. Nothing where they are no numbers.
std::optional<Span> ReadSpan(const Visit& visit, size_t total);

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_ENDPOINTS_H_
