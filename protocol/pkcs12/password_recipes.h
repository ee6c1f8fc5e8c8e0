#ifndef MDMOCK_PROTOCOL_PKCS12_PASSWORD_RECIPES_H_
#define MDMOCK_PROTOCOL_PKCS12_PASSWORD_RECIPES_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "protocol/pkcs12/password.h"
#include "protocol/verdict/cause.h"

namespace mdmock::pkcs12 {

// PasswordRecipe is one reading of a mistake: how the password that the file is
// under comes from `a`, the announced one.
struct PasswordRecipe {
  const Mistake* mistake;
  std::string_view says;
  std::optional<Password> (*make)(const std::string& a);
};

// PasswordRecipes gives every reading that starts from the announced password,
// the likelier first. A recipe gives nothing where it does not apply.
std::span<const PasswordRecipe> PasswordRecipes();

}  // namespace mdmock::pkcs12

#endif  // MDMOCK_PROTOCOL_PKCS12_PASSWORD_RECIPES_H_
