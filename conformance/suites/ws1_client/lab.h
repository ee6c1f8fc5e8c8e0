#ifndef MDMOCK_CONFORMANCE_SUITES_WS1_CLIENT_LAB_H_
#define MDMOCK_CONFORMANCE_SUITES_WS1_CLIENT_LAB_H_

#include <memory>
#include <string>
#include <string_view>

#include "conformance/suites/client/lab.h"
#include "conformance/suites/client/steps.h"
#include "mocks/workspace_one/workspace_one_mock.h"

namespace mdmock::conformance::ws1 {

// Ws1Lab is a Lab with a mock of Workspace ONE's REST API, and the PKCS#12 file
// of its first administrator.
class Ws1Lab : public Lab {
 public:
  // Make fails where the folder cannot be written.
  static Result<std::unique_ptr<Lab>> Make(
      const Setup& setup, const workspace_one::WorkspaceOneOptions& options);

  server::Service& service() override { return mock_.service(); }
  journal::Journal& journal() const override { return mock_.journal(); }
  const world::Clock& clock() const override { return mock_.clock(); }
  server::Faults& faults() override { return mock_.faults(); }

  workspace_one::WorkspaceOneMock& mock() { return mock_; }

  // Elsewhere is a server that the client has no business with, started when
  // it is first asked for.
  workspace_one::WorkspaceOneMock& elsewhere();

  // GiveKey writes a PKCS#12 file, and has the next operations use it.
  Result<void> GiveKey(const std::string& p12, const std::string& password);

 private:
  Ws1Lab(const Setup& setup, const workspace_one::WorkspaceOneOptions& options);

  using Lab::HideSecrets;
  void HideSecrets(Redactor& redactor) override;

  std::unique_ptr<workspace_one::WorkspaceOneMock> elsewhere_;
  mutable workspace_one::WorkspaceOneMock mock_;
  int num_keys_ = 0;
};

// LabWith makes labs whose mock begins with these options.
LabMaker LabWith(const workspace_one::WorkspaceOneOptions& options);

// LabOf is the lab as this suite made it, and MockOf its mock.
Ws1Lab& LabOf(Lab& lab);
workspace_one::WorkspaceOneMock& MockOf(Lab& lab);

}  // namespace mdmock::conformance::ws1

#endif  // MDMOCK_CONFORMANCE_SUITES_WS1_CLIENT_LAB_H_
