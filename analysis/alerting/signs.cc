#include "analysis/alerting/signs.h"

#include <algorithm>

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
constexpr std::string_view kGroup = "群体";

bool Shows(const Complaint& complaint, std::string_view flag) {
  return std::find(complaint.flags.begin(), complaint.flags.end(), flag) != complaint.flags.end();
}

std::string Crowd(const Complaint& complaint) {
  return std::to_string(complaint.people) + " 人 " + std::to_string(complaint.times) + " 次";
}

std::string IfClosed(const Complaint& complaint) {
  return complaint.status == ComplaintStatus::Closed ? "；投诉已关闭" : "";
}

}  // namespace

int DangerSigns(const Complaint& complaint) {
  int signs = 0;
  for (const Sign& sign : kDangers) {
    signs += Shows(complaint, sign.flag) ? sign.bit : 0;
  }
  return signs;
}

int DangerSignsSaid(const Said& said) {
  unsigned signs = 0;
  for (const AlertMark& mark : said) {
    signs |= mark.rule == kDanger ? static_cast<unsigned>(mark.episode) : 0U;
  }
  return static_cast<int>(signs);
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

bool ShowsGroupTendency(const Complaint& complaint, int people, const AlertingOptions& options) {
  return Shows(complaint, kGroup) || people >= options.group_people;
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
  return (Shows(complaint, kGroup) ? "业主在联合起来，已有 " : "说这件事的人多，已有 ") +
         Crowd(complaint) + IfClosed(complaint) + "；请部门负责人先出面（B9）";
}

}  // namespace forumwatch
