#ifndef MDMOCK_PROTOCOL_CMS_BER_H_
#define MDMOCK_PROTOCOL_CMS_BER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

// BER (X.690) as CMS messages use it: definite and indefinite lengths, and
// strings in one piece or in several. Everything read is a view into the bytes
// that were given to the first Reader, which must outlive it. Memory does not
// grow with the input, nesting is bounded, and a damaged message gives an error
// that says where; DER is what this reads as well.
namespace mdmock::cms {

// BerError is the place where a message stops being what it should be. It is
// the peer's, hence a value that a verdict can quote, and no Failure.
struct BerError {
  size_t offset = 0;  // Bytes from the start of the whole message.
  std::string what;   // One sentence, without a final full stop.
};

// Parsed is a `T`, or the BerError that kept it from being read.
template <typename T>
class [[nodiscard]] Parsed {
 public:
  Parsed(T value) : state_(std::move(value)) {}         // NOLINT: implicit
  Parsed(BerError error) : state_(std::move(error)) {}  // NOLINT: implicit

  bool has_value() const { return std::holds_alternative<T>(state_); }
  explicit operator bool() const { return has_value(); }

  T& operator*() { return std::get<T>(state_); }
  const T& operator*() const { return std::get<T>(state_); }
  T* operator->() { return &std::get<T>(state_); }
  const T* operator->() const { return &std::get<T>(state_); }

  const BerError& error() const { return std::get<BerError>(state_); }

 private:
  std::variant<T, BerError> state_;
};

enum class TagClass : std::uint8_t {
  kUniversal,
  kApplication,
  kContext,
  kPrivate
};

struct Tag {
  TagClass tag_class = TagClass::kUniversal;
  std::uint32_t number = 0;

  friend bool operator==(const Tag&, const Tag&) = default;
};

inline constexpr Tag kInteger{TagClass::kUniversal, 2};
inline constexpr Tag kOctetString{TagClass::kUniversal, 4};
inline constexpr Tag kNull{TagClass::kUniversal, 5};
inline constexpr Tag kOid{TagClass::kUniversal, 6};
inline constexpr Tag kSequence{TagClass::kUniversal, 16};
inline constexpr Tag kSet{TagClass::kUniversal, 17};
constexpr Tag Context(std::uint32_t number) {
  return {TagClass::kContext, number};
}

std::string Name(Tag tag);  // "SEQUENCE", "[0]"

// Element is one value of the message, not yet looked into.
struct Element {
  Tag tag;
  bool constructed = false;
  bool indefinite = false;   // Its length; it then ends in 00 00.
  size_t offset = 0;         // Of its first byte, in the whole message.
  size_t header_len = 0;     // Tag and length.
  std::string_view content;  // Without the final 00 00.
  std::string_view whole;    // With header and final 00 00.
  int depth = 0;

  size_t content_offset() const { return offset + header_len; }
};

// Reader goes through elements that stand one after another.
class Reader {
 public:
  static constexpr int kMaxDepth = 32;

  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  explicit Reader(const Element& parent)
      : bytes_(parent.content),
        base_(parent.content_offset()),
        depth_(parent.depth + 1) {}

  bool AtEnd() const { return at_ == bytes_.size(); }
  size_t offset() const { return base_ + at_; }
  std::string_view rest() const { return bytes_.substr(at_); }

  // Next reads one element; at the end it is an error.
  Parsed<Element> Next();

  // Expect reads one element of `tag`; `what` names it in the error.
  Parsed<Element> Expect(Tag tag, std::string_view what);

  // TakeIf reads an element if it is of `tag`, and otherwise stays.
  std::optional<Element> TakeIf(Tag tag);

 private:
  std::string_view bytes_;
  size_t base_ = 0;
  size_t at_ = 0;
  int depth_ = 0;
};

// Octets is a string put together.
struct Octets {
  std::string bytes;
  size_t num_chunks = 1;     // 1 where it came in one piece.
  bool constructed = false;  // Chunks inside an outer element.
};

// ReadOctets joins a string in one piece or in several, nested ones included.
// The outer tag may be any: implicit tags hide it.
Parsed<Octets> ReadOctets(const Element& element);

// ReadOid gives "1.2.840.113549.1.7.3".
Parsed<std::string> ReadOid(const Element& element);

// ReadSmallInteger reads an INTEGER of at most eight bytes.
Parsed<std::int64_t> ReadSmallInteger(const Element& element);

// Writers. `identifier` is the first byte, constructed bit included: 0x30 for a
// SEQUENCE.
std::string WriteDefinite(unsigned char identifier, std::string_view content);
std::string WriteIndefinite(unsigned char identifier, std::string_view content);
std::string WriteOid(std::string_view dotted);  // `dotted` is well formed.

}  // namespace mdmock::cms

#endif  // MDMOCK_PROTOCOL_CMS_BER_H_
