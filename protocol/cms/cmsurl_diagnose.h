#ifndef MDMOCK_PROTOCOL_CMS_CMSURL_DIAGNOSE_H_
#define MDMOCK_PROTOCOL_CMS_CMSURL_DIAGNOSE_H_

#include <cstddef>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/cms/cmsurl_facts.h"
#include "protocol/verdict/cause.h"

namespace mdmock::cms {

// Evidence says whether bytes are those that were signed. There are two kinds:
// a digest that came with the message (messageDigest, or what an RSA signature
// opens to), which is quick to compare; and a signature that only says yes or
// no to a digest, which on some curves is not, so that not every pair of
// mistakes may be worth its time.
struct Evidence {
  std::string digest;  // Where it is known, under the facts' algorithm.
  std::function<bool(std::string_view digest)> fits;      // Where it is not.
  size_t max_pairs = std::numeric_limits<size_t>::max();  // Asked of `fits`.
};

// Signed is what the search found: explanations of the same size, each with the
// readings that it is made of, and the bytes that all of them lead to.
struct Signed {
  struct Way {
    Explanation mistakes;
    size_t content = kNone;   // Index of a ContentReading.
    size_t encoding = kNone;  // Index of an EncodingReading.
  };
  static constexpr size_t kNone = static_cast<size_t>(-1);

  std::vector<Way> ways;  // Empty: nothing that was searched fits.
  std::string bytes;
  bool cut_short = false;
};

// FindSigned looks for what was signed instead of what should have been: under
// each mistake of content and of encoding alone, then under each pair of them.
// What a mistake leaves as it is is never tried.
Signed FindSigned(const Facts& facts, const Evidence& evidence);

// TellApart gives a request that would tell several ways apart; "" if none.
std::string TellApart(const Facts& facts, const std::vector<Signed::Way>& ways);

}  // namespace mdmock::cms

#endif  // MDMOCK_PROTOCOL_CMS_CMSURL_DIAGNOSE_H_
