#include "config/sections.h"

namespace forumwatch {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUsualStore = "/var/lib/forumwatch/forumwatch.db";

void ReadStore(const JsonValue& file, ConfigDraft& draft) {
  const std::string written = file.NonEmptyText(kUsualStore);
  const fs::path path = (draft.places.beside / written).lexically_normal();
  std::error_code error;
  if (!path.has_filename() || fs::is_directory(path, error)) {
    file.Mistake("这是一个文件夹；要写数据库文件的名称，例如 \"forumwatch.db\"");
  }
  draft.config.store = path;
}

// What goes into a header of every request.
bool IsHeaderText(const std::string& text) {
  return text.find_first_of("()") == std::string::npos &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < '\x7F'; });
}

}  // namespace

void ReadGeneral(const JsonValue& root, ConfigDraft& draft) {
  draft.config.company = ReadTrimmed(root.Required("company", "公司名称"));
  ReadStore(root["store"]["file"], draft);
  draft.config.log_level = root["log"]["level"].OneOf<std::string>(
      {{"debug", "debug"}, {"info", "info"}, {"warn", "warn"}, {"error", "error"}}, "info");
  draft.config.cutoff_day = static_cast<unsigned>(root["report"]["cutoff_day"].Int(24, 1, 31));
}

void ReadHttp(const JsonValue& root, ConfigDraft& draft) {
  const JsonValue section = root["http"];
  HttpClientOptions& http = draft.config.http;
  const JsonValue contact = section["contact"];
  const std::string reached_at = ReadTrimmed(contact);
  if (!IsHeaderText(reached_at)) {
    contact.Mistake("只能用英文字母、数字和符号，例如邮箱或网址");
  } else if (!contact.present()) {
    contact.Warning("没写联系方式；论坛站长有疑问时找不到您，可能直接封掉访问");
  }
  http.user_agent =
      "forumwatch/" FORUMWATCH_VERSION + (reached_at.empty() ? "" : " (+" + reached_at + ")");
  for (const JsonValue& item : section["allow_private"].Items()) {
    const std::string written = item.NonEmptyText();
    if (written.empty()) {
      continue;
    }
    if (const auto entry = NormalHostAndPort(written)) {
      http.allow_private.push_back(*entry);
    } else {
      item.Mistake("应当只写主机和端口，例如 \"127.0.0.1:8080\"");
    }
  }
  http.host_spacing =
      section["host_spacing"].Span(std::chrono::ceil<std::chrono::seconds>(http.host_spacing),
                                   std::chrono::seconds(0), std::chrono::seconds(60));
}

void ReadThinking(const JsonValue& root, ConfigDraft& draft) {
  Config& config = draft.config;
  const JsonValue first_reply = root["clocks"]["first_reply"];
  const auto within = first_reply.Span(config.duties.first_reply_within, std::chrono::minutes(5),
                                       std::chrono::hours(7 * 24));
  config.duties.first_reply_within = std::chrono::floor<std::chrono::minutes>(within);
  if (config.duties.first_reply_within != within) {
    first_reply.Mistake("要写成整分钟，例如 \"4h\" 或 \"90m\"");
  }

  config.duties.revisit_within =
      root["clocks"]["revisit_days"].Int(config.duties.revisit_within, 1, 60);

  const JsonValue heat = root["heat"];
  HeatOptions& h = config.heat;
  h.per_person = heat["per_person"].Number(h.per_person, 0, 1000);
  h.repeat_gain = heat["repeat_gain"].Number(h.repeat_gain, 0, 10);
  h.repeat_cap = heat["repeat_cap"].Number(h.repeat_cap, 0, 10);
  h.half_life = ReadHours(heat["half_life"], h.half_life, std::chrono::hours(1),
                          std::chrono::hours(365 * 24));
  h.reach = heat["reach"].Number(h.reach, 0, 1000);
  h.views = heat["views"].Number(h.views, 0, 1000);
  h.views_unit = heat["views_unit"].Number(h.views_unit, 1, 1e6);

  const JsonValue grouping = root["grouping"];
  GroupingOptions& g = config.grouping;
  g.join_at = grouping["join_at"].Number(g.join_at, 0.05, 1);
  g.suggest_at = grouping["suggest_at"].Number(g.suggest_at, 0.01, 1);
  if (g.suggest_at > g.join_at) {
    grouping["suggest_at"].Mistake("不能大于 join_at：先提示合并，更像的才自动合并");
  }
}

}  // namespace forumwatch
