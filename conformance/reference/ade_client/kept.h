#ifndef MDMOCK_CONFORMANCE_REFERENCE_ADE_CLIENT_KEPT_H_
#define MDMOCK_CONFORMANCE_REFERENCE_ADE_CLIENT_KEPT_H_

#include <string>

#include "conformance/drivers/descriptor.h"
#include "conformance/reference/client/settings.h"
#include "protocol/token/server_token.h"

namespace mdmock::reference {

// Kept is what one server token's operations leave for the next ones, in files
// of MDMOCK_STATE: the session, the cursor, the limit of pages.
class Kept {
 public:
  Kept(const Settings& settings, const token::ServerToken& token);

  std::string Session() const;  // "" where there is none.
  void KeepSession(const std::string& session) const;

  // The cursor that the last whole fetch or sync ended with; "" where there is
  // none.
  std::string Cursor() const;
  void KeepCursor(const std::string& cursor) const;

  long Limit() const;  // Devices a page; 1000 unless /account says otherwise.
  void KeepLimit(long limit) const;

  // Lock waits until no other process of this token holds the lock, and holds
  // it until what it gives is gone.
  drivers::Descriptor Lock() const;

 private:
  std::string PathOf(const char* what) const;

  std::string folder_;
  std::string id_;  // Of the token; tells nothing about it.
};

}  // namespace mdmock::reference

#endif  // MDMOCK_CONFORMANCE_REFERENCE_ADE_CLIENT_KEPT_H_
