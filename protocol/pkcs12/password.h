#ifndef MDMOCK_PROTOCOL_PKCS12_PASSWORD_H_
#define MDMOCK_PROTOCOL_PKCS12_PASSWORD_H_

#include <optional>
#include <string>
#include <string_view>

namespace mdmock::pkcs12 {

// Password is one password in the two forms that derivations take: RFC 7292's
// own takes UTF-16BE ended by two zero bytes (appendix B.1), PBES2 and PBMAC1
// take the bytes as they are.
struct Password {
  std::string bmp;
  std::string raw;

  friend bool operator==(const Password&, const Password&) = default;
};

// PasswordOf makes both forms of UTF-8 text; of bytes that are not UTF-8, each
// byte is the character of its number, as OpenSSL reads them.
Password PasswordOf(std::string_view bytes);

// The empty password is two zero bytes (appendix B.1); none at all is no bytes.
Password EmptyPassword();
Password NoPassword();

// Utf16 encodes UTF-8 text; nothing where `text` is none.
enum class ByteOrder { kBig, kLittle };
std::optional<std::string> Utf16(std::string_view text, ByteOrder order);

// FromUtf16Be decodes to UTF-8; nothing where the bytes are not UTF-16.
std::optional<std::string> FromUtf16Be(std::string_view bytes);

// Latin1 encodes UTF-8 text in ISO 8859-1; nothing where it has other letters.
std::optional<std::string> Latin1(std::string_view text);

// FromLatin1 reads each byte as the character of its number, into UTF-8.
std::string FromLatin1(std::string_view bytes);

}  // namespace mdmock::pkcs12

#endif  // MDMOCK_PROTOCOL_PKCS12_PASSWORD_H_
