#ifndef MDMOCK_VECTORS_READER_DOCUMENT_H_
#define MDMOCK_VECTORS_READER_DOCUMENT_H_

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "vectors/reader/case.h"

namespace mdmock::vectors {

// What the cases of a file share. For the sources of this folder only.
struct Case::Document {
  explicit Document(nlohmann::ordered_json json);
  ~Document();

  // Member gives a member of the object at `pointer` and marks it as read; null
  // where there is none.
  const nlohmann::ordered_json* Member(const std::string& pointer,
                                       std::string_view field);
  void Problem(const std::string& id, std::string_view field, const char* what);

  std::string name;  // Of the file, for messages.
  std::unique_ptr<const nlohmann::ordered_json> json;
  std::set<std::string> read;         // Pointers of members.
  std::set<std::string> opened;       // Of objects, to be read inside.
  std::vector<std::string> problems;  // In the order in which they were met.
};

// A member's name as a piece of a JSON pointer.
std::string PointerPiece(std::string_view name);

}  // namespace mdmock::vectors

#endif  // MDMOCK_VECTORS_READER_DOCUMENT_H_
