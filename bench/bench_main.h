#ifndef MDMOCK_BENCH_BENCH_MAIN_H_
#define MDMOCK_BENCH_BENCH_MAIN_H_

#include <functional>

namespace mdmock::bench {

// RunBench is the main of a bench: the options of Google Benchmark and --smoke
// (a few rounds, to see that it runs), then what is registered, then `figures`,
// which prints what Google Benchmark cannot and says whether all of it ran.
// Gives the exit code: 2 for an option that is not known, 3 where something did
// not run.
int RunBench(int argc, char** argv,
             const std::function<bool(bool is_smoke)>& figures);

}  // namespace mdmock::bench

#endif  // MDMOCK_BENCH_BENCH_MAIN_H_
