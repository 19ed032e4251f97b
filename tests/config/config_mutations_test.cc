// Configurations as hands spoil them: tokens dropped, doubled, exchanged, altered.
#include <functional>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/config/config_fixture.h"
#include "tests/config/promises.h"
#include "tests/config/schema_check.h"

namespace forumwatch {
namespace {

using testing::IsEmpty;
using testing::Not;

// Texts, words and signs, each with the blanks before it.
std::vector<std::string> Tokens(std::string_view text) {
  std::vector<std::string> tokens;
  std::size_t from = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == ' ' || text[i] == '\n') {
      ++i;
      continue;
    }
    std::size_t end = i + 1;
    if (text[i] == '"') {
      end = text.find('"', i + 1) + 1;
    } else if (std::string_view("{}[]:,").find(text[i]) == std::string_view::npos) {
      end = text.find_first_of(",]} \n", i);
    }
    tokens.emplace_back(text.substr(from, end - from));
    from = i = end;
  }
  return tokens;
}

class Spoiler {
 public:
  explicit Spoiler(unsigned seed) : random_(seed) {}

  std::string Spoil(std::vector<std::string> tokens) {
    const std::size_t times = Below(3) == 0 ? 1 + Below(3) : 1;
    for (std::size_t i = 0; i < times; ++i) {
      SpoilOnce(tokens);
    }
    std::string text;
    for (const std::string& token : tokens) {
      text += token;
    }
    return text;
  }

 private:
  std::size_t Below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }

  void SpoilOnce(std::vector<std::string>& tokens) {
    static const std::vector<std::string> kOthers = {"\"\"",
                                                     "0",
                                                     "-1",
                                                     "1e999",
                                                     "true",
                                                     "null",
                                                     "{}",
                                                     "[]",
                                                     "\"1s\"",
                                                     "\"x\"",
                                                     "\"/\"",
                                                     "[[[[[[[[",
                                                     "\"99999999999999999999h\"",
                                                     "“"};
    const auto at = tokens.begin() + static_cast<std::ptrdiff_t>(Below(tokens.size()));
    switch (Below(6)) {
      case 0:
        tokens.erase(at);
        break;
      case 1:
        tokens.insert(at, 1, *at);
        break;
      case 2:
        std::swap(*at, tokens[Below(tokens.size())]);
        break;
      case 3:
        *at = kOthers[Below(kOthers.size())];
        break;
      case 4:  // another digit or letter
        (*at)[Below(at->size())] = "0123456789abcdefghijklmnopqrstuvwxyz"[Below(36)];
        break;
      default:  // any byte
        (*at)[Below(at->size())] = static_cast<char>(static_cast<unsigned char>(Below(256)));
    }
  }

  std::mt19937 random_;
};

TEST_F(ConfigTest, ThreeHundredSpoiledOnesLoadOrNameThePlace) {
  const SchemaCheck schema;
  const auto tokens = Tokens(kGoodConfig);
  ASSERT_GT(tokens.size(), 300U);
  int loaded = 0;
  int refused = 0;
  for (unsigned seed = 0; seed < 300; ++seed) {
    const std::string text = Spoiler(seed).Spoil(tokens);
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + text);
    try {
      const ConfigReading reading = Read(text);
      EXPECT_EQ(BrokenPromise(reading), "");
      if (reading.mistakes.empty()) {
        ++loaded;
        EXPECT_EQ(schema.Complaint(text), "");  // never refuses what the reader takes
        continue;
      }
    } catch (const ConfigError& error) {
      ASSERT_THAT(error.mistakes(), Not(IsEmpty()));
      EXPECT_EQ(BrokenPromise({{}, error.mistakes()}), "");
    }
    ++refused;
  }
  EXPECT_GT(loaded, 3);  // the spoiling is not too coarse to see the difference
  EXPECT_GT(refused, 200);
}

TEST_F(ConfigTest, ControlUnspoiledTokensAreTheConfiguration) {
  std::string text;
  for (const std::string& token : Tokens(kGoodConfig)) {
    text += token;
  }
  EXPECT_THAT(Lines(Read(text).mistakes), IsEmpty());
}

TEST_F(ConfigTest, ControlEveryBrokenPromiseIsFound) {
  struct Case {
    const char* found;
    std::function<void(ConfigReading&)> breaks;
  };
  const Case cases[] = {
      {"without file",
       [](ConfigReading& r) {
         r.mistakes = {{"", 1, 1, "", "x"}};
       }},
      {"without file or message",
       [](ConfigReading& r) {
         r.mistakes = {{"forumwatch.json", 1, 1, "", ""}};
       }},
      {"without place",
       [](ConfigReading& r) {
         r.mistakes = {{"forumwatch.json", 0, 0, "", "x"}};
       }},
      {"no company", [](ConfigReading& r) { r.config.company.clear(); }},
      {"no community", [](ConfigReading& r) { r.config.communities.clear(); }},
      {"a community without a name of its own",
       [](ConfigReading& r) { r.config.communities[1].name = "银杏湾"; }},
      {"a calendar without work",
       [](ConfigReading& r) { r.config.communities[0].calendar.frames.clear(); }},
      {"a source without a name of its own",
       [](ConfigReading& r) { r.config.communities[0].sources[0].name.clear(); }},
      {"an address that is none",
       [](ConfigReading& r) { r.config.communities[0].sources[0].url = "x"; }},
      {"an address inside",
       [](ConfigReading& r) { r.config.communities[0].sources[1].url = "http://127.0.0.1/"; }},
      {"asked too often",
       [](ConfigReading& r) { r.config.communities[0].sources[0].interval = {}; }},
      {"asked too often", [](ConfigReading& r) { r.config.http.host_spacing = {}; }},
      {"no engine", [](ConfigReading& r) { r.config.communities[0].sources[0].html = nullptr; }},
      {"less often",
       [](ConfigReading& r) {
         r.config.communities[0].sources[0].watched_interval = std::chrono::hours(9);
       }},
      {"no kind or two", [](ConfigReading& r) { r.config.channels[0].webhook.reset(); }},
      {"cannot be reached", [](ConfigReading& r) { r.config.channels[2].robot->url.clear(); }},
      {"without channel", [](ConfigReading& r) { r.config.roles["head"][0].channel = "x"; }},
      {"mail to nobody", [](ConfigReading& r) { r.config.roles["head"][0].to = ""; }},
      {"nobody hears of", [](ConfigReading& r) { r.config.roles.erase("head"); }},
      {"no rule at all", [](ConfigReading& r) { r.config.alerting.receivers.clear(); }},
  };
  for (const Case& c : cases) {
    ConfigReading reading = Read(kGoodConfig);
    EXPECT_EQ(BrokenPromise(reading), "");
    c.breaks(reading);
    EXPECT_THAT(BrokenPromise(reading), testing::HasSubstr(c.found));
  }
}

}  // namespace
}  // namespace forumwatch
