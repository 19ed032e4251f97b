#include "analysis/understanding/reasons.h"

#include <algorithm>
#include <array>

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
std::string Decided(const Segment& segment, const Meaning& meaning, const Handbook& handbook) {
  const std::size_t which = meaning.which;
  const bool complains = segment.kind == Kind::Complaint;
  switch (meaning.aspect) {
    case Aspect::Topic: {
      const std::string& name = handbook.topics.at(which).name;
      return Has(segment.topics, name) ? name : "";
    }
    case Aspect::Sign:
      return SpeaksFor(segment.kind, static_cast<Sign>(which)) ? std::string(kSignNames.at(which))
                                                               : "";
    case Aspect::Class:
      return complains && segment.complaint_class == static_cast<int>(which)
                 ? "第" + std::to_string(which) + "类"
                 : "";
    case Aspect::Cause: {
      const CauseRow& row = handbook.causes.at(which);
      const bool chosen = row.cause == segment.cause && row.item == segment.cause_item;
      return complains && chosen ? row.cause + "：" + row.item : "";
    }
    case Aspect::Threat:
    case Aspect::Mention: {
      const std::string& flag = handbook.flags.at(which);
      return Has(segment.flags, flag) ? flag : "";
    }
    case Aspect::CalledOff:
    case Aspect::Scope:
    case Aspect::Reply:
      return "";
  }
  return "";
}

}  // namespace

std::vector<std::string> ReasonsFor(const Segment& segment, const Tally& tally,
                                    const Handbook& handbook, const Segment* inherited) {
  std::vector<std::pair<float, std::string>> decided;
  for (const Counted& counted : tally.counted) {
    const std::string what = Decided(segment, counted.meaning, handbook);
    if (!what.empty()) {
      const bool flag =
          counted.meaning.aspect == Aspect::Threat || counted.meaning.aspect == Aspect::Mention;
      decided.emplace_back(counted.weight + (flag ? 10.0F : 0.0F),
                           "词：" + counted.word + "（" + what + "）");
    }
  }
  std::sort(decided.begin(), decided.end(), [](const auto& a, const auto& b) {
    return std::tuple(-a.first, a.second) < std::tuple(-b.first, b.second);
  });
  std::vector<std::string> reasons;
  for (auto& [weight, reason] : decided) {
    if (reasons.size() < kMostReasons && !Has(reasons, reason)) {
      reasons.push_back(std::move(reason));
    }
  }
  if (inherited != nullptr && segment.kind != Kind::Other) {
    const std::string topic = inherited->topics.empty() ? "" : "（" + inherited->topics[0] + "）";
    reasons.push_back("跟帖，随主帖所说" + topic);
  }
  if (reasons.empty()) {
    reasons.push_back("没有表示不满的词");
  }
  return reasons;
}

}  // namespace forumwatch
