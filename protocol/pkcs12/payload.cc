#include "protocol/pkcs12/payload.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "protocol/base/text.h"
#include "protocol/pkcs12/loose.h"
#include "protocol/pkcs12/mistakes.h"
#include "protocol/pkcs12/rules.h"
#include "protocol/pkcs12/wrapping.h"

namespace mdmock::pkcs12 {
namespace {

using Kind = Payload::Kind;

// A file whose first bytes are those of a PFX, as far as there are any.
bool BeginsLikePfx(std::string_view bytes) {
  if (bytes.empty() || bytes[0] != 0x30) return false;
  if (bytes.size() < 2) return true;
  const auto length = static_cast<unsigned char>(bytes[1]);
  if (length > 0x84) return false;
  const std::string_view rest = bytes.substr(
      std::min<size_t>(bytes.size(), length > 0x80 ? 2 + (length & 0x7F) : 2));
  // INTEGER 3, SEQUENCE.
  constexpr std::string_view kBegin("\x02\x01\x03\x30", 4);
  const std::string_view begin = rest.substr(0, kBegin.size());
  return begin == kBegin.substr(0, begin.size());
}

bool IsCutOff(std::string_view bytes) {
  cms::Reader reader(bytes);
  return BeginsLikePfx(bytes) && !reader.Next();
}

std::string Missing(std::string_view bytes) {
  const size_t claimed = ClaimedLength(bytes);
  if (claimed == 0) {
    return fmt::format("the file of {} bytes ends inside its first element",
                       bytes.size());
  }
  return fmt::format("the file says that it has {} bytes, and there are {}",
                     claimed, bytes.size());
}

void Judge(Payload& payload, const Mistake& mistake, const Rule& rule,
           std::string proof) {
  payload.wrong.push_back({&mistake, &rule, std::move(proof)});
}

void JudgeLayers(const Wrapped& wrapped, Payload& payload) {
  const auto count = [&](Layer::Kind kind) {
    return std::count_if(
        wrapped.layers.begin(), wrapped.layers.end(),
        [&](const Layer& layer) { return layer.kind == kind; });
  };
  const auto num_base64 = count(Layer::Kind::kBase64);
  if (count(Layer::Kind::kPem) > 0) {
    Judge(payload, mistakes::kPayloadPem, rules::kPayloadPem,
          fmt::format("a line says BEGIN {}", wrapped.pem_label));
  }
  if (count(Layer::Kind::kHex) > 0) {
    Judge(payload, mistakes::kPayloadHex, rules::kPayloadHex,
          "undone as hexadecimal digits, it is what follows");
  }
  if (num_base64 > 1) {
    Judge(payload, mistakes::kPayloadBase64Twice, rules::kPayloadBase64Twice,
          fmt::format("base64 has to be undone {} times", num_base64));
  }
  if (wrapped.base64url) {
    Judge(payload, mistakes::kPayloadBase64Url, rules::kPayloadBase64Url,
          "there is '-' or '_' in the base64");
  }
  for (const Layer& layer : wrapped.layers) {
    payload.layers += fmt::format("{}{}", payload.layers.empty() ? "" : " of ",
                                  Name(layer.kind));
  }
}

// What a single object is, if not a PKCS#12 file.
void ReadOther(std::string_view bytes, const cms::BerError& error,
               Payload& payload) {
  if (IsCutOff(bytes)) {
    payload.kind = Kind::kTruncated;
    Judge(payload, mistakes::kPayloadTruncated, rules::kPayloadTruncated,
          Missing(bytes));
    if (auto survivors = ReadSurvivors(bytes)) {
      payload.container = std::move(*survivors);
    }
    return;
  }
  payload.error = fmt::format("{}, at byte {}", error.what, error.offset);
  payload.over_limits = IsLimit(error);
}

}  // namespace

Payload ReadPayload(std::string_view bytes) {
  Payload payload;
  if (bytes.size() > 4 * kMaxFileSize) {
    payload.kind = Kind::kTooLarge;
    return payload;
  }
  Wrapped wrapped = Unwrap(bytes);
  JudgeLayers(wrapped, payload);
  for (const std::string& object : wrapped.objects) {
    payload.size = object.size();
    if (object.size() > kMaxFileSize) {
      payload.kind = Kind::kTooLarge;
      return payload;
    }
    auto container = ReadContainer(object);
    if (container) {
      payload.kind = Kind::kContainer;
      payload.container = std::move(*container);
      payload.base64_manners = wrapped.base64_manners;
      return payload;
    }
    if (wrapped.objects.size() > 1) continue;
    ReadOther(object, container.error(), payload);
  }
  if (payload.kind == Kind::kTruncated) return payload;
  std::vector<Bag> bags = ReadLoose(wrapped.objects);
  if (bags.empty()) {
    if (payload.error.empty()) payload.error = wrapped.error;
    return payload;
  }
  payload.kind = Kind::kLoose;
  Safe safe{.type = "data",
            .where = "the payload",
            .protection = {},
            .ciphertext = {},
            .bags = std::move(bags),
            .damage = {}};
  payload.container.safes.push_back(std::move(safe));
  return payload;
}

}  // namespace mdmock::pkcs12
