#ifndef MDMOCK_VECTORS_READER_DOCUMENT_H_
#define MDMOCK_VECTORS_READER_DOCUMENT_H_

// For the sources of this folder only: it includes json.hpp.

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "vectors/reader/case.h"

namespace mdmock::vectors {

struct Case::Document {
  std::string name;  // Of the file, for messages.
  nlohmann::ordered_json json;
  std::set<std::string> read;         // Pointers of members.
  std::set<std::string> opened;       // Of objects, to be read inside.
  std::vector<std::string> problems;  // In the order in which they were met.

  // Member gives a member of the object at `pointer` and marks it as read; null
  // where there is none.
  const nlohmann::ordered_json* Member(const std::string& pointer,
                                       std::string_view field);
  void Problem(const std::string& id, std::string_view field, const char* what);
};

// A member's name as a piece of a JSON pointer.
std::string PointerPiece(std::string_view name);

}  // namespace mdmock::vectors

#endif  // MDMOCK_VECTORS_READER_DOCUMENT_H_
