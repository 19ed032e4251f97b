// The command line as a user or a script calls it, in this process. One thread.
#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "daemon/cli/command_line.h"

namespace forumwatch {

struct Ended {
  int code = 0;
  std::string out;
  std::string err;
};

// With the project's own data folder.
inline Ended Call(std::vector<std::string> words) {
  words.insert(words.begin(), {"forumwatch", "--data", FORUMWATCH_SOURCE_DIR "/config"});
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

}  // namespace forumwatch
