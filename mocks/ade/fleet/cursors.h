#ifndef MDMOCK_MOCKS_ADE_FLEET_CURSORS_H_
#define MDMOCK_MOCKS_ADE_FLEET_CURSORS_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "protocol/base/time.h"
#include "protocol/crypto/hmac.h"

namespace mdmock::ade {

// Cursor is how far a client has come: through the list of devices, then
// through the log of what happened to them since it began with the list.
struct Cursor {
  enum class Stage { kFetching, kFetched, kSyncing };

  Stage stage = Stage::kFetching;
  std::uint32_t slot = 0;   // Where the list goes on.
  std::uint64_t event = 0;  // Where the log goes on.
  SystemTime issued;        // Set by Cursors.
  SystemTime began;         // When the list was begun.
};

// Cursors writes cursors and knows its own again. They look like Apple's: the
// unpadded base64 of "1000:0:1745786035268:1745786035268:true:false:17…". The
// last number is no time, it is a code over the others under a key of the
// tenant's: a cursor of another tenant, or one made up, is not taken.
//
// Nothing is kept of a cursor. Not for use by several threads at once.
class Cursors {
 public:
  static constexpr std::chrono::hours kLifetime{7 * 24};
  static constexpr size_t kMaxLength = 1000;

  explicit Cursors(std::string_view key) : key_(key) {}

  // Issue gives a cursor that no other equals.
  std::string Issue(Cursor cursor, SystemTime now);

  enum class State { kGood, kExpired, kUnknown };

  struct Found {
    State state = State::kUnknown;
    Cursor cursor;     // Empty where it is unknown.
    std::string hint;  // What one that is unknown looks like, for a person.
  };

  Found Find(std::string_view text, SystemTime now) const;

  // ExpireAll makes every cursor that was issued expire now.
  void ExpireAll() { expired_until_ = last_issued_; }

 private:
  std::string Write(const Cursor& cursor) const;

  crypto::HmacSha1Key key_;
  SystemTime last_issued_;
  SystemTime expired_until_;
};

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_FLEET_CURSORS_H_
