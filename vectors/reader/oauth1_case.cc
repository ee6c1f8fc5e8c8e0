#include "vectors/reader/oauth1_case.h"

#include <fmt/format.h>

#include <chrono>
#include <map>
#include <utility>

#include "protocol/base/encoding.h"
#include "protocol/http/url.h"
#include "vectors/reader/expected_cause.h"
#include "vectors/reader/vector_file.h"

namespace mdmock::vectors {
namespace {

using CredentialsByName = std::map<std::string, oauth1::Credentials>;

CredentialsByName ReadCredentials(const Case& head) {
  CredentialsByName all;
  const Case object = head.Object("credentials");
  for (const std::string& name : object.Names()) {
    const Case one = object.Object(name);
    all[name] = {.consumer_key = one.Text("consumer_key"),
                 .consumer_secret = one.Text("consumer_secret"),
                 .access_token = one.Text("access_token"),
                 .access_secret = one.Text("access_secret"),
                 .expiry = std::nullopt};
  }
  return all;
}

Result<oauth1::Base> ReadBase(const std::string& url) {
  const auto read = http::ReadUrl(url);
  if (!read) return read.error();
  return oauth1::Base{read->scheme, read->authority};
}

Result<void> ReadInput(const Case& input, const CredentialsByName& credentials,
                       Oauth1Case& made) {
  const auto find = [&](const std::string& name) {
    const auto found = credentials.find(name);
    return found == credentials.end() ? nullptr : &found->second;
  };
  const std::string name = input.Text("credentials");
  if (find(name) == nullptr) return Failure{"no credentials '" + name + "'"};
  made.known.credentials = *find(name);
  if (input.Has("previous")) {
    for (const std::string& one : input.Texts("previous")) {
      if (find(one) == nullptr) return Failure{"no credentials '" + one + "'"};
      made.known.previous.push_back(*find(one));
    }
  }
  if (input.Has("token_expiry")) {
    const auto expiry = ReadTime(input.Text("token_expiry"));
    if (!expiry) return expiry.error();
    made.known.credentials.expiry = *expiry;
  }
  const auto base = ReadBase(input.Text("url"));
  if (!base) return base.error();
  made.known.base = *base;
  if (input.Has("as")) {
    for (const std::string& url : input.Texts("as")) {
      const auto other = ReadBase(url);
      if (!other) return other.error();
      made.known.others.push_back(*other);
    }
  }
  if (input.FlagOr("strict", false)) {
    made.known.strictness = Verdict::Strictness::kStrict;
  }
  made.known.nonce_seen = input.FlagOr("nonce_seen", false);
  made.request.method = input.Text("method");
  made.request.target = input.Text("target");
  made.request.version = "HTTP/1.1";
  for (const auto& [header, value] : input.Pairs("headers")) {
    made.request.headers.push_back({header, value});
  }
  made.request.body = input.Text("body");
  return {};
}

Result<void> ReadSigned(const Case& given, Oauth1Case& made) {
  Oauth1Case::Signed was{.base_string = "",
                         .parameters = given.Text("parameters"),
                         .key = given.Text("key")};
  if (given.Has("base_string_b64")) {
    const auto bytes = ReadBase64(given.Text("base_string_b64"));
    if (!bytes) return Failure{"base_string_b64 is not base64"};
    was.base_string = *bytes;
  } else {
    was.base_string = given.Text("base_string");
  }
  made.was_signed = std::move(was);
  return {};
}

Result<Oauth1Case> ReadCase(const Case& given,
                            const CredentialsByName& credentials) {
  given.Leave({"spec", "provenance"});
  Oauth1Case made;
  made.id = given.id();
  made.title = given.Text("title");
  made.flags = given.Texts("flags");
  made.derived_from = given.TextOr("derived_from", "");
  const auto now = ReadTime(given.Text("time"));
  if (!now) return now.error();
  made.now = *now;
  made.known.window = std::chrono::seconds(given.Number("window_s"));
  if (auto read = ReadInput(given.Object("input"), credentials, made); !read) {
    return read.error();
  }
  if (given.Has("stages")) {
    const Case stages = given.Object("stages");
    made.stages = {.parameters = stages.Text("parameters"),
                   .base_string = stages.Text("base_string"),
                   .key = stages.Text("key"),
                   .signature = stages.Text("signature")};
  }
  if (given.Has("signed")) {
    if (auto read = ReadSigned(given.Object("signed"), made); !read) {
      return read.error();
    }
  }
  const Case expect = given.Object("expect");
  made.accepted = expect.Flag("accepted");
  const auto findings = expect.Texts("findings");
  made.findings = {findings.begin(), findings.end()};
  auto cause = ReadCause(expect.Object("cause"));
  if (!cause) return cause.error();
  made.cause = cause->status;
  made.explanations = std::move(cause->explanations);
  return made;
}

}  // namespace

Result<std::vector<Oauth1Case>> ReadOauth1Cases(const std::string& path) {
  const auto file = VectorFile::Open(path, "mdmock.vectors.oauth1/1");
  if (!file) return file.error();
  const CredentialsByName credentials = ReadCredentials(file->head());
  std::vector<Oauth1Case> cases;
  for (const Case& one : file->cases()) {
    auto made = ReadCase(one, credentials);
    if (!made) {
      return Failure{
          fmt::format("{}: {}: {}", path, one.id(), made.error().what)};
    }
    cases.push_back(std::move(*made));
  }
  if (const auto done = file->Finish(); !done) return done.error();
  return cases;
}

}  // namespace mdmock::vectors
