#ifndef MDMOCK_TESTS_SUPPORT_SLOWNESS_H_
#define MDMOCK_TESTS_SUPPORT_SLOWNESS_H_

namespace mdmock::test_support {

// Whether the tests were built under a sanitizer, which keeps what has been
// freed and has memory of its own: sizes mean nothing then.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

// How many times longer a test may take than the program is allowed to.
inline constexpr int kSlowness = kSanitized ? 5 : 1;

}  // namespace mdmock::test_support

#endif  // MDMOCK_TESTS_SUPPORT_SLOWNESS_H_
