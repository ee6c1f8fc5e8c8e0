#include "protocol/token/blame.h"

#include <utility>

namespace mdmock::token {
namespace {

void Append(std::string& text, std::string_view more) {
  if (!text.empty()) text += "; ";
  text += more;
}

}  // namespace

void Blame::Prove(const Mistake& mistake, std::string proof) {
  if (cause_.status != Cause::Status::kAmbiguous) {
    cause_.status = Cause::Status::kProved;
  }
  cause_.mistakes.push_back(&mistake);
  Append(cause_.proof, proof);
  Append(cause_.fix, mistake.fix);
}

void Blame::Suspect(const Mistake& mistake, const Mistake& other,
                    std::string seen, std::string tell_apart) {
  Prove(mistake, std::move(seen));
  cause_.status = Cause::Status::kAmbiguous;
  cause_.equivalent.push_back({&other});
  cause_.tell_apart = std::move(tell_apart);
}

Cause Blame::Take() && { return std::move(cause_); }

}  // namespace mdmock::token
