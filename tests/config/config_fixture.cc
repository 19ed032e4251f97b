#include "tests/config/config_fixture.h"

#include <cstdlib>
#include <fstream>

namespace forumwatch {

namespace fs = std::filesystem;

const char* const kGoodConfig = R"({
  "$schema": "forumwatch.schema.json",
  "company": "晴川物业",
  "timezone": "Asia/Shanghai",
  "store": {"file": "forumwatch.db"},
  "log": {"level": "warn"},
  "http": {
    "contact": "admin@qingchuan.example",
    "allow_private": ["127.0.0.1:8080", "mail.lan:25"],
    "host_spacing": "2s"
  },
  "polling": {
    "interval": "10m", "watched_interval": "3m", "backfill": "7d",
    "recheck_after": "12h", "recheck_window": "30d", "max_pages": 500
  },
  "communities": [
    {
      "name": "银杏湾",
      "staff": ["银杏湾物业"],
      "calendar": {
        "hours": ["08:00-20:00"],
        "weekdays": [1, 2, 3, 4, 5, 6],
        "days": [{"date": "2026-03-01", "name": "集中入伙", "working": true}]
      },
      "sources": [
        {"name": "业主论坛", "engine": "discuz", "url": "https://bbs.example.com/forum-12-1.html",
         "interval": "20m", "staff": ["客服小林"], "utc_offset": "+09:00"},
        {"name": "公告", "engine": "feed", "url": "http://127.0.0.1:8080/rss", "interval": "5s"}
      ]
    },
    {
      "name": "枫林苑",
      "sources": [
        {"name": "业主论坛", "engine": "discuz", "url": "http://forum.example.net/f/7",
         "staff": ["枫林客服"]}
      ]
    }
  ],
  "calendar": {"days": [{"date": "2026-03-02", "name": "司庆", "working": false}]},
  "clocks": {"first_reply": "3h", "revisit_days": 5},
  "heat": {
    "per_person": 11, "repeat_gain": 0.3, "repeat_cap": 0.7, "half_life": "48h",
    "reach": 6, "views": 3, "views_unit": 50
  },
  "grouping": {"join_at": 0.4, "suggest_at": 0.2},
  "alerts": {
    "due_soon_at": 0.6, "due_soon_again_at": [0.8, 0.95], "unacknowledged_after": "20m", "blind_after": 3, "down_after": 4, "blind_repeat": "12h",
    "approval_within": "20m", "group_people": 6, "backlash_people": 4, "stock_take_at": "17:30", "quiet": {"from": "21:30", "to": "07:00"},
    "receivers": {"complaint.new": ["head"], "source.down": ["technical", "head"], "danger": ["leader", "head"]}
  },
  "channels": {
    "值班群": {"webhook": "https://hooks.example.com/duty", "secret_file": "duty-secret"},
    "邮件": {"mail": "smtp://mail.example.com:587", "from": "forumwatch@qingchuan.example",
            "user": "forumwatch", "password_file": "smtp-password", "require_tls": true},
    "技术群": {"robot": "dingtalk", "url_file": "tech-url", "secret_file": "tech-secret",
              "mention": {"technical": ["zhangsan", "lisi"], "head": ["@all"]}, "accounts": {"张敏": "zhangsan"}}
  },
  "roles": {
    "monitor": [{"channel": "值班群"}, {"channel": "邮件", "to": "jiankong@qingchuan.example"}],
    "head": [{"channel": "邮件", "to": "head@qingchuan.example"}], "deputy": [{"channel": "邮件", "to": "fu@qingchuan.example"}],
    "leader": [{"channel": "邮件", "to": "leader@qingchuan.example"}],
    "technical": [{"channel": "技术群"}, {"channel": "邮件", "to": "it@qingchuan.example"}]
  },
  "people": {
    "张敏": [{"channel": "邮件", "to": "zhangmin@qingchuan.example"}, {"channel": "邮件", "to": "min@home.example"}],
    "李强": [{"channel": "邮件", "to": "liqiang@qingchuan.example"}]
  },
  "roster": {
    "changes_at": "08:00",
    "shifts": [
      {"role": "monitor", "weekdays": [1, 2, 3, 4, 5], "who": ["张敏"]},
      {"role": "monitor", "weekdays": [6, 7], "who": ["李强", "张敏"]},
      {"role": "monitor", "from": "2026-10-01", "to": "2026-10-07", "who": ["李强"]}
    ]
  },
  "heartbeat": {"url": "https://watch.example.com/ping/CANARY", "every": "2m"},
  "report": {"cutoff_day": 20}
}
)";

std::string Changed(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  if (at == std::string::npos || text.find(from, at + 1) != std::string::npos) {
    ADD_FAILURE() << "does not stand there once: " << from;
    return text;
  }
  return text.replace(at, from.size(), to);
}

std::vector<std::string> Lines(const std::vector<ConfigMistake>& mistakes) {
  std::vector<std::string> lines;
  lines.reserve(mistakes.size());
  for (const auto& mistake : mistakes) {
    lines.push_back(Describe(mistake));
  }
  return lines;
}

ConfigTest::ConfigTest() {
  std::string name = (fs::temp_directory_path() / "configXXXXXX").string();
  folder_ = mkdtemp(name.data());
  Write("duty-secret", "sesame\n");
  Write("smtp-password", "hunter2\n");
  Write("tech-url", "https://oapi.dingtalk.com/robot/send?access_token=CANARY\n");
  Write("tech-secret", "SECdemo\n");
}

void ConfigTest::TearDown() {
  std::error_code error;
  fs::remove_all(folder_, error);
}

ConfigReading ConfigTest::Read(const std::string& text) {
  static DataFolder shipped(FORUMWATCH_SOURCE_DIR "/config");
  const JsonFile file = JsonFile::Parse(text, "forumwatch.json");
  return ReadConfig(file, folder_ / "forumwatch.json", {}, shipped);
}

void ConfigTest::Write(const std::string& name, const std::string& text) const {
  const fs::path file = folder_ / name;
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
}

fs::path ConfigTest::Written(const std::string& name, const std::string& text) const {
  Write(name, text);
  return folder_ / name;
}

}  // namespace forumwatch
