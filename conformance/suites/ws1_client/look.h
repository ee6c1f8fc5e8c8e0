#ifndef MDMOCK_CONFORMANCE_SUITES_WS1_CLIENT_LOOK_H_
#define MDMOCK_CONFORMANCE_SUITES_WS1_CLIENT_LOOK_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "conformance/suites/client/lab.h"
#include "protocol/base/time.h"
#include "protocol/cms/cmsurl_header.h"
#include "protocol/cms/cmsurl_verify.h"
#include "protocol/cms/signed_data.h"

// Looking into what a client sent or printed, and what it was answered. Nothing
// of it is trusted to have any shape.
namespace mdmock::conformance::ws1 {

// Seen is a request's Authorization header, taken apart; also where a scripted
// answer kept the mock from looking at it.
struct Seen {
  cms::Judgement judgement;
  cms::CmsUrlHeader header;
  // Views into `header.message`; nothing where that cannot be read.
  std::optional<cms::SignedData> message;

  const cms::SignerInfo* signer() const;  // Null where there is none.
  std::optional<SystemTime> signing_time() const;

  // Whether the bytes that were signed, or why they are others, are known.
  bool fits() const;
  bool IsExplained() const;

  // Whether `mistake` is one of those that explain the bytes.
  bool IsBy(std::string_view mistake) const;
};

// Look judges a request of the lab's journal, as the mock would.
std::unique_ptr<const Seen> Look(Lab& lab, const journal::Entry& entry);

// PathOf gives the path of a request as it came.
std::string PathOf(const journal::Entry& entry);

// Of a page of devices that the mock gave: the ids, and the number of all.
struct Page {
  std::set<long long> ids;
  std::optional<long long> total;
};
std::optional<Page> ReadPage(const std::string& body);

// PrintedIds gives the ids in the output of a list, in either form of
// docs/shim.md; nothing where the client printed no devices.
std::optional<std::set<long long>> PrintedIds(const Performed& performed);

// TextField gives a text or number of a JSON object as text; "" where it has
// none.
std::string TextField(const std::string& json, const std::string& name);

}  // namespace mdmock::conformance::ws1

#endif  // MDMOCK_CONFORMANCE_SUITES_WS1_CLIENT_LOOK_H_
