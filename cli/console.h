#ifndef MDMOCK_CLI_CONSOLE_H_
#define MDMOCK_CLI_CONSOLE_H_

#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

#include "mocks/journal/entry.h"
#include "mocks/journal/journal.h"
#include "mocks/journal/secrets.h"
#include "protocol/verdict/verdict_text.h"

namespace mdmock::cli {

// ConsoleLine tells one exchange in a line, and under it the cause or the
// refusals of a request that was not accepted:
//
//   #3 ade  GET /session -> 401
//      cause (proved): oauth1.realm-included
//      fix: leave realm out of the parameters that are signed
std::string ConsoleLine(const journal::Entry& entry, Colour colour);

// Say writes to stdout as fast as its reader takes it, and does not mind one
// that has gone. Once `stop` is asked for, a reader that takes nothing for a
// tenth of a second is not waited for: a full pipe does not keep mdmock alive.
void Say(std::string_view text, const std::stop_token& stop = {});

// Console says every entry of a journal, as they come, until it is destroyed;
// what was there by then is still said.
class Console {
 public:
  Console(journal::Journal& journal, const journal::Secrets& secrets,
          Colour colour);
  ~Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

 private:
  void Print(const std::stop_token& stop);

  journal::Journal& journal_;
  const journal::Secrets& secrets_;
  const Colour colour_;
  std::jthread thread_;  // Last: it uses the others.
};

}  // namespace mdmock::cli

#endif  // MDMOCK_CLI_CONSOLE_H_
