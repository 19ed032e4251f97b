// How the sections of forumwatch.json are read. Internal to config; everybody else calls
// LoadConfig(). A section notes what it finds wrong at its place and goes on with something
// harmless, so that one wrong word is told once and everything else is still checked.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/calendar_file.h"
#include "config/config.h"
#include "config/data_folder.h"
#include "config/json_reader.h"
#include "config/secret_file.h"
#include "config/web_address.h"

namespace forumwatch {

// The configuration while it is read, and what its sections lean on.
struct ConfigDraft {
  Config config;
  SecretPlaces places;
  DataFolder& data;
  Zone zone;
  std::vector<ConfigMistake> mistakes;  // of other files
};

// Each is given the root of the file.
void ReadGeneral(const JsonValue& root, ConfigDraft& draft);      // company, store, log, report
void ReadHttp(const JsonValue& root, ConfigDraft& draft);         // http
void ReadThinking(const JsonValue& root, ConfigDraft& draft);     // clocks, heat, grouping
void ReadCommunities(const JsonValue& root, ConfigDraft& draft);  // polling, calendar, communities
void ReadChannels(const JsonValue& root, ConfigDraft& draft);     // channels
void ReadHeartbeat(const JsonValue& root, ConfigDraft& draft);    // heartbeat; after http
void ReadPeople(const JsonValue& root, ConfigDraft& draft);       // people; after channels
void ReadRoster(const JsonValue& root, ConfigDraft& draft);       // roster; after people
void ReadPermissions(const JsonValue& root, ConfigDraft& draft);  // permissions
void ReadAlerts(const JsonValue& root, ConfigDraft& draft);       // roles, alerts; after roster

// Ways to reach one role or person, each once; `config` has its channels.
std::vector<Contact> ReadContacts(const JsonValue& list, const Config& config);

// One channel of the kind "robot". An address in the file that cannot be the robot's, or is that of
// a channel before it, is a mistake; no message repeats it.
RobotConfig ReadRobot(const JsonValue& channel, const ConfigDraft& draft);
// A secret written where everybody reads it.
void RefuseSecret(const JsonValue& channel, std::string_view key, std::string_view file_key);

// A calendar section: what a company or a community has of its own.
struct OwnCalendar {
  std::vector<WorkFrame> frames;
  std::set<unsigned> weekdays;
  OwnDays days;
  std::vector<std::filesystem::path> files;

  [[nodiscard]] bool empty() const {
    return frames.empty() && weekdays.empty() && days.empty() && files.empty();
  }
};
// Relative names of files start at `folder`.
OwnCalendar ReadOwnCalendar(const JsonValue& section, const std::filesystem::path& folder);
// The files of the data folder with the company's own on top, and the community's above that. Notes
// mistakes of the files in the draft.
WorkingCalendar MakeCalendar(const OwnCalendar& company, const OwnCalendar& community,
                             ConfigDraft& draft);

// Not empty, and without the blanks at its ends that nobody sees.
std::string ReadTrimmed(const JsonValue& value);
// A name of the user's own, not empty, of one line; notes at `place` what is wrong with it.
void CheckName(const JsonValue& place, const std::string& name);
// Of a community or source: also without "/", since alerts and command line say community/source.
std::string ReadName(const JsonValue& value);
// A span in whole hours.
std::chrono::hours ReadHours(const JsonValue& value, std::chrono::hours fallback,
                             std::chrono::hours least, std::chrono::hours most);

struct ReadAddress {
  std::string text;        // as written
  std::optional<Url> url;  // nullopt: absent, or a mistake has been noted
  bool allowed = false;    // http.allow_private names it
};
// An address inside that http.allow_private does not name is a mistake.
ReadAddress ReadWebAddress(const JsonValue& value, std::span<const std::string_view> schemes,
                           const HttpClientOptions& http);

// The login of a source at `address`, whose engine is known; null: absent.
std::shared_ptr<const LoginConfig> ReadLogin(const JsonValue& section, const SourceConfig& source,
                                             const ReadAddress& address, const ConfigDraft& draft);
// Who posts replies there, likewise.
std::shared_ptr<const ReplyConfig> ReadReply(const JsonValue& section, const SourceConfig& source,
                                             const ReadAddress& address, const ConfigDraft& draft);

}  // namespace forumwatch
