#ifndef MDMOCK_PROTOCOL_OAUTH1_MISTAKES_H_
#define MDMOCK_PROTOCOL_OAUTH1_MISTAKES_H_

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "protocol/oauth1/habits.h"
#include "protocol/verdict/cause.h"

namespace mdmock::oauth1 {

// Reading is one way in which a mistake is made: what it changes in a client's
// habits, and words for the reports. Readings that change the same habit do not
// combine; which stages of the working a reading concerns is found out by
// looking at what it changes. To teach mdmock a mistake, add it to
// mistake_list.h, a line to mistakes.cc, and a vector that shows it.
struct Reading {
  const Mistake* mistake;  // Static lifetime.
  std::string says;  // "upper case", "with LF"; "" where there is one way.
  std::function<void(Habits&)> apply;
};

// Mistakes gives the whole catalogue, in the order in which explanations are
// preferred.
const std::vector<const Mistake*>& Mistakes();

// Readings gives every way to make one, for a verifier that knows `num_others`
// other base URLs and `num_previous` previous tokens.
std::vector<Reading> Readings(size_t num_others, size_t num_previous);

}  // namespace mdmock::oauth1

#endif  // MDMOCK_PROTOCOL_OAUTH1_MISTAKES_H_
