#include "mocks/workspace_one/xml.h"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "protocol/base/text.h"

namespace mdmock::workspace_one {
namespace {

using nlohmann::json;

constexpr size_t kMaxDepth = 32;

// Builder makes JSON of expat's events.
class Builder {
 public:
  explicit Builder(XML_Parser parser) : parser_(parser) {
    XML_SetUserData(parser, this);
    XML_SetElementHandler(
        parser,
        [](void* self, const char* name, const char**) {
          static_cast<Builder*>(self)->Open(name);
        },
        [](void* self, const char*) { static_cast<Builder*>(self)->Close(); });
    XML_SetCharacterDataHandler(
        parser, [](void* self, const char* text, int length) {
          static_cast<Builder*>(self)->open_.back().text.append(
              text, static_cast<size_t>(length));
        });
    XML_SetStartDoctypeDeclHandler(
        parser, [](void* self, const char*, const char*, const char*, int) {
          static_cast<Builder*>(self)->Refuse("no document type");
        });
  }

  json Take() && { return std::move(root_); }
  const std::string& refusal() const { return refusal_; }

 private:
  struct Element {
    std::string name;
    json members = json::object();
    std::string text;
  };

  void Refuse(std::string expected) {
    refusal_ = std::move(expected);
    XML_StopParser(parser_, XML_FALSE);
  }

  void Open(std::string_view name) {
    if (open_.size() >= kMaxDepth) {
      return Refuse(fmt::format("{} levels at most", kMaxDepth));
    }
    // a:Value is Value: nobody here has two namespaces to tell apart.
    const size_t colon = name.find(':');
    if (colon != std::string_view::npos) name.remove_prefix(colon + 1);
    open_.emplace_back().name = name;
  }

  void Close() {
    if (!refusal_.empty()) return;  // Of an element that was not opened.
    Element closed = std::move(open_.back());
    open_.pop_back();
    json value = closed.members.empty() ? json(std::move(closed.text))
                                        : std::move(closed.members);
    if (open_.empty()) {
      root_ = std::move(value);
      return;
    }
    json& object = open_.back().members;
    const auto found = object.find(closed.name);
    if (found == object.end()) {
      object[closed.name] = std::move(value);
    } else if (found->is_array()) {
      found->push_back(std::move(value));
    } else {
      *found = json::array({std::move(*found), std::move(value)});
    }
  }

  XML_Parser parser_;
  std::vector<Element> open_;
  json root_;
  std::string refusal_;
};

struct FreeParser {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

}  // namespace

json ReadXml(std::string_view text, control::Problems& problems) {
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, FreeParser> parser(
      XML_ParserCreate("UTF-8"));
  Builder builder(parser.get());
  if (XML_Parse(parser.get(), text.data(), static_cast<int>(text.size()),
                XML_TRUE) == XML_STATUS_OK) {
    return std::move(builder).Take();
  }
  const auto at = static_cast<size_t>(
      std::max<XML_Index>(0, XML_GetCurrentByteIndex(parser.get())));
  const bool refused = !builder.refusal().empty();
  problems.push_back(
      {fmt::format("body, byte {}", at),
       refused ? builder.refusal() : "well-formed XML in UTF-8",
       refused ? Printable(text.substr(std::min(at, text.size()), 40), 40)
               : XML_ErrorString(XML_GetErrorCode(parser.get()))});
  return nullptr;
}

}  // namespace mdmock::workspace_one
