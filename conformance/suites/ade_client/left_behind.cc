#include "conformance/suites/ade_client/left_behind.h"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <ios>
#include <set>
#include <string>
#include <system_error>
#include <thread>

#include "conformance/suites/ade_client/expect.h"
#include "conformance/suites/ade_client/token_files.h"
#include "protocol/verdict/redact.h"

namespace mdmock::conformance {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMaxFile = 1 << 20;
constexpr size_t kMaxEntries = 20'000;
constexpr int kMaxDepth = 3;
constexpr std::chrono::milliseconds kSecondLook(500);

void HideIn(Redactor& redactor, const token::ServerToken& token) {
  redactor.Hide(token.consumer_secret);
  redactor.Hide(token.access_secret);
}

// What is looked for, and since when.
struct Search {
  Redactor secrets;
  fs::file_time_type begin;
};

// Whether a file that was written meanwhile holds a secret. Files that cannot
// be read are somebody else's.
bool Holds(const fs::directory_entry& file, const Search& search) {
  std::error_code error;
  if (file.is_symlink(error) || !file.is_regular_file(error) || error) {
    return false;
  }
  // Those of the kernel (/proc may be mounted below) have no size, and a read
  // of one may wait for ever.
  const std::uintmax_t size = file.file_size(error);
  if (error || size == 0 || size > kMaxFile) return false;
  if (file.last_write_time(error) < search.begin || error) return false;
  std::ifstream in(file.path(), std::ios::binary);
  std::string text(static_cast<size_t>(size), '\0');
  in.read(text.data(), static_cast<std::streamsize>(size));
  text.resize(static_cast<size_t>(in.gcount()));
  return search.secrets.Redact(text) != text;
}

// A folder is looked through to some depth, but for `skipped`.
std::string FindIn(const fs::path& folder, const fs::path& skipped,
                   const Search& search) {
  std::error_code error;
  fs::recursive_directory_iterator at(
      folder, fs::directory_options::skip_permission_denied, error);
  size_t count = 0;
  for (; !error && at != fs::recursive_directory_iterator();
       at.increment(error)) {
    if (++count > kMaxEntries) break;
    const bool ours = at->path() == skipped;
    if (ours || at.depth() >= kMaxDepth) at.disable_recursion_pending();
    if (ours || !Holds(*at, search)) continue;
    // Another check's import may be about to remove it.
    std::this_thread::sleep_for(kSecondLook);
    if (Holds(*at, search)) return at->path().string();
  }
  return "";
}

std::string FindInState(const fs::path& state, const Search& search) {
  std::error_code error;
  for (const auto& file : fs::recursive_directory_iterator(state, error)) {
    if (file.path() == state / "token.json") continue;
    if (Holds(file, search)) return file.path().filename().string();
  }
  return "";
}

}  // namespace

Step ExpectNotPrinted(std::uint64_t server) {
  return Expect(
      "no secret stands in what the client prints", [server](Lab& lab) {
        Redactor secrets;
        HideIn(secrets, MakeToken(lab, server));
        for (const Performed& one : lab.all()) {
          const std::string said = one.Said();
          if (secrets.Redact(said) == said) continue;
          return Wrong(fmt::format(
              "expected no secret in what {} prints, got one", one.op));
        }
        return Said{};
      });
}

Step ExpectNotLeftBehind() {
  return Expect("no secret is left in a file but token.json", [](Lab& lab) {
    const fs::path state = lab.target().state;
    // The lab's folder was filled when the check began.
    std::error_code error;
    Search search{{}, fs::last_write_time(lab.target().ca, error)};
    if (error) return Broken("cannot look at " + lab.target().ca);
    for (std::uint64_t server = 1; server <= kNumServers; ++server) {
      HideIn(search.secrets, MakeToken(lab, server));
    }
    const std::string in_state = FindInState(state, search);
    if (!in_state.empty()) {
      return Wrong("expected secrets in token.json only, got one in " +
                   in_state + " of MDMOCK_STATE");
    }
    std::set<fs::path> folders{"/tmp", "/var/tmp",
                               fs::temp_directory_path(error),
                               fs::current_path(error)};
    // All labs of the run lie beside this one's.
    const fs::path scratch = state.parent_path().parent_path();
    for (const fs::path& folder : folders) {
      if (folder.empty()) continue;
      const std::string found = FindIn(folder, scratch, search);
      if (found.empty()) continue;
      return Wrong("expected no secret to be left behind, got one in " + found);
    }
    return Said{};
  });
}

}  // namespace mdmock::conformance
