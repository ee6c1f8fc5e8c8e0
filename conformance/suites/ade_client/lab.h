#ifndef MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_LAB_H_
#define MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_LAB_H_

#include <memory>
#include <string_view>

#include "conformance/suites/client/lab.h"
#include "conformance/suites/client/steps.h"
#include "mocks/ade/ade_mock.h"

namespace mdmock::conformance {

// AdeLab is a Lab with a mock of Apple's service, and a server token.
class AdeLab : public Lab {
 public:
  // Make fails where the folder cannot be written.
  static Result<std::unique_ptr<Lab>> Make(const Setup& setup,
                                           const ade::AdeOptions& options);

  server::Service& service() override { return mock_.service(); }
  journal::Journal& journal() const override { return mock_.journal(); }
  const world::Clock& clock() const override { return mock_.clock(); }
  server::Faults& faults() override { return mock_.faults(); }

  ade::AdeMock& mock() { return mock_; }

  // Elsewhere is a server that the client has no business with, started when
  // it is first asked for.
  ade::AdeMock& elsewhere();

  // OpenElsewhere puts another such server in the place of the one before.
  ade::AdeMock& OpenElsewhere(ade::AdeMock::Setup setup);

  // WriteToken makes the mock's token in force the one that the client has.
  Result<void> WriteToken(std::string_view tenant = "default");

 private:
  AdeLab(const Setup& setup, const ade::AdeOptions& options);

  using Lab::HideSecrets;
  void HideSecrets(Redactor& redactor) override;

  std::unique_ptr<ade::AdeMock> elsewhere_;
  mutable ade::AdeMock mock_;
};

// LabWith makes labs whose mock begins with these options.
LabMaker LabWith(const ade::AdeOptions& options);

// Ade is the lab as this suite made it, and MockOf its mock.
AdeLab& Ade(Lab& lab);
ade::AdeMock& MockOf(Lab& lab);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_LAB_H_
