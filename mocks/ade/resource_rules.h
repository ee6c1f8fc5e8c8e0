#ifndef MDMOCK_MOCKS_ADE_RESOURCE_RULES_H_
#define MDMOCK_MOCKS_ADE_RESOURCE_RULES_H_

#include <array>

#include "protocol/verdict/finding.h"

// What the service asks of a request behind the session: bodies, cursors, lists
// of devices, profiles. rules.h has the rest, and what the sources are.
namespace mdmock::ade::rules {

inline constexpr Rule kBodyMalformed{
    "ade.body.malformed", Severity::kRefusal, Provenance::kDocumented,
    "Apple endpoints (MALFORMED_REQUEST_BODY)",
    "The body is one JSON object, whose fields are of the right types."};
inline constexpr Rule kBodyMissing{
    "ade.body.missing", Severity::kDoubt, Provenance::kObserved,
    "clients in the field fetch without a body",
    "A POST has a body, {} where there is nothing to say."};
inline constexpr Rule kFieldUnknown{
    "ade.body.field-unknown", Severity::kRemark, Provenance::kChosen,
    "Apple endpoints", "Every field of the body is one that the page names."};
inline constexpr Rule kContentTypeMissing{
    "ade.content-type.missing", Severity::kDoubt, Provenance::kDocumented,
    "Apple endpoints", "A body comes with Content-Type: application/json."};
inline constexpr Rule kContentTypeOther{
    "ade.content-type.other", Severity::kDoubt, Provenance::kDocumented,
    "Apple endpoints", "The Content-Type of a body is application/json."};
inline constexpr Rule kContentTypeSpelling{
    "ade.content-type.spelling", Severity::kRemark, Provenance::kObserved,
    "Apple endpoints; depsim took no other",
    "The Content-Type is application/json;charset=UTF8, in this spelling."};

inline constexpr Rule kCursorRequired{
    "ade.cursor.required", Severity::kRefusal, Provenance::kDocumented,
    "Apple endpoints (CURSOR_REQUIRED)",
    "A request to the sync service has the cursor of the answer before."};
inline constexpr Rule kCursorInvalid{
    "ade.cursor.invalid", Severity::kRefusal, Provenance::kDocumented,
    "Apple endpoints (INVALID_CURSOR)",
    "The cursor is one that this server was given, byte for byte."};
inline constexpr Rule kCursorExhausted{
    "ade.cursor.exhausted", Severity::kRefusal, Provenance::kDocumented,
    "Apple endpoints (EXHAUSTED_CURSOR)",
    "Once all devices are fetched, the cursor goes to the sync service."};
inline constexpr Rule kCursorExpired{
    "ade.cursor.expired", Severity::kRefusal, Provenance::kDocumented,
    "Apple endpoints (EXPIRED_CURSOR)",
    "A cursor is used within seven days; after that all is fetched anew."};
inline constexpr Rule kCursorNull{
    "ade.cursor.null", Severity::kDoubt, Provenance::kObserved,
    "clients in the field send null",
    "The first request has no cursor at all, neither null nor an empty one."};
inline constexpr Rule kCursorUnfinished{
    "ade.cursor.unfinished", Severity::kDoubt, Provenance::kChosen,
    "Apple endpoints (more_to_follow)",
    "The sync service is asked once every page of devices is fetched."};
inline constexpr Rule kLimitRange{
    "ade.limit.range", Severity::kDoubt, Provenance::kDocumented,
    "Apple endpoints; the limits that /account gives",
    "A limit is from 1 to the maximum that /account gives."};

inline constexpr Rule kDevicesRequired{
    "ade.devices.required", Severity::kRefusal, Provenance::kDocumented,
    "Apple endpoints (DEVICE_ID_REQUIRED)",
    "The list of devices names at least one."};
inline constexpr Rule kDevicesTooMany{
    "ade.devices.too-many", Severity::kDoubt, Provenance::kDocumented,
    "Apple endpoints", "A request names at most 1000 devices."};
inline constexpr Rule kDevicesRepeated{
    "ade.devices.repeated", Severity::kRemark, Provenance::kChosen,
    "Apple endpoints", "A request names each device once."};
inline constexpr Rule kDeviceNotAccessible{
    "ade.device.not-accessible", Severity::kRemark, Provenance::kDocumented,
    "Apple endpoints (NOT_ACCESSIBLE)",
    "Every serial number is that of a device of this server."};
inline constexpr Rule kDeviceRequired{
    "ade.device.required", Severity::kRefusal, Provenance::kDocumented,
    "Apple endpoints (DEVICE_ID_REQUIRED)", "The query names a device."};
inline constexpr Rule kDeviceNotFound{
    "ade.device.not-found", Severity::kRefusal, Provenance::kDocumented,
    "Apple endpoints (404 DEVICE_NOT_FOUND); clients were answered 400",
    "The device is one of this server's, and came for another one."};
inline constexpr Rule kRetriedEarly{
    "ade.device.retried-early", Severity::kDoubt, Provenance::kDocumented,
    "Apple endpoints (THROTTLED, retry_after_seconds)",
    "A device that was THROTTLED is named again when its time is over."};
inline constexpr Rule kVersionTooLow{
    "ade.protocol-version.too-low", Severity::kDoubt, Provenance::kDocumented,
    "Apple endpoints",
    "The protocol version is at least the one that brought the endpoint."};

inline constexpr Rule kProfileUuidRequired{
    "ade.profile-uuid.required", Severity::kRefusal, Provenance::kDocumented,
    "Apple endpoints (PROFILE_UUID_REQUIRED)", "The request names a profile."};
inline constexpr Rule kProfileUnknown{
    "ade.profile.unknown", Severity::kRefusal, Provenance::kDocumented,
    "Apple endpoints (404); depsim answers 400",
    "The profile that devices get is one that was defined."};
inline constexpr Rule kProfileNotFound{
    "ade.profile.not-found", Severity::kRefusal, Provenance::kDocumented,
    "Apple endpoints (400 NOT_FOUND)",
    "The profile that is asked for is one that was defined."};
inline constexpr Rule kAssignedByPut{
    "ade.assign.by-put", Severity::kRemark, Provenance::kObserved,
    "the page says POST; /account and most clients, PUT",
    "Devices are given a profile with POST."};

inline constexpr Rule kNameRequired{
    "ade.profile.name-required", Severity::kRefusal, Provenance::kDocumented,
    "Apple endpoints (CONFIG_NAME_REQUIRED)", "A profile has a profile_name."};
inline constexpr Rule kNameInvalid{"ade.profile.name-invalid",
                                   Severity::kRefusal, Provenance::kDocumented,
                                   "Apple endpoints (CONFIG_NAME_INVALID)",
                                   "profile_name has 1 to 125 characters."};
inline constexpr Rule kUrlRequired{
    "ade.profile.url-required", Severity::kRefusal, Provenance::kDocumented,
    "Apple endpoints (CONFIG_URL_REQUIRED)", "A profile has a url."};
inline constexpr Rule kUrlInvalid{
    "ade.profile.url-invalid", Severity::kRefusal, Provenance::kDocumented,
    "Apple endpoints (CONFIG_URL_INVALID)",
    "url is a URL of at most 2000 characters, percent-encoded."};
inline constexpr Rule kDepartmentRequired{
    "ade.profile.department-required", Severity::kRefusal,
    Provenance::kObserved, "depsim (DEPARTMENT_REQUIRED)",
    "To depsim, a profile has a department."};
inline constexpr Rule kDepartmentInvalid{
    "ade.profile.department-invalid", Severity::kRefusal,
    Provenance::kDocumented, "Apple endpoints (DEPARTMENT_INVALID)",
    "department has at most 125 characters."};
inline constexpr Rule kFlagsInvalid{
    "ade.profile.flags-invalid", Severity::kRefusal, Provenance::kDocumented,
    "Apple endpoints (FLAGS_INVALID)",
    "A profile that cannot be removed is one of a supervised device."};
inline constexpr Rule kLocaleInvalid{
    "ade.profile.locale-invalid", Severity::kRefusal, Provenance::kDocumented,
    "Apple endpoints (LOCALE_INVALID); ISO 639-1, ISO 3166-1",
    "language and region are codes of two letters."};
inline constexpr Rule kMagicInvalid{
    "ade.profile.magic-invalid", Severity::kRefusal, Provenance::kDocumented,
    "Apple endpoints (MAGIC_INVALID)", "org_magic has at most 256 characters."};
inline constexpr Rule kEmailInvalid{
    "ade.profile.support-email-invalid", Severity::kRefusal,
    Provenance::kDocumented, "Apple endpoints (SUPPORT_EMAIL_INVALID)",
    "support_email_address has at most 250 characters."};
inline constexpr Rule kPhoneRequired{
    "ade.profile.support-phone-required", Severity::kRefusal,
    Provenance::kObserved, "depsim (SUPPORT_PHONE_REQUIRED)",
    "To depsim, a profile has a support_phone_number."};
inline constexpr Rule kPhoneInvalid{
    "ade.profile.support-phone-invalid", Severity::kRefusal,
    Provenance::kDocumented, "Apple endpoints (SUPPORT_PHONE_INVALID)",
    "support_phone_number has at most 50 characters."};

inline constexpr Rule kEscrowKeyForm{
    "ade.escrow-key.form", Severity::kDoubt, Provenance::kDocumented,
    "Apple endpoints",
    "escrow_key is the 64 hexadecimal digits of a derived key."};
inline constexpr Rule kSeedOff{
    "ade.seed-for-it.off", Severity::kRefusal, Provenance::kDocumented,
    "Apple endpoints (APPLE_SEED_FOR_IT_TURNED_OFF)",
    "The organisation takes part in AppleSeed for IT."};
inline constexpr Rule kDiscoveryUrlRequired{
    "ade.discovery-url.required", Severity::kRefusal, Provenance::kDocumented,
    "Apple endpoints (MDM_SERVICE_DISCOVERY_URL_REQUIRED)",
    "The request names an mdm_service_discovery_url."};
inline constexpr Rule kDiscoveryUrlNotValid{
    "ade.discovery-url.not-valid", Severity::kRefusal, Provenance::kDocumented,
    "Apple endpoints (MDM_SERVICE_DISCOVERY_URL_NOT_VALID)",
    "mdm_service_discovery_url is an https URL."};
inline constexpr Rule kDiscoveryNotFound{
    "ade.discovery-url.not-found", Severity::kRefusal, Provenance::kDocumented,
    "Apple endpoints (404 NOT_FOUND)",
    "What is asked for was set before, and not taken back."};
inline constexpr Rule kOrgNotSupported{
    "ade.org.not-supported", Severity::kRefusal, Provenance::kDocumented,
    "Apple endpoints (ORG_NOT_SUPPORTED); here, org_version v1 (chosen)",
    "The organisation is of a kind that the endpoint is for."};

inline constexpr std::array kResource{
    &kBodyMalformed,        &kBodyMissing,          &kFieldUnknown,
    &kContentTypeMissing,   &kContentTypeOther,     &kContentTypeSpelling,
    &kCursorRequired,       &kCursorInvalid,        &kCursorExhausted,
    &kCursorExpired,        &kCursorNull,           &kCursorUnfinished,
    &kLimitRange,           &kDevicesRequired,      &kDevicesTooMany,
    &kDevicesRepeated,      &kDeviceNotAccessible,  &kDeviceRequired,
    &kDeviceNotFound,       &kRetriedEarly,         &kVersionTooLow,
    &kProfileUuidRequired,  &kProfileUnknown,       &kProfileNotFound,
    &kAssignedByPut,        &kNameRequired,         &kNameInvalid,
    &kUrlRequired,          &kUrlInvalid,           &kDepartmentRequired,
    &kDepartmentInvalid,    &kFlagsInvalid,         &kLocaleInvalid,
    &kMagicInvalid,         &kEmailInvalid,         &kPhoneRequired,
    &kPhoneInvalid,         &kEscrowKeyForm,        &kSeedOff,
    &kDiscoveryUrlRequired, &kDiscoveryUrlNotValid, &kDiscoveryNotFound,
    &kOrgNotSupported};

}  // namespace mdmock::ade::rules

#endif  // MDMOCK_MOCKS_ADE_RESOURCE_RULES_H_
