// A whole valid configuration as text, to be changed at one place, and the data folder it leans on.
// Owns a temporary folder with the secret files. One thread.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "config/config_file.h"

namespace forumwatch {

extern const char* const kGoodConfig;

// `text` with the one place that reads `from` changed to `to`; fails the test when there is not
// exactly one.
std::string Changed(std::string text, const std::string& from, const std::string& to);

std::vector<std::string> Lines(const std::vector<ConfigMistake>& mistakes);

class ConfigTest : public testing::Test {
 protected:
  ConfigTest();
  void TearDown() override;

  // As if the text stood in <folder>/forumwatch.json. The shipped data folder is read once for all
  // tests.
  ConfigReading Read(const std::string& text);
  [[nodiscard]] std::filesystem::path Written(const std::string& name,
                                              const std::string& text) const;
  void Write(const std::string& name, const std::string& text) const;

  std::filesystem::path folder_;
};

}  // namespace forumwatch
