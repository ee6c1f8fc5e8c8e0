#ifndef MDMOCK_TESTS_PEERS_CMS_PEERS_H_
#define MDMOCK_TESTS_PEERS_CMS_PEERS_H_

#include <ostream>
#include <string>
#include <vector>

#include "tests/support/openssl_program.h"

namespace mdmock::test_support {

// CmsPeer is an implementation of CMS that others wrote, behind a program of
// conformance/adapters.
struct CmsPeer {
  std::string name;
  std::string tool;      // As users know it.
  std::string packages;  // Of Debian 12.
  std::string version;   // A command that prints it.
  std::string command;   // "" where it is not installed.
  bool verifies = true;
  bool knows_ec = true;
  // What becomes of a line feed at the end of what is signed.
  std::string newline_mistake = "signed-trailing-newline";

  bool installed() const { return !command.empty(); }
  std::string why_not() const { return "not installed: " + packages; }

  // Sign gives what the adapter prints, a header where it succeeds. `options`
  // are those that make it go wrong.
  Run Sign(const std::string& p12, const std::string& content,
           const std::string& options = "") const;
  std::string Header(const std::string& p12, const std::string& content,
                     const std::string& options = "") const;

  // Verify ends with 0 where `header` is a signature over `path`.
  Run Verify(const std::string& header, const std::string& path) const;

  friend void PrintTo(const CmsPeer& peer, std::ostream* out) {
    *out << peer.name;
  }
};

const std::vector<CmsPeer>& CmsPeers();

// The password of the files that MakeP12 writes.
inline constexpr char kP12Password[] = "secret";

// MakeP12 gives a PKCS#12 file of a key and a certificate, both PEM files, by
// the openssl program. "-legacy" is the protection that Windows writes.
std::string MakeP12(const std::string& key, const std::string& certificate,
                    const std::string& options = "-legacy");

// The same of a pair in vectors/keys: "cmsurl", "cmsurl_ec".
std::string P12Named(const std::string& name,
                     const std::string& options = "-legacy");

}  // namespace mdmock::test_support

#endif  // MDMOCK_TESTS_PEERS_CMS_PEERS_H_
