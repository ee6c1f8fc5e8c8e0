#include "conformance/suites/connector/weak_hello.h"

#include <string_view>

namespace mdmock::conformance::pki {
namespace {

// What TLS 1.2 signs with: ECDSA and RSA, up to SHA-512 and down to SHA-1.
constexpr std::uint16_t kSchemes[] = {0x0403, 0x0503, 0x0804, 0x0401,
                                      0x0501, 0x0201, 0x0203};

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
  static const std::vector<std::uint16_t> ciphers{
      0x0001, 0x0002, 0x003B, 0xC001, 0xC006, 0xC00B, 0xC010, 0xC015, 0x0003,
      0x0006, 0x0008, 0x0014, 0x0017, 0x0019, 0x0004, 0x0005, 0x0018, 0xC002,
      0xC007, 0xC00C, 0xC011, 0xC016, 0x0009, 0x0015, 0x001A, 0x000A, 0x0016,
      0x0013, 0x001B, 0xC003, 0xC008, 0xC00D, 0xC012, 0xC017};
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

bool IsServerHello(const std::string& bytes) {
  return bytes.size() >= 6 && bytes[0] == 22 && bytes[1] == 3 && bytes[5] == 2;
}

}  // namespace mdmock::conformance::pki
