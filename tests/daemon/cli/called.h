// The command line as a user or a script calls it, in this process. One thread.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "daemon/cli/command_line.h"

namespace forumwatch {

struct Ended {
  int code = 0;
  std::string out;
  std::string err;
};

// A configuration of one community with one board and one channel, its store beside it.
inline void WriteConfig(const std::filesystem::path& file) {
  std::ofstream(file) << R"({
  "company": "晴川物业",
  "store": {"file": "store.db"},
  "http": {"contact": "mailto:duty@example.com"},
  "communities": [{"name": "云栖苑", "staff": ["云栖客服"], "sources": [{"name": "业主论坛",
    "engine": "discuz", "url": "https://forum.example/forum.php?mod=forumdisplay&fid=2"}]}],
  "channels": {"值班群": {"webhook": "https://hook.example/in"}},
  "roles": {"monitor": [{"channel": "值班群"}], "head": [{"channel": "值班群"}],
    "leader": [{"channel": "值班群"}], "technical": [{"channel": "值班群"}]}
})";
}

inline Ended CallWith(const std::filesystem::path& data, std::vector<std::string> words) {
  words.insert(words.begin(), {"forumwatch", "--data", data.string()});
  std::vector<const char*> argv;
  argv.reserve(words.size());
  for (const std::string& word : words) {
    argv.push_back(word.c_str());
  }
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  Ended ended;
  ended.code = CommandLine(static_cast<int>(argv.size()), argv.data());
  ended.out = testing::internal::GetCapturedStdout();
  ended.err = testing::internal::GetCapturedStderr();
  return ended;
}

// With the project's own data folder.
inline Ended Call(std::vector<std::string> words) {
  return CallWith(FORUMWATCH_SOURCE_DIR "/config", std::move(words));
}

}  // namespace forumwatch
