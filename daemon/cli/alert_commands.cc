#include "daemon/cli/alert_commands.h"

#include <optional>

#include <CLI/CLI.hpp>

#include "daemon/cli/usage.h"

namespace forumwatch {
namespace {

// nullopt: none was given.
std::optional<std::chrono::year_month_day> ReadDate(const std::string& text) {
  if (text.empty()) {
    return std::nullopt;
  }
  const auto day = ParseRfc3339(text + "T00:00:00Z");
  if (!day) {
    throw CLI::ValidationError("日期“" + text + "”看不懂，应写成 2026-03-02");
  }
  return std::chrono::floor<std::chrono::days>(*day);
}

CLI::App* AddWithConfig(CLI::App& app, SharedWords shared, const std::string& name,
                        const std::string& about,
                        std::function<ExitCode(const CommonOptions&)> work) {
  CLI::App* const command = AddCommand(app, name, about);
  command->add_option("-c,--config", shared.config, "配置文件")->required()->type_name("FILE");
  command->add_option("--now", shared.now, "演示：把这个时刻当作现在")->group("");
  command->add_flag("--json", shared.json, "输出 JSON");
  command->callback([&chosen = shared.work, work = std::move(work)] { chosen = work; });
  return command;
}

}  // namespace

void AddAlertCommands(CLI::App& app, AlertWords& words, SharedWords shared) {
  CLI::App* const alert = AddCommand(app, "alert", "提醒：试一试通道，看发过哪些、送到没有");
  alert->require_subcommand(1);
  CLI::App* const test = AddWithConfig(
      *alert, shared, "test",
      "经每个通道发一条标明“测试”的消息，逐个说明结果和该怎么办。邮件发给每个收件人，群里会 @ "
      "配置里写的"
      "人。退出码：0 全部收下，69 有的暂时送不到，1 有的要改配置。",
      [&words](const CommonOptions& common) { return TestChannels(common, words.channel); });
  test->add_option("--channel", words.channel, "只试这一个通道")->type_name("NAME");
  CLI::App* const list = AddWithConfig(
      *alert, shared, "list", "最近的提醒，新的在前：为什么提醒、发给了谁、送到没有。",
      [&words](const CommonOptions& common) { return ListAlerts(common, words.list); });
  list->add_flag("--dead", words.list.dead, "只看没有送到、不再试的，和没有发给任何人的");
  list->add_option("--limit", words.list.limit, "最多多少条（不写是 20）")
      ->check(CLI::PositiveNumber)
      ->type_name("N");
  CLI::App* const roster = AddWithConfig(
      app, shared, "roster", "今天（或某一天）各角色轮到谁值班，往后哪天缺人。",
      [&words](const CommonOptions& common) { return Roster(common, ReadDate(words.date)); });
  roster->add_option("--date", words.date, "哪一天，如 2026-10-01；不写就是现在")
      ->type_name("YYYY-MM-DD");
}

}  // namespace forumwatch
