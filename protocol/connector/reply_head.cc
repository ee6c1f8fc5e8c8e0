#include "protocol/connector/reply_head.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "protocol/base/text.h"
#include "protocol/connector/rules.h"

namespace mdmock::connector {
namespace {

class HeadJudge {
 public:
  HeadJudge(const http::ReceivedResponse& received, Verdict& verdict)
      : received_(received), verdict_(verdict) {}

  void JudgeStatus(bool said_why) {
    const int status = received_.response.status;
    if (status == 200) return;
    Add(status / 100 == 4 && said_why ? rules::kHttpStatusOfFailure
                                      : rules::kHttpStatus,
        "the status line", "200", std::to_string(status));
  }

  void JudgeLength() {
    constexpr char kExpected[] = "as many bytes as the head says";
    const size_t length = received_.response.body.size();
    if (!received_.misframed.empty()) {
      Add(rules::kLength, "the head", "one length, in digits, or chunks",
          received_.misframed);
    }
    if (!received_.whole) {
      Add(rules::kLength, "the body", kExpected,
          fmt::format("{} bytes, and then the end", length));
    }
    // Editors end a file with a line end.
    const std::string& rest = received_.rest;
    if (rest.empty() || rest == "\n" || rest == "\r\n") return;
    Add(rules::kLength, "the body", kExpected,
        fmt::format("{} more bytes after these {}", rest.size(), length));
  }

  void JudgeType() {
    const std::string* type =
        http::Find(received_.response.headers, "Content-Type");
    if (type != nullptr && http::MediaType(*type) == "application/json") return;
    Add(rules::kContentType, "Content-Type", "application/json",
        type == nullptr ? "no such header" : Printable(*type, 80));
  }

 private:
  void Add(const Rule& rule, std::string where, std::string expected,
           std::string actual) {
    verdict_.Add(
        {&rule, std::move(where), std::move(expected), std::move(actual)});
  }

  const http::ReceivedResponse& received_;
  Verdict& verdict_;
};

}  // namespace

void JudgeHead(const http::ReceivedResponse& received, bool said_why,
               Verdict& verdict) {
  HeadJudge judge(received, verdict);
  judge.JudgeStatus(said_why);
  judge.JudgeLength();
  judge.JudgeType();
}

}  // namespace mdmock::connector
