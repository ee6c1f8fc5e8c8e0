#include "vectors/reader/vector_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "vectors/reader/document.h"

namespace mdmock::vectors {
namespace {

using Json = nlohmann::ordered_json;
using Opened = std::set<std::string>;  // Pointers.

std::string FileName(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

// The id of each case, or what is wrong with one.
Result<std::vector<std::string>> Ids(const Json& json,
                                     const std::string& name) {
  const auto cases = json.find("cases");
  if (cases == json.end() || !cases->is_array() || cases->empty()) {
    return Failure{name + ": there are no cases"};
  }
  std::vector<std::string> ids;
  std::set<std::string> seen;
  for (const Json& one : *cases) {
    const auto id = one.is_object() ? one.find("id") : one.end();
    if (!one.is_object() || id == one.end() || !id->is_string()) {
      return Failure{fmt::format("{}: case {} has no id", name, ids.size())};
    }
    ids.push_back(id->get<std::string>());
    if (!seen.insert(ids.back()).second) {
      return Failure{fmt::format("{}: {} is there twice", name, ids.back())};
    }
  }
  return ids;
}

// Unread looks for members that nobody asked for. What was asked for as one
// value counts as read whole; objects that were opened are looked into.
class Unread {
 public:
  Unread(const Opened& opened, const Opened& read,
         std::vector<std::string>& problems)
      : opened_(opened), read_(read), problems_(problems) {}

  void Look(const Json& object, const std::string& pointer,
            const std::string& where) {
    for (const auto& [name, value] : object.items()) {
      const std::string member = pointer + PointerPiece(name);
      if (!read_.contains(member)) {
        problems_.push_back(
            fmt::format("{}: field '{}' is not read", where, name));
      } else if (opened_.contains(member)) {
        Look(value, member, where + ": " + name);
      } else if (value.is_array()) {
        LookThrough(value, member, where + ": " + name);
      }
    }
  }

 private:
  void LookThrough(const Json& list, const std::string& pointer,
                   const std::string& where) {
    for (size_t i = 0; i < list.size(); ++i) {
      const std::string element = fmt::format("{}/{}", pointer, i);
      if (opened_.contains(element)) Look(list[i], element, where);
    }
  }

  const Opened& opened_;
  const Opened& read_;
  std::vector<std::string>& problems_;
};

}  // namespace

Result<VectorFile> VectorFile::Open(const std::string& path,
                                    std::string_view schema) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Failure{"cannot read " + path};
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  auto document = std::make_shared<Case::Document>(
      Json::parse(text, nullptr, /*allow_exceptions=*/false));
  document->name = FileName(path);
  const Json& json = *document->json;
  if (!json.is_object()) return Failure{path + " is not a JSON object"};
  if (json.value("schema", Json()) != Json(schema)) {
    return Failure{fmt::format("{} is not of schema {}", path, schema)};
  }
  const auto ids = Ids(json, document->name);
  if (!ids) return ids.error();
  Case head(document, "", "");
  head.Leave({"schema", "title", "source", "notes", "cases"});
  std::vector<Case> cases;
  for (size_t i = 0; i < ids->size(); ++i) {
    cases.push_back(Case(document, fmt::format("/cases/{}", i), (*ids)[i]));
    cases.back().Leave({"id"});
  }
  return VectorFile(std::move(head), std::move(cases));
}

Result<void> VectorFile::Finish() const {
  const Case::Document& document = *head_.document_;
  std::vector<std::string> problems = document.problems;
  Unread unread(document.opened, document.read, problems);
  unread.Look(*document.json, "", document.name + ": head");
  for (const Case& one : cases_) {
    unread.Look(document.json->at(Json::json_pointer(one.pointer_)),
                one.pointer_, document.name + ": " + one.id());
  }
  if (problems.empty()) return {};
  constexpr size_t kMaxShown = 10;
  const size_t shown = std::min(problems.size(), kMaxShown);
  return Failure{fmt::format(
      "{}{}",
      fmt::join(problems.begin(),
                problems.begin() + static_cast<std::ptrdiff_t>(shown), "; "),
      shown < problems.size()
          ? fmt::format("; and {} more", problems.size() - shown)
          : "")};
}

}  // namespace mdmock::vectors
