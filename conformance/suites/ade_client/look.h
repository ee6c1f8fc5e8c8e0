#ifndef MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_LOOK_H_
#define MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_LOOK_H_

#include <optional>
#include <string>
#include <vector>

#include "conformance/suites/ade_client/lab.h"

// Looking into JSON that a client sent or printed. Nothing of it is trusted to
// have any shape.
namespace mdmock::conformance {

// Serials gives the serial numbers in the output of a fetch or sync; nothing
// where the client printed no devices.
std::optional<std::vector<std::string>> Serials(const Performed& performed);

// DeviceText gives the JSON of one device in that output, "" where it is not
// there.
std::string DeviceText(const Performed& performed, const std::string& serial);

// TextField gives a text of a JSON object, nothing where it has none.
std::optional<std::string> TextField(const std::string& json,
                                     const std::string& name);

// IsObject says whether `json` is a JSON object, HasField whether it has one.
bool IsObject(const std::string& json);
bool HasField(const std::string& json, const std::string& name);

// Texts gives a field that is a list of texts, Number one that is a whole
// number.
std::vector<std::string> Texts(const std::string& json,
                               const std::string& name);
std::optional<long long> Number(const std::string& json,
                                const std::string& name);

// MaximumOf gives the largest page that an answer of /account allows an
// endpoint; nothing where it does not say.
std::optional<long long> MaximumOf(const std::string& account,
                                   const std::string& uri);

// StatusOf gives what an answer about devices says of one: "SUCCESS".
std::string StatusOf(const std::string& answer, const std::string& serial);

// Quoted writes a JSON list of texts that need no escapes.
std::string Quoted(const std::vector<std::string>& texts);

// Page is an answer of the fetch or the sync service.
struct Record {
  std::string serial;
  std::string op_type;  // "" from the fetch service; op_date as well.
  std::string op_date;
};
struct Page {
  std::string cursor;
  std::vector<Record> records;
  bool more_to_follow = false;
};
std::optional<Page> ReadPage(const std::string& body);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_LOOK_H_
