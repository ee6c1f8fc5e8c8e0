#include "vectors/reader/case.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "protocol/base/text.h"
#include "vectors/reader/document.h"

namespace mdmock::vectors {

using Json = nlohmann::ordered_json;

std::string PointerPiece(std::string_view name) {
  std::string piece(name);
  ReplaceAll(piece, "~", "~0");
  ReplaceAll(piece, "/", "~1");
  return "/" + piece;
}

Case::Document::Document(Json given)
    : json(std::make_unique<const Json>(std::move(given))) {}

Case::Document::~Document() = default;

const Json* Case::Document::Member(const std::string& pointer,
                                   std::string_view field) {
  const Json& object = json->at(Json::json_pointer(pointer));
  const auto found = object.find(std::string(field));
  if (found == object.end()) return nullptr;
  read.insert(pointer + PointerPiece(field));
  return &*found;
}

void Case::Document::Problem(const std::string& id, std::string_view field,
                             const char* what) {
  problems.push_back(fmt::format("{}: {}: field '{}' {}", name,
                                 id.empty() ? "head" : id, field, what));
}

namespace {

// Get gives a member of a type, or an empty value and a problem.
template <typename T, typename Document, typename IsType>
T Get(Document& document, const std::string& pointer, const std::string& id,
      std::string_view field, IsType is_type, const char* otherwise) {
  const Json* member = document.Member(pointer, field);
  if (member == nullptr) {
    document.Problem(id, field, "is missing");
    return T();
  }
  if (!is_type(*member)) {
    document.Problem(id, field, otherwise);
    return T();
  }
  return member->template get<T>();
}

bool IsText(const Json& json) { return json.is_string(); }

bool AreTexts(const Json& json) {
  if (!json.is_array()) return false;
  for (const Json& one : json) {
    if (!one.is_string()) return false;
  }
  return true;
}

bool ArePairs(const Json& json) {
  if (!json.is_array()) return false;
  for (const Json& one : json) {
    if (!AreTexts(one) || one.size() != 2) return false;
  }
  return true;
}

bool AreLists(const Json& json) {
  if (!json.is_array()) return false;
  for (const Json& one : json) {
    if (!AreTexts(one)) return false;
  }
  return true;
}

}  // namespace

bool Case::Has(std::string_view field) const {
  return document_->json->at(Json::json_pointer(pointer_))
      .contains(std::string(field));
}

std::string Case::Text(std::string_view field) const {
  return Get<std::string>(*document_, pointer_, id_, field, IsText,
                          "is not text");
}

std::string Case::TextOr(std::string_view field,
                         std::string_view otherwise) const {
  return Has(field) ? Text(field) : std::string(otherwise);
}

std::int64_t Case::Number(std::string_view field) const {
  return Get<std::int64_t>(
      *document_, pointer_, id_, field,
      [](const Json& json) { return json.is_number_integer(); },
      "is not a whole number");
}

bool Case::Flag(std::string_view field) const {
  return Get<bool>(
      *document_, pointer_, id_, field,
      [](const Json& json) { return json.is_boolean(); },
      "is not true or false");
}

bool Case::FlagOr(std::string_view field, bool otherwise) const {
  return Has(field) ? Flag(field) : otherwise;
}

std::vector<std::string> Case::Texts(std::string_view field) const {
  return Get<std::vector<std::string>>(*document_, pointer_, id_, field,
                                       AreTexts, "is not a list of texts");
}

std::vector<Case::Pair> Case::Pairs(std::string_view field) const {
  return Get<std::vector<Pair>>(*document_, pointer_, id_, field, ArePairs,
                                "is not a list of pairs");
}

std::vector<std::vector<std::string>> Case::Lists(
    std::string_view field) const {
  return Get<std::vector<std::vector<std::string>>>(
      *document_, pointer_, id_, field, AreLists, "is not a list of lists");
}

Case Case::Object(std::string_view field) const {
  const Json* member = document_->Member(pointer_, field);
  if (member != nullptr && member->is_object()) {
    std::string pointer = pointer_ + PointerPiece(field);
    document_->opened.insert(pointer);
    return {document_, std::move(pointer), id_};
  }
  document_->Problem(id_, field,
                     member == nullptr ? "is missing" : "is not an object");
  // An empty object of its own: everything in it is missing.
  return {std::make_shared<Document>(Json::object()), "", id_};
}

std::vector<Case> Case::Objects(std::string_view field) const {
  std::vector<Case> objects;
  const Json* member = document_->Member(pointer_, field);
  if (member == nullptr || !member->is_array()) {
    document_->Problem(id_, field, "is not a list of objects");
    return objects;
  }
  for (size_t i = 0; i < member->size(); ++i) {
    if (!(*member)[i].is_object()) {
      document_->Problem(id_, field, "is not a list of objects");
      continue;
    }
    std::string pointer =
        fmt::format("{}{}/{}", pointer_, PointerPiece(field), i);
    document_->opened.insert(pointer);
    objects.push_back(Case(document_, std::move(pointer), id_));
  }
  return objects;
}

std::vector<std::string> Case::Names() const {
  std::vector<std::string> names;
  const Json& object = document_->json->at(Json::json_pointer(pointer_));
  for (const auto& [name, value] : object.items()) names.push_back(name);
  return names;
}

void Case::Leave(const std::vector<std::string_view>& fields) const {
  for (const std::string_view field : fields) {
    document_->read.insert(pointer_ + PointerPiece(field));
  }
}

}  // namespace mdmock::vectors
