#ifndef MDMOCK_PROTOCOL_CMS_SIGNED_DATA_H_
#define MDMOCK_PROTOCOL_CMS_SIGNED_DATA_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/base/time.h"
#include "protocol/cms/ber.h"

namespace mdmock::cms {

// AlgorithmIdentifier with its parameters as they stand. Identifiers are the
// bytes behind tag and length (algorithms.h).
struct AlgorithmIdentifier {
  enum class Parameters { kAbsent, kIsNull, kOther };

  size_t offset = 0;
  std::string_view oid;
  Parameters parameters = Parameters::kAbsent;
  std::optional<Element> other;  // Of kOther.
};

// Attribute is a type and its set of values.
struct Attribute {
  size_t offset = 0;
  std::string_view oid;
  std::vector<Element> values;
};

// SignerInfo is one signature (RFC 5652, 5.3).
struct SignerInfo {
  size_t offset = 0;
  std::int64_t version = 0;
  std::string_view issuer_der;  // With `serial`; both "" for a key identifier.
  std::string_view serial;      // The INTEGER's bytes.
  std::optional<std::string> key_identifier;
  AlgorithmIdentifier digest;
  std::optional<Element> attributes_element;  // The [0]; absent without any.
  std::vector<Attribute> attributes;          // The signed ones.
  std::string signed_bytes;  // What is signed where there are attributes.
  AlgorithmIdentifier signature_algorithm;
  size_t signature_offset = 0;
  std::string signature;
  std::vector<Attribute> unsigned_attributes;

  const Attribute* Find(std::string_view oid) const;  // Signed; null if none.
  size_t Count(std::string_view oid) const;
};

// SignedData is a signed message (RFC 5652, 5.1). All views are into the bytes
// that were read.
struct SignedData {
  std::int64_t version = 0;
  std::vector<AlgorithmIdentifier> digests;
  std::string_view content_type;
  size_t content_offset = 0;           // Of encapContentInfo.
  std::optional<std::string> content;  // What is attached, put together.
  std::vector<Element> certificates;
  std::vector<Element> revocation_lists;
  std::vector<SignerInfo> signers;
  bool indefinite = false;  // The outermost length: BER and not DER.
  size_t trailing_offset = 0;
  size_t trailing_len = 0;  // Bytes that follow the message.
};

// ReadSignedData takes BER and DER. It looks at the structure only: what is in
// a certificate, and whether a signature fits, are other questions.
Parsed<SignedData> ReadSignedData(std::string_view bytes);

// ReadSigningTime reads a UTCTime or GeneralizedTime as RFC 5652, 11.3 writes
// them, whole seconds and Z; nothing for any other form.
std::optional<SystemTime> ReadSigningTime(const Element& value);

}  // namespace mdmock::cms

#endif  // MDMOCK_PROTOCOL_CMS_SIGNED_DATA_H_
