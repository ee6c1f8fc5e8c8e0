#ifndef MDMOCK_BENCH_PAIRED_H_
#define MDMOCK_BENCH_PAIRED_H_

#include <chrono>
#include <functional>
#include <vector>

// Figures that a noisy machine cannot turn around: the time of the thread
// itself, medians, and ratios of what ran a moment apart.
namespace mdmock::bench {

using Seconds = std::chrono::duration<double>;

// Once gives the time that one run of `work` takes its thread, over `count`
// runs.
Seconds Once(const std::function<void()>& work, int count = 1);

Seconds Median(std::vector<Seconds> times);  // Of at least one.

// Ratio gives how fast `work` is beside `reference` (1: as fast; 0.5: it takes
// twice the time): the median over `rounds` rounds of `count` runs of each.
double Ratio(const std::function<void()>& reference,
             const std::function<void()>& work, int rounds, int count);

}  // namespace mdmock::bench

#endif  // MDMOCK_BENCH_PAIRED_H_
