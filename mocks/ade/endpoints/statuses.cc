#include "mocks/ade/endpoints/statuses.h"

#include <fmt/format.h>

#include "mocks/ade/fleet/json_text.h"
#include "mocks/ade/rules.h"
#include "protocol/base/text.h"

namespace mdmock::ade {

void AppendStatuses(std::string& out, Visit& visit,
                    const std::vector<std::string>& serials, const Act& act) {
  AppendName(out, "devices");
  out += '{';
  for (size_t i = 0; i < serials.size(); ++i) {
    const std::string& serial = serials[i];
    if (i > 0) out += ',';
    AppendQuoted(out, serial);
    out += ':';
    std::string scripted = visit.holdings->scripted.Take(serial);
    if (!scripted.empty()) {
      AppendQuoted(out, scripted);
      continue;
    }
    const auto slot = visit.holdings->fleet.Find(serial);
    AppendQuoted(out, slot ? act(*slot, i) : kNotAccessible);
  }
  out += '}';
}

void RemarkStrangers(Visit& visit, const std::vector<std::string>& serials) {
  size_t num_strangers = 0;
  std::string first;
  for (const std::string& serial : serials) {
    if (visit.holdings->fleet.Find(serial)) continue;
    if (num_strangers++ == 0) first = Printable(serial, 60);
  }
  if (num_strangers == 0) return;
  visit.verdict.Add(
      {&rules::kDeviceNotAccessible, "devices", "devices of this server",
       fmt::format("{} that are not, the first \"{}\"", num_strangers, first)});
}

}  // namespace mdmock::ade
