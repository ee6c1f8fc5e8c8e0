#ifndef MDMOCK_BENCH_CMS_PARTY_H_
#define MDMOCK_BENCH_CMS_PARTY_H_

#include <openssl/types.h>

#include <string>
#include <string_view>

#include "bench/cms_peers.h"
#include "protocol/cms/cmsurl_verify.h"
#include "protocol/cms/signer.h"
#include "protocol/http/message.h"

namespace mdmock::bench {

inline constexpr std::string_view kPath = "/API/mdm/devices/12772";

// Party is an administrator with a key, and all that is signed and checked with
// it. What cannot be done ends the program. One thread at a time.
class Party {
 public:
  explicit Party(crypto::PrivateKey key);
  ~Party();
  Party(const Party&) = delete;
  Party& operator=(const Party&) = delete;

  // Ours: a header; and a verdict on one that is right, that is over the query
  // as well, and that nothing explains.
  std::string Sign() const;
  bool Verify() const { return Judge(right_); }
  bool ExplainQuery() const { return Judge(wrong_); }
  bool ExplainNothing() const { return Judge(unknown_); }
  // Where there are no signed attributes, and so no digest to compare.
  bool ExplainNothingBare() const { return Judge(unknown_bare_); }

  // The signature alone, over as many bytes as the signed attributes have: what
  // EVP does from a key to a signature.
  std::string BareSign() const;
  // The same by a context that knows key and digest already: a copy of it, as
  // one context gives one signature.
  std::string PreparedSign() const;
  void BareVerify() const;

  // OpenSSL's CMS; the second from the bytes of the message, as any verifier
  // has to.
  void OpensslSign() const { OpensslHeader(kPath, 0); }
  void OpensslVerify() const;

  P12File File() const;

 private:
  std::string OpensslHeader(std::string_view content,
                            unsigned int more_flags) const;
  http::Request Request(std::string_view content) const;
  http::Request RequestUnder(std::string authorization) const;
  bool Judge(const http::Request& request) const;

  crypto::PrivateKey key_;
  crypto::Certificate certificate_;
  cms::Signer signer_;
  cms::CmsUrlOptions options_;
  http::Request right_;
  http::Request wrong_;
  http::Request unknown_;
  http::Request unknown_bare_;
  std::string message_;
  std::string signature_;
  EVP_MD_CTX* prepared_;
};

const Party& Rsa();    // 2048 bits.
const Party& Ec();     // P-256.
const Party& Ec384();  // P-384.
const Party& Ec521();  // P-521.

}  // namespace mdmock::bench

#endif  // MDMOCK_BENCH_CMS_PARTY_H_
