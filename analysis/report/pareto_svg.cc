#include <algorithm>
#include <cmath>
#include <cstring>  // ctemplate's own header needs it and forgets it

#include <ctemplate/template_dictionary.h>

#include "analysis/report/documents.h"
#include "analysis/report/summary.h"
#include "analysis/report/template_text.h"
#include "analysis/report/wording.h"
#include "analysis/text/code_points.h"
#include "analysis/text/plain.h"

namespace forumwatch {
namespace {

using ctemplate::TemplateDictionary;

// Grey and outlines, so that it reads the same on a black and white printer.
constexpr std::string_view kDrawing = R"svg({{%AUTOESCAPE context="HTML"}}
<svg class="pareto" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 400" role="img" aria-label="原因帕累托图" font-family="sans-serif" font-size="12" fill="#000">
<rect x="{{LEFT}}" y="{{TOP}}" width="{{WIDTH}}" height="{{HEIGHT}}" fill="none" stroke="#999"/>
<text x="{{LEFT}}" y="18" text-anchor="middle">起数（起）</text>
<text x="{{RIGHT}}" y="18" text-anchor="middle">累计占比</text>
{{#COUNT_TICK}}<line x1="{{FROM}}" x2="{{LEFT}}" y1="{{Y}}" y2="{{Y}}" stroke="#000"/><text x="{{X}}" y="{{BASE}}" text-anchor="end">{{LABEL}}</text>
{{/COUNT_TICK}}
{{#SHARE_TICK}}<line x1="{{RIGHT}}" x2="{{TO}}" y1="{{Y}}" y2="{{Y}}" stroke="#000"/><text x="{{X}}" y="{{BASE}}">{{LABEL}}</text>
{{/SHARE_TICK}}
{{#BAR}}<rect x="{{X}}" y="{{Y}}" width="{{W}}" height="{{H}}" fill="#ddd" stroke="#000"/><rect x="{{X}}" y="{{CONFIRMED_Y}}" width="{{W}}" height="{{CONFIRMED_H}}" fill="#999" stroke="#000"/><text x="{{MIDDLE}}" y="{{COUNT_Y}}" text-anchor="middle" font-weight="bold" stroke="#fff" stroke-width="3" paint-order="stroke">{{COUNT}}</text>
{{#LINE}}<text x="{{MIDDLE}}" y="{{Y}}" text-anchor="middle">{{TEXT}}</text>
{{/LINE}}
{{/BAR}}
<line x1="{{LEFT}}" x2="{{RIGHT}}" y1="{{MARK_Y}}" y2="{{MARK_Y}}" stroke="#000" stroke-width="1.5" stroke-dasharray="7 4"/>
<text x="{{MARK_X}}" y="{{MARK_BASE}}" text-anchor="end">80% 线</text>
<polyline points="{{POINTS}}" fill="none" stroke="#000" stroke-width="2"/>
{{#POINT}}<circle cx="{{X}}" cy="{{Y}}" r="3.5" fill="#fff" stroke="#000" stroke-width="1.5"/><text x="{{LABEL_X}}" y="{{LABEL_Y}}" text-anchor="end" stroke="#fff" stroke-width="3" paint-order="stroke">{{LABEL}}</text>
{{/POINT}}
<rect x="212" y="381" width="12" height="12" fill="#999" stroke="#000"/><text x="230" y="391">原因已确认</text>
<rect x="322" y="381" width="12" height="12" fill="#ddd" stroke="#000"/><text x="340" y="391">原因未确认</text>
<line x1="432" x2="456" y1="387" y2="387" stroke="#000" stroke-width="2"/><circle cx="444" cy="387" r="3.5" fill="#fff" stroke="#000" stroke-width="1.5"/><text x="462" y="391">累计占比</text>
</svg>
)svg";

constexpr double kLeft = 56;
constexpr double kRight = 704;
constexpr double kTop = 40;
constexpr double kBottom = 310;
constexpr double kWidestBar = 64;

std::string Coordinate(double value) {
  const long long tenths = std::llround(value * 10);
  return std::to_string(tenths / 10) + "." + std::to_string(std::abs(tenths % 10));
}

double Height(double share) {
  return share * (kBottom - kTop);
}

double YOf(double share) {
  return kBottom - Height(share);
}

// 1, 2, 5, 10, 20 … so that at most six steps reach `whole`.
std::size_t StepOfScale(std::size_t whole) {
  for (std::size_t decade = 1;; decade *= 10) {
    for (const std::size_t digit : {1U, 2U, 5U}) {
      if (decade * digit * 6 >= whole) {
        return decade * digit;
      }
    }
  }
}

// The items of the handbook break after the second character: 质量|合格性.
std::vector<std::string> LabelLines(const ParetoRow& bar) {
  constexpr int kShort = 3;
  constexpr int kBreak = 2;
  if (bar.cause.empty()) {
    return {"待查明"};
  }
  const std::string item = ShortLine(bar.item, 6);
  std::vector<std::string> lines = {ShortLine(bar.cause, 4), ""};
  int taken = 0;
  for (std::size_t at = 0; at < item.size(); ++taken) {
    if (taken == kBreak && CountCodePoints(item) > kShort) {
      lines.emplace_back();
    }
    AppendUtf8(lines.back(), NextCodePoint(item, at));
  }
  return lines;
}

class Drawing {
 public:
  explicit Drawing(const MonthlyReport& report)
      : values_("pareto"),
        whole_(report.complaints.size()),
        slot_((kRight - kLeft) / static_cast<double>(report.pareto.size())) {
    Set(values_, {{"LEFT", kLeft},
                  {"RIGHT", kRight},
                  {"TOP", kTop},
                  {"WIDTH", kRight - kLeft},
                  {"HEIGHT", kBottom - kTop},
                  {"MARK_Y", YOf(0.8)},
                  {"MARK_X", kRight - 6},
                  {"MARK_BASE", YOf(0.8) + 16}});
    AddTicks();
    for (std::size_t i = 0; i < report.pareto.size(); ++i) {
      AddBar(report.pareto[i], kLeft + slot_ * (static_cast<double>(i) + 0.5));
    }
    values_.SetValue("POINTS", points_);
  }

  [[nodiscard]] std::string Text() const { return FillTemplate("pareto.svg", kDrawing, values_); }

 private:
  struct Place {
    const char* name;
    double value;
  };
  static void Set(TemplateDictionary& values, std::initializer_list<Place> places) {
    for (const Place& place : places) {
      values.SetValue(place.name, Coordinate(place.value));
    }
  }

  [[nodiscard]] double ShareOf(std::size_t count) const {
    return static_cast<double>(count) / static_cast<double>(whole_);
  }

  void AddTicks() {
    for (std::size_t count = 0; count <= whole_; count += StepOfScale(whole_)) {
      const double y = YOf(ShareOf(count));
      TemplateDictionary* const tick = values_.AddSectionDictionary("COUNT_TICK");
      Set(*tick, {{"FROM", kLeft - 5}, {"X", kLeft - 9}, {"Y", y}, {"BASE", y + 4}});
      tick->SetValue("LABEL", std::to_string(count));
    }
    for (int percent = 0; percent <= 100; percent += 20) {
      const double y = YOf(percent / 100.0);
      TemplateDictionary* const tick = values_.AddSectionDictionary("SHARE_TICK");
      Set(*tick, {{"TO", kRight + 5}, {"X", kRight + 9}, {"Y", y}, {"BASE", y + 4}});
      tick->SetValue("LABEL", std::to_string(percent) + "%");
    }
  }

  // The count stands above its bar; on the first bar the cumulative line begins, so it stands
  // inside.
  void AddBar(const ParetoRow& row, double middle) {
    const double width = std::min(slot_ * 0.72, kWidestBar);
    const double height = Height(row.share);
    const double confirmed = Height(ShareOf(row.confirmed.size()));
    const double top = kBottom - height;
    TemplateDictionary* const bar = values_.AddSectionDictionary("BAR");
    Set(*bar, {{"X", middle - width / 2},
               {"Y", top},
               {"W", width},
               {"H", height},
               {"CONFIRMED_Y", kBottom - confirmed},
               {"CONFIRMED_H", confirmed},
               {"MIDDLE", middle},
               {"COUNT_Y", points_.empty() ? top + 17 : top - 5}});
    bar->SetValue("COUNT", std::to_string(row.complaints.size()));
    double y = kBottom + 18;
    for (const std::string& line : LabelLines(row)) {
      TemplateDictionary* const text = bar->AddSectionDictionary("LINE");
      Set(*text, {{"Y", y}});
      text->SetValue("TEXT", line);
      y += 16;
    }
    AddPoint(middle, row.cumulative);
  }

  void AddPoint(double x, double share) {
    points_ += (points_.empty() ? "" : " ") + Coordinate(x) + "," + Coordinate(YOf(share));
    TemplateDictionary* const point = values_.AddSectionDictionary("POINT");
    Set(*point, {{"X", x}, {"Y", YOf(share)}, {"LABEL_X", x - 5}, {"LABEL_Y", YOf(share) - 6}});
    point->SetValue("LABEL", std::to_string(std::llround(share * 100)) + "%");
  }

  TemplateDictionary values_;
  std::size_t whole_;
  double slot_;
  std::string points_;
};

}  // namespace

std::string ParetoSvg(const MonthlyReport& report) {
  return report.pareto.empty() ? std::string() : Drawing(report).Text();
}

}  // namespace forumwatch
