#include "config/model_file.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iomanip>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analysis/text/tokens.h"
#include "analysis/understanding/learned.h"
#include "config/mistakes.h"

namespace forumwatch {
namespace {

using testing::HasSubstr;

Handbook SmallHandbook() {
  Handbook handbook;
  handbook.causes = {{"机", "质量合格性"}};
  handbook.topics = {{"电梯", 1, "维修", 0}};
  handbook.flags = {"曝光"};
  return handbook;
}

LinearParts SmallParts(const Handbook& handbook) {
  LinearParts parts;
  for (const LearnedTask task : kLearnedTasks) {
    for (const std::string& answer : AnswersOf(task, handbook)) {
      LinearOutput output;
      output.task = Name(task);
      output.name = answer;
      output.scale = 0.01F;
      output.surety[1] = {0.5F, -0.25F};
      parts.outputs.push_back(output);
    }
  }
  parts.rows = {{5, 2}, {kSlots - 1, 1}};
  parts.weights = {{0, 127}, {1, -127}, {2, 3}};
  return parts;
}

class ModelFile : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(testing::TempDir()) /
              ("models-" + std::to_string(getpid()) + "-" +
               testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_);
    Write(FormatModel(SmallParts(SmallHandbook()), {"试验"}));
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void Write(const ModelFiles& files) const {
    std::ofstream(folder_ / "understanding.json") << files.json;
    std::ofstream(folder_ / "understanding.weights", std::ios::binary) << files.weights;
  }
  [[nodiscard]] std::string WhatIsWrong(const Handbook& handbook = SmallHandbook()) const {
    try {
      LoadLearned(folder_, handbook);
    } catch (const ConfigError& error) {
      return error.what();
    }
    return "";
  }
  std::filesystem::path folder_;
};

TEST_F(ModelFile, IsReadAsItWasWritten) {
  const auto learned = LoadLearned(folder_, SmallHandbook());
  ASSERT_NE(learned, nullptr);
  const std::vector<Feature> features = {{5, 2}, {6, 1}, {kSlots - 1, 1}};
  const auto scores = learned->model().Score(features);
  EXPECT_FLOAT_EQ(scores[0], 2.54F);
  EXPECT_FLOAT_EQ(scores[1], -2.54F);
  EXPECT_FLOAT_EQ(scores[2], 0.03F);
  EXPECT_FLOAT_EQ(learned->SuretyOf(LearnedTask::Kind, 0, Manner::FollowUp).yes, 0);
  EXPECT_FLOAT_EQ(learned->SuretyOf(LearnedTask::Kind, 0, Manner::Opening).yes, 0.5F);
  EXPECT_FLOAT_EQ(learned->SuretyOf(LearnedTask::Kind, 0, Manner::Opening).no, -0.25F);
}

TEST_F(ModelFile, ThatIsNotThereLeavesTheWordToTheRules) {
  EXPECT_EQ(LoadLearned(folder_ / "nothing", SmallHandbook()), nullptr);
}

TEST_F(ModelFile, ThatIsDamagedIsRefused) {
  ModelFiles files = FormatModel(SmallParts(SmallHandbook()), {});
  files.weights.back() = 'x';
  Write(files);
  EXPECT_THAT(WhatIsWrong(), HasSubstr("校验和"));
  std::filesystem::remove(folder_ / "understanding.weights");
  EXPECT_THAT(WhatIsWrong(), HasSubstr("understanding.weights"));
}

TEST_F(ModelFile, ThatIsNoFileOrTooLargeIsRefused) {
  const auto weights = folder_ / "understanding.weights";
  std::filesystem::resize_file(weights, 5'000'001);
  EXPECT_THAT(WhatIsWrong(), HasSubstr("太大"));
  std::filesystem::remove(weights);
  ASSERT_EQ(mkfifo(weights.c_str(), 0600), 0);
  EXPECT_THAT(WhatIsWrong(), HasSubstr("打不开"));
}

// Whatever bytes somebody puts into it, and a checksum that fits them.
TEST_F(ModelFile, IsReadOrRefusedWhateverItHolds) {
  const ModelFiles files = FormatModel(SmallParts(SmallHandbook()), {});
  const auto hex = [](const std::string& weights) {
    std::ostringstream out;
    out << std::hex << std::setw(16) << std::setfill('0') << FixedHash(weights);
    return out.str();
  };
  const auto check = files.json.find(hex(files.weights));
  ASSERT_NE(check, std::string::npos);
  const std::vector<Feature> features = {{5, 1}, {kSlots - 1, 1}};
  int read = 0;
  int refused = 0;
  for (std::size_t at = 8; at < files.weights.size(); ++at) {
    for (const char byte : {'\x00', '\x01', '\x7f', '\xff'}) {
      ModelFiles changed = files;
      changed.weights[at] = byte;
      changed.json.replace(check, 16, hex(changed.weights));
      Write(changed);
      if (!WhatIsWrong().empty()) {
        ++refused;
        continue;
      }
      ++read;
      const auto learned = LoadLearned(folder_, SmallHandbook());
      for (const float score : learned->model().Score(features)) {
        EXPECT_TRUE(std::isfinite(score)) << at;
      }
    }
  }
  EXPECT_GT(read, 0);
  EXPECT_GT(refused, read);
}

TEST_F(ModelFile, WithRowsOutOfOrderIsRefused) {
  LinearParts parts = SmallParts(SmallHandbook());
  std::swap(parts.rows[0], parts.rows[1]);
  Write(FormatModel(parts, {}));
  EXPECT_THAT(WhatIsWrong(), HasSubstr("编号"));
}

TEST_F(ModelFile, WithAWeightOfNoOutputIsRefused) {
  LinearParts parts = SmallParts(SmallHandbook());
  parts.weights[1].output = 200;
  Write(FormatModel(parts, {}));
  EXPECT_THAT(WhatIsWrong(), HasSubstr("不存在的输出"));
}

TEST_F(ModelFile, WithTooFewWeightsIsRefused) {
  LinearParts parts = SmallParts(SmallHandbook());
  parts.rows[0].weights = 3;
  Write(FormatModel(parts, {}));
  EXPECT_THAT(WhatIsWrong(), HasSubstr("对不上"));
}

TEST_F(ModelFile, MayKnowSomeTasksOnly) {
  LinearParts parts;
  for (const LinearOutput& output : SmallParts(SmallHandbook()).outputs) {
    if (output.task == "class" || output.task == "reply") {
      parts.outputs.push_back(output);
    }
  }
  parts.rows = {{5, 1}};
  parts.weights = {{4, 100}};
  Write(FormatModel(parts, {}));
  const auto learned = LoadLearned(folder_, SmallHandbook());
  ASSERT_NE(learned, nullptr);
  EXPECT_FALSE(learned->Knows(LearnedTask::Kind));
  EXPECT_FALSE(learned->Knows(LearnedTask::Flags));
  EXPECT_TRUE(learned->Knows(LearnedTask::Class));
  const LearnedScores scores = LearnedScores{1, 2, 3, 4, 5, 6};
  EXPECT_THAT(learned->Of(LearnedTask::Class, scores), testing::ElementsAre(1, 2, 3));
  EXPECT_THAT(learned->Of(LearnedTask::Reply, scores), testing::ElementsAre(4, 5, 6));
  EXPECT_THAT(learned->Of(LearnedTask::Cause, scores), testing::IsEmpty());
}

TEST_F(ModelFile, WithATaskInPartOrOutOfOrderIsRefused) {
  LinearParts parts = SmallParts(SmallHandbook());
  parts.rows.clear();
  parts.weights.clear();
  std::rotate(parts.outputs.begin(), parts.outputs.end() - 4, parts.outputs.end() - 1);
  Write(FormatModel(parts, {}));
  EXPECT_THAT(WhatIsWrong(), HasSubstr("第 4 项"));
  parts.outputs.resize(2);
  Write(FormatModel(parts, {}));
  EXPECT_THAT(WhatIsWrong(), HasSubstr("第 3 项"));
}

TEST_F(ModelFile, OfAnotherHandbookIsRefused) {
  Handbook handbook = SmallHandbook();
  handbook.topics.push_back({"停车", 1, "车辆", 0});
  EXPECT_THAT(WhatIsWrong(handbook), HasSubstr("停车"));
}

}  // namespace
}  // namespace forumwatch
