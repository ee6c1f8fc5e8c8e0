#include "conformance/drivers/line_reader.h"

#include "protocol/base/text.h"

namespace mdmock::drivers {

void LineReader::Add(std::string_view bytes) {
  bytes_.erase(0, begin_);
  searched_ -= begin_;
  begin_ = 0;
  bytes_.append(bytes);
}

std::optional<std::string> LineReader::Next() {
  while (!too_long_) {
    const size_t end = bytes_.find('\n', searched_);
    if (end == std::string::npos) {
      searched_ = bytes_.size();
      too_long_ = rest().size() > longest_;
      return std::nullopt;
    }
    const std::string_view line = rest().substr(0, end - begin_);
    begin_ = searched_ = end + 1;
    too_long_ = line.size() > longest_;
    const std::string_view text = Trim(line, " \t\r");
    if (!too_long_ && !text.empty()) return std::string(text);
  }
  return std::nullopt;
}

}  // namespace mdmock::drivers
