#include "analysis/reply/coverage.h"

namespace forumwatch {
namespace {

std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "" : "、") + word;
  }
  return text;
}

}  // namespace

std::string InWords(const PointVerdict& verdict) {
  const std::string words = Joined(verdict.words);
  switch (verdict.coverage) {
    case PointCoverage::InAClause:
      return "“" + verdict.clause + "”说的是它" + (words.empty() ? "" : "（" + words + "）");
    case PointCoverage::Addressed:
      return "称呼了提出它的 " + words;
    case PointCoverage::Touched:
      return "这一稿就是回它的，也说到了 " + words;
    case PointCoverage::OnlyOne:
      return "只有这一点";
    case PointCoverage::LeftOut:
      return "没有哪一句说的是它" + (words.empty() ? "" : "；沾边的词只有 " + words);
    case PointCoverage::AboutOthers:
      return "整篇说的是 " + words + "，不是它";
  }
  return {};
}

}  // namespace forumwatch
