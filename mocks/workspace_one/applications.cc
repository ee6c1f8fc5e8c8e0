#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "mocks/workspace_one/body.h"
#include "mocks/workspace_one/device.h"
#include "mocks/workspace_one/endpoints.h"
#include "mocks/workspace_one/paging.h"
#include "mocks/workspace_one/rules.h"
#include "protocol/base/text.h"

// Applications: blobs are uploaded, become applications, and are assigned.
namespace mdmock::workspace_one {
namespace {

using nlohmann::ordered_json;

constexpr size_t kMaxRules = size_t{64} << 10;

// What search of version 1 and begininstall show.
ordered_json Entry(const App& app) {
  return {{"ApplicationName", app.name},
          {"BundleId", app.bundle_id},
          {"AppVersion", app.version},
          {"Platform", app.platform},
          {"AppType", "Internal"},
          {"Status", "Active"},
          {"LocationGroupId", kGroupId},
          {"OrganizationGroupUuid", UuidOf(kGroupUuid, kGroupId)},
          {"AssignedDeviceCount", 0},
          {"InstalledDeviceCount", 0},
          {"NotInstalledDeviceCount", 0},
          {"PushMode", 0},
          {"AppRank", 0},
          {"Id", IdJson(app.id)},
          {"Uuid", UuidOf(kAppUuid, app.id)}};
}

// Search of version 2 writes its names in another way.
ordered_json EntryOfVersion2(const App& app) {
  return {{"application_name", app.name},
          {"bundle_id", app.bundle_id},
          {"application_version", app.version},
          {"platform", ToUpper(app.platform)},
          {"application_type", "Internal"},
          {"status", "Active"},
          {"organization_group_uuid", UuidOf(kGroupUuid, kGroupId)},
          {"root_organization_group_name", "mdmock"},
          {"assigned_device_count", 0},
          {"installed_device_count", 0},
          {"not_installed_device_count", 0},
          {"push_mode", 0},
          {"application_rank", 0},
          {"smart_groups", ordered_json::array()},
          {"uuid", UuidOf(kAppUuid, app.id)}};
}

const App* Known(const Visit& visit, const App* app) {
  if (app != nullptr) return app;
  visit.verdict.Add({&rules::kApplicationUnknown, "request target",
                     "an application that there is",
                     Printable(visit.captured.at(0), 60)});
  return nullptr;
}

const App* FindByUuid(const Visit& visit) {
  return Known(visit, visit.holdings.FindApp(visit.captured.at(0)));
}

}  // namespace

Page AnswerApplications(const Visit& visit) {
  const std::string* bundle = visit.Find("bundleid");
  std::vector<const App*> found;
  for (const App& one : visit.holdings.apps()) {
    if (bundle == nullptr || EqualsIgnoreCase(*bundle, one.bundle_id)) {
      found.push_back(&one);
    }
  }
  const bool second = visit.wanted.version == 2;
  const ListShape shape =
      second ? ListShape{"applications", "applications", "page", "page_size",
                         "total"}
             : ListShape{"ApplicationSearchResult", "Application"};
  return WriteList(visit, shape, found.size(), EachOf([&](size_t index) {
                     return second ? EntryOfVersion2(*found[index])
                                   : Entry(*found[index]);
                   }));
}

Page AnswerApplication(const Visit& visit) {
  const std::string& text = visit.captured.at(0);
  const auto id = ReadNumber(text);
  const App* app = Known(
      visit, id ? visit.holdings.FindApp(*id) : visit.holdings.FindApp(text));
  if (app == nullptr) return std::nullopt;
  return Write(visit.wanted, 200, "InternalApplication",
               {{"ApplicationName", app->name},
                {"AppId", app->bundle_id},
                {"AirwatchAppVersion", app->version},
                {"ActualFileVersion", app->version},
                {"Platform", app->platform},
                {"Status", "Active"},
                {"ManagedBy", "mdmock"},
                {"ManagedByUuid", UuidOf(kGroupUuid, kGroupId)},
                {"Assignments", ordered_json::array()},
                {"DevicesAssignedCount", 0},
                {"DevicesInstalledCount", 0},
                {"DevicesNotInstalledCount", 0},
                {"ExcludedSmartGroupIds", ordered_json::array()},
                {"id", app->id},
                {"uuid", UuidOf(kAppUuid, app->id)}});
}

Page AnswerRules(const Visit& visit) {
  const App* app = FindByUuid(visit);
  if (app == nullptr) return std::nullopt;
  ordered_json document{{"assignments", ordered_json::array()},
                        {"excluded_smart_groups", ordered_json::array()}};
  if (!app->rules.empty()) document.update(ordered_json::parse(app->rules));
  return Write(visit.wanted, 200, "AssignmentRules", document);
}

Page EditRules(const Visit& visit) {
  const App* app = FindByUuid(visit);
  if (app == nullptr) return std::nullopt;
  std::string rules = visit.body.is_object() ? visit.body.dump() : "";
  if (rules.empty() || rules.size() > kMaxRules) {
    visit.verdict.Add({&rules::kBodyValue, "body",
                       fmt::format("an object of up to {} bytes", kMaxRules),
                       fmt::format("{} bytes of another kind",
                                   visit.call.request.body.size())});
    return std::nullopt;
  }
  visit.changing->SetRules(app->id, std::move(rules));
  return Done(202);
}

// The bytes themselves are not kept: nothing of the API gives them back.
Page UploadBlob(const Visit& visit) {
  const std::string* name = visit.Find("filename");
  if (name == nullptr || name->empty()) {
    visit.verdict.Add(
        {&rules::kQueryValue, "filename", "the name of a file", "nothing"});
    return std::nullopt;
  }
  const std::uint32_t id = visit.changing->AddBlob();
  return Write(visit.wanted, 200, "Blob",
               {{"Value", id}, {"uuid", UuidOf(kBlobUuid, id)}});
}

Page BeginInstall(const Visit& visit) {
  const auto field = [&](std::string_view name) {
    return ReadField(visit.body, name, visit.verdict);
  };
  const auto name = field("ApplicationName");
  const auto blob = field("BlobId");
  const auto number = ReadNumber(blob.value_or(""));
  if (!name || name->empty()) {
    visit.verdict.Add(
        {&rules::kBodyValue, "body, ApplicationName", "a name", "nothing"});
  }
  if (!number || !visit.holdings.HasBlob(*number)) {
    visit.verdict.Add({&rules::kBodyValue, "body, BlobId",
                       "the Value that uploadblob gave",
                       blob ? Printable(*blob, 60) : std::string("nothing")});
  }
  App app{.id = 0,
          .name = name.value_or(""),
          .bundle_id = field("BundleId").value_or("com.example.app"),
          .version = field("AppVersion").value_or("1.0.0"),
          .platform = field("DeviceType").value_or("Apple"),
          .rules = ""};
  if (!visit.verdict.accepted()) return std::nullopt;
  const std::uint32_t id = visit.changing->AddApp(std::move(app));
  if (id == 0) return NoRoom(visit);
  return Write(visit.wanted, 200, "Application",
               Entry(*visit.holdings.FindApp(id)));
}

}  // namespace mdmock::workspace_one
