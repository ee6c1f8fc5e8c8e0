#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_ENDPOINTS_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_ENDPOINTS_H_

#include "mocks/workspace_one/visit.h"

// What stands behind the paths of routes.cc.
namespace mdmock::workspace_one {

// devices.cc
Page AnswerDevice(const Visit& visit);
Page AnswerDeviceBy(const Visit& visit);
Page AnswerDeviceSearch(const Visit& visit);
Page EditDevice(const Visit& visit);
Page DeleteDevice(const Visit& visit);

// device_details.cc
Page AnswerBulkSettings(const Visit& visit);
Page AnswerCommand(const Visit& visit);
Page AnswerExtensiveSearch(const Visit& visit);
Page AnswerSecurity(const Visit& visit);
Page AnswerSecurityBy(const Visit& visit);
Page AnswerMailPolicies(const Visit& visit);

// attributes.cc
Page AnswerAttributeSearch(const Visit& visit);
Page EditAttributes(const Visit& visit);
Page DeleteAttributes(const Visit& visit);

// tags.cc
Page AnswerTagDevices(const Visit& visit);
Page AddTagDevices(const Visit& visit);
Page RemoveTagDevices(const Visit& visit);

// profiles.cc
Page AnswerProfiles(const Visit& visit);
Page AnswerProfile(const Visit& visit);
Page AnswerSmartGroups(const Visit& visit);

// applications.cc
Page AnswerApplications(const Visit& visit);
Page AnswerApplication(const Visit& visit);
Page AnswerRules(const Visit& visit);
Page EditRules(const Visit& visit);
Page UploadBlob(const Visit& visit);
Page BeginInstall(const Visit& visit);

// organisation.cc
Page AnswerGroups(const Visit& visit);
Page AnswerUsers(const Visit& visit);
Page EditUser(const Visit& visit);
Page AnswerAdmins(const Visit& visit);
Page AnswerInfo(const Visit& visit);

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_ENDPOINTS_H_
