#ifndef MDMOCK_MOCKS_CONTROL_TRANSPORT_TEXT_H_
#define MDMOCK_MOCKS_CONTROL_TRANSPORT_TEXT_H_

#include <optional>
#include <string>
#include <string_view>

#include "mocks/control/json/problem.h"
#include "mocks/server/fault.h"

namespace mdmock::control {

// The effects on the transport, as one writes them (N bytes, S seconds, which
// may have decimals):
//
//   reset  close  truncate:N  stall:S  dribble:N/S  garbage  wrong-length
//   redirect:URL

// ReadTransport gives nothing, and no problem, where `text` does not begin with
// the name of one.
std::optional<server::Effect> ReadTransport(std::string_view text,
                                            const std::string& where,
                                            Problems& problems);

// TransportText is the reverse; "" for an effect of another kind.
std::string TransportText(const server::Effect& effect);

// TransportSpellings lists them, for a sentence.
std::string_view TransportSpellings();

// BreaksLine says whether a line of a response's head cannot hold `text`.
bool BreaksLine(std::string_view text);

}  // namespace mdmock::control

#endif  // MDMOCK_MOCKS_CONTROL_TRANSPORT_TEXT_H_
