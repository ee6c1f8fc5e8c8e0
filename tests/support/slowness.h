#ifndef MDMOCK_TESTS_SUPPORT_SLOWNESS_H_
#define MDMOCK_TESTS_SUPPORT_SLOWNESS_H_

namespace mdmock::test_support {

// kSlowness is how many times longer a test may take than the program is
// allowed to: sanitizers make it slow on purpose.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr int kSlowness = 5;
#else
inline constexpr int kSlowness = 1;
#endif

}  // namespace mdmock::test_support

#endif  // MDMOCK_TESTS_SUPPORT_SLOWNESS_H_
