// Segments for tests of grouping, said in one line each, and a memory that opens complaints as the
// pipeline does.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "analysis/grouping/community_memory.h"
#include "config/grouping_file.h"

namespace forumwatch {

struct Said {
  std::string thread{};
  std::string text{};
  std::string topic = "电梯";
  std::string place{};
  std::string title{};  // of an opening post; "" a follow-up
  int hour = 0;         // after the first of March, noon
  std::string quotes{};
  bool supports = false;
  std::string post{};  // "" one of its own
};

inline Matter MatterOf(const Said& said) {
  static int posts = 0;
  Matter matter;
  matter.thread = said.thread;
  matter.post = said.post.empty() ? "p" + std::to_string(++posts) : said.post;
  matter.quotes = said.quotes;
  matter.author = "业主";
  matter.at = *ParseRfc3339("2026-03-01T12:00:00+08:00") + std::chrono::hours(said.hour);
  matter.title = said.title.empty() ? "楼主的标题" : said.title;
  matter.text = said.text;
  matter.is_first = !said.title.empty();
  matter.segment.kind = Kind::Complaint;
  if (!said.topic.empty()) {
    matter.segment.topics = {said.topic};
  }
  matter.segment.place = said.place;
  matter.segment.supports = said.supports;
  return matter;
}

// With the words as delivered.
inline GroupingOptions WithWords(GroupingOptions options) {
  static const auto kWords =
      LoadGroupingWords(FORUMWATCH_SOURCE_DIR "/config/lexicons/grouping.json", Handbook());
  options.words = kWords;
  return options;
}

class Community {
 public:
  explicit Community(GroupingOptions options = {}) : memory_(WithWords(std::move(options))) {}

  // Places it, and remembers it where it belongs: joined, or a complaint of its own.
  Placement Take(const Said& said) { return TakeMatter(MatterOf(said)); }
  Placement TakeMatter(const Matter& matter) {
    Placement placement = memory_.Place(matter);
    if (placement.decision != Decision::None) {
      last_ = placement.complaint.value_or(ComplaintId{next_});
      next_ += placement.complaint ? 0 : 1;
      memory_.Remember(matter, last_);
    }
    return placement;
  }
  // The complaint it went to.
  ComplaintId Home(const Said& said) {
    Take(said);
    return last_;
  }
  [[nodiscard]] Placement Ask(const Said& said) const { return memory_.Place(MatterOf(said)); }
  CommunityMemory& memory() { return memory_; }

 private:
  CommunityMemory memory_;
  ComplaintId last_{};
  std::int64_t next_ = 1;
};

// What an estate talks of: so that common words are known to be common.
inline std::vector<Said> SmallEstate() {
  return {
      {"a", "晚上十点多楼下烧烤摊的烟全飘进卧室，窗户不敢开", "油烟污染", "南门",
       "南门烧烤摊油烟熏人"},
      {"b", "车位明明是我买的，天天被外地牌照的车占着", "停车", "地下车库A区", "固定车位又被占了"},
      {"c", "草坪都枯成黄毯子了，也没见人来浇水", "绿化", "中央草坪", "草坪枯死没人管"},
      {"d", "保洁阿姨一个礼拜没来，楼道地上全是脚印", "清洁垃圾", "8栋", "8栋楼道多久没拖了"},
      {"e", "物业前台一边嗑瓜子一边说不知道，问三遍才抬头", "服务态度", "客服中心", "前台态度太差"},
      {"f", "狗绳都不牵，大金毛直接扑到孩子身上", "养宠物", "中心花园", "遛狗能不能牵绳"},
      {"g", "物业费涨到三块二，没开过业主大会", "收费", "", "凭什么涨物业费"},
      {"h", "夜里一点隔壁还在敲墙，装修不看时间吗", "装修", "5栋", "半夜装修"},
  };
}

}  // namespace forumwatch
