#ifndef MDMOCK_MOCKS_JOURNAL_PRIVATE_KEYS_H_
#define MDMOCK_MOCKS_JOURNAL_PRIVATE_KEYS_H_

#include <string>
#include <string_view>

namespace mdmock::journal {

// WithoutPemKeys puts "[private key]" in the place of each PEM private key,
// however its line ends and blanks are written.
std::string WithoutPemKeys(std::string_view text);

// WithoutBase64Keys does it with base64 of private keys, of PKCS#12 files and
// of PEM private keys, where something else than base64 stands before it.
std::string WithoutBase64Keys(std::string_view text);

}  // namespace mdmock::journal

#endif  // MDMOCK_MOCKS_JOURNAL_PRIVATE_KEYS_H_
