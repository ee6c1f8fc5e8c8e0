#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "protocol/cms/attributes.h"
#include "protocol/cms/signature.h"
#include "protocol/cms/signed_data.h"

namespace {

using namespace mdmock::cms;  // NOLINT: a program of one page.

void Require(bool holds) {
  if (!holds) std::abort();
}

// Whether `part` lies inside `whole`.
bool IsInside(std::string_view part, std::string_view whole) {
  return part.empty() ||
         (part.data() >= whole.data() &&
          part.data() + part.size() <= whole.data() + whole.size());
}

void CheckAttributes(const std::vector<Attribute>& attributes,
                     std::string_view bytes) {
  for (const Attribute& one : attributes) {
    Require(one.offset < bytes.size() && IsInside(one.oid, bytes));
    for (const Element& value : one.values) {
      Require(IsInside(value.whole, bytes));
      ReadSigningTime(value);
    }
  }
}

}  // namespace

// The reader: offsets point into the message, and nothing is made up.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto message = ReadSignedData(bytes);
  if (!message) {
    Require(message.error().offset <= size && !message.error().what.empty());
    return 0;
  }
  Require(message->trailing_offset + message->trailing_len == size);
  for (const SignerInfo& signer : message->signers) {
    Require(signer.offset < size && signer.signature_offset < size);
    Require(IsInside(signer.issuer_der, bytes));
    Require(signer.attributes_element.has_value() ==
            !signer.signed_bytes.empty());
    CheckAttributes(signer.attributes, bytes);
    CheckAttributes(signer.unsigned_attributes, bytes);
    FindMethod(signer);
  }
  return 0;
}
