#include "bench/bench_main.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace mdmock::bench {

int RunBench(int argc, char** argv,
             const std::function<bool(bool is_smoke)>& figures) {
  std::vector<char*> arguments(argv, argv + argc);
  const auto smoke = std::find_if(
      arguments.begin(), arguments.end(),
      [](const char* one) { return std::string_view(one) == "--smoke"; });
  const bool is_smoke = smoke != arguments.end();
  if (is_smoke) arguments.erase(smoke);
  int count = static_cast<int>(arguments.size());
  benchmark::Initialize(&count, arguments.data());
  if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 2;
  benchmark::RunSpecifiedBenchmarks();
  const bool all_ran = figures(is_smoke);
  benchmark::Shutdown();
  return all_ran ? 0 : 3;
}

}  // namespace mdmock::bench
