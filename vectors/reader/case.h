#ifndef MDMOCK_VECTORS_READER_CASE_H_
#define MDMOCK_VECTORS_READER_CASE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mdmock::vectors {

// Case is one JSON object of a vector file: a case, or an object inside one.
// Every field has to be asked for: what nobody reads is an error, so that a
// misspelt field and a half-written test are found (VectorFile::Finish).
//
// A field that is missing or of another type is such an error too, and gives an
// empty value; readers go on and look at the errors once, at the end. Copies
// share what was read. Not for several threads at once.
class Case {
 public:
  // The field "id", which every case has; for an object inside a case the id of
  // that case.
  const std::string& id() const { return id_; }

  bool Has(std::string_view field) const;

  std::string Text(std::string_view field) const;
  std::string TextOr(std::string_view field, std::string_view otherwise) const;
  std::int64_t Number(std::string_view field) const;
  bool Flag(std::string_view field) const;
  bool FlagOr(std::string_view field, bool otherwise) const;

  using Pair = std::pair<std::string, std::string>;

  std::vector<std::string> Texts(std::string_view field) const;
  std::vector<Pair> Pairs(std::string_view field) const;  // [["a", "b"], …]
  std::vector<std::vector<std::string>> Lists(std::string_view field) const;

  Case Object(std::string_view field) const;
  std::vector<Case> Objects(std::string_view field) const;

  // The names of the fields, in the order of the file.
  std::vector<std::string> Names() const;

  // Leave marks fields as read that are there for people, or for others.
  void Leave(const std::vector<std::string_view>& fields) const;

 private:
  friend class VectorFile;
  struct Document;

  Case(std::shared_ptr<Document> document, std::string pointer, std::string id)
      : document_(std::move(document)),
        pointer_(std::move(pointer)),
        id_(std::move(id)) {}

  std::string Place(std::string_view field) const;

  std::shared_ptr<Document> document_;
  std::string pointer_;  // Where in the document (RFC 6901).
  std::string id_;
};

}  // namespace mdmock::vectors

#endif  // MDMOCK_VECTORS_READER_CASE_H_
