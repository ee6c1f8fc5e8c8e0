#include "tests/peers/cms_peers_page.h"

#include <fmt/format.h>

#include <vector>

#include "mocks/world/clock.h"
#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/cms/algorithms.h"
#include "protocol/cms/cmsurl_header.h"
#include "protocol/cms/cmsurl_verify.h"
#include "protocol/cms/signed_data.h"
#include "tests/protocol/cms/recipe.h"

namespace mdmock::test_support {
namespace {

using cms::AlgorithmIdentifier;

constexpr std::string_view kHead =
    R"(# What CMS implementations make of a path

Six implementations of CMS that others wrote, each used as its users do, sign the
same path with the same RSA-2048 key. All send the signer's certificate and no
other; in every other column some of them differ, and all of it is right. A
verifier that takes one spelling only refuses clients that work.

| who signs | header | digest | signature | signed attributes, in order | certificates | encoding | message, header | verdict | verifies `mdmock sign cmsurl` |
|---|---|---|---|---|---|---|---|---|---|
)";

constexpr std::string_view kFoot =
    R"(
Behind an algorithm stands what its parameters are. The digest is each one's
default, or SHA-256 where it has none. 1.2.840.113549.1.9.52 is the algorithm
protection of RFC 6211. The verdict is `mdmock explain cmsurl`'s, remarks included.
python3-cryptography signs and does not verify.

How they are called: `conformance/adapters/cms_*`. What they make when they are
used wrongly, and under other digests and keys, is tried by
`tests/peers/cms_peers_test.cc`. Two things there differ between them:

* A line feed at the end of what is signed becomes CR LF in python3-cryptography
  (and in `openssl cms` without `-binary`): S/MIME's canonical form. The mistake is
  then `signed-trailing-crlf`, and `signed-trailing-newline` for all others.
* Mono knows no EC keys, and opens no PKCS#12 file that is protected with AES.

Written by `cms_peers_page`, a program of tests/peers; a test holds all but what
follows.

)";
constexpr std::string_view kVersions = "## Versions\n";

std::string Described(const AlgorithmIdentifier& algorithm) {
  const char* parameters =
      algorithm.parameters == AlgorithmIdentifier::Parameters::kAbsent
          ? "absent"
      : algorithm.parameters == AlgorithmIdentifier::Parameters::kIsNull
          ? "NULL"
          : "others";
  return fmt::format("{} ({})", cms::OidName(algorithm.oid), parameters);
}

std::string Described(const std::vector<cms::Attribute>& attributes) {
  std::string text;
  for (const cms::Attribute& one : attributes) {
    text += (text.empty() ? "" : ", ") + cms::OidName(one.oid);
  }
  return text.empty() ? "none" : text;
}

std::string Judged(const std::string& header) {
  cms::CmsUrlOptions options;
  options.only_authorization = true;
  const Verdict verdict =
      cms::VerifyCmsUrl(Get(header), options, world::Clock().Now());
  std::string text = verdict.accepted() ? "accepted" : "refused";
  for (const std::string& rule : Rules(verdict, Remarks::kKept)) {
    text += fmt::format(", `{}`", rule);
  }
  return text;
}

std::string Verifies(const CmsPeer& peer) {
  if (!peer.verifies) return "-";
  return peer.knows_ec ? "RSA, EC" : "RSA";
}

}  // namespace

std::string Row(const CmsPeer& peer) {
  const TemporaryFile admin("admin.p12", P12Named("cmsurl"));
  const std::string header = peer.Header(admin.path(), std::string(kPath));
  const cms::CmsUrlHeader read = cms::ReadCmsUrlHeader(header);
  const auto message = cms::ReadSignedData(read.message);
  if (!message || message->signers.size() != 1) {
    return fmt::format("| {} | made no message |\n", peer.tool);
  }
  const cms::SignerInfo& signer = message->signers.front();
  return fmt::format(
      "| {} | ``{}`` | {} | {} | {} | {} | {} | {}, {} bytes | {} | {} |\n",
      peer.tool, header.substr(0, header.find(' ')), Described(signer.digest),
      Described(signer.signature_algorithm), Described(signer.attributes),
      message->certificates.size() == 1
          ? "the signer's"
          : fmt::format("{}", message->certificates.size()),
      message->indefinite ? "BER, indefinite lengths" : "DER",
      read.message.size(), header.size(), Judged(header), Verifies(peer));
}

std::string Page() {
  std::string page(kHead);
  for (const CmsPeer& peer : CmsPeers()) page += Row(peer);
  page.append(kFoot).append(kVersions).append("\n");
  for (const CmsPeer& peer : CmsPeers()) {
    const std::string version = RunCommand(peer.version).out;
    page += fmt::format("* {}: {}\n", peer.tool,
                        Trim(version.substr(0, version.find('\n'))));
  }
  return page;
}

std::string_view Held(std::string_view page) {
  return page.substr(0, page.find(kVersions));
}

}  // namespace mdmock::test_support
