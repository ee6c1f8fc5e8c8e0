#include <fmt/format.h>

#include <set>
#include <string>

#include "conformance/suites/connector/sources.h"
#include "conformance/suites/connector/subjects.h"
#include "protocol/base/text.h"

// I-01 to I-14, and I-19: what getInfo says.
namespace mdmock::conformance::pki {
namespace {

using connector::JsonFault;
using connector::JsonValue;

// The rest of the rows look at an answer; where there is none, I-01 says so.
Said OnInfo(Probe& probe, Said (*judge)(const Listed&)) {
  const Listed listed = probe.Info();
  if (auto nothing = NoAnswer(listed.answered)) return *nothing;
  if (listed.answered.status() != 200) {
    return Skip("getInfo is not answered with 200: I-01");
  }
  return judge(listed);
}

const JsonValue* ListOf(const Listed& listed) {
  const auto& value = listed.json.value;
  return value && value->is_object() ? value->Find("operations") : nullptr;
}

Said Get200(Probe& probe) {
  const Listed listed = probe.Info();
  if (auto nothing = NoAnswer(listed.answered)) return *nothing;
  if (listed.answered.status() == 200) return Pass(listed.Shown());
  return Fail(listed.Shown() +
              "; UEM takes it for no PKI connector, and asks no further");
}

Said PostedInfo(Probe& probe, const std::string& body, Outcome otherwise) {
  Call call = probe.site().Info();
  call.method = "POST";
  call.body = body;
  const Listed listed = ReadListed(probe.Ask(call));
  const auto& get = probe.site().info;
  if (listed.lists() && get && get->operations == listed.operations) {
    return Pass();
  }
  return {.outcome = otherwise, .message = listed.Shown()};
}

// What stands where the text ceases to be JSON. getInfo has no secrets.
std::string Around(const std::string& body, size_t offset) {
  constexpr size_t kBefore = 10;
  constexpr size_t kMost = 60;
  const size_t begin = offset < kBefore ? 0 : offset - kBefore;
  if (begin >= body.size()) return "";
  return fmt::format(
      "; {}: {}", begin == 0 ? "the answer begins" : "there stands",
      Printable(std::string_view(body).substr(begin, kMost), kMost));
}

Said ValidJson(const Listed& listed) {
  for (const JsonFault& fault : listed.json.faults) {
    switch (fault.kind) {
      case JsonFault::Kind::kCurlyQuotes:
        return Fail(
            fmt::format("typographic quotation marks at byte {}, as in "
                        "the guide's sample: copied from there?",
                        fault.offset));
      case JsonFault::Kind::kTrailingComma:
        return Fail(
            fmt::format("a comma before a bracket at byte {}", fault.offset));
      case JsonFault::Kind::kByteOrderMark:
      case JsonFault::Kind::kUtf8:
        break;  // I-05.
      case JsonFault::Kind::kDuplicateKey:
        return Fail(
            fmt::format("the name \"{}\" is there twice; most parsers take "
                        "the last",
                        fault.what));
      case JsonFault::Kind::kSyntax:
        return Fail(fault.what + Around(listed.answered.body(), fault.offset));
      default:
        return Fail(fault.what);
    }
  }
  return Pass();
}

Said Utf8(const Listed& listed) {
  if (listed.json.Has(JsonFault::Kind::kUtf8) ||
      listed.json.Has(JsonFault::Kind::kUtf16)) {
    return Fail("the answer is not UTF-8");
  }
  return listed.json.Has(JsonFault::Kind::kByteOrderMark)
             ? Warn("a byte order mark stands before the text")
             : Pass();
}

Said ContentType(const Listed& listed) {
  const std::string* type = listed.answered.Find("Content-Type");
  if (type == nullptr) return Fail("no Content-Type");
  return http::MediaType(*type) == "application/json"
             ? Pass()
             : Fail("Content-Type is " + Printable(*type, 80));
}

Said Present(const Listed& listed) {
  if (ListOf(listed) != nullptr) return Pass();
  if (!listed.json.value || !listed.json.value->is_object()) {
    return Fail("the answer is no JSON object");
  }
  for (const auto& [name, value] : listed.json.value->members) {
    if (EqualsIgnoreCase(name, "operations")) {
      return Fail("the field is called " + Printable(name, 40));
    }
  }
  return Fail("there is no field operations");
}

Said ArrayOfStrings(const Listed& listed) {
  const JsonValue* list = ListOf(listed);
  if (list == nullptr) return Fail("there is no field operations");
  if (!list->is_array()) {
    return Fail("operations is " + WithArticle(list->kind));
  }
  for (const JsonValue& one : list->elements) {
    if (!one.is_string()) {
      return Fail(
          fmt::format("operations has {} in it", WithArticle(one.kind)));
    }
  }
  return Pass();
}

Said NotEmpty(const Listed& listed) {
  const JsonValue* list = ListOf(listed);
  if (list == nullptr) return Fail("there is no field operations");
  return list->is_array() && list->elements.empty() ? Fail("it is empty")
                                                    : Pass();
}

Said ListsItself(const Listed& listed) {
  return listed.Has(connector::kGetInfo) ? Pass()
                                         : Warn("getInfo is not in the list");
}

Said ListsKeyPair(Probe& probe) {
  const Listed listed = probe.Info();
  if (auto nothing = NoAnswer(listed.answered)) return *nothing;
  if (listed.answered.status() != 200) {
    return Skip("getInfo is not answered with 200: I-01");
  }
  if (listed.Has(connector::kGetUserKeyPair)) return Pass();
  if (probe.site().is_dynamics() && listed.Has(connector::kGetUserKeyPair2)) {
    return Pass();
  }
  return Fail(
      fmt::format("the list is {}", fmt::join(listed.operations, ", ")));
}

Said Unique(const Listed& listed) {
  const std::set<std::string> once(listed.operations.begin(),
                                   listed.operations.end());
  return once.size() == listed.operations.size()
             ? Pass()
             : Warn("a name is in the list twice");
}

Said ExactNames(const Listed& listed) {
  for (const std::string& name : listed.operations) {
    const std::string_view trimmed = Trim(name, " \t\r\n");
    for (const std::string_view known : connector::kOperations) {
      if (name != known && EqualsIgnoreCase(trimmed, known)) {
        return Fail(
            fmt::format("'{}' stands for {}", Printable(name, 60), known));
      }
    }
  }
  return Pass();
}

Said Unknown(const Listed& listed) {
  std::string names;
  for (const std::string& name : listed.operations) {
    if (connector::IsOperation(name)) continue;
    names += (names.empty() ? "" : ", ") + Printable(name, 60);
  }
  return Info(names.empty() ? "none" : names);
}

Said ExtraKeys(const Listed& listed) {
  std::string names;
  if (listed.json.value) {
    for (const auto& [name, value] : listed.json.value->members) {
      if (name != "operations") names += " " + Printable(name, 40);
    }
  }
  return Info(names.empty() ? "none" : names.substr(1));
}

ConnectorCheck OnAnswer(ConnectorCheck check, Said (*judge)(const Listed&)) {
  check.run = [judge](Probe& probe) { return OnInfo(probe, judge); };
  check.needs_control = false;
  return check;
}

}  // namespace

std::vector<ConnectorCheck> InfoChecks() {
  using sources::kGetInfo;
  return {
      {.code = "I-01",
       .slug = "get-200",
       .requirement = "getInfo is answered: without it there is no PKI "
                      "connector for UEM.",
       .source = kGetInfo,
       .correct = "answers GET with 200",
       .run = Get200,
       .needs_control = false},
      {.code = "I-02",
       .slug = "post-tolerated",
       .level = Level::kShould,
       .requirement = "getInfo may be asked for with POST: the guide's prose "
                      "says so, its sample has GET.",
       .source = sources::kGuide,
       .correct = "gives the same answer",
       .run =
           [](Probe& probe) { return PostedInfo(probe, "", Outcome::kWarn); },
       .needs_control = false},
      {.code = "I-03",
       .slug = "post-empty-object",
       .level = Level::kMay,
       .requirement = "A POST of getInfo may carry an empty object.",
       .source = sources::kChosen,
       .provenance = Provenance::kChosen,
       .correct = "gives the same answer",
       .run =
           [](Probe& probe) { return PostedInfo(probe, "{}", Outcome::kInfo); },
       .needs_control = false},
      OnAnswer({.code = "I-04",
                .slug = "json-valid",
                .requirement = "The answer is JSON.",
                .source = "RFC 8259; the guide's sample",
                .correct = "straight quotation marks, no comma at the end"},
               ValidJson),
      OnAnswer({.code = "I-05",
                .slug = "utf8-no-bom",
                .requirement = "The answer is UTF-8, without a byte order "
                               "mark.",
                .source = "RFC 8259, 8.1",
                .correct = "writes UTF-8"},
               Utf8),
      OnAnswer({.code = "I-06",
                .slug = "content-type",
                .requirement = "The answer is called application/json.",
                .source = kGetInfo,
                .correct = "with parameters or without"},
               ContentType),
      OnAnswer({.code = "I-07",
                .slug = "operations-present",
                .requirement = "The answer has the field operations, in just "
                               "this spelling.",
                .source = kGetInfo,
                .correct = R"({"operations":[…]})"},
               Present),
      OnAnswer({.code = "I-08",
                .slug = "operations-array-of-strings",
                .requirement = "operations is a list of strings.",
                .source = kGetInfo,
                .correct = "lists names, and nothing else"},
               ArrayOfStrings),
      OnAnswer({.code = "I-09",
                .slug = "operations-not-empty",
                .requirement = "operations has a name in it.",
                .source = kGetInfo,
                .correct = "lists what it implements"},
               NotEmpty),
      OnAnswer({.code = "I-10",
                .slug = "lists-getInfo",
                .level = Level::kShould,
                .requirement = "getInfo is among the operations.",
                .source = kGetInfo,
                .correct = "lists it, as the sample does"},
               ListsItself),
      {.code = "I-11",
       .slug = "lists-getUserKeyPair",
       .requirement = "getUserKeyPair is among the operations.",
       .source = kGetInfo,
       .correct = "lists it (for Dynamics, getUserKeyPair2 will do)",
       .run = ListsKeyPair,
       .needs_control = false},
      OnAnswer({.code = "I-12",
                .slug = "no-duplicates",
                .level = Level::kShould,
                .requirement = "Each operation is listed once.",
                .source = sources::kChosen,
                .provenance = Provenance::kChosen,
                .correct = "lists each once"},
               Unique),
      OnAnswer({.code = "I-13",
                .slug = "exact-case-names",
                .requirement = "Operations are spelt as in the guide.",
                .source = sources::kGuide,
                .correct = "getInfo, getUserKeyPair"},
               ExactNames),
      OnAnswer({.code = "I-14",
                .slug = "unknown-operations-listed",
                .level = Level::kMay,
                .requirement = "Operations that are not documented may be "
                               "listed.",
                .source = sources::kChosen,
                .provenance = Provenance::kChosen,
                .correct = "either"},
               Unknown),
      OnAnswer({.code = "I-19",
                .slug = "extra-keys",
                .level = Level::kMay,
                .requirement = "The answer may have more fields.",
                .source = sources::kChosen,
                .provenance = Provenance::kChosen,
                .correct = "either"},
               ExtraKeys),
  };
}

}  // namespace mdmock::conformance::pki
