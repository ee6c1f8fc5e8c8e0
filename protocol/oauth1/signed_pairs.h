#ifndef MDMOCK_PROTOCOL_OAUTH1_SIGNED_PAIRS_H_
#define MDMOCK_PROTOCOL_OAUTH1_SIGNED_PAIRS_H_

#include <forward_list>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/oauth1/habits.h"
#include "protocol/oauth1/message.h"

namespace mdmock::oauth1 {

// Precedes says whether a parameter stands before another one in the base
// string: by name, then by value.
bool Precedes(std::string_view name, std::string_view value,
              std::string_view other_name, std::string_view other_value);

// SignedPairs are the parameters that are signed, encoded and in their order.
// Most names and values need no encoding and stay where they are in the
// message, which must outlive the pairs.
class SignedPairs {
 public:
  SignedPairs(const Message& message, const ParameterHabits& habits);
  SignedPairs(const SignedPairs&) = delete;
  SignedPairs& operator=(const SignedPairs&) = delete;

  std::vector<Pair>::const_iterator begin() const { return pairs_.begin(); }
  std::vector<Pair>::const_iterator end() const { return pairs_.end(); }

  // The length of "name=value&…", with the last '&'.
  size_t Length() const;

 private:
  void Collect(const Message& message);
  void Add(std::string_view name, std::string_view value);
  std::string_view Encode(std::string_view text);
  std::string_view Keep(std::string text);

  const ParameterHabits& habits_;
  std::vector<Pair> pairs_;
  std::forward_list<std::string> texts_;  // Views into these must not move.
};

}  // namespace mdmock::oauth1

#endif  // MDMOCK_PROTOCOL_OAUTH1_SIGNED_PAIRS_H_
