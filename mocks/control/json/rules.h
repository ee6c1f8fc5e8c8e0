#ifndef MDMOCK_MOCKS_CONTROL_JSON_RULES_H_
#define MDMOCK_MOCKS_CONTROL_JSON_RULES_H_

#include <array>

#include "protocol/verdict/finding.h"

// Everything that can be wrong with a request to the control port, which is
// ours from end to end.
namespace mdmock::control::rules {

inline constexpr Rule kPathUnknown{
    "control.path.unknown", Severity::kRefusal, Provenance::kChosen,
    "the control port", "The path is one that the control port has."};
inline constexpr Rule kMethodNotAllowed{
    "control.method.not-allowed", Severity::kRefusal, Provenance::kChosen,
    "the control port", "The method is one that the path has."};
inline constexpr Rule kEntryUnknown{
    "control.entry.unknown", Severity::kRefusal, Provenance::kChosen,
    "the control port", "The journal still has the entry that is asked for."};
inline constexpr Rule kQueryField{
    "control.query.field", Severity::kRefusal, Provenance::kChosen,
    "the control port", "The query has known names, once, with usable values."};
inline constexpr Rule kBodyField{
    "control.body.field", Severity::kRefusal, Provenance::kChosen,
    "the control port",
    "The body is JSON that has known fields of the right types and ranges."};

inline constexpr std::array kAll{&kPathUnknown, &kMethodNotAllowed,
                                 &kEntryUnknown, &kQueryField, &kBodyField};

}  // namespace mdmock::control::rules

#endif  // MDMOCK_MOCKS_CONTROL_JSON_RULES_H_
