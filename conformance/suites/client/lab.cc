#include "conformance/suites/client/lab.h"

#include <fmt/format.h>

#include <fstream>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "mocks/server/rules.h"
#include "protocol/http/url.h"
#include "protocol/verdict/verdict_text.h"

namespace mdmock::conformance {
namespace {

namespace fs = std::filesystem;

std::string EndpointOf(const journal::Entry& entry) {
  return fmt::format("{} {}", entry.request.method,
                     http::SplitTarget(entry.request.target).path);
}

// What is longer lacks its middle in the report: a list of devices may be.
std::string Shortened(std::string bytes) {
  constexpr size_t kMostBytes = 64 * 1024;
  if (bytes.size() <= kMostBytes) return bytes;
  const std::string gap =
      fmt::format("\n[{} bytes left out]\n", bytes.size() - kMostBytes);
  bytes.replace(kMostBytes / 2, bytes.size() - kMostBytes, gap);
  return bytes;
}

}  // namespace

std::string Performed::Said() const {
  return done.detail + "\n" + done.error_class + "\n" + done.output_text +
         "\n" + done.errors_text;
}

Lab::Lab(const Setup& setup)
    : client_(setup.client),
      folder_(setup.folder),
      seed_(setup.seed),
      is_shim_(setup.is_shim),
      deadline_(setup.deadline) {}

Result<void> Lab::Open(const std::string& url, const std::string& https_url,
                       const std::string& ca_pem) {
  std::error_code error;
  fs::create_directories(folder_ / "state", error);
  if (error) {
    return Failure{fmt::format("cannot make a folder in {}: {}",
                               folder_.string(), error.message())};
  }
  target_.url = url;
  target_.https_url = https_url;
  target_.state = (folder_ / "state").string();
  const auto ca = Write("ca.pem", ca_pem);
  if (!ca) return ca.error();
  target_.ca = *ca;
  return {};
}

Result<std::string> Lab::Write(const std::string& name,
                               const std::string& bytes) {
  const fs::path path = folder_ / name;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << bytes;
  file.close();
  if (!file) return Failure{"cannot write " + path.string()};
  return path.string();
}

drivers::Operation Lab::Prepare(const std::string& op,
                                const std::string& arguments,
                                const drivers::Target& target) const {
  drivers::Operation operation{.op = op,
                               .arguments = arguments,
                               .target = target,
                               .deadline = deadline_,
                               .clock = std::nullopt};
  if (clock().setting().mode != world::Clock::Mode::kReal) {
    operation.clock = clock().Now();
  }
  return operation;
}

Result<void> Lab::Ask(const std::string& op, const std::string& arguments,
                      size_t at_once) {
  return Perform(std::vector<drivers::Operation>(
      at_once, Prepare(op, arguments, target_)));
}

Result<void> Lab::AskBoth(const std::string& op, const drivers::Target& first,
                          const drivers::Target& second) {
  return Perform({Prepare(op, "{}", first), Prepare(op, "{}", second)});
}

Result<void> Lab::Perform(const std::vector<drivers::Operation>& operations) {
  HideSecrets();
  before_last_ = journal().NextSeq();
  std::vector<std::optional<Result<drivers::Done>>> answers(operations.size());
  const auto perform = [&](size_t i) {
    answers[i].emplace(client_.Do(operations[i]));
  };
  std::vector<std::thread> threads;
  for (size_t i = 1; i < operations.size(); ++i) {
    threads.emplace_back(perform, i);
  }
  perform(0);
  for (std::thread& thread : threads) thread.join();
  last_.clear();
  for (size_t i = 0; i < operations.size(); ++i) {
    Result<drivers::Done>& answer = *answers[i];
    if (!answer) return answer.error();
    last_.push_back(
        {operations[i].op, operations[i].arguments, *std::move(answer)});
  }
  all_.insert(all_.end(), last_.begin(), last_.end());
  return {};
}

std::vector<Lab::EntryPtr> Lab::CallsAfter(std::uint64_t seq,
                                           std::string_view endpoint) const {
  std::vector<EntryPtr> calls;
  for (EntryPtr& entry : journal().After(seq)) {
    if (entry->request.method.empty()) continue;
    if (!endpoint.empty() && EndpointOf(*entry) != endpoint) continue;
    calls.push_back(std::move(entry));
  }
  return calls;
}

std::vector<Lab::EntryPtr> Lab::Calls(std::string_view endpoint) const {
  return CallsAfter(before_last_, endpoint);
}

std::vector<Lab::EntryPtr> Lab::AllCalls(std::string_view endpoint) const {
  return CallsAfter(0, endpoint);
}

std::vector<Lab::EntryPtr> Lab::Unreadable() const {
  namespace rules = server::rules;
  std::vector<EntryPtr> unreadable;
  for (EntryPtr& entry : journal().After(before_last_)) {
    if (!entry->request.method.empty()) continue;
    for (const Rule* rule :
         {&rules::kMalformed, &rules::kVersion, &rules::kHost, &rules::kFraming,
          &rules::kTargetTooLong, &rules::kHeadTooLarge,
          &rules::kBodyTooLarge}) {
      if (entry->verdict.Has(rule->code)) {
        unreadable.push_back(std::move(entry));
        break;
      }
    }
  }
  return unreadable;
}

std::vector<Lab::EntryPtr> Lab::Handshakes() const {
  std::vector<EntryPtr> handshakes;
  for (EntryPtr& entry : journal().After(before_last_)) {
    if (entry->verdict.Has("http.tls.handshake")) {
      handshakes.push_back(std::move(entry));
    }
  }
  return handshakes;
}

std::vector<Evidence> Lab::Exhibits(std::uint64_t first) const {
  constexpr size_t kMaxExhibits = 40;  // A flood is shown by its beginning.
  std::vector<Evidence> exhibits;
  const auto add = [&](std::string what, std::vector<Evidence::Part> parts) {
    if (exhibits.size() >= kMaxExhibits) return;
    for (Evidence::Part& part : parts) {
      part.bytes = Shortened(redactor_.Redact(part.bytes));
    }
    exhibits.push_back(
        {first + exhibits.size(), std::move(what), std::move(parts)});
  };
  for (const Performed& one : all_) {
    std::string what =
        fmt::format("operation {}: {}", one.op, drivers::Name(one.done.ending));
    std::vector<Evidence::Part> parts{{"arguments", one.arguments}};
    if (!one.done.detail.empty()) parts.push_back({"detail", one.done.detail});
    if (!one.done.note.empty()) parts.push_back({"note", one.done.note});
    if (!one.done.output_text.empty()) {
      parts.push_back({"stdout", one.done.output_text});
    }
    if (!one.done.errors_text.empty()) {
      parts.push_back({"stderr", one.done.errors_text});
    }
    add(std::move(what), std::move(parts));
  }
  for (const EntryPtr& entry : journal().After(0)) {
    add(entry->request.method.empty()
            ? fmt::format("a connection that came to nothing -> {}",
                          entry->response.status)
            : fmt::format("{} {} -> {}", entry->request.method,
                          entry->request.target, entry->response.status),
        {{"request", entry->raw},
         {"response body", entry->response.body},
         {"verdict", Explain(entry->verdict)}});
  }
  return exhibits;
}

}  // namespace mdmock::conformance
