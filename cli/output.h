#ifndef MDMOCK_CLI_OUTPUT_H_
#define MDMOCK_CLI_OUTPUT_H_

#include <string>
#include <string_view>

#include "protocol/base/result.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::cli {

enum class Format { kText, kJson };

// PrintVerdict writes a verdict to stdout, coloured where stdout is a terminal
// and NO_COLOR is not set, and gives the exit code: accepted or refused.
int PrintVerdict(const Verdict& verdict, Format format);

// ShellQuoted is `text` as one word of a shell.
std::string ShellQuoted(const std::string& text);

// UseColour says whether stdout takes colour.
bool UseColour();

// WriteFile replaces `path` at once: whoever waits for it never reads half of
// it. What is no file (a device, a pipe, a link) is written to instead. Fails
// naming `option` and the path.
enum class Access { kEveryone, kOwner };
Result<void> WriteFile(const std::string& option, const std::string& path,
                       std::string_view bytes, Access access);

// CanWriteFile fails as WriteFile would, without a byte being written: what
// takes long asks before it begins.
Result<void> CanWriteFile(const std::string& option, const std::string& path);

}  // namespace mdmock::cli

#endif  // MDMOCK_CLI_OUTPUT_H_
