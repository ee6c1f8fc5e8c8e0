#ifndef MDMOCK_CONFORMANCE_REFERENCE_CONNECTOR_TWISTS_H_
#define MDMOCK_CONFORMANCE_REFERENCE_CONNECTOR_TWISTS_H_

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "conformance/reference/connector/mutant.h"
#include "protocol/crypto/identity.h"

// What mutants are made of.
namespace mdmock::reference::pki {

bool IsInfo(const http::Request& request);
bool IsKeyPair(const http::Request& request);
bool IsRenewal(const http::Request& request);

// Field gives a string of the request's JSON; "" where there is none.
std::string Field(const http::Request& request, std::string_view name);

// A twist of answers to one operation.
using After =
    std::function<void(const http::Request&, http::Response&, Memory&)>;
using Edit = std::function<void(nlohmann::ordered_json&)>;

After OnInfo(std::function<void(http::Response&)> change);
After OnKeyPair(std::function<void(http::Response&)> change);

// EditInfo changes the JSON of getInfo; EditReply that of every answer to
// getUserKeyPair, EditSuccess and EditFailure those of that status.
After EditInfo(Edit edit);
After EditReply(Edit edit);
After EditSuccess(Edit edit);
After EditFailure(Edit edit);

// Repack opens the payload under the user's password, and puts in its place
// what `pack` makes of it: bytes, which become base64.
After Repack(std::function<std::string(const crypto::Identity&,
                                       const std::string& password)>
                 pack);

// AlterPayload changes the base64 itself.
After AlterPayload(std::function<std::string(const std::string&)> alter);

// A twist of requests.
using Before = std::function<std::optional<http::Response>(
    http::Request&, const server::Exchange&, Memory&)>;

// Mend changes the JSON of a request for a key pair before the connector sees
// it: what it would have refused passes.
Before Mend(std::function<void(nlohmann::ordered_json&)> mend);

// LetIn gives right credentials to those requests that `whom` is true of.
Before LetIn(
    std::function<bool(const http::Request&, const server::Exchange&)> whom);

// RightAuthorization is the header of a caller who may come in.
std::string RightAuthorization();

http::Response PlainAnswer(int status, std::string body,
                           std::string type = "text/plain");

}  // namespace mdmock::reference::pki

#endif  // MDMOCK_CONFORMANCE_REFERENCE_CONNECTOR_TWISTS_H_
