#include "cli/serve_banner.h"

#include <fmt/format.h>

#include <string_view>

#include "protocol/base/time.h"

namespace mdmock::cli {
namespace {

// How a first request is made, by what the control port tells of credentials.
std::string AdeBanner(const std::string& url, const std::string& control) {
  return fmt::format(
      "Get a session:\n"
      "  curl -s {}/ade/token > t.json\n"
      "  curl -H \"Authorization: $(mdmock sign oauth1 --token t.json --url "
      "{}/session)\" {}/session\n",
      control, url, url);
}

std::string Ws1Banner(const std::string& url, const std::string& control) {
  constexpr std::string_view kPath = "/API/mdm/devices/12772";
  return fmt::format(
      "Get a device:\n"
      "  curl -s {}/ws1/admin.p12 > a.p12; tenant=$(curl -s "
      "{}/ws1/tenant-code)\n"
      "  curl -H \"Authorization: $(mdmock sign cmsurl --p12 a.p12 --password "
      "$(curl -s {}/ws1/password) --url {}{})\" -H \"aw-tenant-code: $tenant\" "
      "{}{}\n",
      control, control, control, url, kPath, url, kPath);
}

// The CA is a new one each run, and in the ready file: -k, on loopback.
std::string ConnectorBanner(const std::string& url,
                            const std::string& control) {
  return fmt::format(
      "Get a certificate (-k: the CA is what --ca-out writes):\n"
      "  curl -sk -u \"$(curl -s {}/connector/basic)\" "
      "'{}/pki?operation=getInfo'\n"
      "  curl -sk -u \"$(curl -s {}/connector/basic)\" -H 'Content-Type: "
      "application/json' -d '{{\"mType\":\"initialCert\","
      "\"user\":\"joe.foo@example.com\",\"authToken\":\"56ht12d0\","
      "\"reqId\":\"12487\"}}' '{}/pki?operation=getUserKeyPair'\n",
      control, url, control, url);
}

}  // namespace

std::string Banner(const Rig& rig, const RigOptions& options) {
  const std::string control = rig.control_server().Url();
  std::string text =
      fmt::format("mdmock {}, seed {}{}\n", MDMOCK_VERSION, rig.seed(),
                  options.clock.mode == world::Clock::Mode::kFrozen
                      ? ", clock frozen at " + FormatTime(options.clock.time)
                      : "");
  std::string hints;
  if (const server::MockServer* ade = rig.ade_server()) {
    text += fmt::format("  ade        {}   {}\n", ade->Url(), ade->HttpsUrl());
    hints += AdeBanner(ade->Url(), control);
  }
  if (const server::MockServer* ws1 = rig.ws1_server()) {
    text += fmt::format("  ws1        {}   {}\n", ws1->Url(), ws1->HttpsUrl());
    hints += Ws1Banner(ws1->Url(), control);
  }
  if (const server::MockServer* connector = rig.connector_server()) {
    const std::string& prefix = options.connector.prefix;
    const std::string url = connector->HttpsUrl(prefix);
    text += fmt::format("  connector  {}   {}\n", connector->Url(prefix), url);
    hints += ConnectorBanner(url, control);
  }
  return fmt::format(
      "{}  control    {}   (lists what it can do)\n\n{}"
      "What was asked, and why it was refused: here, and at {}/journal\n"
      "Stop with Ctrl-C.\n\n",
      text, control, hints, control);
}

}  // namespace mdmock::cli
