#include "protocol/http/form.h"

#include <algorithm>

#include "protocol/base/text.h"
#include "protocol/http/percent.h"

namespace mdmock::http {
namespace {

std::string Decode(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return PercentDecodeLoosely(spaced);
}

}  // namespace

std::vector<Parameter> ReadForm(std::string_view text) {
  std::vector<Parameter> parameters;
  if (text.empty()) return parameters;
  for (const std::string_view piece : Split(text, '&')) {
    if (piece.empty()) continue;
    const size_t equals = piece.find('=');
    const bool bare = equals == std::string_view::npos;
    parameters.push_back(
        {.name = Decode(piece.substr(0, equals)),
         .value = bare ? std::string() : Decode(piece.substr(equals + 1))});
  }
  return parameters;
}

}  // namespace mdmock::http
