#ifndef MDMOCK_PROTOCOL_PKCS12_OPEN_H_
#define MDMOCK_PROTOCOL_PKCS12_OPEN_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/pkcs12/container.h"
#include "protocol/pkcs12/password.h"

namespace mdmock::pkcs12 {

// No more iterations in one derivation, nor in all bags together: JDK's limit.
// A file that asks for more is refused without a derivation.
inline constexpr std::int64_t kMaxIterations = 5'000'000;

// Budget is how many hash iterations may still be spent.
class Budget {
 public:
  explicit Budget(std::int64_t left) : left_(left) {}

  // Take says whether `cost` is still there, and if so spends it.
  bool Take(std::int64_t cost);
  std::int64_t left() const { return left_; }
  bool cut_short() const { return cut_short_; }

 private:
  std::int64_t left_;
  bool cut_short_ = false;
};

// Lock is one thing that a password opens: the MAC, a safe, or a key.
struct Lock {
  enum class Kind { kMac, kSafe, kKey };
  enum class State { kShut, kOpen, kNotSupported };

  Kind kind = Kind::kMac;
  State state = State::kShut;
  std::string where;        // "the MAC", "safe 1", "safe 2, bag 1"
  std::string unsupported;  // Of kNotSupported: why.
  std::int64_t iterations = 0;
  std::int64_t cost = 0;  // Hash iterations.

  // Of the MAC, under the password last tried: in how many bytes the digests
  // differ; nothing where they have different lengths.
  std::optional<size_t> num_differing;
  size_t digest_len = 0;  // Of the MAC; bytes.

  // Whether the ciphertext has a length that the cipher gives of nothing: no
  // password opens it.
  bool cut_ciphertext = false;

  Safe* safe = nullptr;  // Of kSafe.
  Bag* bag = nullptr;    // Of kKey.

  // Whether the password's UTF-16 form counts here, or its bytes.
  bool takes_bmp = false;
};

// Opener tries passwords on a file. An encrypted safe shows its bags once it is
// open, so that locks come to light one after another. The Container, which it
// fills in, stays where it is and outlives it.
class Opener {
 public:
  explicit Opener(Container& container);

  const std::vector<Lock>& locks() const { return locks_; }

  // too_costly says where there are more than kMaxIterations; "" where nowhere.
  // Nothing is derived any more then.
  const std::string& too_costly() const { return too_costly_; }

  // Try says whether `password` opens a lock that was shut. It spends its cost.
  bool Try(size_t index, const Password& password, Budget& budget);

  // TryAll tries `password` on every lock, those that come to light included.
  void TryAll(const Password& password, Budget& budget);

  bool AllOpen() const;

 private:
  void AddSafes();
  void AddBags(std::vector<Bag>& bags);
  void AddLock(Lock lock);
  bool TryMac(Lock& lock, const Password& password);
  bool TrySafe(Safe& safe, const Password& password);
  static bool TryKey(Bag& bag, const Password& password);

  Container& container_;
  std::vector<Lock> locks_;
  std::int64_t sum_ = 0;  // Of the iterations of all bags.
  std::string too_costly_;
};

}  // namespace mdmock::pkcs12

#endif  // MDMOCK_PROTOCOL_PKCS12_OPEN_H_
