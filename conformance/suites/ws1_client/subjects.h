#ifndef MDMOCK_CONFORMANCE_SUITES_WS1_CLIENT_SUBJECTS_H_
#define MDMOCK_CONFORMANCE_SUITES_WS1_CLIENT_SUBJECTS_H_

#include <string>
#include <vector>

#include "conformance/suites/client/steps.h"

// The checks, one file a subject. README.md of this room has them as a table.
namespace mdmock::conformance::ws1 {

// 01 to 09: the text of the header.
std::vector<ClientCheck> HeaderTextChecks();

// 10 to 26: the message in it.
std::vector<ClientCheck> MessageFormChecks();
std::vector<ClientCheck> AttributeChecks();
std::vector<ClientCheck> AlgorithmChecks();

// 27 to 41: what is signed.
std::vector<ClientCheck> SignedBytesChecks();
std::vector<ClientCheck> PathFormChecks();
std::vector<ClientCheck> HeaderReuseChecks();

// 42 to 49, 59, 60, 65: who signs, when, and with what file.
std::vector<ClientCheck> CertificateChecks();
std::vector<ClientCheck> KeyFileChecks();
std::vector<ClientCheck> TimeAndSecretChecks();

// 50, 52 to 55: the rest of a request.
std::vector<ClientCheck> RequestChecks();

// 51, 56 to 58, 61 to 64: what is made of answers.
std::vector<ClientCheck> RefusalChecks();
std::vector<ClientCheck> AnswerChecks();

// 66: signing without a network.
std::vector<ClientCheck> SignAloneChecks();

// AllWs1Checks gives them all in the order of their numbers.
std::vector<ClientCheck> AllWs1Checks();

// Most checks begin with one of these: a must that real clients show, or a
// should that nobody has documented.
ClientCheck Must(std::string code, std::string slug, std::string requirement,
                 std::string correct, std::vector<Step> steps);
ClientCheck Should(std::string code, std::string slug, std::string requirement,
                   std::string correct, std::vector<Step> steps);

}  // namespace mdmock::conformance::ws1

#endif  // MDMOCK_CONFORMANCE_SUITES_WS1_CLIENT_SUBJECTS_H_
