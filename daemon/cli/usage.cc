#include "daemon/cli/usage.h"

#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "analysis/text/plain.h"

namespace forumwatch {
namespace {

constexpr std::pair<const char*, const char*> kLabels[] = {
    {"Usage", "用法"},        {"OPTIONS", "选项"},       {"Positionals", "参数"},
    {"SUBCOMMAND", "子命令"}, {"SUBCOMMANDS", "子命令"}, {"REQUIRED", "（必填）"},
    {"TEXT", "文字"},         {"INT", "整数"},           {"FLOAT", "数"}};

constexpr const char* kOptions = "选项";
constexpr std::string_view kNoCommand = "A subcommand is required";

// Up to the first blank or colon: the option the message is about.
std::string FirstWord(const std::string& message) {
  return message.substr(0, message.find_first_of(" :"));
}

std::string AfterColon(const std::string& message) {
  const std::size_t colon = message.find(": ");
  return colon == std::string::npos ? message : message.substr(colon + 2);
}

std::string InChinese(CLI::ExitCodes kind, const std::string& message) {
  switch (kind) {
    case CLI::ExitCodes::RequiredError:
      return message.starts_with(kNoCommand) ? "没有说要做什么，缺少子命令"
                                             : "缺少 " + FirstWord(message);
    case CLI::ExitCodes::ExtrasError:
      return "看不懂“" + AfterColon(message) + "”";
    case CLI::ExitCodes::ArgumentMismatch:
      return FirstWord(message) + " 的值太少或太多";
    case CLI::ExitCodes::ConversionError:
    case CLI::ExitCodes::ValidationError:
      return FirstWord(message) + " 的值写得不对";
    default:
      return "用法不对";
  }
}

}  // namespace

std::string WhatWasWrong(const CLI::App& app, const CLI::ParseError& error) {
  const std::string message = error.what();
  const std::vector<std::string> rest = app.remaining();
  if (message.starts_with(kNoCommand) && !rest.empty()) {
    return "没有“" + rest.front() + "”这个子命令（" + message + "）";
  }
  return InChinese(CLI::ExitCodes(error.get_exit_code()), message) + "（" + ShortLine(message) +
         "）";
}

void SpeakChinese(CLI::App& app) {
  app.option_defaults()->group(kOptions);
  app.set_help_flag("-h,--help", "显示这份说明");
  const auto formatter = app.get_formatter();
  for (const auto& [english, chinese] : kLabels) {
    formatter->label(english, chinese);
  }
}

CLI::App* AddCommand(CLI::App& app, const std::string& name, const std::string& about) {
  CLI::App* const command = app.add_subcommand(name, about)->group("子命令");
  command->get_help_ptr()->group(kOptions);
  return command;
}

}  // namespace forumwatch
