#include "daemon/cli/draft_help.h"

#include <nlohmann/json.hpp>

#include "analysis/text/plain.h"

namespace forumwatch {
namespace {

constexpr int kShownOfAPoint = 40;

std::string NameOf(const PointToAnswer& point) {
  return Name(point.complaint) + " " + ShortLine(point.summary, kShownOfAPoint);
}

std::string NameOf(const FoundAsk& ask) {
  return "业主问：" + PlainLine(ask.sentence) + "（" + ask.name + "）";
}

std::string InWords(const std::string& answer) {
  return answer.empty() ? "没有回答" : "可能用“" + answer + "”回答";
}

void WriteLine(const char* what, const std::string& text, std::ostream& out) {
  if (!text.empty()) {
    out << "    " << what << "：" << PlainLine(text) << "\n";
  }
}

}  // namespace

void WriteReview(const DraftReview& review, std::ostream& out) {
  const int left_out = review.LeftOut();
  out << "  逐条回应（B13）："
      << (left_out == 0
              ? "每一点都说到了"
              : std::to_string(review.Points()) + " 点里漏了 " + std::to_string(left_out) + " 点")
      << "\n";
  for (std::size_t i = 0; i < review.points.size(); ++i) {
    out << "    " << (review.verdicts[i].covered() ? "有  " : "漏  ") << NameOf(review.points[i])
        << "：" << PlainLine(InWords(review.verdicts[i])) << "\n";
  }
  for (std::size_t i = 0; i < review.asks.size(); ++i) {
    out << "    " << (review.answers[i].empty() ? "漏  " : "有  ") << NameOf(review.asks[i]) << "："
        << PlainLine(InWords(review.answers[i])) << "\n";
  }
  for (const FoundFault& fault : review.faults) {
    out << "    留意  " << PlainLine(InWords(fault)) << "\n";
  }
}

nlohmann::ordered_json ReviewJson(const DraftReview& review) {
  auto points = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < review.points.size(); ++i) {
    points.push_back({{"complaint", Name(review.points[i].complaint)},
                      {"summary", review.points[i].summary},
                      {"asks", nullptr},
                      {"covered", review.verdicts[i].covered()},
                      {"why", InWords(review.verdicts[i])},
                      {"words", review.verdicts[i].words}});
  }
  for (std::size_t i = 0; i < review.asks.size(); ++i) {
    const std::string& answer = review.answers[i];
    points.push_back({{"complaint", Name(review.points.front().complaint)},
                      {"summary", review.asks[i].sentence},
                      {"asks", review.asks[i].name},
                      {"covered", !answer.empty()},
                      {"why", InWords(answer)},
                      {"words", answer.empty() ? nlohmann::ordered_json::array()
                                               : nlohmann::ordered_json::array({answer})}});
  }
  auto faults = nlohmann::ordered_json::array();
  for (const FoundFault& fault : review.faults) {
    faults.push_back(
        {{"fault", Name(fault.fault)}, {"said", InWords(fault)}, {"words", fault.words}});
  }
  return {
      {"left_out", review.LeftOut()}, {"points", std::move(points)}, {"faults", std::move(faults)}};
}

void WritePointsToAnswer(const std::vector<PointToAnswer>& points,
                         const std::vector<FoundAsk>& asks, std::ostream& out) {
  if (points.size() + asks.size() < 2) {
    return;
  }
  out << "\n回帖要逐条回应（B13）" << (points.size() > 1 ? "；同一主题里还有别的投诉在等答复" : "")
      << "\n";
  for (const PointToAnswer& point : points) {
    out << "  " << NameOf(point) << "\n";
  }
  for (const FoundAsk& ask : asks) {
    out << "  " << NameOf(ask) << "\n";
  }
}

nlohmann::ordered_json PointsJson(const std::vector<PointToAnswer>& points,
                                  const std::vector<FoundAsk>& asks) {
  auto json = nlohmann::ordered_json::array();
  for (const PointToAnswer& point : points) {
    json.push_back(
        {{"complaint", Name(point.complaint)}, {"summary", point.summary}, {"asks", nullptr}});
  }
  for (const FoundAsk& ask : asks) {
    json.push_back({{"complaint", Name(points.front().complaint)},
                    {"summary", ask.sentence},
                    {"asks", ask.name}});
  }
  return json;
}

nlohmann::ordered_json GuidanceJson(const std::vector<Guidance>& guidance) {
  auto json = nlohmann::ordered_json::array();
  for (const Guidance& one : guidance) {
    json.push_back({{"name", one.name},
                    {"tell", one.tell},
                    {"guide", one.guide},
                    {"involve", one.involve},
                    {"avoid", one.avoid},
                    {"standard", one.standard}});
  }
  return json;
}

void WriteExamples(const std::vector<ApprovedExample>& examples, std::ostream& out) {
  out << (examples.empty() ? "" : "\n同类投诉批准过的回帖，口径要一致（B11）\n");
  for (const ApprovedExample& example : examples) {
    out << "  " << Name(example.complaint) << "  " << PlainLine(example.text) << "\n";
  }
}

nlohmann::ordered_json ExamplesJson(const std::vector<ApprovedExample>& examples) {
  auto json = nlohmann::ordered_json::array();
  for (const ApprovedExample& example : examples) {
    json.push_back({{"complaint", Name(example.complaint)}, {"text", example.text}});
  }
  return json;
}

void WriteGuidance(const std::vector<Guidance>& guidance, std::ostream& out) {
  for (const Guidance& one : guidance) {
    out << "\n指引（H）与统一口径（B11）：" << one.name << "\n";
    WriteLine("对投诉人", one.tell, out);
    WriteLine("对另一方", one.guide, out);
    std::string involve;
    for (const std::string& who : one.involve) {
      involve += (involve.empty() ? "" : "、") + who;
    }
    WriteLine("请谁一起", involve, out);
    WriteLine("不要", one.avoid, out);
    WriteLine("口径", one.standard, out);
  }
}

}  // namespace forumwatch
