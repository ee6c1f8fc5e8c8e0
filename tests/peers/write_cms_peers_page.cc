// cms_peers_page PAGE writes docs/cms-peers.md anew, from what the peers do.

#include <fmt/format.h>

#include <cstdio>
#include <fstream>

#include "tests/peers/cms_peers_page.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: cms_peers_page PAGE\n");
    return 2;
  }
  for (const auto& peer : mdmock::test_support::CmsPeers()) {
    if (peer.installed()) continue;
    fmt::print(stderr, "{}: {}\n", peer.name, peer.why_not());
    return 2;
  }
  const std::string page = mdmock::test_support::Page();
  std::ofstream out(argv[1], std::ios::binary);
  out << page;
  if (out.flush()) return 0;
  fmt::print(stderr, "{} cannot be written\n", argv[1]);
  return 3;
}
