#include "protocol/token/armour.h"
#include "protocol/token/token_file.h"

namespace mdmock::token {

Result<std::string> MakeTokenFile(const ServerToken& token,
                                  const crypto::Certificate& certificate,
                                  const cms::RandomBytes& random) {
  const auto message =
      cms::MakeEnvelopedData(MakePlaintext(ToJson(token)), certificate, random);
  if (!message) return message.error();
  return MakeArmour(*message);
}

}  // namespace mdmock::token
