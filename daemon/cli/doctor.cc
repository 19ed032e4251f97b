#include <algorithm>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include "analysis/alerting/wording.h"
#include "analysis/text/plain.h"
#include "daemon/cli/check_config.h"
#include "daemon/cli/commands.h"
#include "daemon/cli/whole_file.h"
#include "daemon/clock.h"
#include "daemon/errors.h"
#include "daemon/instance_lock.h"
#include "daemon/store/outbox.h"
#include "daemon/store/sources.h"
#include "daemon/work_done.h"

namespace forumwatch {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr std::chrono::days kLately{30};
constexpr std::chrono::days kFresh{7};  // what was for nobody before is over
constexpr std::uintmax_t kLittleSpace = std::uintmax_t{512} * 1024 * 1024;  // bytes

std::string InNumbers(const OutboxCounts& counts) {
  return "已发 " + std::to_string(counts.sent) + "，待发 " +
         std::to_string(counts.waiting + counts.claimed) + "，放弃 " + std::to_string(counts.dead);
}

// One thing that was looked at.
struct Finding {
  std::string what;
  bool well = true;
  std::string says;
};

class Examination {
 public:
  explicit Examination(const DoctorOptions& options) : options_(options) {}

  void Look(const Config& config) {
    zone_ = config.zone;
    LookAtRoster(config);
    LookAtDisk(config);
    if (!fs::exists(config.store)) {
      Note("数据库", false,
           config.store.string() + " 还没有：服务还没有运行过，或 store.file 写错了");
      return;
    }
    try {
      Session session(config.store, OpenMode::Read);
      session.CheckIntegrity();
      Note("数据库", true, config.store.string() + "，完好");
      const bool runs = LookAtService(config);
      LookAtDeliveries(session, runs);
      LookAtChannels(session, config);
      if (runs && !config.heartbeat.url.empty()) {
        LookAtHeartbeat(session, config);
      }
      for (const CommunityConfig& community : config.communities) {
        for (const SourceConfig& source : community.sources) {
          LookAtSource(session, community.name, source.name);
        }
      }
    } catch (const StoreError& error) {
      Note("数据库", false, std::string(error.what()) + "；先停下服务，用最近的备份恢复");
    }
  }

  void Note(std::string what, bool well, std::string says) {
    findings_.push_back({std::move(what), well, std::move(says)});
  }

  [[nodiscard]] const std::vector<Finding>& findings() const { return findings_; }

 private:
  void LookAtRoster(const Config& config) {
    if (config.roster.roles.empty()) {
      return;
    }
    std::string without;
    for (const RosterGap& gap :
         GapsWithin(config.roster, DutyDayOf(config.roster, Zone(zone_), clock_.Now()), 30)) {
      without += (without.empty() ? "" : "、") + WrittenDay(gap.day) + gap.role;
    }
    Note("值班表", without.empty(),
         without.empty() ? "今后 30 天每天都有人"
                         : "缺人：" + without + "；这些天的提醒发给别的联系人，请在 roster 里补上");
  }

  void LookAtDisk(const Config& config) {
    std::error_code error;
    const fs::space_info space = fs::space(config.store.parent_path(), error);
    if (error) {
      Note("磁盘", false, config.store.parent_path().string() + "：" + Reason(error));
      return;
    }
    const std::string left = std::to_string(space.available / 1024 / 1024) + " MiB 可用";
    const bool enough = space.available >= kLittleSpace;
    Note("磁盘", enough, enough ? left : left + "，不够了：满了就记不下新帖，请腾出地方");
  }

  bool LookAtService(const Config& config) {
    const bool runs = IsLocked(config.store.string() + ".lock");
    Note("服务", runs,
         runs ? "在运行"
              : "没有在运行：没有人看论坛、计时、发提醒；用 systemctl start forumwatch 启动");
    return runs;
  }

  void LookAtDeliveries(Session& session, bool runs) {
    const OutboxCounts counts = OutboxStore(session).Counts();
    const int lately = OutboxStore(session).ForNobodySince(clock_.Now() - kFresh);
    const int waiting = counts.waiting + counts.claimed;
    std::string says = InNumbers(counts);
    if (counts.dead > 0) {
      says += "；放弃的没有送到（alert list --dead 看是哪些），请检查通道的地址和密钥";
    }
    if (counts.for_nobody > 0) {
      says += "；另有 " + std::to_string(counts.for_nobody) +
              " 条没有发给任何人：当时没有配置联系人（alert list --dead 看是哪些）";
      says += lately == 0 ? "，都是一周以前的" : "";
    }
    if (waiting > 0 && !runs) {
      says += "；服务没有在运行，待发的发不出去";
    }
    Note("提醒", counts.dead + lately == 0 && (waiting == 0 || runs), std::move(says));
  }

  void LookAtHeartbeat(Session& session, const Config& config) {
    const UtcTime now = clock_.Now();
    const std::string why = WhyUnfit(WorkOf(session, config, now), Zone(zone_), now);
    Note("外面的看门服务", why.empty(),
         why.empty() ? "照常访问它的网址" : "不访问它的网址，让它报警：" + why);
  }

  void LookAtChannels(Session& session, const Config& config) {
    std::vector<ChannelRecord> records = OutboxStore(session).Records();
    for (const ChannelConfig& channel : config.channels) {
      const auto record = std::find_if(records.begin(), records.end(), [&](const ChannelRecord& r) {
        return r.channel == channel.name;
      });
      if (record == records.end()) {
        Note("通道 " + channel.name, true, "还没有用过；用 alert test 试一试");
      } else {
        LookAtChannel(*record);
        records.erase(record);
      }
    }
    for (const ChannelRecord& record : records) {
      if (const int waiting = record.counts.waiting + record.counts.claimed; waiting > 0) {
        Note("通道 " + record.channel, false,
             "配置里已经没有它，还有 " + std::to_string(waiting) + " 条待发");
      }
    }
  }

  void LookAtChannel(const ChannelRecord& record) {
    std::string says = InNumbers(record.counts);
    if (record.last_sent_at) {
      says += "；上次送到是 " + WrittenMoment(*record.last_sent_at, Zone(zone_), clock_.Now());
    }
    if (record.failing > 0) {
      says += "；待发的有 " + std::to_string(record.failing) + " 条试过没有送到";
    }
    if (!record.last_reason.empty()) {
      says += "；最近一次没送到的原因：" + record.last_reason;
    }
    Note("通道 " + record.channel, record.counts.dead == 0 && record.failing == 0, std::move(says));
  }

  void LookAtSource(Session& session, const std::string& community, const std::string& name) {
    SourceStore sources(session);
    const std::string what = "来源 " + community + "/" + name;
    const auto id = sources.Find(community, name);
    if (!id) {
      return Note(what, false, "还没有看过：服务运行起来以后再看");
    }
    const UtcTime now = clock_.Now();
    const SourceHealth health = sources.LoadHealth(*id);
    const auto kept = sources.KeptPages(*id);
    std::string says = health.last_good_at
                           ? "上次读好是 " + WrittenMoment(*health.last_good_at, Zone(zone_), now)
                           : "从来没有读好过";
    const bool well = health.blind_visits == 0 && health.failed_visits == 0;
    if (!well) {
      says += "；最近连续 " + std::to_string(health.blind_visits + health.failed_visits) +
              " 次不好：" + health.reason;
    }
    says += Unseen(sources.Gaps(*id, now - kLately), now);
    if (!kept.empty()) {
      says += "；留有 " + std::to_string(kept.size()) + " 个没读好的原始页面" +
              (options_.pages.empty() ? "，用 --pages 文件夹 取出" : "");
    }
    Note(what, well && health.last_good_at, std::move(says));
    WritePages(*id, community + "/" + name, kept);
  }

  // When nobody saw it lately, the last few times.
  [[nodiscard]] std::string Unseen(const std::vector<Gap>& gaps, UtcTime now) const {
    constexpr std::size_t kTold = 3;
    if (gaps.empty()) {
      return {};
    }
    std::string says = "；近 30 天有 " + std::to_string(gaps.size()) + " 段时间没有看到它，";
    says += gaps.size() > kTold ? "最近的是 " : "";
    for (std::size_t i = gaps.size() - std::min(gaps.size(), kTold); i < gaps.size(); ++i) {
      says += WrittenMoment(gaps[i].from, Zone(zone_), now) + " 到 " +
              WrittenMoment(gaps[i].to, Zone(zone_), now) + "（" + gaps[i].reason + "）" +
              (i + 1 < gaps.size() ? "、" : "");
    }
    return says;
  }

  // For their owner alone: they hold what people wrote.
  void WritePages(SourceId id, const std::string& name, const std::vector<KeptPage>& kept) {
    if (options_.pages.empty() || kept.empty()) {
      return;
    }
    umask(S_IRWXG | S_IRWXO);
    fs::create_directories(options_.pages);
    std::string index;
    for (std::size_t i = 0; i < kept.size(); ++i) {
      const std::string file =
          "source-" + std::to_string(Raw(id)) + "-" + std::to_string(i + 1) + ".html";
      WriteWhole(options_.pages / file, kept[i].bytes);
      index += file + "  " + PlainLine(name) + "  " + PlainLine(kept[i].url) + "\n  " +
               PlainLine(kept[i].reason) + "\n";
    }
    WriteWhole(options_.pages / ("source-" + std::to_string(Raw(id)) + ".txt"), index);
  }

  const DoctorOptions& options_;
  SystemClock clock_;
  std::string zone_;
  std::vector<Finding> findings_;
};

void Print(const std::vector<Finding>& findings, bool json) {
  ordered_json list = ordered_json::array();
  for (const Finding& finding : findings) {
    if (json) {
      list.push_back({{"what", finding.what}, {"well", finding.well}, {"says", finding.says}});
    } else {
      std::cout << (finding.well ? "好    " : "不好  ") << PlainLine(finding.what) << "："
                << PlainLine(finding.says) << "\n";
    }
  }
  if (json) {
    std::cout << list.dump(2, ' ', false, ordered_json::error_handler_t::replace) << "\n";
  }
}

}  // namespace

ExitCode Doctor(const CommonOptions& common, const DoctorOptions& options) {
  const ConfigCheck check = MakeConfigCheck(common.config, common.places, SystemClock().Now());
  Examination examination(options);
  for (const ConfigMistake& mistake : check.mistakes) {
    examination.Note("配置", false, Describe(mistake));
  }
  for (const ConfigMistake& warning : check.warnings) {
    examination.Note("配置", false, Describe(warning));
  }
  if (check.config) {
    if (check.mistakes.empty() && check.warnings.empty()) {
      examination.Note("配置", true,
                       check.file.string() + "，没有错误，日历 " + check.config->calendar.version);
    }
    examination.Look(*check.config);
  }
  Print(examination.findings(), common.json);
  if (!check.config) {
    return ExitCode::BadConfig;
  }
  const bool well = std::all_of(examination.findings().begin(), examination.findings().end(),
                                [](const Finding& finding) { return finding.well; });
  return well ? ExitCode::Done : ExitCode::Failed;
}

}  // namespace forumwatch
