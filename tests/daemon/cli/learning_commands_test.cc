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

json Complaining(const std::string& event) {
  return {{"start", 0},
          {"end", 12},
          {"kind", "投诉"},
          {"class", 1},
          {"topics", {"电梯"}},
          {"cause", "机"},
          {"cause_item", "质量合格性"},
          {"flags", json::array()},
          {"event", event}};
}

json Talking() {
  return {
      {"start", 0},         {"end", 10},        {"kind", "其他"},        {"class", nullptr},
      {"topics", {"其他"}}, {"cause", nullptr}, {"cause_item", nullptr}, {"flags", json::array()},
      {"event", nullptr}};
}

// Two sets of openings. Half of them complain in words that no lexicon knows.
class LearningCommands : public testing::Test {
 protected:
  LearningCommands() {
    const std::filesystem::path project = FORUMWATCH_SOURCE_DIR "/config";
    std::filesystem::create_directory(data_);
    for (const auto& entry : std::filesystem::directory_iterator(project)) {
      if (entry.path().filename() != "models") {
        std::filesystem::create_symlink(entry.path(), data_ / entry.path().filename());
      }
    }
    WriteList("");
    for (const std::string set : {"north", "south"}) {
      std::ofstream posts(folder_ / (set + "-posts.jsonl"));
      std::ofstream labels(folder_ / (set + "-labels.jsonl"));
      for (int i = 0; i < 40; ++i) {
        const bool complains = i % 2 == 0;
        const std::string post = std::to_string(i);
        posts << json{{"community", "云栖苑"}, {"thread", post},
                      {"post", post},          {"is_first", true},
                      {"official", false},     {"title", "说一声"},
                      {"author", "某某"},      {"text", complains ? kUnknown : kTalk}}
              << "\n";
        labels << json{{"post", post},
                       {"reply", nullptr},
                       {"about", json::array()},
                       {"segments", {complains ? Complaining("E" + post) : Talking()}}}
               << "\n";
      }
    }
  }

  void WriteList(const std::string& more) const {
    std::ofstream(List()) << R"({"sets": [
      {"name": "north", "form": "threads", "posts": "north-posts.jsonl", "labels": ["north-labels.jsonl"]},
      {"name": "south", "form": "threads", "posts": "south-posts.jsonl", "labels": ["south-labels.jsonl"]})"
                          << more << "]}";
  }
  // One opening that no model may get wrong.
  void AddGate(const std::string& text, const std::string& kind) const {
    WriteList(R"(, {"name": "gate", "form": "events", "posts": "gate-posts.jsonl",
                    "labels": ["gate.json"], "gate": true})");
    std::ofstream(folder_ / "gate-posts.jsonl")
        << json{{"community", "云栖苑"}, {"thread", "1"},     {"post", "1"},
                {"is_first", true},      {"official", false}, {"title", "说一声"},
                {"author", "某某"},      {"text", text}}
        << "\n";
    std::ofstream(folder_ / "gate.json") << json{
        {"events", json::array()}, {"posts", {{{"post", "1"}, {"segments", {{{"kind", kind}}}}}}}};
  }
  [[nodiscard]] Ended TrainInto(const std::string& folder, const std::string& tasks) const {
    return CallWith(data_, {"train", "--labels", List(), "--tasks", tasks, "--out",
                            (folder_ / folder).string()});
  }

  // So many complaints of which people confirmed that cause, in words that rules take for a lift
  // that is out of order.
  void WriteDecisions(int count, const std::string& cause, const std::string& item) const {
    const auto own = folder_ / "own";
    std::filesystem::create_directories(own);
    std::ofstream(own / "labels.json")
        << R"({"sets": [{"name": "decisions", "form": "decisions", "posts": "posts.jsonl",
                        "labels": ["labels.jsonl"]}]})";
    std::ofstream posts(own / "posts.jsonl");
    std::ofstream labels(own / "labels.jsonl");
    for (int i = 0; i < count; ++i) {
      const std::string post = std::to_string(i);
      posts << json{{"community", "云栖苑"}, {"thread", post},  {"post", post},
                    {"is_first", true},      {"title", "电梯"}, {"text", kLiftIsOut}}
            << "\n";
      labels << json{{"community", "云栖苑"},
                     {"thread", post},
                     {"post", post},
                     {"matters",
                      {{{"start", 0},
                        {"end", 16},
                        {"complaint", "C" + post},
                        {"cause", cause},
                        {"cause_item", item},
                        {"decisions", json::array()}}}}}
             << "\n";
    }
  }
  [[nodiscard]] Ended TrainWithDecisions(const std::string& tasks) const {
    return CallWith(
        data_, {"train", "--labels", List(), "--labels", (folder_ / "own/labels.json").string(),
                "--tasks", tasks, "--out", (folder_ / "model").string()});
  }

  static constexpr const char* kLiftIsOut = "电梯又停了，已经两天没人来修理";
  static constexpr const char* kUnknown = "那个大家伙又趴窝啦，好几天喽";
  static constexpr const char* kTalk = "周末有人一起去爬山吗";

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
  std::filesystem::path data_ = folder_ / "data";  // the project's, without models
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

TEST_F(LearningCommands, TrainLearnsTheNamedTasksAndSaysWhatTheyGain) {
  const Ended ended = TrainInto("model", "kind,class");
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, AllOf(HasSubstr("rules"), HasSubstr("learned"),
                               HasSubstr("kind：complaint / forum")));
  const std::string model = ModelIn("model");
  EXPECT_THAT(model, AllOf(HasSubstr("投诉"), HasSubstr("fwmodel1"), HasSubstr("kind：complaint"),
                           Not(HasSubstr("云栖苑")), Not(HasSubstr("某某"))));
  EXPECT_EQ(TrainInto("again", "kind,class").code, 0);
  EXPECT_EQ(model, ModelIn("again")) << "the same labels give the same model";
}

TEST_F(LearningCommands, TrainRefusesATaskThatGainsNothing) {
  const Ended ended = TrainInto("model", "kind,reply");
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.err, AllOf(HasSubstr("没有换上新模型"), HasSubstr("reply"),
                               HasSubstr("--tasks"), Not(HasSubstr("kind 学了"))));
  EXPECT_EQ(ModelIn("model"), "");
}

// So sure that here nothing is left of what it gains.
TEST_F(LearningCommands, TrainMakesAModelSurerWhereItGetsAGateWrong) {
  AddGate(kUnknown, "其他");
  const Ended ended = TrainInto("model", "kind");
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.err, AllOf(HasSubstr("kind 学了并不比词和规则强"), Not(HasSubstr("门槛"))));
  EXPECT_EQ(ModelIn("model"), "");
  AddGate(kTalk, "其他");
  EXPECT_EQ(TrainInto("model", "kind").code, 0);
}

TEST_F(LearningCommands, TrainRefusesAModelThatIsWorseThanTheOneInUse) {
  ASSERT_EQ(TrainInto("model", "kind,class").code, 0);
  const std::string before = ModelIn("model");
  const Ended ended = TrainInto("model", "kind");
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.err, AllOf(HasSubstr("不如现在的模型"), HasSubstr("class / forum")));
  EXPECT_EQ(ModelIn("model"), before);
}

TEST_F(LearningCommands, InAFolderWithoutAModelTheOneTheProgramCameWithIsTheOneInUse) {
  ASSERT_EQ(TrainInto("data/models", "kind,class").code, 0);
  const Ended ended = TrainInto("fresh", "kind");
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.err, AllOf(HasSubstr("不如现在的模型"), HasSubstr("class / forum")));
  EXPECT_EQ(ModelIn("fresh"), "");
}

TEST_F(LearningCommands, TrainRefusesATaskItDoesNotKnow) {
  const Ended ended = TrainInto("model", "mood");
  EXPECT_EQ(ended.code, 65);
  EXPECT_THAT(ended.err, HasSubstr("mood"));
}

// E6: here it is how the lift is managed, not the lift.
TEST_F(LearningCommands, AModelThatIsClearlyBetterOnWhatPeopleConfirmedReplacesTheOther) {
  ASSERT_EQ(TrainInto("model", "kind,class").code, 0);
  const std::string before = ModelIn("model");
  WriteDecisions(150, "法", "管理方法");
  const Ended ended = TrainWithDecisions("kind,class,cause");
  EXPECT_EQ(ended.code, 0) << ended.err << ended.out;
  EXPECT_THAT(ended.out, HasSubstr("人确认过的原因，测试部分"));
  EXPECT_NE(ModelIn("model"), before);
}

TEST_F(LearningCommands, WhatPeopleConfirmedAsItWasJudgedReplacesNothing) {
  ASSERT_EQ(TrainInto("model", "kind,class").code, 0);
  const std::string before = ModelIn("model");
  WriteDecisions(150, "机", "质量合格性");
  const Ended ended = TrainWithDecisions("kind,class");
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.err, HasSubstr("在没有学过的确认过原因的投诉上，新模型没有胜过现在的"));
  EXPECT_EQ(ModelIn("model"), before);
}

TEST_F(LearningCommands, OfFewDecisionsNothingIsMade) {
  ASSERT_EQ(TrainInto("model", "kind,class").code, 0);
  const std::string before = ModelIn("model");
  WriteDecisions(40, "法", "管理方法");
  const Ended ended = TrainWithDecisions("kind,class,same");
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.err,
              AllOf(HasSubstr("确认过原因的投诉还太少"), HasSubstr("合并、拆分过的投诉还太少")))
      << "the one is tried whatever becomes of the other";
  EXPECT_EQ(ModelIn("model"), before);
}

TEST_F(LearningCommands, OfWhatIsTheSameEventTooFewDecisionsChangeNothing) {
  std::filesystem::create_directories(folder_ / "model");
  const auto tables = folder_ / "model" / "grouping.json";
  std::filesystem::copy_file(FORUMWATCH_SOURCE_DIR "/config/models/grouping.json", tables);
  const auto before = std::filesystem::last_write_time(tables);
  WriteDecisions(150, "法", "管理方法");
  const Ended ended = TrainWithDecisions("same");
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.err, HasSubstr("合并、拆分过的投诉还太少：留作测试的只有 0 件"));
  EXPECT_EQ(std::filesystem::last_write_time(tables), before);
}

// Decisions tell of causes alone: who learns from nothing else would forget the rest.
TEST_F(LearningCommands, WhatTheModelInUseKnowsIsNotForgottenForWantOfLabels) {
  ASSERT_EQ(TrainInto("model", "kind,class").code, 0);
  const std::string before = ModelIn("model");
  WriteDecisions(150, "法", "管理方法");
  const Ended ended = CallWith(data_, {"train", "--labels", (folder_ / "own/labels.json").string(),
                                       "--tasks", "cause", "--out", (folder_ / "model").string()});
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.err, AllOf(HasSubstr("kind 现在的模型会"), HasSubstr("class 现在的模型会"),
                               HasSubstr("cause 学了并不比词和规则强"),
                               HasSubstr("没有胜过现在的：cause and item / forum / accuracy "
                                         "0.000 → 0.000"),
                               Not(HasSubstr("不如"))))
      << "words of one set of labels alone teach nothing";
  EXPECT_EQ(ModelIn("model"), before);
}

}  // namespace
}  // namespace forumwatch
