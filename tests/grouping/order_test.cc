// What must hold whatever is said: the same input gives the same answers, events that have nothing
// to do with each other do not feel each other's order, a name changed in a copied text is seen.
#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/grouping/matters.h"

namespace forumwatch {
namespace {

// Threads of an estate with their follow-ups; the event of each is its thread.
std::vector<std::vector<Said>> Threads() {
  const std::map<std::string, std::vector<std::string>> follow_ups = {
      {"a", {"关窗都没用，衣服上全是味", "昨晚又摆到两点"}},
      {"b", {"保安说没看见，装的吧", "拦车杆是摆设"}},
      {"c", {"喷头早就堵了", "绿化队天天在凉亭打牌"}},
      {"d", {"拖把一股馊味", "电梯厅的烟头还是上礼拜的"}},
      {"e", {"我去也是，问啥都摇头", "工号牌都反着挂"}},
      {"f", {"我家娃见了狗就哭", "草坪上全是狗屎"}},
      {"g", {"签字的业委会是谁选的", "隔壁小区才一块八"}},
      {"h", {"中午也敲", "物业说管不了"}},
  };
  std::vector<std::vector<Said>> threads;
  for (const Said& opening : SmallEstate()) {
    std::vector<Said> thread = {opening};
    for (const std::string& text : follow_ups.at(opening.thread)) {
      thread.push_back({opening.thread, text, opening.topic});
    }
    threads.push_back(std::move(thread));
  }
  return threads;
}

// Which threads' segments ended up together.
using EventSets = std::set<std::set<std::string>>;

EventSets GroupInOrder(const std::vector<Said>& order) {
  Community community;
  std::map<ComplaintId, std::set<std::string>> complaints;
  for (const Said& said : order) {
    complaints[community.Home(said)].insert(said.thread + "/" + said.text);
  }
  EventSets grouping;
  for (auto& [id, members] : complaints) {
    grouping.insert(std::move(members));
  }
  return grouping;
}

// Draws from the threads in any order, but each thread in its own.
std::vector<Said> Interleaved(std::vector<std::vector<Said>> threads, std::mt19937& random) {
  std::vector<Said> order;
  while (!threads.empty()) {
    auto& thread = threads[random() % threads.size()];
    order.push_back(thread.front());
    thread.erase(thread.begin());
    std::erase_if(threads, [](const auto& rest) { return rest.empty(); });
  }
  return order;
}

TEST(GroupingOrder, EventsDoNotFeelEachOthersOrder) {
  std::mt19937 random(11);
  const EventSets expected = GroupInOrder(Interleaved(Threads(), random));
  EXPECT_EQ(expected.size(), 8U) << "eight threads, eight events";
  for (int round = 0; round < 40; ++round) {
    EXPECT_EQ(GroupInOrder(Interleaved(Threads(), random)), expected);
  }
}

TEST(GroupingOrder, TheSameInputGivesTheSameAnswersToTheBit) {
  std::mt19937 random(12);
  const std::vector<Said> order = Interleaved(Threads(), random);
  const auto run = [&] {
    Community community;
    std::vector<std::string> answers;
    for (Said said : order) {
      said.post = said.thread + said.text;
      const Placement placement = community.Take(said);
      answers.push_back(std::string(Name(placement.decision)) + " " +
                        std::to_string(Raw(placement.complaint.value_or(ComplaintId{}))) + " " +
                        testing::PrintToString(placement.confidence) +
                        testing::PrintToString(placement.reasons));
    }
    return answers;
  };
  EXPECT_EQ(run(), run());
}

TEST(GroupingOrder, ManyYearsDoNotMakeItForgetTheLatest) {
  Community community;
  std::mt19937 random(13);
  for (int year = 0; year < 3; ++year) {
    for (int i = 0; i < 400; ++i) {
      community.Take({"t" + std::to_string(year * 400 + i),
                      "第" + std::to_string(random() % 1000) + "次说门口的停车问题了", "停车", "",
                      "停车", year * 24 * 365 + i});
    }
  }
  Said opening = {"new",          "东门道闸砸下来把我车顶砸了个坑，监控说没存",
                  "停车",         "东门",
                  "东门道闸砸车", 24 * 365 * 3};
  const ComplaintId barrier = community.Home(opening);
  Said again = {"new2",       "东门道闸今天又砸到一辆车顶，监控还是没存",
                "停车",       "东门",
                "道闸又砸车", 24 * 365 * 3 + 5};
  EXPECT_EQ(community.Home(again), barrier);
}

// Copied complaints in which only the building or the gate is another: to join them would hide one.
TEST(GroupingTraps, ACopyWithAnotherPlaceIsNotJoined) {
  const std::string texts[] = {
      "{}的电梯一天坏三回，维修的人来了就说等配件，等了两个月配件还在路上",
      "{}门口的路灯全灭了，晚上黑灯瞎火，我妈昨天踩空台阶把脚崴了",
      "{}的下水管堵了，粪水倒灌进一楼客厅，物业说周一再看",
      "{}的消防通道停满了车，万一着火消防车怎么进",
  };
  const std::pair<const char*, const char*> places[] = {
      {"7栋", "17栋"},
      {"7栋", "12栋"},
      {"1栋", "11栋"},
      {"东门", "西门"},
      {"A座", "B座"},
      {"1期3栋", "2期3栋"},
      {"地下车库A区", "地下车库B区"},
  };
  for (const std::string& text : texts) {
    for (const auto& [here, there] : places) {
      const auto at = [&text](const char* place) {
        std::string filled = text;
        return filled.replace(filled.find("{}"), 2, place);
      };
      Community community;
      for (const Said& said : SmallEstate()) {
        community.Take(said);
      }
      const ComplaintId first = community.Home({"1", at(here), "公共设施", here, at(here)});
      const Placement copy = community.Ask({"2", at(there), "公共设施", there, at(there)});
      EXPECT_EQ(Name(copy.decision), "suggest") << here << " " << there << " " << text;
      EXPECT_THAT(copy.suggested, testing::Contains(first));
      const Placement same = community.Ask({"3", at(here), "公共设施", here, at(here)});
      EXPECT_EQ(same.complaint, first) << "control: the same place is joined";
    }
  }
}

}  // namespace
}  // namespace forumwatch
