#include "daemon/cli/command_line.h"

#include <exception>
#include <functional>
#include <iostream>
#include <system_error>

#include <CLI/CLI.hpp>

#include "config/mistakes.h"
#include "daemon/cli/alert_commands.h"
#include "daemon/cli/check_config.h"
#include "daemon/cli/commands.h"
#include "daemon/cli/complaint_commands.h"
#include "daemon/cli/labels_file.h"
#include "daemon/cli/places.h"
#include "daemon/cli/usage.h"
#include "daemon/errors.h"
#include "daemon/instance_lock.h"

namespace forumwatch {
namespace {

constexpr std::string_view kPostLines =
    R"(每行一个 JSON 对象，例如一个来电：
{"community":"铜雀台","source":"来电登记","channel":"phone","thread":"2026-031","post":"2026-031-1",)"
    R"("title":"电梯又停了","author":"7栋王女士",)"
    R"("posted_at":"2026-03-02T09:14:00+08:00","text":"7栋电梯停了两天"}
必填：community、thread（哪件事）、post（编号，不能重）、text；其余不知道就不写。
channel 是 forum visit phone letter mail press superior 之一，不写就是 forum；不是论坛来的不计四小时回帖期限（B2）。
)";

constexpr const char* kAbout =
    "forumwatch：看小区论坛，把帖子归成投诉，盯住四小时回复期限，按月出报告。\n"
    "第一次用：\n"
    "  forumwatch probe https://…                       看看论坛认不认得，得到一段来源配置\n"
    "  forumwatch check-config forumwatch.json          检查配置\n"
    "  forumwatch crawl --config forumwatch.json --source 业主论坛 --dump posts.jsonl\n"
    "                                                   先读一遍论坛，看看读到了什么\n"
    "  forumwatch run --config forumwatch.json          开始值守（systemd 也是这样启动它）";

constexpr const char* kEnding =
    "退出码：0 完成，1 失败，64 用法不对，65 输入有错，69 暂时连不上，75 已有一个在运行，78 "
    "配置有错或数据库已损坏。\n"
    "每个子命令加 --help 有详细说明。";

UtcTime ReadInstant(const std::string& text) {
  const auto instant = ParseRfc3339(text);
  if (!instant) {
    throw CLI::ValidationError("时间“" + text + "”看不懂，应写成 2026-03-02T21:14:00+08:00");
  }
  return *instant;
}

std::chrono::year_month ReadMonth(const std::string& text) {
  const auto day = ParseRfc3339(text + "-01T00:00:00Z");
  if (!day || text.size() != 7) {
    throw CLI::ValidationError("月份“" + text + "”看不懂，应写成 2026-03");
  }
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(*day));
  return date.year() / date.month();
}

// The options as typed, and what was chosen to be done with them.
struct Typed {
  std::string config;
  std::string data;
  bool json = false;
  std::string file;
  std::string out;
  std::string from;
  std::string to;
  std::string month;
  std::string complaint;
  ComplaintWords about_complaint;
  EvaluateOptions evaluate;
  std::vector<std::string> tasks;
  CrawlOptions crawl;
  ProbeOptions probe;
  std::string engine;
  std::string pages;
  std::string dump;
  AlertWords about_alerts;
  RunOptions run;
  std::string clock_start;
  std::string now;
  std::function<ExitCode(const CommonOptions&)> work;
};

CLI::App* Command(CLI::App& app, Typed& typed, const std::string& name, const std::string& about,
                  std::function<ExitCode(const CommonOptions&)> work) {
  CLI::App* const command = AddCommand(app, name, about);
  command->callback([&typed, work = std::move(work)] { typed.work = work; });
  return command;
}

void NeedsConfig(CLI::App& command, Typed& typed, bool required = true) {
  command
      .add_option("-c,--config", typed.config,
                  required ? "配置文件" : "配置文件（可省：词库、日历、时区用默认的）")
      ->required(required)
      ->type_name("FILE");
}

void AddService(CLI::App& app, Typed& typed) {
  CLI::App* const run =
      Command(app, typed, "run",
              "值守：按配置轮询论坛、计时、提醒，直到收到 SIGTERM。同一个数据库只能有一个在运行。",
              [&typed](const CommonOptions& common) {
                if (!typed.clock_start.empty()) {
                  typed.run.clock_start = ReadInstant(typed.clock_start);
                }
                return Run(common, typed.run);
              });
  NeedsConfig(*run, typed);
  run->add_flag("--init", typed.run.init, "数据库不见了也从头开始（平时不要用）");
  run->add_option("--clock-start", typed.clock_start, "演示：从这个时刻开始")->group("");
  run->add_option("--clock-speed", typed.run.clock_speed, "演示：时钟快多少倍")
      ->check(CLI::PositiveNumber)
      ->group("");

  CLI::App* const crawl = Command(
      app, typed, "crawl",
      "把一个来源完整读一遍：所有列表页、有变化的主题的所有页。读到的帖子进数据库，也可另存一份。",
      [&typed](const CommonOptions& common) {
        typed.crawl.dump = typed.dump;
        return Crawl(common, typed.crawl);
      });
  NeedsConfig(*crawl, typed);
  crawl->add_option("-s,--source", typed.crawl.source, "来源的名称；重名时写成 小区/来源")
      ->required()
      ->type_name("NAME");
  crawl->add_option("--dump", typed.dump, "读到的帖子另存为 JSON 行（- 为标准输出）")
      ->type_name("FILE.jsonl");
  crawl->add_option("--max-pages", typed.crawl.max_pages, "最多读多少页")
      ->check(CLI::PositiveNumber)
      ->type_name("N");
}

void AddSetUp(CLI::App& app, Typed& typed) {
  CLI::App* const probe = Command(
      app, typed, "probe",
      "看看一个论坛：是什么软件、有哪些版块、每一项读到多少、五个帖子，给出可以放进配置的来源。"
      "写了 --config 的，照配置里的联系方式（contact）和限制去看。",
      [&typed](const CommonOptions& common) {
        typed.probe.engine = typed.engine;
        return Probe(common, typed.probe);
      });
  NeedsConfig(*probe, typed, false);
  probe->add_option("URL", typed.probe.url, "论坛首页、版块或订阅源的网址")->required();
  probe->add_option("--engine", typed.engine, "用这个引擎文件来读，不管是什么论坛")
      ->type_name("FILE");
  probe->add_flag("--allow-private", typed.probe.allow_private, "这个网址在内网或本机");
  probe->add_flag("--json", typed.json, "输出 JSON");

  CLI::App* const doctor =
      Command(app, typed, "doctor",
              "体检：配置、数据库、磁盘、日历、每个来源和通道好不好，不好的怎么办。不联网，值守中也"
              "可以做。",
              [&typed](const CommonOptions& common) { return Doctor(common, {typed.pages}); });
  NeedsConfig(*doctor, typed);
  doctor
      ->add_option("--pages", typed.pages, "把读不到内容的原始页面写进这个文件夹，给修引擎文件的人")
      ->type_name("DIR");
  doctor->add_flag("--json", typed.json, "输出 JSON");
}

void AddArchive(CLI::App& app, Typed& typed) {
  CLI::App* const import = Command(
      app, typed, "import",
      "导入其他渠道（来访、来电、来信……）的投诉或旧论坛的存档，一行一帖。重复导入不会重复计数。",
      [&typed](const CommonOptions& common) { return ImportPosts(common, typed.file); });
  NeedsConfig(*import, typed);
  import->add_option("FILE", typed.file, "JSON 行文件")->required()->type_name("FILE.jsonl");
  import->footer(std::string(kPostLines) + import->get_footer());

  const auto replay = [&typed](bool alerts) {
    return [&typed, alerts](const CommonOptions& common) {
      ReplayOptions options;
      options.file = typed.file;
      options.out = typed.out;
      options.alerts = alerts;
      if (!typed.from.empty()) {
        options.from = ReadInstant(typed.from);
      }
      if (!typed.to.empty()) {
        options.to = ReadInstant(typed.to);
      }
      return Replay(common, options);
    };
  };
  CLI::App* const analyze =
      Command(app, typed, "analyze",
              "不连论坛、不动数据库：读一份帖子，写出每帖的理解（posts.jsonl）和归成的投诉"
              "（complaints.jsonl）。",
              replay(false));
  CLI::App* const again =
      Command(app, typed, "replay",
              "用虚拟时钟把存档从头走一遍，写出 posts.jsonl、complaints.jsonl 和当时该发的提醒 "
              "alerts.jsonl。同样的输入，结果逐字节相同。",
              replay(true));
  for (CLI::App* const command : {analyze, again}) {
    NeedsConfig(*command, typed, false);
    command->add_option("FILE", typed.file, "JSON 行文件")->required()->type_name("FILE.jsonl");
    command->add_option("-o,--out", typed.out, "结果放在这个文件夹")->required()->type_name("DIR");
  }
  again->add_option("--from", typed.from, "此前的帖子算旧帖，只记录不计时")
      ->required()
      ->type_name("TIME");
  again->add_option("--to", typed.to, "时钟走到这里为止")->required()->type_name("TIME");
}

void AddReading(CLI::App& app, Typed& typed) {
  CLI::App* const report = Command(app, typed, "report", "写一个统计月的分析报告（D3）和全部数字。",
                                   [&typed](const CommonOptions& common) {
                                     return Report(common, {ReadMonth(typed.month), typed.out});
                                   });
  NeedsConfig(*report, typed);
  report->add_option("-m,--month", typed.month, "统计月，如 2026-03")
      ->required()
      ->type_name("YYYY-MM");
  report->add_option("-o,--out", typed.out, "结果放在这个文件夹")->required()->type_name("DIR");
  report->add_flag("--json", typed.json, "用 JSON 说写了哪些文件");

  CLI::App* const explain =
      Command(app, typed, "explain",
              "为什么：一个投诉的每次归并、热度的每一项、每个期限的每段时间、每条提醒。",
              [&typed](const CommonOptions& common) { return Explain(common, typed.complaint); });
  NeedsConfig(*explain, typed);
  explain->add_option("COMPLAINT", typed.complaint, "投诉编号，如 C12")->required();
  for (CLI::App* const command : {report, explain}) {
    command->add_option("--now", typed.now, "演示：把这个时刻当作现在")->group("");
  }
  explain->add_flag("--json", typed.json, "输出 JSON");

  CLI::App* const backup =
      Command(app, typed, "backup", "备份数据库并核对；值守中也可以做。",
              [&typed](const CommonOptions& common) { return BackupStore(common, typed.file); });
  NeedsConfig(*backup, typed);
  backup->add_option("FILE", typed.file, "备份到这个文件")->required()->type_name("FILE");
  backup->add_flag("--json", typed.json, "用 JSON 说备份到哪里、多大");

  CLI::App* const check =
      Command(app, typed, "check-config", "检查配置，一次列出所有错误和所在位置。",
              [&typed](const CommonOptions& common) {
                return static_cast<ExitCode>(
                    CheckConfig(typed.file, common.places, common.json, std::cout, std::cerr));
              });
  check->add_option("FILE", typed.file, "配置文件")->required()->type_name("FILE");
  check->add_flag("--json", typed.json, "输出 JSON");
}

void AddLearning(CLI::App& app, Typed& typed) {
  CLI::App* const labels = Command(
      app, typed, "labels",
      "把人做过的判断写成标注，供 train 学：确认过的原因（E6）、投诉的合并和拆分（E4）。"
      "只写人说过的，系统自己判断的不写。写 DIR/posts.jsonl、labels.jsonl 和清单 labels.json，"
      "里面有业主的原话和网名（已删的帖子也在内），只有这个文件夹的主人能看。不动数据库，值守中也可"
      "以做。",
      [&typed](const CommonOptions& common) { return ExportLabels(common, typed.out); });
  NeedsConfig(*labels, typed);
  labels->add_option("-o,--out", typed.out, "写到这个文件夹")->required()->type_name("DIR");
  labels->add_flag("--json", typed.json, "用 JSON 说写了多少");

  CLI::App* const train = Command(
      app, typed, "train",
      "从标注过的帖子训练模型，写到 "
      "DIR；打印每一折由其余各折学来的模型判断得怎么样。测试部分不参与学习。"
      "某项任务学了不见好，或新模型不如正在用的（DIR "
      "里的；那里没有，就是随程序的），或判错了门槛里的帖子，就不换，并说明为什么。"
      "清单里有人做过的判断（labels 命令写的）时，新模型还要在其中没有学过的那部分上胜过正在用的。",
      [&typed](const CommonOptions& common) {
        return Train(common, {typed.evaluate.labels, typed.evaluate.texts, typed.out, typed.tasks});
      });
  train
      ->add_option(
          "--tasks", typed.tasks,
          "只学这几样，用逗号隔开：kind,class,topic,topics,cause,flags,reply,cut,same（可省：全部；"
          "same 是哪些帖子说的是同一件事）。"
          "学来的不比词和规则强的会被拒绝")
      ->delimiter(',')
      ->type_name("TASKS");
  train->add_option("-o,--out", typed.out, "模型放在这个文件夹（随程序的在 config/models）")
      ->required()
      ->type_name("DIR");
  CLI::App* const evaluate =
      Command(app, typed, "evaluate",
              "用标注过的帖子衡量理解得怎么样：每项任务的得分、95% 区间、条数和事件数。"
              "模型学过的部分（learning）会偏高，测试部分（test）才作数。",
              [&typed](const CommonOptions& common) { return Evaluate(common, typed.evaluate); });
  for (CLI::App* const command : {train, evaluate}) {
    command
        ->add_option("--labels", typed.evaluate.labels,
                     "标注清单；可以写几次，一起读（如随程序的和 labels 命令写的）")
        ->required()
        ->type_name("FILE");
    command->add_option("--texts", typed.evaluate.texts, "不在标注旁边的帖子在哪里")
        ->type_name("DIR");
  }
  evaluate->add_flag("--rules", typed.evaluate.rules, "不用模型，只看词和规则");
  evaluate
      ->add_option("--errors", typed.evaluate.errors,
                   "不打印得分，只看一项任务里什么错成了什么、错得最有把握的是哪些帖子"
                   "（只看学习部分）")
      ->type_name("TASK");
}

ExitCode Say(ExitCode code) {
  std::cerr << "forumwatch: " << Describe(std::current_exception()) << "\n";
  return code;
}

// Every exception ends here: what went wrong, in words, and the code that says of what kind it is.
ExitCode Guarded(const std::function<ExitCode()>& work) {
  try {
    return work();
  } catch (const ConfigError& error) {
    std::cerr << error.what() << "\n";
    return ExitCode::BadConfig;
  } catch (const CLI::Error&) {
    return Say(ExitCode::Usage);
  } catch (const LabelsError&) {
    return Say(ExitCode::BadInput);
  } catch (const AnotherInstance&) {
    return Say(ExitCode::AnotherInstance);
  } catch (const std::exception&) {
    return Say(ExitCode::Failed);
  }
}

}  // namespace

int CommandLine(int argc, const char* const* argv) {
  Typed typed;
  CLI::App app(kAbout, "forumwatch");
  SpeakChinese(app);
  app.footer(kEnding);
  app.set_version_flag("--version", "forumwatch " FORUMWATCH_VERSION, "显示版本");
  app.add_option("--data", typed.data, "程序自带的数据文件夹（引擎、词库、日历、模板）")
      ->type_name("DIR");
  app.require_subcommand(1);
  app.fallthrough();
  AddService(app, typed);
  AddSetUp(app, typed);
  const SharedWords shared{typed.config, typed.now, typed.json, typed.work};
  AddAlertCommands(app, typed.about_alerts, shared);
  AddArchive(app, typed);
  AddReading(app, typed);
  AddComplaintCommands(app, typed.about_complaint, shared);
  AddLearning(app, typed);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {  // --help, --version
      return app.exit(error);
    }
    std::cerr << "forumwatch: " << WhatWasWrong(app, error) << "；加 --help 看用法\n";
    return static_cast<int>(ExitCode::Usage);
  }
  return static_cast<int>(Guarded([&] {
    CommonOptions common;
    common.config = typed.config;
    common.places = FindPlaces(typed.data);
    common.json = typed.json;
    if (!typed.now.empty()) {
      common.now = ReadInstant(typed.now);
    }
    return typed.work(common);
  }));
}

}  // namespace forumwatch
