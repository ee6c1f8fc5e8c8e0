#ifndef MDMOCK_PROTOCOL_PKCS12_CONSUMERS_H_
#define MDMOCK_PROTOCOL_PKCS12_CONSUMERS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "protocol/pkcs12/candidates.h"
#include "protocol/pkcs12/contents.h"

// What the readers of PKCS#12 files that users have do with a file: a table of
// facts, each with how well it is founded. Most readers say "wrong password"
// where they mean that they do not know an algorithm.
namespace mdmock::pkcs12 {

enum class Consumer {
  kOpenSsl3,
  kOpenSsl3Legacy,
  kJdk8,
  kJdk11,
  kJdk17,
  kBouncyCastle172,
  kNss,
  kGnuTls,
  kWindows2016,
  kWindows2019,
  kIos,
  kMacOs,
  kAndroid13,
  kAndroid14
};

std::string_view Name(Consumer consumer);  // "OpenSSL 3, default"

// How a prediction is founded.
enum class Basis {
  kMeasured,    // mdmock's authors ran that reader on such a file.
  kDocumented,  // Its documents or its issue tracker's owners say so.
  kReported     // Users say so.
};

std::string_view Name(Basis basis);  // "measured"

// Features are what consumers differ in, counted over the whole file.
struct Features {
  bool opens = false;  // Under the announced password, as the rule has it.
  bool has_mac = false;
  bool mac_pbmac1 = false;
  bool mac_sha1 = false;
  bool mac_sha256 = false;
  bool old_cipher = false;      // RC2, RC4, DES: OpenSSL's legacy provider.
  bool pbes2 = false;           // Anywhere.
  bool pbes2_not_java = false;  // PBES2 with what Java does not read there.
  bool encrypted = false;       // Anything is.
  bool plain_key = false;
  bool key = false;
  bool leaf = false;
  bool key_matches = false;
  bool id_on_leaf = false;    // localKeyID, or friendlyName.
  bool id_on_others = false;  // The leaf's localKeyID, on other certificates.
  bool password_ascii = true;
  bool password_empty = false;
  size_t least_salt = 0;  // Bytes.
  std::int64_t most_iterations = 0;
};

// FeaturesOf counts; `opens` says whether the announced password opens all.
Features FeaturesOf(const Container& container, const Contents& contents,
                    const Announcement& announcement, bool opens);

// Prediction is what one consumer does with one file.
struct Prediction {
  enum class Outcome {
    kOpens,    // Key and certificate are there.
    kPartly,   // It opens, and something is lost without a word.
    kRefuses,  // An error, whatever it says.
  };

  Consumer consumer;
  Outcome outcome = Outcome::kOpens;
  Basis basis = Basis::kMeasured;
  std::string_view why;  // "" where it opens.
};

std::string_view Name(Prediction::Outcome outcome);  // "opens"

// Predict gives one prediction a consumer, in their order.
std::vector<Prediction> Predict(const Features& features);

}  // namespace mdmock::pkcs12

#endif  // MDMOCK_PROTOCOL_PKCS12_CONSUMERS_H_
