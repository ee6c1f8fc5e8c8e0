#include <fmt/format.h>

#include "conformance/suites/connector/sources.h"
#include "conformance/suites/connector/subjects.h"

// T-14 to T-21: where the connector is, and what the query says.
namespace mdmock::conformance::pki {
namespace {

constexpr char kPath[] =
    "UEM 12.10 configuration guide: customerSpecifiedPrefix/pki";

bool HasPrefix(const Site& site) {
  return !site.origin().prefix.empty() || !site.configuration().prefix.empty();
}

Said AtItsPath(Probe& probe) {
  const Listed listed = probe.Info();
  if (auto nothing = NoAnswer(listed.answered)) return *nothing;
  if (listed.lists()) return Pass(probe.site().Info().target);
  return Fail(
      fmt::format("{} at {}", listed.Shown(), probe.site().Info().target));
}

Said DefaultPrefix(Probe& probe) {
  if (HasPrefix(probe.site())) return Skip("the URL has a prefix: T-15");
  return AtItsPath(probe);
}

Said CustomPrefix(Probe& probe) {
  if (!HasPrefix(probe.site())) return Skip("the URL has no prefix: T-14");
  return AtItsPath(probe);
}

Listed InfoAt(Probe& probe, std::string target) {
  Call call = probe.site().Info();
  call.target = std::move(target);
  return ReadListed(probe.Ask(call));
}

Said WrongPrefix(Probe& probe) {
  const Listed listed =
      InfoAt(probe, "/nonexistent-xyz" + probe.site().Info().target);
  if (auto nothing = NoAnswer(listed.answered)) return Warn(nothing->message);
  if (listed.answered.status() >= 500) return Warn(listed.Shown());
  return listed.lists()
             ? Warn("getInfo is answered at " +
                    ("/nonexistent-xyz" + probe.site().Info().target) +
                    " as well")
             : Pass(listed.Shown());
}

Said TrailingSlash(Probe& probe) {
  const Origin& origin = probe.site().origin();
  const std::string target = origin.prefix + "//pki?operation=getInfo";
  return Info(target + ": " + InfoAt(probe, target).Shown());
}

Said OperationCase(Probe& probe) {
  const Listed listed = InfoAt(probe, probe.site().origin().Target("GETINFO"));
  if (auto nothing = NoAnswer(listed.answered)) return Warn(nothing->message);
  if (listed.lists()) return Warn("GETINFO is taken for getInfo");
  if (listed.answered.status() >= 500) return Warn(listed.Shown());
  return Pass(listed.Shown());
}

Said ExtraParameters(Probe& probe) {
  const Listed listed =
      InfoAt(probe, probe.site().origin().Target("getInfo") + "&x=1");
  if (auto nothing = NoAnswer(listed.answered)) return Warn(nothing->message);
  const auto& first = probe.site().info;
  if (!first || listed.operations != first->operations) {
    return Warn("the answer with &x=1 is another: " + listed.Shown());
  }
  return Pass();
}

Said TwoOperations(Probe& probe) {
  const Enrolment enrolment = probe.Fresh();
  Worst worst;
  for (const std::string_view order :
       {"getInfo&operation={}", "{}&operation=getInfo"}) {
    Call call = probe.site().Post(enrolment.body.Text());
    call.method = "GET";
    std::string target(order);
    target.replace(target.find("{}"), 2, probe.site().operation());
    call.target = probe.site().origin().Target(target);
    const Heard heard = probe.Send(call, enrolment, true);
    worst.Add(target, heard.issued()
                          ? Fail("a GET with two operations gets a key pair")
                          : Info(heard.Shown()));
  }
  return worst.Take();
}

Said Port(Probe& probe) {
  return Info(fmt::format(
      "port {}: {}", probe.site().origin().port,
      probe.site().info ? probe.site().info->Shown() : "no answer"));
}

}  // namespace

std::vector<ConnectorCheck> UrlChecks() {
  return {
      {.code = "T-14",
       .slug = "default-prefix",
       .requirement = "Without a prefix the connector is at /pki.",
       .source = kPath,
       .correct = "answers GET /pki?operation=getInfo with 200",
       .run = DefaultPrefix,
       .needs_control = false},
      {.code = "T-15",
       .slug = "custom-prefix",
       .requirement = "With a prefix the connector is at <prefix>/pki.",
       .source = kPath,
       .correct = "answers GET /foo/pki?operation=getInfo with 200",
       .run = CustomPrefix,
       .needs_control = false},
      {.code = "T-16",
       .slug = "wrong-prefix",
       .level = Level::kShould,
       .requirement = "The connector is nowhere else.",
       .source = kPath,
       .provenance = Provenance::kChosen,
       .correct = "answers 404 under another prefix",
       .run = WrongPrefix,
       .needs_control = false},
      {.code = "T-17",
       .slug = "trailing-slash",
       .level = Level::kMay,
       .requirement = "What a URL with a slash at its end leads to is open.",
       .source = kPath,
       .provenance = Provenance::kChosen,
       .correct = "either",
       .run = TrailingSlash,
       .needs_control = false},
      {.code = "T-18",
       .slug = "operation-case",
       .level = Level::kShould,
       .requirement = "The names of operations are spelt as in the guide.",
       .source = kPath,
       .correct = "does not know GETINFO",
       .run = OperationCase,
       .needs_control = false},
      {.code = "T-19",
       .slug = "extra-query-params",
       .level = Level::kShould,
       .kind = Kind::kRobustness,
       .requirement = "Parameters that the connector does not know change "
                      "nothing.",
       .source = sources::kChosen,
       .provenance = Provenance::kChosen,
       .correct = "answers as without them",
       .run = ExtraParameters,
       .needs_control = false},
      {.code = "T-20",
       .slug = "duplicate-operation",
       .level = Level::kMay,
       .kind = Kind::kRobustness,
       .requirement = "A GET that names two operations gets no key pair.",
       .source = sources::kChosen,
       .provenance = Provenance::kChosen,
       .correct = "takes getInfo, or refuses",
       .run = TwoOperations},
      {.code = "T-21",
       .slug = "non-443-port",
       .level = Level::kMay,
       .requirement = "The connector may be on any port.",
       .source = kPath,
       .correct = "answers on the port in the URL",
       .run = Port,
       .needs_control = false},
  };
}

}  // namespace mdmock::conformance::pki
