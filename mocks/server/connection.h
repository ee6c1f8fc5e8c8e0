#ifndef MDMOCK_MOCKS_SERVER_CONNECTION_H_
#define MDMOCK_MOCKS_SERVER_CONNECTION_H_

#include <atomic>
#include <chrono>
#include <string>

#include "mocks/journal/entry.h"
#include "mocks/server/fault.h"
#include "mocks/server/options.h"
#include "mocks/server/request_reader.h"
#include "mocks/server/service.h"
#include "mocks/server/wire.h"

namespace mdmock::server {

// Connection serves one client from its first byte to its last: reads requests,
// asks the faults and the service, journals, answers.
class Connection {
 public:
  Connection(Service& service, const Surroundings& surroundings,
             const Options& options, const std::atomic<bool>& stopping,
             Wire& wire)
      : service_(service),
        surroundings_(surroundings),
        options_(options),
        stopping_(stopping),
        wire_(wire),
        reader_(wire, options.limits) {}

  void Serve();

 private:
  enum class Next { kRequest, kClose };

  bool Open();
  Next ServeOne(Received received);
  void Refuse(const Refused& refused);

  journal::Entry NewEntry() const;
  std::chrono::milliseconds AskService(const http::Request& request,
                                       journal::Entry& entry) const;
  void AnswerInstead(const Effect& effect, journal::Entry& entry) const;
  void Journal(journal::Entry entry) const;
  Deadline AnswerBy() const;

  Service& service_;
  const Surroundings& surroundings_;
  const Options& options_;
  const std::atomic<bool>& stopping_;
  Wire& wire_;
  RequestReader reader_;
  std::string client_certificate_;
};

}  // namespace mdmock::server

#endif  // MDMOCK_MOCKS_SERVER_CONNECTION_H_
