// The key, the code over the base string, and the characters it becomes.

#include "protocol/oauth1/signer.h"

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/crypto/digest.h"
#include "protocol/crypto/hmac.h"
#include "protocol/http/percent.h"

namespace mdmock::oauth1 {
namespace {

using crypto::DigestAlgorithm;

std::string Half(std::string_view secret, std::string_view key,
                 const SecretHabits& habits, const KeyHabits& key_habits) {
  if (habits.missing) return "";
  std::string half(habits.key_instead ? key : secret);
  if (habits.quoted) half = "\"" + half + "\"";
  if (habits.new_line == SecretHabits::NewLine::kLf) half += "\n";
  if (habits.new_line == SecretHabits::NewLine::kCrLf) half += "\r\n";
  if (habits.not_encoded) return half;
  std::string encoded = http::PercentEncode(
      half, key_habits.lower_hex ? HexCase::kLower : HexCase::kUpper);
  if (key_habits.plus_for_space) ReplaceAll(encoded, "%20", "+");
  return encoded;
}

std::string CodeText(std::string_view code, OutputHabits::Text text) {
  using Text = OutputHabits::Text;
  switch (text) {
    case Text::kBase64:
      return Base64(code);
    case Text::kHexLower:
      return Hex(code, HexCase::kLower);
    case Text::kHexUpper:
      return Hex(code, HexCase::kUpper);
    case Text::kBase64OfHexLower:
      return Base64(Hex(code, HexCase::kLower));
    case Text::kBase64OfHexUpper:
      return Base64(Hex(code, HexCase::kUpper));
  }
  return "";
}

}  // namespace

std::string SigningKey(const Credentials& credentials,
                       const std::vector<Credentials>& previous,
                       const KeyHabits& habits) {
  const Credentials* consumer = &credentials;
  const Credentials* access = &credentials;
  if (habits.previous != KeyHabits::Previous::kNone) {
    access = &previous[habits.previous_index];
  }
  if (habits.previous == KeyHabits::Previous::kBoth) consumer = access;
  const std::string first =
      Half(consumer->consumer_secret, consumer->consumer_key, habits.consumer,
           habits);
  const std::string second =
      Half(access->access_secret, access->access_token, habits.access, habits);
  const std::string_view between = habits.ampersand_missing ? "" : "&";
  std::string key = habits.swapped ? second : first;
  return key.append(between).append(habits.swapped ? first : second);
}

std::string Code(std::string_view key, std::string_view base_string,
                 const MacHabits& habits) {
  using Algorithm = MacHabits::Algorithm;
  const auto text = [](const crypto::Sha1Bytes& code) {
    return std::string(reinterpret_cast<const char*>(code.data()), code.size());
  };
  switch (habits.algorithm) {
    case Algorithm::kHmacSha1:
      return text(crypto::HmacSha1Key(key).Sign(base_string));
    case Algorithm::kHmacSha256:
      return crypto::Hmac(DigestAlgorithm::kSha256, key, base_string);
    case Algorithm::kHmacSha512:
      return crypto::Hmac(DigestAlgorithm::kSha512, key, base_string);
    case Algorithm::kSha1OfBase:
      return text(crypto::Sha1(base_string));
    case Algorithm::kSha1OfKeyAndBase:
      return text(crypto::Sha1(std::string(key).append(base_string)));
    case Algorithm::kSha1OfBaseAndKey:
      return text(crypto::Sha1(std::string(base_string).append(key)));
  }
  return "";
}

std::string SignatureText(std::string_view code, const OutputHabits& habits) {
  std::string text = CodeText(code, habits.text);
  if (habits.url_alphabet) {
    ReplaceAll(text, "+", "-");
    ReplaceAll(text, "/", "_");
  }
  if (habits.unpadded) {
    while (text.ends_with('=')) text.pop_back();
  }
  if (habits.plus == OutputHabits::Plus::kBecameSpace) {
    ReplaceAll(text, "+", " ");
  }
  if (habits.slash_escaped) ReplaceAll(text, "/", "\\/");
  if (habits.equals_escaped) ReplaceAll(text, "=", "\\u003d");
  if (habits.encoding != OutputHabits::Encoding::kNone) {
    text = http::PercentEncode(text);
  }
  if (habits.encoding == OutputHabits::Encoding::kTwice) {
    text = http::PercentEncode(text);
  }
  // A blank on the wire: somebody decoded the finished header as a form.
  if (habits.plus == OutputHabits::Plus::kBecameBlank) {
    ReplaceAll(text,
               habits.encoding == OutputHabits::Encoding::kNone ? "+" : "%2B",
               " ");
  }
  return text;
}

std::string CanonicalText(std::string_view raw) {
  std::string text;
  text.reserve(raw.size() + 8);
  for (size_t at = 0; at < raw.size(); ++at) {
    const char c = raw[at];
    const bool escape = c == '%' && at + 2 < raw.size() &&
                        HexDigit(raw[at + 1]) >= 0 &&
                        HexDigit(raw[at + 2]) >= 0;
    if (escape) {
      text += ToUpper(raw.substr(at, 3));
      at += 2;
    } else if (c == '%' || c == '+' || c == ' ') {
      text += c;
    } else {
      http::AppendPercentEncoded(text, raw.substr(at, 1));
    }
  }
  return text;
}

}  // namespace mdmock::oauth1
