#include "conformance/suites/connector/configuration.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "mocks/control/json/fields.h"
#include "protocol/base/text.h"
#include "protocol/connector/json_text.h"

namespace mdmock::conformance::pki {
namespace {

using control::Fields;
using control::Problems;
using nlohmann::json;

constexpr std::uint64_t kMaxLimitS = 3600;
constexpr size_t kMaxFileSize = size_t{16} << 20;

// Where Debian and its kin, then Red Hat's, keep what everybody trusts.
constexpr std::string_view kSystemTrust[] = {
    "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt"};

Result<std::string> ReadFile(const std::filesystem::path& path) {
  // First of all: to read from a folder throws.
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    return Failure{path.string() + " is a folder"};
  }
  std::ifstream file(path, std::ios::binary);
  if (!file.is_open()) return Failure{"cannot read " + path.string()};
  std::string bytes(std::istreambuf_iterator<char>(file), {});
  if (file.bad()) return Failure{"cannot read " + path.string()};
  if (bytes.size() > kMaxFileSize) {
    return Failure{path.string() + " is larger than 16 MiB"};
  }
  return bytes;
}

// A problem of the whole file, which is called the body elsewhere.
std::string SentenceOf(control::Problem problem) {
  constexpr std::string_view kBody = "body";
  if (problem.where == kBody) {
    return fmt::format("expected {}, got {}", problem.expected, problem.actual);
  }
  if (problem.where.starts_with("body, ")) problem.where.erase(0, 6);
  return Sentence(problem);
}

// The name that stands twice in an object of the text; "" where none does. Of
// two, one would be left out without a word.
std::string NameTwice(const std::string& text) {
  for (const connector::JsonFault& fault :
       connector::ReadJsonText(text).faults) {
    if (fault.kind == connector::JsonFault::Kind::kDuplicateKey) {
      return fault.what;
    }
  }
  return "";
}

// Reader takes the fields one after another; problems gather.
class Reader {
 public:
  explicit Reader(std::filesystem::path folder) {
    configuration_.folder = std::move(folder);
  }

  Result<Configuration> Read(const json& document) {
    Fields fields(document, "", problems_);
    ReadProfile(fields);
    ReadAuth(fields);
    ReadCertificate(fields);
    ReadRenewal(fields);
    ReadTrust(fields);
    ReadUsers(fields);
    ReadExpiredOtp(fields);
    ReadLimits(fields);
    ReadFacts(fields);
    ReadHooks(fields);
    fields.Finish();
    if (problems_.empty() && !configuration_.auth &&
        !configuration_.certificate) {
      fields.Complain("auth", "auth, certificate or both", "neither");
    }
    if (!problems_.empty()) return Failure{SentenceOf(problems_.front())};
    return std::move(configuration_);
  }

 private:
  bool Flag(Fields& fields, std::string_view name) {
    const json* value = fields.Take(name);
    if (value == nullptr) return false;
    if (value->is_boolean()) return value->get<bool>();
    fields.Complain(name, "true or false", control::Shown(*value));
    return false;
  }

  std::string RequiredText(Fields& fields, std::string_view name,
                           std::string_view expected) {
    if (fields.Require(name, expected) == nullptr) return "";
    return fields.Text(name).value_or("");
  }

  std::string FileText(Fields& fields, std::string_view name) {
    const auto path = fields.Text(name);
    if (!path) return "";
    auto text = ReadFile(configuration_.folder / *path);
    if (text) return *std::move(text);
    fields.Complain(name, "a file that can be read", text.error().what);
    return "";
  }

  // The certificates in the text of the file that the field `name` names.
  std::vector<crypto::Certificate> CertificatesOf(Fields& fields,
                                                  std::string_view name,
                                                  const std::string& pem) {
    if (pem.empty()) return {};
    auto read = crypto::Certificate::ReadAll(pem);
    if (read) return *std::move(read);
    fields.Complain(name, "PEM with a certificate", read.error().what);
    return {};
  }

  void ReadProfile(Fields& fields) {
    const auto name = fields.Text("profile");
    if (!name) return;
    const auto profile = connector::ReadProfile(*name);
    if (profile) {
      configuration_.profile = *profile;
    } else {
      fields.Complain("profile", "uem12.10 or dynamics",
                      control::Quoted(*name));
    }
  }

  void ReadAuth(Fields& fields) {
    const json* value = fields.Take("auth");
    if (value == nullptr) return;
    Fields auth(*value, fields.Where("auth"), problems_);
    configuration_.auth = {
        .username = RequiredText(auth, "username", "the name that UEM has"),
        .password = RequiredText(auth, "password", "its password")};
    if (configuration_.auth->username.find(':') != std::string::npos) {
      auth.Complain("username", "no colon (RFC 7617, 2)",
                    control::Quoted(configuration_.auth->username));
    }
    auth.Finish();
  }

  std::optional<crypto::Identity> IdentityIn(Fields& fields) {
    const bool named = fields.Require("p12", "a PKCS#12 file") != nullptr;
    const std::string bytes = FileText(fields, "p12");
    const std::string password = fields.Text("password").value_or("");
    if (!named || bytes.empty()) return std::nullopt;
    auto identity = crypto::ReadIdentity(bytes, password);
    if (identity) return *std::move(identity);
    fields.Complain("p12", "a PKCS#12 file that the password opens",
                    identity.error().what);
    return std::nullopt;
  }

  std::optional<crypto::Identity> IdentityUnder(Fields& fields,
                                                std::string_view name) {
    const json* value = fields.Take(name);
    if (value == nullptr) return std::nullopt;
    Fields inner(*value, fields.Where(name), problems_);
    auto identity = IdentityIn(inner);
    inner.Finish();
    return identity;
  }

  void ReadCertificate(Fields& fields) {
    const json* value = fields.Take("certificate");
    if (value == nullptr) return;
    Fields inner(*value, fields.Where("certificate"), problems_);
    configuration_.certificate = IdentityIn(inner);
    configuration_.expired_certificate = IdentityUnder(inner, "expired");
    configuration_.other_certificate = IdentityUnder(inner, "other");
    inner.Finish();
  }

  void ReadRenewal(Fields& fields) {
    const json* value = fields.Take("renewal");
    if (value == nullptr) return;
    Fields inner(*value, fields.Where("renewal"), problems_);
    configuration_.expired_renewal = IdentityUnder(inner, "expired");
    inner.Finish();
  }

  void ReadTrust(Fields& fields) {
    if (fields.Take("trust") != nullptr) {
      for (const crypto::Certificate& one :
           CertificatesOf(fields, "trust", FileText(fields, "trust"))) {
        configuration_.trust_pem += one.Pem();
      }
    } else {
      for (const std::string_view path : kSystemTrust) {
        if (!configuration_.trust_pem.empty()) break;
        configuration_.trust_pem = ReadFile(path) ? *ReadFile(path) : "";
      }
    }
    if (fields.Take("issuer") == nullptr) return;
    configuration_.issuers =
        CertificatesOf(fields, "issuer", FileText(fields, "issuer"));
  }

  void ReadUser(Fields& fields) {
    TestUser user;
    user.name = RequiredText(fields, "user", "the user's name, as UEM has it");
    user.otp = fields.Text("otp");
    user.otp_reusable = Flag(fields, "otp_reusable");
    user.otp_command = fields.Text("otp_command").value_or("");
    if (user.otp && !user.otp_command.empty()) {
      fields.Complain("otp_command", "otp or otp_command", "both");
    }
    fields.Finish();
    configuration_.users.push_back(std::move(user));
  }

  void ReadUsers(Fields& fields) {
    const json* list = fields.Require("users", "a list of one user or more");
    if (list == nullptr) return;
    if (!list->is_array() || list->empty()) {
      fields.Complain("users", "a list of one user or more",
                      control::Shown(*list));
      return;
    }
    std::set<std::string> names;
    for (size_t i = 0; i < list->size(); ++i) {
      const std::string where = fmt::format("users[{}]", i);
      Fields user((*list)[i], where, problems_);
      ReadUser(user);
      const std::string& name = configuration_.users.back().name;
      if (!names.insert(name).second && !name.empty()) {
        user.Complain("user", "a name that stands there once",
                      control::Quoted(name));
      }
    }
  }

  void ReadExpiredOtp(Fields& fields) {
    const json* value = fields.Take("expired_otp");
    if (value == nullptr) return;
    Fields inner(*value, fields.Where("expired_otp"), problems_);
    configuration_.expired_otp = {
        .user = RequiredText(inner, "user", "one of users"),
        .otp = RequiredText(inner, "otp", "the password that has expired")};
    inner.Finish();
    for (const TestUser& user : configuration_.users) {
      if (user.name == configuration_.expired_otp->user) return;
    }
    inner.Complain("user", "one of users",
                   control::Quoted(configuration_.expired_otp->user));
  }

  void ReadLimits(Fields& fields) {
    const json* value = fields.Take("limits");
    if (value == nullptr) return;
    Fields inner(*value, fields.Where("limits"), problems_);
    const auto limit = inner.Whole("keypair_s", 1, kMaxLimitS);
    if (limit) configuration_.key_pair_limit = std::chrono::seconds(*limit);
    inner.Finish();
  }

  void ReadFacts(Fields& fields) {
    const json* value = fields.Take("facts");
    if (value == nullptr) return;
    Fields inner(*value, fields.Where("facts"), problems_);
    configuration_.prefix = inner.Text("prefix").value_or("");
    inner.Finish();
  }

  void ReadHooks(Fields& fields) {
    const json* value = fields.Take("hooks");
    if (value == nullptr) return;
    Fields inner(*value, fields.Where("hooks"), problems_);
    configuration_.backend_hook = inner.Text("backend_failure").value_or("");
    inner.Finish();
  }

  Configuration configuration_;
  Problems problems_;
};

}  // namespace

Result<Configuration> ReadConfiguration(const std::filesystem::path& file) {
  const auto text = ReadFile(file);
  if (!text) return text.error();
  const auto in_file = [&file](const std::string& what) {
    return Failure{fmt::format("{}: {}", file.string(), what)};
  };
  Problems problems;
  const json document = control::ReadJson(*text, problems);
  if (!problems.empty()) return in_file(SentenceOf(problems.front()));
  if (!document.is_object()) {
    return in_file("expected a JSON object, got " + control::Shown(document));
  }
  if (const std::string twice = NameTwice(*text); !twice.empty()) {
    return in_file(twice + ": expected once in its object, got more");
  }
  auto configuration =
      Reader(std::filesystem::absolute(file).parent_path()).Read(document);
  if (!configuration) return in_file(configuration.error().what);
  return configuration;
}

}  // namespace mdmock::conformance::pki
