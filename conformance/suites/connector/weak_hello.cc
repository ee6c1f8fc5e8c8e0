#include "conformance/suites/connector/weak_hello.h"

#include <fmt/format.h>

#include <string_view>

namespace mdmock::conformance::pki {
namespace {

// What TLS 1.2 signs with: ECDSA and RSA, up to SHA-512 and down to SHA-1.
constexpr std::uint16_t kSchemes[] = {0x0403, 0x0503, 0x0804, 0x0401,
                                      0x0501, 0x0201, 0x0203};

// As the registry of TLS has them.
struct Weak {
  std::uint16_t number;
  std::string_view name;
};
constexpr Weak kWeak[] = {
    {0x0001, "TLS_RSA_WITH_NULL_MD5"},
    {0x0002, "TLS_RSA_WITH_NULL_SHA"},
    {0x003B, "TLS_RSA_WITH_NULL_SHA256"},
    {0xC001, "TLS_ECDH_ECDSA_WITH_NULL_SHA"},
    {0xC006, "TLS_ECDHE_ECDSA_WITH_NULL_SHA"},
    {0xC00B, "TLS_ECDH_RSA_WITH_NULL_SHA"},
    {0xC010, "TLS_ECDHE_RSA_WITH_NULL_SHA"},
    {0xC015, "TLS_ECDH_anon_WITH_NULL_SHA"},
    {0x0003, "TLS_RSA_EXPORT_WITH_RC4_40_MD5"},
    {0x0006, "TLS_RSA_EXPORT_WITH_RC2_CBC_40_MD5"},
    {0x0008, "TLS_RSA_EXPORT_WITH_DES40_CBC_SHA"},
    {0x0014, "TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA"},
    {0x0017, "TLS_DH_anon_EXPORT_WITH_RC4_40_MD5"},
    {0x0019, "TLS_DH_anon_EXPORT_WITH_DES40_CBC_SHA"},
    {0x0004, "TLS_RSA_WITH_RC4_128_MD5"},
    {0x0005, "TLS_RSA_WITH_RC4_128_SHA"},
    {0x0018, "TLS_DH_anon_WITH_RC4_128_MD5"},
    {0xC002, "TLS_ECDH_ECDSA_WITH_RC4_128_SHA"},
    {0xC007, "TLS_ECDHE_ECDSA_WITH_RC4_128_SHA"},
    {0xC00C, "TLS_ECDH_RSA_WITH_RC4_128_SHA"},
    {0xC011, "TLS_ECDHE_RSA_WITH_RC4_128_SHA"},
    {0xC016, "TLS_ECDH_anon_WITH_RC4_128_SHA"},
    {0x0009, "TLS_RSA_WITH_DES_CBC_SHA"},
    {0x0015, "TLS_DHE_RSA_WITH_DES_CBC_SHA"},
    {0x001A, "TLS_DH_anon_WITH_DES_CBC_SHA"},
    {0x000A, "TLS_RSA_WITH_3DES_EDE_CBC_SHA"},
    {0x0016, "TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA"},
    {0x0013, "TLS_DHE_DSS_WITH_3DES_EDE_CBC_SHA"},
    {0x001B, "TLS_DH_anon_WITH_3DES_EDE_CBC_SHA"},
    {0xC003, "TLS_ECDH_ECDSA_WITH_3DES_EDE_CBC_SHA"},
    {0xC008, "TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA"},
    {0xC00D, "TLS_ECDH_RSA_WITH_3DES_EDE_CBC_SHA"},
    {0xC012, "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA"},
    {0xC017, "TLS_ECDH_anon_WITH_3DES_EDE_CBC_SHA"},
};

std::string Number(size_t value, int num_bytes) {
  std::string bytes;
  for (int i = num_bytes - 1; i >= 0; --i) {
    bytes += static_cast<char>((value >> (8 * i)) & 0xFF);
  }
  return bytes;
}

// A length of `num_bytes` bytes, and what it is the length of.
std::string Sized(std::string_view content, int num_bytes) {
  return Number(content.size(), num_bytes).append(content);
}

std::string Extension(int type, std::string_view content) {
  return Number(static_cast<size_t>(type), 2) + Sized(content, 2);
}

std::string Extensions(int version, const std::string& host) {
  std::string extensions;
  const bool is_name =
      host.find_first_not_of("0123456789.") != std::string::npos &&
      host.find(':') == std::string::npos;
  if (is_name) {
    extensions += Extension(0, Sized(Number(0, 1) + Sized(host, 2), 2));
  }
  extensions += Extension(10, Sized(Number(23, 2) + Number(24, 2), 2));
  extensions += Extension(11, Sized(Number(0, 1), 1));
  if (version >= kTls12) {
    std::string schemes;
    for (const std::uint16_t scheme : kSchemes) {
      schemes += Number(scheme, 2);
    }
    extensions += Extension(13, Sized(schemes, 2));
  }
  return extensions;
}

}  // namespace

const std::vector<std::uint16_t>& UsualCiphers() {
  static const std::vector<std::uint16_t> ciphers{
      0xC014, 0xC013, 0xC00A, 0xC009, 0x0035, 0x002F, 0x0039, 0x0033};
  return ciphers;
}

const std::vector<std::uint16_t>& WeakCiphers() {
  static const std::vector<std::uint16_t> ciphers = [] {
    std::vector<std::uint16_t> numbers;
    for (const Weak& weak : kWeak) numbers.push_back(weak.number);
    return numbers;
  }();
  return ciphers;
}

std::string ClientHello(int version, const std::vector<std::uint16_t>& ciphers,
                        const std::string& host) {
  std::string list;
  for (const std::uint16_t cipher : ciphers) list += Number(cipher, 2);
  // No secret depends on these 32 bytes: the handshake goes no further.
  const std::string random = "mdmock asks what it must not get";
  const std::string hello = Number(static_cast<size_t>(version), 2) + random +
                            Sized("", 1) + Sized(list, 2) +
                            Sized(Number(0, 1), 1) +
                            Sized(Extensions(version, host), 2);
  const std::string message = Number(1, 1) + Sized(hello, 3);
  return Number(22, 1) + Number(kTls10, 2) + Sized(message, 2);
}

std::string CipherTaken(std::string_view hello) {
  // Two heads, a version, 32 bytes of random, and a session of any length.
  constexpr size_t kSession = 5 + 4 + 2 + 32;
  if (hello.size() <= kSession) return "";
  const auto byte = [hello](size_t at) {
    return static_cast<unsigned char>(hello[at]);
  };
  const size_t at = kSession + 1 + byte(kSession);
  if (hello.size() < at + 2) return "";
  const auto number = static_cast<std::uint16_t>(byte(at) << 8 | byte(at + 1));
  for (const Weak& weak : kWeak) {
    if (weak.number == number) return std::string(weak.name);
  }
  return fmt::format("0x{:04X}", number);
}

bool IsServerHello(const std::string& bytes) {
  return bytes.size() >= 6 && bytes[0] == 22 && bytes[1] == 3 && bytes[5] == 2;
}

}  // namespace mdmock::conformance::pki
