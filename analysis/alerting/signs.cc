#include "analysis/alerting/signs.h"

#include <algorithm>
#include <iterator>

#include "analysis/deadlines/closure.h"

namespace forumwatch {
namespace {

struct Sign {
  std::string_view flag;  // as understanding names it
  int bit;
  std::string_view means;
};

constexpr Sign kDangers[] = {{"曝光", 1, "说要找媒体或上网曝光"},
                             {"信访", 2, "说要信访或找政府部门"},
                             {"诉讼", 4, "说要起诉或找律师"},
                             {"过激", 8, "有过激的话或举动"}};
constexpr unsigned kAllDangers = 15;
constexpr std::string_view kGroup = "群体";

bool Shows(std::span<const std::string> flags, std::string_view flag) {
  return std::find(flags.begin(), flags.end(), flag) != flags.end();
}

std::string Crowd(const Complaint& complaint) {
  return std::to_string(complaint.people) + " 人 " + std::to_string(complaint.times) + " 次";
}

std::string IfClosed(const Complaint& complaint) {
  return complaint.status == ComplaintStatus::Closed ? "；投诉已关闭" : "";
}

}  // namespace

int DangerSigns(std::span<const std::string> flags) {
  int signs = 0;
  for (const Sign& sign : kDangers) {
    signs += Shows(flags, sign.flag) ? sign.bit : 0;
  }
  return signs;
}

Reopening LastReopening(std::span<const Step> steps) {
  Reopening last;
  for (const Step& step : steps) {
    if (step.kind == StepKind::Reopened) {
      ++last.number;
      last.since = std::max(last.since, step.at);
    }
  }
  std::vector<Step> before;
  std::copy_if(steps.begin(), steps.end(), std::back_inserter(before),
               [&](const Step& step) { return step.at < last.since; });
  const auto rest = RestOf(before);
  last.rest = rest ? rest->since : last.since;
  return last;
}

int SignsOfEpisode(int episode) {
  return static_cast<int>(static_cast<unsigned>(episode) & kAllDangers);
}

int DangerSignsSaid(const Said& said) {
  return DangerSignsSaid(said, {});
}

// What was told of a complaint that was merged since bears the numbers of its own re-openings: the
// instant counts. What was taken as said has none.
int DangerSignsSaid(const Said& said, const Reopening& reopening) {
  unsigned signs = 0;
  for (const AlertMark& mark : said) {
    const bool since = mark.stage == kLastStage
                           ? mark.episode / static_cast<int>(kAllDangers + 1) >= reopening.number
                           : mark.at >= reopening.since;
    if (mark.rule == kDanger && (reopening.number == 0 || since)) {
      signs |= static_cast<unsigned>(SignsOfEpisode(mark.episode));
    }
  }
  return static_cast<int>(signs);
}

DangerNews NewDanger(int shown, int shown_again, const Said& said, const Reopening& reopening) {
  const auto ever = static_cast<unsigned>(DangerSignsSaid(said));
  const auto since = static_cast<unsigned>(DangerSignsSaid(said, reopening));
  const unsigned fresh =
      (static_cast<unsigned>(shown) & ~ever) | (static_cast<unsigned>(shown_again) & ~since);
  const auto number = static_cast<unsigned>(reopening.number) * (kAllDangers + 1);
  return {static_cast<int>(fresh), static_cast<int>(number + (fresh | since))};
}

std::string NamesOfSigns(int danger_signs) {
  std::string words;
  for (const Sign& sign : kDangers) {
    if ((static_cast<unsigned>(danger_signs) & static_cast<unsigned>(sign.bit)) != 0) {
      words += (words.empty() ? "" : "、") + std::string(sign.flag);
    }
  }
  return words;
}

bool ShowsGroupTendency(std::span<const std::string> flags, int people,
                        const AlertingOptions& options) {
  return Shows(flags, kGroup) || people >= options.group_people;
}

std::string ReasonForDanger(int signs, const Complaint& complaint) {
  std::string text;
  for (const Sign& sign : kDangers) {
    if ((static_cast<unsigned>(signs) & static_cast<unsigned>(sign.bit)) != 0) {
      text += (text.empty() ? "帖子里" : "，") + std::string(sign.means);
    }
  }
  return text + "；已有 " + Crowd(complaint) + IfClosed(complaint) +
         "，请品质管理部和领导立即介入（B10）";
}

std::string ReasonForGroupTendency(const Complaint& complaint) {
  return (Shows(complaint.flags, kGroup) ? "业主在联合起来，已有 " : "说这件事的人多，已有 ") +
         Crowd(complaint) + IfClosed(complaint) + "；请部门负责人先出面（B9）";
}

}  // namespace forumwatch
