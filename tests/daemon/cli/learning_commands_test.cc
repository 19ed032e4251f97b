// train and evaluate on labels written for them.
#include <fstream>
#include <iterator>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/daemon/cli/called.h"
#include "tests/support/temp_store.h"

namespace forumwatch {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class LearningCommands : public testing::Test {
 protected:
  LearningCommands() {
    std::ofstream(List()) << R"({"sets": [
      {"name": "forum", "form": "threads", "posts": "posts.jsonl", "labels": ["labels.jsonl"]}]})";
    std::ofstream posts(folder_ / "posts.jsonl");
    std::ofstream labels(folder_ / "labels.jsonl");
    for (int i = 0; i < 40; ++i) {
      const bool complains = i % 2 == 0;
      const std::string text = complains ? "楼里电梯又坏了，没人来修" : "周末有人一起去爬山吗";
      const std::string post = std::to_string(i);
      posts << json{{"community", "云栖苑"}, {"thread", post},    {"post", post},
                    {"is_first", true},      {"official", false}, {"title", "说一声"},
                    {"text", text}}
            << "\n";
      const json segment = complains ? json{{"start", 0},
                                            {"end", 12},
                                            {"kind", "投诉"},
                                            {"class", 1},
                                            {"topics", {"电梯"}},
                                            {"cause", "机"},
                                            {"cause_item", "质量合格性"},
                                            {"flags", json::array()},
                                            {"event", "E" + post}}
                                     : json{{"start", 0},
                                            {"end", 10},
                                            {"kind", "其他"},
                                            {"class", nullptr},
                                            {"topics", {"其他"}},
                                            {"cause", nullptr},
                                            {"cause_item", nullptr},
                                            {"flags", json::array()},
                                            {"event", nullptr}};
      labels << json{{"post", post},
                     {"reply", nullptr},
                     {"about", json::array()},
                     {"segments", {segment}}}
             << "\n";
    }
  }

  [[nodiscard]] std::string List() const { return (folder_ / "labels.json").string(); }
  // The two files of a model together.
  [[nodiscard]] std::string ModelIn(const std::string& name) const {
    std::string both;
    for (const char* file : {"understanding.json", "understanding.weights"}) {
      std::ifstream in(folder_ / name / file, std::ios::binary);
      both.append(std::istreambuf_iterator<char>(in), {});
    }
    return both;
  }

  TempFolder folder_;
};

TEST_F(LearningCommands, EvaluateGivesFiguresOfBothParts) {
  const Ended ended = Call({"evaluate", "--rules", "--labels", List()});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, AllOf(HasSubstr("complaint"), HasSubstr("learning"), HasSubstr("test")));
}

TEST_F(LearningCommands, EvaluateShowsTheErrorsOfATaskAndSaysWhichThereAre) {
  const Ended shown = Call({"evaluate", "--rules", "--labels", List(), "--errors", "class"});
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("class / forum"));
  const Ended unknown = Call({"evaluate", "--rules", "--labels", List(), "--errors", "klass"});
  EXPECT_EQ(unknown.code, 65);
  EXPECT_THAT(unknown.err, AllOf(HasSubstr("klass"), HasSubstr("complaint"), HasSubstr("topics")));
}

TEST_F(LearningCommands, TrainLearnsTheNamedTasksAndComparesThemWithTheRules) {
  const Ended ended = Call({"train", "--labels", List(), "--tasks", "kind,class", "--out",
                            (folder_ / "model").string()});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, AllOf(HasSubstr("rules"), HasSubstr("learned")));
  const std::string model = ModelIn("model");
  EXPECT_THAT(model, AllOf(HasSubstr("投诉"), HasSubstr("fwmodel1"), Not(HasSubstr("云栖苑"))));
  EXPECT_EQ(Call({"train", "--labels", List(), "--tasks", "kind,class", "--out",
                  (folder_ / "again").string()})
                .code,
            0);
  EXPECT_EQ(model, ModelIn("again")) << "the same labels give the same model";
}

TEST_F(LearningCommands, TrainRefusesATaskItDoesNotKnow) {
  const Ended ended =
      Call({"train", "--labels", List(), "--tasks", "mood", "--out", (folder_ / "model").string()});
  EXPECT_EQ(ended.code, 65);
  EXPECT_THAT(ended.err, HasSubstr("mood"));
}

}  // namespace
}  // namespace forumwatch
