// Prints the Authorization header that liboauth makes for a request. Takes
// MDMOCK_URL, MDMOCK_TOKEN (a token.json) and, to make it go wrong,
// MDMOCK_TIMESTAMP and MDMOCK_NONCE from the environment.

// clang-format off
#include <cstddef>  // oauth.h uses size_t without saying so.
#include <oauth.h>
// clang-format on

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

int main() {
  const char* url = std::getenv("MDMOCK_URL");
  const char* path = std::getenv("MDMOCK_TOKEN");
  if (url == nullptr || path == nullptr) return 2;
  std::ifstream file(path);
  const auto token = nlohmann::json::parse(file);
  const auto text = [&token](const char* name) {
    return token.at(name).get<std::string>();
  };

  int num_parameters = 0;
  char** parameters = nullptr;
  oauth_add_param_to_array(&num_parameters, &parameters, url);
  for (const auto& [name, variable] :
       {std::pair{"oauth_timestamp", "MDMOCK_TIMESTAMP"},
        std::pair{"oauth_nonce", "MDMOCK_NONCE"}}) {
    if (const char* value = std::getenv(variable)) {
      oauth_add_param_to_array(&num_parameters, &parameters,
                               (std::string(name) + "=" + value).c_str());
    }
  }
  oauth_sign_array2_process(
      &num_parameters, &parameters, nullptr, OA_HMAC, "GET",
      text("consumer_key").c_str(), text("consumer_secret").c_str(),
      text("access_token").c_str(), text("access_secret").c_str());
  char* header = oauth_serialize_url_sep(num_parameters, 1, parameters,
                                         const_cast<char*>(", "), 6);
  std::printf("OAuth realm=\"ADM\", %s\n", header);
  std::free(header);
  oauth_free_array(&num_parameters, &parameters);
  return 0;
}
