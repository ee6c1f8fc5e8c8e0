// The published tables of vectors/oauth1/stages.json.

#include <gmock/gmock.h>

#include <string>

#include "protocol/http/form.h"
#include "protocol/http/percent.h"
#include "protocol/http/url.h"
#include "protocol/oauth1/message.h"
#include "protocol/oauth1/signer.h"
#include "vectors/reader/vector_file.h"

namespace mdmock::oauth1 {
namespace {

std::string SignedUriOf(const std::string& url, const std::string& target) {
  const auto read = http::ReadUrl(url + target);
  if (!read) return read.error().what;
  const Message message{.method = "GET",
                        .base = {read->scheme, read->authority},
                        .path = read->path,
                        .query = read->query};
  return SignedUri(message, {}, {});
}

std::string SignedParametersOf(const std::string& query) {
  Message message{.method = "GET", .query = query};
  message.in_query = http::ReadForm(query);
  return SignedParameters(message, {});
}

std::string SignatureOf(const vectors::Case& input) {
  const Credentials credentials{"", input.Text("consumer_secret"), "",
                                input.Text("access_secret"), std::nullopt};
  OutputHabits base64;
  base64.encoding = OutputHabits::Encoding::kNone;
  return SignatureText(
      Code(SigningKey(credentials, {}, {}), input.Text("base_string"), {}),
      base64);
}

std::string Gives(const std::string& kind, const vectors::Case& input) {
  if (kind == "percent-encoding") {
    return http::PercentEncode(input.Text("text"));
  }
  if (kind == "parameters") return SignedParametersOf(input.Text("query"));
  if (kind == "base-uri") {
    return SignedUriOf(input.Text("url"), input.Text("target"));
  }
  if (kind == "signature") return SignatureOf(input);
  return "no such kind: " + kind;
}

TEST(Oauth1StagesTest, GiveWhatIsPublished) {
  const auto file =
      vectors::VectorFile::Open(MDMOCK_SOURCE_DIR "/vectors/oauth1/stages.json",
                                "mdmock.vectors.oauth1/1");
  ASSERT_TRUE(file) << file.error().what;
  for (const vectors::Case& one : file->cases()) {
    one.Leave({"title", "flags", "spec", "provenance"});
    EXPECT_EQ(Gives(one.Text("kind"), one.Object("input")),
              one.Object("expect").Text("gives"))
        << one.id();
  }
  const auto done = file->Finish();
  EXPECT_TRUE(done) << done.error().what;
}

}  // namespace
}  // namespace mdmock::oauth1
