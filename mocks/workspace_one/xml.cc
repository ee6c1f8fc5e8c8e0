#include "mocks/workspace_one/xml.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "protocol/base/text.h"

namespace mdmock::workspace_one {
namespace {

using nlohmann::json;

constexpr int kMaxDepth = 32;
constexpr std::string_view kWhite = " \t\r\n";

void AppendUtf8(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (code >> 18));
    out += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

// "amp" or "#x41"; false for any other.
bool AppendReference(std::string& out, std::string_view name) {
  constexpr std::pair<std::string_view, char> kNamed[] = {
      {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
  for (const auto& [known, character] : kNamed) {
    if (known != name) continue;
    out += character;
    return true;
  }
  if (name.empty() || name.front() != '#') return false;
  name.remove_prefix(1);
  int base = 10;
  if (name.starts_with('x')) {
    base = 16;
    name.remove_prefix(1);
  }
  std::uint32_t code = 0;
  const char* end = name.data() + name.size();
  const auto [stop, error] = std::from_chars(name.data(), end, code, base);
  const bool is_surrogate = code >= 0xD800 && code < 0xE000;
  if (error != std::errc() || stop != end || code == 0 || code > 0x10FFFF ||
      is_surrogate) {
    return false;
  }
  AppendUtf8(out, code);
  return true;
}

class XmlReader {
 public:
  explicit XmlReader(std::string_view text) : text_(text) {}

  std::optional<json> Document() {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    if (!IsUtf8(text_) || !SkipAside()) return Fail("UTF-8 without a DTD");
    auto root = Element(0);
    if (!root) return std::nullopt;
    if (!SkipAside() || at_ != text_.size()) return Fail("one root element");
    return root;
  }

  size_t offset() const { return at_; }
  const std::string& expected() const { return expected_; }

 private:
  bool Takes(std::string_view token) {
    if (!text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
  }

  void SkipWhite() {
    at_ = std::min(text_.find_first_not_of(kWhite, at_), text_.size());
  }

  bool SkipPast(std::string_view token) {
    const size_t found = text_.find(token, at_);
    if (found == std::string_view::npos) return false;
    at_ = found + token.size();
    return true;
  }

  // White space, comments, the declaration and instructions.
  bool SkipAside() {
    for (;;) {
      SkipWhite();
      if (Takes("<!--")) {
        if (!SkipPast("-->")) return false;
      } else if (Takes("<?")) {
        if (!SkipPast("?>")) return false;
      } else {
        return !text_.substr(at_).starts_with("<!");
      }
    }
  }

  std::nullopt_t Fail(std::string_view expected) {
    if (expected_.empty()) expected_ = expected;
    return std::nullopt;
  }

  std::string_view Name() {
    const size_t end =
        std::min(text_.find_first_of(" \t\r\n/>=<\"'&", at_), text_.size());
    const std::string_view name = text_.substr(at_, end - at_);
    at_ = end;
    return name;
  }

  // Up to the end of a start tag; whether the element is empty ("/>").
  std::optional<bool> Attributes() {
    for (;;) {
      SkipWhite();
      if (Takes("/>")) return true;
      if (Takes(">")) return false;
      if (Name().empty()) return Fail("an attribute, or >");
      SkipWhite();
      if (!Takes("=")) return Fail("= behind an attribute's name");
      SkipWhite();
      const std::string_view quote = text_.substr(at_, 1);
      if (quote != "\"" && quote != "'") return Fail("a quoted value");
      ++at_;
      if (!SkipPast(quote)) return Fail("the quote at the end of a value");
    }
  }

  static void Put(json& object, std::string_view name, json value) {
    // a:Value is Value: nobody here has two namespaces to tell apart.
    const size_t colon = name.find(':');
    if (colon != std::string_view::npos) name.remove_prefix(colon + 1);
    const auto found = object.find(name);
    if (found == object.end()) {
      object[std::string(name)] = std::move(value);
    } else if (found->is_array()) {
      found->push_back(std::move(value));
    } else {
      *found = json::array({std::move(*found), std::move(value)});
    }
  }

  bool Text(std::string& out) {
    while (at_ < text_.size() && text_[at_] != '<') {
      if (text_[at_] != '&') {
        out += text_[at_++];
        continue;
      }
      const size_t end = text_.find(';', at_);
      if (end == std::string_view::npos ||
          !AppendReference(out, text_.substr(at_ + 1, end - at_ - 1))) {
        return false;
      }
      at_ = end + 1;
    }
    return true;
  }

  std::optional<json> Element(int depth) {
    if (depth >= kMaxDepth) return Fail("32 levels at most");
    if (!Takes("<")) return Fail("an element");
    const std::string_view name = Name();
    if (name.empty()) return Fail("an element's name");
    const auto is_empty = Attributes();
    if (!is_empty) return std::nullopt;
    json object = json::object();
    std::string text;
    if (*is_empty) return json("");
    for (;;) {
      if (!Text(text)) return Fail("& amp; lt; gt; quot; apos; or a number");
      if (Takes("</")) break;
      if (Takes("<!--")) {
        if (!SkipPast("-->")) return Fail("-->");
      } else if (Takes("<![CDATA[")) {
        const size_t begin = at_;
        if (!SkipPast("]]>")) return Fail("]]>");
        text += text_.substr(begin, at_ - begin - 3);
      } else {
        const size_t begin = at_ + 1;
        auto inner = Element(depth + 1);
        if (!inner) return std::nullopt;
        const size_t end = text_.find_first_of(" \t\r\n/>", begin);
        Put(object, text_.substr(begin, end - begin), *std::move(inner));
      }
    }
    if (Name() != name) return Fail(fmt::format("</{}>", Printable(name, 40)));
    SkipWhite();
    if (!Takes(">")) return Fail(">");
    if (!object.empty()) return object;
    return json(std::move(text));
  }

  std::string_view text_;
  size_t at_ = 0;
  std::string expected_;
};

}  // namespace

json ReadXml(std::string_view text, control::Problems& problems) {
  XmlReader reader(text);
  auto document = reader.Document();
  if (document) return *std::move(document);
  problems.push_back({fmt::format("body, byte {}", reader.offset()),
                      reader.expected(),
                      Printable(text.substr(reader.offset(), 40), 40)});
  return nullptr;
}

}  // namespace mdmock::workspace_one
