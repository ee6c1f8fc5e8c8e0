#ifndef MDMOCK_PROTOCOL_PKCS12_CONSUMERS_H_
#define MDMOCK_PROTOCOL_PKCS12_CONSUMERS_H_

#include <string_view>
#include <vector>

#include "protocol/pkcs12/features.h"

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
  std::string_view why;  // "" where it opens, and nothing is to be said.
};

std::string_view Name(Prediction::Outcome outcome);  // "opens"

// Predict gives one prediction a consumer, in their order; none of a file whose
// algorithms are not known here, or with more than 100,000,000 iterations.
std::vector<Prediction> Predict(const Features& features);

}  // namespace mdmock::pkcs12

#endif  // MDMOCK_PROTOCOL_PKCS12_CONSUMERS_H_
