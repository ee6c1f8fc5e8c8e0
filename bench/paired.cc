#include "bench/paired.h"

#include <time.h>

#include <algorithm>

namespace mdmock::bench {
namespace {

// What else the machine does weighs less on this than on the time of day.
Seconds ThreadTime() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) +
         std::chrono::nanoseconds(time.tv_nsec);
}

}  // namespace

Seconds Once(const std::function<void()>& work, int count) {
  const Seconds start = ThreadTime();
  for (int i = 0; i < count; ++i) work();
  return (ThreadTime() - start) / count;
}

Seconds Median(std::vector<Seconds> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

double Ratio(const std::function<void()>& reference,
             const std::function<void()>& work, int rounds, int count) {
  std::vector<double> ratios;
  for (int round = 0; round < rounds; ++round) {
    const Seconds bare = Once(reference, count);
    ratios.push_back(bare / Once(work, count));
  }
  std::sort(ratios.begin(), ratios.end());
  return ratios[ratios.size() / 2];
}

}  // namespace mdmock::bench
