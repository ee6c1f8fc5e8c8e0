#ifndef MDMOCK_PROTOCOL_OAUTH1_HABITS_H_
#define MDMOCK_PROTOCOL_OAUTH1_HABITS_H_

#include <cstddef>
#include <string_view>

namespace mdmock::oauth1 {

// Habits describe how a client signs. The default values sign as RFC 5849 says;
// each other value is a way to go wrong that somebody has gone. There is one
// struct for each stage of the working, since a stage's outcome depends on its
// own habits only. Nothing here knows about mistakes: mistakes.cc gives names
// to these values.

struct MethodHabits {
  std::string_view instead;  // Another method; "" is the one sent.
  bool lower_case = false;

  bool operator==(const MethodHabits&) const = default;
};

struct UriHabits {
  enum class Port { kAsRfc, kDefaultWritten, kDefaultOfSignedScheme, kLeftOut };
  enum class Host { kLower, kAsSent, kUpper };
  enum class Path {
    kAsSent,
    kLower,
    kUpper,
    kCapital,  // Each segment begins with a capital.
    kRoot,     // "/"
    kEmpty
  };
  enum class Slash { kAsSent, kAdded, kRemoved };  // At the path's end.

  int other_base = -1;  // Index into the other base URLs; -1 is the right one.
  bool other_scheme = false;  // http for https, or back.
  Port port = Port::kAsRfc;
  Host host = Host::kLower;
  Path path = Path::kAsSent;
  Slash slash = Slash::kAsSent;
  bool query_kept = false;

  bool operator==(const UriHabits&) const = default;
};

struct ParameterHabits {
  enum class Values { kEncoded, kRaw, kTwice };

  bool realm_included = false;
  bool version_left_out = false;
  bool version_added = false;
  bool signature_method_left_out = false;
  bool query_left_out = false;
  bool body_included = false;  // Though it is not a form.
  bool body_left_out = false;  // Though it is one.
  int timestamp_shift = 0;     // Seconds.
  bool unsorted = false;
  Values values = Values::kEncoded;
  bool string_twice = false;  // The joined string is encoded once more.
  bool lower_hex = false;
  bool plus_for_space = false;

  bool operator==(const ParameterHabits&) const = default;
};

// How the three parts become one string.
struct FrameHabits {
  enum class Raw { kNone, kAll, kParameters };
  enum class NewLine { kNone, kLf, kCrLf };
  enum class Utf16 { kNone, kLe, kBe, kLeBom, kBeBom };

  Raw raw = Raw::kNone;
  NewLine new_line = NewLine::kNone;
  Utf16 utf16 = Utf16::kNone;
  bool lower_hex = false;
  bool plus_for_space = false;  // Shows only where values are raw.

  bool operator==(const FrameHabits&) const = default;
};

// One half of the key: the consumer's, or the token's.
struct SecretHabits {
  enum class NewLine { kNone, kLf, kCrLf };

  bool missing = false;
  bool key_instead = false;  // The consumer key, or the access token.
  bool quoted = false;
  bool not_encoded = false;
  NewLine new_line = NewLine::kNone;

  bool operator==(const SecretHabits&) const = default;
};

struct KeyHabits {
  enum class Previous { kNone, kAccess, kBoth };

  SecretHabits consumer;
  SecretHabits access;
  Previous previous = Previous::kNone;
  size_t previous_index = 0;  // Which of the previous tokens.
  bool swapped = false;
  bool ampersand_missing = false;
  bool lower_hex = false;
  bool plus_for_space = false;

  bool operator==(const KeyHabits&) const = default;
};

struct MacHabits {
  enum class Algorithm {
    kHmacSha1,
    kHmacSha256,
    kHmacSha512,
    kSha1OfBase,
    kSha1OfKeyAndBase,
    kSha1OfBaseAndKey
  };

  Algorithm algorithm = Algorithm::kHmacSha1;

  bool operator==(const MacHabits&) const = default;
};

// How the raw code becomes the characters between the quotes.
struct OutputHabits {
  enum class Text {
    kBase64,
    kHexLower,
    kHexUpper,
    kBase64OfHexLower,
    kBase64OfHexUpper
  };
  enum class Encoding { kOnce, kNone, kTwice };
  enum class Plus { kKept, kBecameSpace, kBecameBlank };

  Text text = Text::kBase64;
  bool url_alphabet = false;
  bool unpadded = false;
  Plus plus = Plus::kKept;
  bool slash_escaped = false;   // "\/", as JSON writers do.
  bool equals_escaped = false;  // "\u003d", as other JSON writers do.
  Encoding encoding = Encoding::kOnce;

  bool operator==(const OutputHabits&) const = default;
};

struct Habits {
  MethodHabits method;
  UriHabits uri;
  ParameterHabits parameters;
  FrameHabits frame;
  KeyHabits key;
  MacHabits mac;
  OutputHabits output;

  bool operator==(const Habits&) const = default;
};

}  // namespace mdmock::oauth1

#endif  // MDMOCK_PROTOCOL_OAUTH1_HABITS_H_
