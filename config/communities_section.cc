#include <algorithm>
#include <array>
#include <map>

#include "config/sections.h"
#include "crawlers/sites/json_forum.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::string_view kFeed = "feed";
// A forum that is not ours is asked no more often than this.
constexpr seconds kPoliteInterval{60};
constexpr std::array<std::string_view, 2> kForumSchemes = {"https", "http"};

// Names already given, and the lines they stand on.
class Taken {
 public:
  // Notes a mistake at `value` when the name is taken.
  void Take(const JsonValue& value, const std::string& what, const std::string& name) {
    const auto [known, fresh] = lines_.emplace(name, value.Place({}).line);
    if (!fresh && !name.empty()) {
      value.Mistake(what + "“" + name + "”写了两遍（第 " + std::to_string(known->second) +
                    " 行已经有了）");
    }
  }

 private:
  std::map<std::string, int> lines_;
};

// The first word on a quiet board starts four hours like any other (B2).
constexpr seconds kQuiet = minutes(30);
constexpr seconds kQuietest = hours(1);

struct Polling {
  JsonValue section;
  seconds interval{};
  seconds watched{};
  seconds quiet{};  // 0: as the source asks for
};

Polling ReadPolling(const JsonValue& section, Config& config) {
  const SourceConfig usual;
  Polling polling{section, {}, {}, {}};
  polling.interval = section["interval"].Span(usual.interval, seconds(1), hours(24));
  const JsonValue watched = section["watched_interval"];
  polling.watched = watched.Span(usual.watched_interval, seconds(1), hours(24));
  if (watched.present() && polling.watched > polling.interval) {
    watched.Mistake("不能比 interval 更长：有期限在走的主题要看得更勤");
  }
  const JsonValue quiet = section["quiet_interval"];
  polling.quiet = quiet.Span(seconds(0), seconds(1), kQuietest);
  if (polling.quiet.count() > 0 && polling.quiet < polling.interval) {
    quiet.Mistake("不能比 interval 更短：很久没有人发帖的版块可以看得少一些");
  }
  config.backfill = ReadHours(section["backfill"], config.backfill, hours(0), hours(3650 * 24));
  config.visits.recheck_after =
      section["recheck_after"].Span(hours(6), minutes(10), hours(30 * 24));
  config.visits.recheck_window =
      section["recheck_window"].Span(hours(14 * 24), hours(0), hours(365 * 24));
  config.visits.max_pages = section["max_pages"].Int(0, 0, 100'000);
  return polling;
}

std::vector<std::string> ReadStaff(const JsonValue& list) {
  std::vector<std::string> staff;
  for (const JsonValue& item : list.Items()) {
    std::string account = ReadTrimmed(item);
    if (!account.empty() && std::find(staff.begin(), staff.end(), account) == staff.end()) {
      staff.push_back(std::move(account));
    }
  }
  return staff;
}

void ReadEngine(const JsonValue& item, SourceConfig& source, DataFolder& data) {
  const JsonValue engine = item.Required("engine", "论坛用的什么程序，例如 \"discuz\"");
  source.engine = engine.NonEmptyText();
  if (source.engine.empty() || source.engine == kFeed) {
    return;
  }
  std::vector<std::string> known = data.EngineNames();
  known.emplace_back(kFeed);
  if (std::find(known.begin(), known.end(), source.engine) != known.end()) {
    source.html = data.Engine(source.engine).html;
    source.json = data.Engine(source.engine).json;
    return;
  }
  const std::string meant = Closest(source.engine, known);
  engine.Mistake("没有“" + source.engine + "”这种论坛程序" +
                 (meant.empty() ? "" : "，是不是“" + meant + "”？") + "（现有 " + Listed(known) +
                 "）");
}

void CheckPoliteness(const JsonValue& item, const Polling& polling, const SourceConfig& source) {
  const std::string why =
      "太短：别人的论坛最短 " + std::to_string(kPoliteInterval.count()) + " 秒看一次，否则会被封";
  if (source.interval < kPoliteInterval) {
    const JsonValue own = item["interval"];
    (own.present() ? own : polling.section["interval"]).Mistake(why);
  } else if (source.watched_interval < kPoliteInterval) {
    polling.section["watched_interval"].Mistake(why);
  }
}

SourceConfig ReadSource(const JsonValue& item, const Polling& polling,
                        const std::vector<std::string>& community_staff, ConfigDraft& draft) {
  SourceConfig source;
  source.name = ReadName(item.Required("name", "来源名称，例如 \"业主论坛\""));
  ReadEngine(item, source, draft.data);
  const ReadAddress address =
      ReadWebAddress(item.Required("url", "论坛版块的网址"), kForumSchemes, draft.config.http);
  source.url = address.text;
  if (source.json && address.url && !KnowsBoard(*source.json, source.url)) {
    item["url"].Mistake("这不是 " + source.json->name + " 的版块网址，应当像 " +
                        source.json->addresses.example);
  }
  source.interval = item["interval"].Span(polling.interval, seconds(1), hours(24));
  source.watched_interval = std::min(polling.watched, source.interval);
  const seconds quiet =
      polling.quiet.count() > 0 ? polling.quiet : std::min<seconds>(2 * source.interval, kQuiet);
  source.quiet_interval = std::max(quiet, source.interval);
  if (address.url && !address.allowed && !IsInside(*address.url)) {
    CheckPoliteness(item, polling, source);
  }
  source.staff = community_staff;
  for (std::string& account : ReadStaff(item["staff"])) {
    if (std::find(source.staff.begin(), source.staff.end(), account) == source.staff.end()) {
      source.staff.push_back(std::move(account));
    }
  }
  source.reply = ReadReply(item["reply"], source, address, draft);
  if (source.reply && std::find(source.staff.begin(), source.staff.end(),
                                source.reply->as.account) == source.staff.end()) {
    source.staff.push_back(source.reply->as.account);
  }
  if (source.staff.empty()) {
    item["staff"].Warning("没有员工账号，任何回帖都不会算作物业回复");
  }
  source.login = ReadLogin(item["login"], source, address, draft);
  source.utc_offset = item["utc_offset"].Offset().value_or(source.utc_offset);
  return source;
}

class CommunitiesReader {
 public:
  CommunitiesReader(ConfigDraft& draft, Polling polling, OwnCalendar company)
      : draft_(draft), polling_(std::move(polling)), company_(std::move(company)) {}

  void Read(const JsonValue& item) {
    const JsonValue name = item.Required("name", "小区名称");
    CommunityConfig community{ReadName(name), draft_.config.calendar, {}};
    names_.Take(name, "小区", community.name);
    const auto staff = ReadStaff(item["staff"]);
    const OwnCalendar own = ReadOwnCalendar(item["calendar"], draft_.places.beside);
    if (!own.empty()) {
      community.calendar = MakeCalendar(company_, own, draft_);
    }
    const JsonValue sources = item["sources"];
    Taken source_names;
    Taken urls;
    for (const JsonValue& source : sources.Items()) {
      community.sources.push_back(ReadSource(source, polling_, staff, draft_));
      const SourceConfig& read = community.sources.back();
      source_names.Take(source["name"], "来源", read.name);
      urls.Take(source["url"], "网址", read.url);
      TakeMember(source["login"], read);
    }
    if (!sources.present() || (sources.is_list() && sources.Items().empty())) {
      sources.Warning("没有来源；这个小区不看论坛，只统计导入的投诉");
    }
    draft_.config.communities.push_back(std::move(community));
  }

 private:
  // A forum's session is kept in one place: who comes without one is taken for the member, or not.
  void TakeMember(const JsonValue& login, const SourceConfig& source) {
    const auto url = Url::Parse(source.url);
    if (!url || source.engine == kFeed) {
      return;
    }
    const bool usual = url->port() == 80 || url->port() == 443;
    const std::string who = !source.login                ? ""
                            : source.login->user.empty() ? source.login->file
                                                         : source.login->user;
    const auto [known, fresh] = members_.emplace(usual ? url->host() : url->HostAndPort(), who);
    if (fresh || known->second == who) {
      return;
    }
    if (who.empty() || known->second.empty()) {
      login.Warning(
          "这个论坛的来源有的登录，有的不登录：会时而当会员、时而当游客地读；请都写上同样的 login");
    } else {
      login.Mistake("别的来源用“" + known->second + "”登录这个论坛；一个论坛只能用一个账号");
    }
  }

  ConfigDraft& draft_;
  Polling polling_;
  OwnCalendar company_;
  Taken names_;
  std::map<std::string, std::string> members_;  // forum → who we are there, "" a guest
};

// Without a pause between requests only where everything asked is ours.
void CheckSpacing(const JsonValue& root, const ConfigDraft& draft) {
  if (draft.config.http.host_spacing.count() > 0) {
    return;
  }
  for (const CommunityConfig& community : draft.config.communities) {
    for (const SourceConfig& source : community.sources) {
      const auto url = Url::Parse(source.url);
      const auto& allowed = draft.config.http.allow_private;
      if (url && std::find(allowed.begin(), allowed.end(), url->HostAndPort()) == allowed.end()) {
        root["http"]["host_spacing"].Mistake("别人的论坛要隔至少 1 秒才发下一个请求");
        return;
      }
    }
  }
}

}  // namespace

void ReadCommunities(const JsonValue& root, ConfigDraft& draft) {
  Polling polling = ReadPolling(root["polling"], draft.config);
  OwnCalendar company = ReadOwnCalendar(root["calendar"], draft.places.beside);
  draft.config.calendar = MakeCalendar(company, {}, draft);
  const JsonValue communities = root.Required("communities", "要看的小区");
  CommunitiesReader reader(draft, std::move(polling), std::move(company));
  for (const JsonValue& item : communities.Items()) {
    reader.Read(item);
  }
  if (communities.is_list() && communities.Items().empty()) {
    communities.Mistake("至少要有一个小区");
  }
  CheckSpacing(root, draft);
}

}  // namespace forumwatch
