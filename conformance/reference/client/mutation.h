#ifndef MDMOCK_CONFORMANCE_REFERENCE_CLIENT_MUTATION_H_
#define MDMOCK_CONFORMANCE_REFERENCE_CLIENT_MUTATION_H_

#include <string_view>

// Reference clients are broken on purpose: a check that has never failed is not
// known to work.
namespace mdmock::reference {

// Mutant is one switch in the code of a client, found by its name.
struct Mutant {
  std::string_view name;
  std::string_view code;  // Of the check that has to notice.
  std::string_view does;  // What is wrong with it.
};

// Mutation is which of them runs; none, usually.
class Mutation {
 public:
  Mutation() = default;
  explicit Mutation(std::string_view name) : name_(name) {}

  bool Is(std::string_view name) const { return name_ == name; }

 private:
  std::string_view name_;
};

}  // namespace mdmock::reference

#endif  // MDMOCK_CONFORMANCE_REFERENCE_CLIENT_MUTATION_H_
