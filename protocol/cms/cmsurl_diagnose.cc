#include "protocol/cms/cmsurl_diagnose.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "protocol/cms/cmsurl_mistake_names.h"
#include "protocol/cms/cmsurl_mistakes.h"
#include "protocol/crypto/digest.h"

namespace mdmock::cms {
namespace {

using Way = Signed::Way;

constexpr size_t kMaxHashed = 4 << 20;  // Bytes.
constexpr size_t kMaxCandidates = 16'000;
constexpr size_t kMaxRecoded = 64 << 10;  // Bytes of a text to be re-encoded.

// Content is what a reading made of the request, and differs from what should
// have been signed.
struct Content {
  size_t reading;
  std::string text;
};

class Search {
 public:
  Search(const Facts& facts, const Evidence& evidence)
      : facts_(facts), evidence_(evidence) {}

  Signed Run() {
    MakeContents();
    // What is likeliest comes first.
    TryContents(false);
    TryEncodings(facts_.should_sign(), kNone);
    TryContents(true);
    if (found_.ways.empty()) {
      num_singles_ = tried_.size();
      for (const Content& one : contents_) {
        if (found_.cut_short) break;
        TryEncodings(one.text, one.reading);
      }
    }
    PreferTheRequestsOwn();
    // What was found is found, whatever was left out.
    if (!found_.ways.empty()) found_.cut_short = false;
    return std::move(found_);
  }

 private:
  static constexpr size_t kNone = Signed::kNone;

  void MakeContents() {
    const auto& readings = ContentReadings();
    for (size_t i = 0; i < readings.size(); ++i) {
      for (std::string& text : readings[i].make(facts_)) {
        if (text == facts_.should_sign()) continue;
        // Under CMS the path is one mistake, and what changes it another.
        if (facts_.signs_body && text == facts_.path &&
            readings[i].mistake != &mistakes::kPath) {
          continue;
        }
        contents_.push_back({i, std::move(text)});
      }
    }
  }

  static bool IsOther(size_t content) {
    return content != kNone &&
           ContentReadings()[content].mistake == &mistakes::kOtherPath;
  }

  void TryContents(bool others) {
    for (const Content& one : contents_) {
      if (IsOther(one.reading) != others) continue;
      if (found_.cut_short) return;
      Try(one.text, one.reading, kNone);
    }
  }

  void TryEncodings(std::string_view text, size_t content) {
    if (text.size() > kMaxRecoded) {
      found_.cut_short = true;
      return;
    }
    const auto& readings = EncodingReadings();
    for (size_t i = 0; i < readings.size() && !found_.cut_short; ++i) {
      for (const std::string& bytes : readings[i].make(text, facts_)) {
        if (bytes == text || bytes == facts_.should_sign()) continue;
        Try(bytes, content, i);
      }
    }
  }

  void Try(std::string_view bytes, size_t content, size_t encoding) {
    num_hashed_ += bytes.size();
    if (++num_tried_ > kMaxCandidates || num_hashed_ > kMaxHashed) {
      found_.cut_short = true;
      return;
    }
    if (Fits(bytes)) Add(bytes, content, encoding);
  }

  bool Fits(std::string_view bytes) {
    if (!evidence_.fits) {
      return crypto::Digest(facts_.digest, bytes) == evidence_.digest;
    }
    // Many readings give the same bytes, and an answer may be dear.
    const std::string digest = crypto::Digest(facts_.digest, bytes);
    if (!found_.ways.empty()) return digest == fitting_;
    if (!tried_.insert(digest).second) return false;
    if (num_singles_ && tried_.size() - *num_singles_ > evidence_.max_pairs) {
      found_.cut_short = true;
      return false;
    }
    if (!evidence_.fits(digest)) return false;
    fitting_ = digest;
    return true;
  }

  void Add(std::string_view bytes, size_t content, size_t encoding) {
    Way way{.mistakes = {}, .content = content, .encoding = encoding};
    if (content != kNone) {
      way.mistakes.push_back(ContentReadings()[content].mistake);
    }
    if (encoding != kNone) {
      way.mistakes.push_back(EncodingReadings()[encoding].mistake);
    }
    const bool known = std::any_of(
        found_.ways.begin(), found_.ways.end(),
        [&](const Way& one) { return one.mistakes == way.mistakes; });
    if (!known) found_.ways.push_back(std::move(way));
    found_.bytes = bytes;
  }

  // What the request itself explains was hardly made for another one.
  void PreferTheRequestsOwn() {
    const auto rest = std::stable_partition(
        found_.ways.begin(), found_.ways.end(),
        [](const Way& way) { return !IsOther(way.content); });
    if (rest != found_.ways.begin()) found_.ways.erase(rest, found_.ways.end());
  }

  const Facts& facts_;
  const Evidence& evidence_;
  std::vector<Content> contents_;
  Signed found_;
  size_t num_hashed_ = 0;
  size_t num_tried_ = 0;
  std::set<std::string> tried_;        // Digests that were asked about.
  std::optional<size_t> num_singles_;  // Of them; known once pairs begin.
  std::string fitting_;
};

// What a client that signs in this way would sign in another request.
std::set<std::string> SignedIn(const Facts& facts, const Way& way) {
  std::vector<std::string> contents{std::string(facts.should_sign())};
  if (way.content != Signed::kNone) {
    contents = ContentReadings()[way.content].make(facts);
  }
  if (way.encoding == Signed::kNone) return {contents.begin(), contents.end()};
  std::set<std::string> all;
  for (const std::string& one : contents) {
    for (std::string& bytes :
         EncodingReadings()[way.encoding].make(one, facts)) {
      all.insert(std::move(bytes));
    }
  }
  return all;
}

struct Probe {
  std::string_view path;
  std::string_view query;
};

}  // namespace

Signed FindSigned(const Facts& facts, const Evidence& evidence) {
  return Search(facts, evidence).Run();
}

std::string TellApart(const Facts& facts, const std::vector<Way>& ways) {
  static constexpr std::array<Probe, 3> kProbes{
      {{"/API/mdm/Devices/%7e%C3%BC;v=1/./X;w=2/", "Page=0&x=%2F"},
       {"/api/mdm/devices/12772", "page=0"},
       {"/API/MDM/devices/12772/", "page=0"}}};
  for (const Probe& probe : kProbes) {
    Facts other = facts;
    other.path = probe.path;
    other.query = probe.query;
    std::set<std::set<std::string>> outcomes;
    for (const Way& way : ways) outcomes.insert(SignedIn(other, way));
    if (outcomes.size() < ways.size()) continue;
    return std::string("send ")
        .append(facts.method)
        .append(" ")
        .append(probe.path)
        .append("?")
        .append(probe.query)
        .append(
            " and have it explained: there each of these signs differently");
  }
  return "";
}

}  // namespace mdmock::cms
