// forumwatch.json with everything it leans on (engines, lexicons, handbook, calendars, templates):
// read once, checked as a whole, handed out as the option structs of the rooms. Immutable once
// made; any thread. Throws ConfigError with every mistake of every file and its place.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/alerting/decide.h"
#include "analysis/alerting/roster.h"
#include "analysis/deadlines/calendar.h"
#include "analysis/deadlines/duties.h"
#include "analysis/grouping/community_memory.h"
#include "analysis/heat/heat.h"
#include "analysis/reply/reply_help.h"
#include "analysis/report/templates.h"
#include "analysis/understanding/lexicon.h"
#include "config/mistakes.h"
#include "crawlers/crawler.h"
#include "crawlers/http/client.h"
#include "crawlers/sites/engine.h"
#include "crawlers/sites/json_engine.h"
#include "crawlers/sites/json_reply.h"

namespace forumwatch {

// Who we are to a forum that shows its boards to members alone: exactly one of `password` (with
// `user`), `cookies`, `token` is set. Secrets; never to be shown.
struct LoginConfig {
  std::string user;  // of a token: where the forum asks for whom it is
  std::string password;
  std::string cookies;  // "a=b; c=d", as a browser sends them
  std::string token;    // sent as the headers of the engine's `reply` say
  std::string file;     // where the secret stands, for people
};

// Who posts replies on a forum for us. Holds a secret; never to be shown.
struct ReplyConfig {
  ReplyAccount as;   // `account` as the forum shows its name; one of the staff
  std::string file;  // where the token stands, for people
};

struct SourceConfig {
  std::string name;
  std::string engine;                      // "feed", or the name of a file under engines/
  std::shared_ptr<const HtmlEngine> html;  // one of the two; none for "feed"
  std::shared_ptr<const JsonEngine> json;
  std::string url;
  std::vector<std::string> staff;  // accounts whose posts are our replies; those of the community
                                   // included
  std::chrono::seconds interval{300};
  std::chrono::seconds watched_interval{120};  // while a clock of one of its threads runs
  std::chrono::seconds quiet_interval{300};    // where nobody has written for long
  std::chrono::minutes utc_offset{480};        // the forum's clock
  std::shared_ptr<const LoginConfig> login;    // null: as a guest
  std::shared_ptr<const ReplyConfig> reply;    // null: people post; else `json` says how
};

struct CommunityConfig {
  std::string name;
  WorkingCalendar calendar;
  std::vector<SourceConfig> sources;
};

struct WebhookConfig {
  std::string url;
  std::string secret;  // "" unsigned
};

struct MailConfig {
  std::string server;  // "smtp://mail.example.com:587", "smtps://…"
  std::string user;
  std::string password;
  std::string from;
  bool require_tls = true;
};

// A robot in a group of 企业微信, 钉钉, 飞书.
enum class RobotKind { WeCom, DingTalk, Feishu };

// By role: who is mentioned in an alert for it. Mobile numbers, ids, "@all".
using RoleMentions = std::map<std::string, std::vector<std::string>, std::less<>>;

struct RobotConfig {
  RobotKind kind = RobotKind::WeCom;
  std::string url;     // holds the robot's key: never to be shown
  std::string secret;  // "" unsigned
  RoleMentions mention;
  // By name in `people`: as whom he is mentioned, on duty alone.
  std::map<std::string, std::string, std::less<>> accounts = {};
};

// Exactly one of the three is set.
struct ChannelConfig {
  std::string name;
  std::optional<WebhookConfig> webhook;
  std::optional<MailConfig> mail;
  std::optional<RobotConfig> robot = {};
};

// Where a role is reached: a channel and the address within it (mail address; "" for a group).
struct Contact {
  std::string channel;
  std::string to;
};

// By action (KnownActions of permissions_file.h): the roles that may do it.
using StepRoles = std::map<std::string, std::vector<std::string>, std::less<>>;

// Somebody who handles complaints.
struct Colleague {
  std::vector<std::string> roles;     // not empty
  std::vector<std::string> accounts;  // of the machine, theirs alone
};

// Who may do what about a complaint (B12, C1–C3). Without people everybody may do everything.
struct Permissions {
  std::map<std::string, Colleague, std::less<>> people;  // by name
  StepRoles steps;
};

// What is asked for, again and again, while the service is well: a watcher outside that hears
// nothing raises the alarm.
struct HeartbeatConfig {
  std::string url;  // "" none; holds a key: shown masked
  std::chrono::seconds every{300};
};

struct Config {
  std::filesystem::path file;  // "" for DefaultConfig
  std::string company;
  std::string zone = "Asia/Shanghai";
  std::filesystem::path store;
  std::string log_level = "info";
  HttpClientOptions http;
  VisitOptions visits;
  std::chrono::hours backfill{14 * 24};  // older posts of a first visit are history
  std::vector<CommunityConfig> communities;
  // Of communities that are only imported.
  WorkingCalendar calendar{Zone(zone), {}, {}, {}, {}, {}};
  std::shared_ptr<const Lexicon> lexicon;
  GroupingOptions grouping;
  HeatOptions heat;
  DutyOptions duties;
  AlertingOptions alerting;
  std::map<std::string, std::vector<Contact>, std::less<>> roles;  // all of them, at once
  // By name; the first contact is told, the next one where that fails.
  std::map<std::string, std::vector<Contact>, std::less<>> people;
  DutyRoster roster;
  Permissions permissions;
  HeartbeatConfig heartbeat;
  std::vector<ChannelConfig> channels;
  unsigned cutoff_day = 24;
  DocumentTemplates templates;
  std::shared_ptr<const ReplyHelp> reply_help = std::make_shared<const ReplyHelp>();
  // What is wrong with them, or with the trained model: papers cannot be written, drafts are judged
  // with less, words and rules decide alone; the watch goes on.
  std::vector<ConfigMistake> minor_mistakes;
  std::vector<ConfigMistake> warnings;
};

// `data`: the folder with engines/, lexicons/, calendars/ …, as installed or in the source tree.
// Secrets are read from the files named in the configuration; a relative name is looked for in
// `credentials` ($CREDENTIALS_DIRECTORY), then beside the configuration.
struct ConfigPlaces {
  std::filesystem::path data;  // "" none was found: then the configuration must name its own
  std::filesystem::path credentials;
  std::string looked_at = {};  // where `data` was looked for in vain
};

// What is wrong with templates or the model alone is no error here, it stands in the result.
Config LoadConfig(const std::filesystem::path& file, const ConfigPlaces& places);

// Throws ConfigError with what is wrong with this template.
void RequireTemplate(const Config& config, std::string DocumentTemplates::*text);

// What analyze and replay use without a configuration: no sources, no channels.
Config DefaultConfig(const ConfigPlaces& places);

}  // namespace forumwatch
