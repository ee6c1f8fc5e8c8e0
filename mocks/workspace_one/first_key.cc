#include "mocks/workspace_one/first_key.h"

#include "protocol/base/encoding.h"

namespace mdmock::workspace_one {
namespace {

// PKCS#8, in base64: no armour, so that nobody takes it for a secret that got
// away.
constexpr std::string_view kKey =
    "MIIEpAIBAAKCAQEAs1OTpLk+PiY3o1V0fE9JSkvfeF09IH+157XYvQ6ePIr9BabP2h+1aMA8"
    "gzmKFP93jOVzRC1msW1HuIFL+yTUdigB4LgEOB4ApqGMHsYxvHk/QbuQVuWkg/M2H9/pYy/D"
    "dmuS6viAlQrqLMmp8ml1mzJYPmVk77eJbBFn+18CLPhh0ozju9VpfVMg0OBUpLgT231Lh2bM"
    "dyHIwUuPkBE+Mc7ML3fWUGrSOEc/6nRYF1/UIT4NEaqPXl/wWUBoo2AR2EOsQ3l1OLYl3iGi"
    "BSQcO2bl8dtBbStASvkgESu5TesZH68tNQgCbemx1cfmlrucdwYdytJd8sYCgbDHy2qtVQID"
    "AQABAoIBAAjmrBxwCXPiR762vipxcQzcCUKbNi6HyEqxDwoLULVmnLqMFiMYkdOaPyawU3dJ"
    "WvDGbttCeady6i1xVYkowdb/k2BJIgR7EMM0n5Tjd5KIXihwG/EEQw89okEgxx/iPgyBuHAr"
    "V46OVSNV+zaKH4lNjW3DcKgpbwvLLWMfyybaNBMIwbvZGH8EXSOWR4ApSY0jeRuFYgRm2+WX"
    "BbqArOuaND8oP9ESP+yCqDUVZtwQKhL30T9q+ea15h/inxppBmosjzC13DZwfxmCYpralWwz"
    "K2oRWn+ZBUjRrjf45i9m264mJ7/2lTkUVLM8xtAAxkEsJkzEEoQxTyLUmOwuqD0CgYEA2V50"
    "V8SG3gbPsv98JfSgJgJhC9r546IPnS5VkNYnfPBLirIPgQcezNEdB1lYoZf2sfw7zBcaKhEW"
    "DKuCqcpZtvbT4m5VJH/2ceQ/PtAnhx/VMXFIsK6tOGh2uH5+XkcNUC4xgRKa9pzFRONg4BFG"
    "IN6AZ40356CblAGBXQlspDMCgYEA0zJRnroYI2rMcncDxawEl6RNknZ6y+OPls1cMmN48wyK"
    "RY28xtH82kvPvfpbObodz1hn/dUCFlCwNTmvB7fiKxia4q3ybYBEgB1WnQe4pUHtLk5NvXKW"
    "g8QOe0ZA5jenop4V4SqptOJBKswKKNmyX6mld9dEvUjQiMY/BLSloFcCgYEA01NsIsQTJppS"
    "pUCTj0cTx8A6X09F8NPnADZCw+wgOexYVQAl6JhmjlOjODjZ3Uijc4i5DgNL0agI2sqH3tC2"
    "hhXUC2ie6Dxr+XAhOM0gENOW7lmnhPZdu+B7w4RfEQNc4x31zPmspKPnecDhtxW0K1KGXaZC"
    "urM/bhZEkZIPCFcCgYEAt3+q5wyt2Gf8xx+dSWzSeKcrNyx2ORy5L7+ycZ14A0VMBm7GLMFa"
    "vpjMITabeKa7K+KWSDeBHr5wu24pI72jZupz+KxGTNn7qozTKpEA36VOXMNwTEB5gncgVf+O"
    "d/i3UFWmkQMufJlxIawyz5eGohOWT2/cq9HOTmhhbMdAePUCgYARKDx15SsNupX5HdMw1lU4"
    "Lp/bRsMP1H71+m6ColhYknDO0pmV8SH2ZwSUv2BKzc8hUh6yscL0YUHS6TGwZ8GXigQ1L4l0"
    "GrlhmsCQtqZ8zjj9vpx8OiEGaZ3MRhBidvmhg4DmXDRqioEX6CcHqFRQXF6aHiq5mdYPUjie"
    "U16BEw==";

}  // namespace

Result<crypto::PrivateKey> FirstKey() {
  return crypto::PrivateKey::ReadDer(ReadBase64(kKey).value_or(""));
}

}  // namespace mdmock::workspace_one
