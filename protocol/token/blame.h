#ifndef MDMOCK_PROTOCOL_TOKEN_BLAME_H_
#define MDMOCK_PROTOCOL_TOKEN_BLAME_H_

#include <string>
#include <vector>

#include "protocol/verdict/verdict.h"

namespace mdmock::token {

// Blame gathers the mistakes that are proved about one file, each with its
// proof, and makes one Cause of them.
class Blame {
 public:
  void Prove(const Mistake& mistake, std::string proof);

  // Suspect leaves it open which of two mistakes was made.
  void Suspect(const Mistake& mistake, const Mistake& other, std::string seen,
               std::string tell_apart);

  Cause Take() &&;

 private:
  Cause cause_;
};

}  // namespace mdmock::token

#endif  // MDMOCK_PROTOCOL_TOKEN_BLAME_H_
