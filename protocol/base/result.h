#ifndef MDMOCK_PROTOCOL_BASE_RESULT_H_
#define MDMOCK_PROTOCOL_BASE_RESULT_H_

#include <string>
#include <utility>
#include <variant>

namespace mdmock {

// Failure says that mdmock itself is stuck: a file that cannot be read, a
// library call that should not fail. It is never a statement about the peer;
// those are Findings in a Verdict (protocol/verdict/verdict.h).
struct Failure {
  std::string what;  // One sentence for a person, without a final full stop.
};

// Result is a `T` or the Failure that kept us from making one. The members are
// named as in std::expected, so that C++23 is later a rename.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}            // NOLINT: implicit
  Result(Failure failure) : state_(std::move(failure)) {}  // NOLINT: implicit

  bool has_value() const { return std::holds_alternative<T>(state_); }
  explicit operator bool() const { return has_value(); }

  T& operator*() & { return std::get<T>(state_); }
  const T& operator*() const& { return std::get<T>(state_); }
  T&& operator*() && { return std::get<T>(std::move(state_)); }
  T* operator->() { return &std::get<T>(state_); }
  const T* operator->() const { return &std::get<T>(state_); }

  const Failure& error() const { return std::get<Failure>(state_); }

 private:
  std::variant<T, Failure> state_;
};

// Result<void> is success, or a Failure.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Failure failure)  // NOLINT: implicit
      : failure_(std::move(failure)), failed_(true) {}

  bool has_value() const { return !failed_; }
  explicit operator bool() const { return has_value(); }
  const Failure& error() const { return failure_; }

 private:
  Failure failure_;
  bool failed_ = false;
};

}  // namespace mdmock

#endif  // MDMOCK_PROTOCOL_BASE_RESULT_H_
