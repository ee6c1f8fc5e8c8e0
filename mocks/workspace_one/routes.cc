#include "mocks/workspace_one/routes.h"

#include "mocks/workspace_one/endpoints.h"

namespace mdmock::workspace_one {
namespace {

constexpr auto kGet = Needs::kReading;
constexpr auto kSet = Needs::kChanging;

// Fixed paths before those with something to fill in.
constexpr Route kRoutes[] = {
    {"GET", "/mdm/devices/search", kGet, &AnswerDeviceSearch},
    {"GET", "/mdm/devices/bulksettings", kGet, &AnswerBulkSettings},
    {"GET", "/mdm/devices/extensivesearch", kGet, &AnswerExtensiveSearch},
    {"GET", "/mdm/devices/customattribute/search", kGet,
     &AnswerAttributeSearch},
    {"GET", "/mdm/devices/security", kGet, &AnswerSecurityBy},
    {"GET", "/mdm/devices/{id}", kGet, &AnswerDevice},
    {"PUT", "/mdm/devices/{id}", kSet, &EditDevice},
    {"DELETE", "/mdm/devices/{id}", kSet, &DeleteDevice},
    {"GET", "/mdm/devices", kGet, &AnswerDeviceBy},
    {"GET", "/mdm/devices/{id}/security", kGet, &AnswerSecurity},
    {"PUT", "/mdm/devices/{id}/customattributes", kSet, &EditAttributes, 1, 2},
    {"DELETE", "/mdm/devices/{id}/customattributes", kSet, &DeleteAttributes, 1,
     2},
    {"POST", "/mdm/devices/{id}/commands", kSet, &AnswerCommand},
    {"POST", "/mdm/devices/{id}/commands/{name}", kSet, &AnswerCommand},
    {"GET", "/mdm/tags/{tag}/devices", kGet, &AnswerTagDevices},
    {"POST", "/mdm/tags/{tag}/adddevices", kSet, &AddTagDevices},
    {"POST", "/mdm/tags/{tag}/removedevices", kSet, &RemoveTagDevices},
    {"GET", "/mdm/smartgroups/search", kGet, &AnswerSmartGroups},
    {"GET", "/mdm/profiles/search", kGet, &AnswerProfiles, 1, 2},
    {"GET", "/mdm/profiles/{profile}", kGet, &AnswerProfile, 1, 2},
    {"GET", "/mam/apps/search", kGet, &AnswerApplications, 1, 2},
    {"POST", "/mam/apps/internal/begininstall", kSet, &BeginInstall},
    {"GET", "/mam/apps/internal/{app}", kGet, &AnswerApplication, 1, 2},
    {"GET", "/mam/apps/{uuid}/assignment-rules", kGet, &AnswerRules, 2, 2},
    {"PUT", "/mam/apps/{uuid}/assignment-rules", kSet, &EditRules, 2, 2},
    {"POST", "/mam/blobs/uploadblob", kSet, &UploadBlob, 1, 2,
     BodyKind::kBytes},
    {"GET", "/mem/activesync/memconfigdevicepolicies", kGet,
     &AnswerMailPolicies},
    {"GET", "/system/groups/search", kGet, &AnswerGroups, 1, 2},
    {"GET", "/system/users/search", kGet, &AnswerUsers},
    {"POST", "/system/users/{user}/update", kSet, &EditUser},
    {"GET", "/system/admins/search", kGet, &AnswerAdmins},
    {"GET", "/system/info", kGet, &AnswerInfo}};

}  // namespace

std::span<const Route> AllRoutes() { return kRoutes; }

}  // namespace mdmock::workspace_one
