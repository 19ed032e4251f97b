// The simulated forum as a program: for demonstrations, tests that need another process, and for
// looking at it with a browser. Ends on SIGTERM or SIGINT.
#include <csignal>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>

#include <CLI/CLI.hpp>

#include "tests/support/simforum.h"

namespace forumwatch {
namespace {

struct Flags {
  std::string posts;
  std::string changes;
  std::string start;
  double speed = 1;
  bool no_noise = false;
  SimForumOptions options;
};

void AddFlags(CLI::App& app, Flags& flags) {
  app.add_option("--posts", flags.posts, "帖子，一行一个 JSON 对象（格式同 forumwatch import）")
      ->type_name("FILE.jsonl");
  app.add_option("--changes", flags.changes, "编辑、删除、屏蔽、置顶，一行一个")
      ->type_name("FILE.jsonl");
  app.add_option("--start", flags.start, "时钟从这个时刻开始；不写就是现在")->type_name("TIME");
  app.add_option("--speed", flags.speed, "时钟快多少倍")->check(CLI::PositiveNumber);
  app.add_option("--port", flags.options.port, "端口；不写或 0 是任意空闲端口");
  app.add_option("--name", flags.options.site_name, "论坛名称");
  app.add_flag("--gbk", flags.options.gbk, "用 GBK 而不是 UTF-8");
  app.add_flag("--no-noise", flags.no_noise, "不加防采集乱码和变动的数字");
  app.add_option("--threads-per-page", flags.options.threads_per_page, "列表每页主题数")
      ->check(CLI::PositiveNumber);
  app.add_option("--posts-per-page", flags.options.posts_per_page, "主题每页帖数")
      ->check(CLI::PositiveNumber);
}

void Complain(const std::string& message) {
  std::cerr << "simforum: " << message << "\n";
}

bool LoadPosts(const std::string& file, SimForum& forum) {
  const PostsFile posts = ReadPostsFile(file);
  for (const LineMistake& mistake : posts.mistakes) {
    Complain(file + ":" + std::to_string(mistake.line) + ": " + mistake.message);
  }
  const auto problems = forum.AddPosts(posts.posts);
  for (const std::string& problem : problems) {
    Complain(problem);
  }
  return posts.mistakes.empty() && problems.empty();
}

bool LoadChanges(const std::string& file, SimForum& forum, UtcTime now) {
  std::ifstream in(file);
  bool good = in.good();
  for (std::string line; std::getline(in, line);) {
    auto change = sim::ParseChangeLine(line, now);
    if (const auto* mistake = std::get_if<std::string>(&change)) {
      Complain(file + ": " + *mistake);
      good = false;
    } else {
      forum.AddChange(std::get<sim::Change>(std::move(change)));
    }
  }
  return good;
}

// Blocks the two signals before any thread starts, so that only sigwait sees them.
sigset_t BlockEnd() {
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  return ends;
}

int Serve(Flags& flags) {
  const sigset_t ends = BlockEnd();
  flags.options.noise = !flags.no_noise;
  const SystemClock system;
  UtcTime start = system.Now();
  if (!flags.start.empty()) {
    const auto given = ParseRfc3339(flags.start);
    if (!given) {
      Complain("--start 应写成 2026-10-09T17:00:00+08:00");
      return 64;
    }
    start = *given;
  }
  const CompressedClock clock(start, flags.speed);
  SimForum forum(clock, flags.options);
  if ((!flags.posts.empty() && !LoadPosts(flags.posts, forum)) ||
      (!flags.changes.empty() && !LoadChanges(flags.changes, forum, start))) {
    return 65;
  }
  forum.Start();
  std::cout << "ready " << forum.base_url() << std::endl;
  int signal = 0;
  sigwait(&ends, &signal);
  forum.Stop();
  return 0;
}

int Main(int argc, char** argv) {
  try {
    Flags flags;
    CLI::App app("simforum：本机上的模拟论坛，页面像 Discuz!，帖子到时间才出现，可以命令它出错。",
                 "simforum");
    AddFlags(app, flags);
    CLI11_PARSE(app, argc, argv);
    return Serve(flags);
  } catch (const std::exception& e) {
    Complain(e.what());
    return 1;
  }
}

}  // namespace
}  // namespace forumwatch

int main(int argc, char** argv) {
  return forumwatch::Main(argc, argv);
}
