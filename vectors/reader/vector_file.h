#ifndef MDMOCK_VECTORS_READER_VECTOR_FILE_H_
#define MDMOCK_VECTORS_READER_VECTOR_FILE_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/base/result.h"
#include "vectors/reader/case.h"

namespace mdmock::vectors {

// VectorFile is a file of vectors: a head, and a flat list of cases.
//
//   auto file = VectorFile::Open(path, "mdmock.vectors.oauth1/1");
//   if (!file) return file.error();
//   for (const Case& one : file->cases()) Use(one.Text("title"));
//   if (auto done = file->Finish(); !done) return done.error();
class VectorFile {
 public:
  // Open fails where the file cannot be read, is not JSON, is of another
  // schema, has no cases, or has cases without ids or with the same one.
  static Result<VectorFile> Open(const std::string& path,
                                 std::string_view schema);

  // The head: what stands in the file beside the cases. Its "schema", "title",
  // "source" and "notes" need not be read.
  const Case& head() const { return head_; }
  const std::vector<Case>& cases() const { return cases_; }

  // Finish fails where a field was not read, was asked for in vain, or was of
  // another type; the message names file, case and field.
  Result<void> Finish() const;

 private:
  VectorFile(Case head, std::vector<Case> cases)
      : head_(std::move(head)), cases_(std::move(cases)) {}

  Case head_;
  std::vector<Case> cases_;
};

}  // namespace mdmock::vectors

#endif  // MDMOCK_VECTORS_READER_VECTOR_FILE_H_
