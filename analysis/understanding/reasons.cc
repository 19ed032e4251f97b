#include "analysis/understanding/reasons.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace forumwatch {
namespace {

constexpr std::size_t kMostReasons = 6;
constexpr std::array<std::string_view, kSigns> kSignNames = {"不满", "附和",     "表扬", "已解决",
                                                             "劝解", "没有此事", "支招", "交易",
                                                             "闲聊", "转述",     "提问", "建议"};

bool SpeaksFor(Kind kind, Sign sign) {
  switch (kind) {
    case Kind::Complaint:
      return sign == Sign::Grievance || sign == Sign::Support;
    case Kind::Suggestion:
      return sign == Sign::Suggestion || sign == Sign::Support;
    case Kind::Inquiry:
      return sign == Sign::Question || sign == Sign::Support;
    case Kind::Other:
      return sign != Sign::Grievance && sign != Sign::Support && sign != Sign::Question &&
             sign != Sign::Suggestion;
  }
  return false;
}

bool Has(const std::vector<std::string>& list, std::string_view wanted) {
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

// What the word was taken for; "" when it did not matter for this segment.
std::string_view Decided(const Segment& segment, const Meaning& meaning, const Handbook& handbook) {
  constexpr std::array<std::string_view, 4> kClasses = {"", "一类", "二类", "三类"};
  const std::size_t which = meaning.which;
  const bool complains = segment.kind == Kind::Complaint;
  switch (meaning.aspect) {
    case Aspect::Topic: {
      const std::string& name = handbook.topics.at(which).name;
      return Has(segment.topics, name) ? std::string_view(name) : std::string_view();
    }
    case Aspect::Sign:
      return SpeaksFor(segment.kind, static_cast<Sign>(which)) ? kSignNames.at(which)
                                                               : std::string_view();
    case Aspect::Class:
      return complains && segment.complaint_class == static_cast<int>(which) ? kClasses.at(which)
                                                                             : std::string_view();
    case Aspect::Cause: {
      const CauseRow& row = handbook.causes.at(which);
      const bool chosen = row.cause == segment.cause && row.item == segment.cause_item;
      return complains && chosen ? std::string_view(row.item) : std::string_view();
    }
    case Aspect::Threat:
    case Aspect::Mention: {
      const std::string& flag = handbook.flags.at(which);
      return Has(segment.flags, flag) ? std::string_view(flag) : std::string_view();
    }
    case Aspect::CalledOff:
    case Aspect::Scope:
    case Aspect::Reply:
    case Aspect::Frame:
      return {};
  }
  return {};
}

struct Reason {
  float weight;
  std::string_view word;
  std::string_view what;
};

// Danger signs first, then by weight.
std::vector<Reason> Deciding(const Segment& segment, const Tally& tally, const Handbook& handbook) {
  constexpr float kFlagFirst = 100;
  std::vector<Reason> reasons;
  for (const Counted& counted : tally.counted) {
    const std::string_view what = Decided(segment, counted.meaning, handbook);
    if (!what.empty()) {
      const bool flag =
          counted.meaning.aspect == Aspect::Threat || counted.meaning.aspect == Aspect::Mention;
      reasons.push_back({counted.weight + (flag ? kFlagFirst : 0), counted.word, what});
    }
  }
  std::sort(reasons.begin(), reasons.end(), [](const Reason& a, const Reason& b) {
    return std::tuple(-a.weight, a.word, a.what) < std::tuple(-b.weight, b.word, b.what);
  });
  return reasons;
}

}  // namespace

std::vector<std::string> ReasonsFor(const Segment& segment, const Tally& tally,
                                    const Handbook& handbook, const Segment* inherited) {
  std::vector<std::string> reasons;
  for (const Reason& reason : Deciding(segment, tally, handbook)) {
    if (reasons.size() == kMostReasons) {
      break;
    }
    std::string written =
        "词：" + std::string(reason.word) + "（" + std::string(reason.what) + "）";
    if (!Has(reasons, written)) {
      reasons.push_back(std::move(written));
    }
  }
  if (inherited != nullptr && segment.kind != Kind::Other) {
    const std::string topic = inherited->topics.empty() ? "" : "（" + inherited->topics[0] + "）";
    reasons.push_back("跟帖，随主帖所说" + topic);
  }
  if (reasons.empty()) {
    reasons.emplace_back("没有表示不满的词");
  }
  return reasons;
}

}  // namespace forumwatch
