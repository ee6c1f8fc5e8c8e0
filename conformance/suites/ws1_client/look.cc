#include "conformance/suites/ws1_client/look.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "conformance/suites/ws1_client/lab.h"
#include "mocks/workspace_one/api.h"
#include "protocol/cms/algorithms.h"
#include "protocol/http/url.h"

namespace mdmock::conformance::ws1 {
namespace {

using nlohmann::json;

json Parsed(const std::string& text) {
  return json::parse(text, nullptr, /*allow_exceptions=*/false);
}

const json* Field(const json& object, const std::string& name) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(name);
  return found == object.end() ? nullptr : &*found;
}

// A number, or {"Value": 12772}, or a device with such an Id.
std::optional<long long> ReadId(const json& value) {
  if (value.is_number_integer()) return value.get<long long>();
  for (const char* name : {"Id", "Value"}) {
    if (const json* inner = Field(value, name)) return ReadId(*inner);
  }
  return std::nullopt;
}

cms::CmsUrlOptions OptionsFor(Lab& lab, const journal::Entry& entry) {
  const auto in_force = MockOf(lab).service().in_force();
  cms::CmsUrlOptions options;
  options.base.scheme = entry.scheme;
  if (const std::string* host = entry.request.Find("Host")) {
    if (auto authority = http::ReadAuthority(*host)) {
      options.base.authority = *std::move(authority);
    }
  }
  options.known = in_force->known;
  options.trust = in_force->trust;
  options.tenant_code = in_force->options.tenant_code;
  options.window = in_force->options.window;
  for (const auto& call : lab.AllCalls()) {
    if (call->seq < entry.seq) options.earlier_paths.push_back(PathOf(*call));
  }
  options.api_paths = workspace_one::ApiPaths();
  return options;
}

}  // namespace

const cms::SignerInfo* Seen::signer() const {
  return message && !message->signers.empty() ? &message->signers.front()
                                              : nullptr;
}

std::optional<SystemTime> Seen::signing_time() const {
  const cms::Attribute* time =
      signer() == nullptr ? nullptr : signer()->Find(cms::oid::kSigningTime);
  if (time == nullptr || time->values.empty()) return std::nullopt;
  return cms::ReadSigningTime(time->values.front());
}

bool Seen::fits() const {
  const Verdict& verdict = judgement.verdict;
  return signer() != nullptr && judgement.signer != nullptr &&
         !verdict.Has("cmsurl.message-digest.mismatch") &&
         !verdict.Has("cmsurl.signature.mismatch") &&
         !verdict.Has("cmsurl.key.unsupported") &&
         !verdict.Has("cmsurl.attribute.missing") &&
         cms::FindMethod(*signer()).has_value();
}

bool Seen::IsExplained() const {
  const Cause::Status status = judgement.verdict.cause().status;
  return fits() || status == Cause::Status::kProved ||
         status == Cause::Status::kAmbiguous;
}

bool Seen::IsBy(std::string_view mistake) const {
  const Cause& cause = judgement.verdict.cause();
  const auto has = [mistake](const Explanation& explanation) {
    return std::any_of(
        explanation.begin(), explanation.end(),
        [mistake](const Mistake* one) { return one->id == mistake; });
  };
  return has(cause.mistakes) ||
         std::any_of(cause.equivalent.begin(), cause.equivalent.end(), has);
}

std::unique_ptr<const Seen> Look(Lab& lab, const journal::Entry& entry) {
  auto seen = std::make_unique<Seen>();
  seen->judgement =
      cms::JudgeCmsUrl(entry.request, OptionsFor(lab, entry), entry.time);
  const std::string* value = entry.request.Find("Authorization");
  if (value == nullptr) return seen;
  seen->header = cms::ReadCmsUrlHeader(*value);
  if (auto message = cms::ReadSignedData(seen->header.message)) {
    seen->message = *std::move(message);
  }
  return seen;
}

std::string PathOf(const journal::Entry& entry) {
  return std::string(http::SplitTarget(entry.request.target).path);
}

std::optional<Page> ReadPage(const std::string& body) {
  const json object = Parsed(body);
  const json* devices = Field(object, "Devices");
  if (devices == nullptr || !devices->is_array()) return std::nullopt;
  Page page;
  for (const json& device : *devices) {
    if (const auto id = ReadId(device)) page.ids.insert(*id);
  }
  const json* total = Field(object, "Total");
  if (total != nullptr && total->is_number_integer()) {
    page.total = total->get<long long>();
  }
  return page;
}

std::optional<std::set<long long>> PrintedIds(const Performed& performed) {
  const json output = Parsed(performed.done.output);
  const json* devices = Field(output, "devices");
  if (devices == nullptr || !devices->is_array()) return std::nullopt;
  std::set<long long> ids;
  for (const json& device : *devices) {
    if (const auto id = ReadId(device)) ids.insert(*id);
  }
  return ids;
}

std::string TextField(const std::string& text, const std::string& name) {
  const json object = Parsed(text);
  const json* field = Field(object, name);
  if (field == nullptr) return "";
  return field->is_string() ? field->get<std::string>() : field->dump();
}

}  // namespace mdmock::conformance::ws1
