#include "crawlers/html/guards.h"

#include <algorithm>

#include "crawlers/html/bare_markup.h"
#include "crawlers/html/markup_scan.h"
#include "crawlers/html/tree_model.h"

namespace forumwatch {
namespace {

constexpr std::size_t kDeepest = 900;
constexpr std::size_t kFreeSteps = 1'000'000;
// What gumbo may make of its own accord.
constexpr std::size_t kFreeNodes = 10'000;
constexpr std::size_t kNodesPerToken = 4;

std::string Over(std::string_view what, std::size_t limit) {
  return std::string(what) + "，上限 " + std::to_string(limit);
}

class Measuring {
 public:
  Measuring(std::string_view html, const MarkupLimits& limits, BareMarkup* bare)
      : scan_(html),
        bare_(bare),
        limits_(limits),
        most_steps_(kFreeSteps + limits.steps_per_byte * html.size()) {
    limits_.depth = std::min(limits_.depth, kDeepest);
    limits_.attributes = std::min(limits_.attributes, MarkupScan::kMostKept);
  }

  MarkupMeasure Run() {
    for (Markup next = scan_.Next(false);
         next.kind != Markup::Kind::End && measure_.refusal.empty();
         next = scan_.Next(model_.foreign())) {
      Count(next);
      if (bare_ != nullptr) {
        bare_->Add(next, scan_.attributes());
      }
      Follow(next);
      Judge(next);
    }
    return std::move(measure_);
  }

 private:
  void Count(const Markup& markup) {
    tokens_ += 1 + markup.attributes;
    // Every attribute is compared with those before it.
    compared_ += markup.attributes * markup.attributes / 2;
  }

  void Follow(const Markup& markup) {
    switch (markup.kind) {
      case Markup::Kind::StartTag:
        FollowStart(markup);
        break;
      case Markup::Kind::EndTag:
        model_.EndTag(markup);
        break;
      case Markup::Kind::Text:
      case Markup::Kind::Cdata:
        model_.Text(markup);
        break;
      default:
        break;
    }
  }

  void FollowStart(const Markup& tag) {
    const RawText raw = model_.StartTag(tag, scan_.attributes());
    tokens_ += raw == RawText::None ? 0 : 1;
    scan_.EnterRawText(raw, tag.name);
  }

  void Judge(const Markup& markup) {
    const ParseCost& cost = model_.cost();
    const auto depth = static_cast<std::size_t>(std::max(model_.depth(), model_.formatting()));
    measure_.depth = std::max(measure_.depth, depth);
    measure_.nodes = tokens_ + cost.nodes;
    measure_.copied = cost.copied;
    measure_.steps = cost.steps + compared_;
    const std::size_t attributes = std::max(markup.attributes, model_.root_attributes());
    if (depth > limits_.depth) {
      Refuse(Over("标签嵌套 " + std::to_string(depth) + " 层", limits_.depth));
    } else if (attributes > limits_.attributes) {
      Refuse(Over("一个标签有 " + std::to_string(attributes) + " 个属性", limits_.attributes));
    } else if (measure_.nodes > limits_.nodes) {
      Refuse(Over("标签、属性和文字段 " + std::to_string(measure_.nodes) + " 个", limits_.nodes));
    } else if (cost.nodes > kFreeNodes + kNodesPerToken * tokens_) {
      Refuse(Over("反复重开的标签 " + std::to_string(cost.nodes) + " 个",
                  kFreeNodes + kNodesPerToken * tokens_));
    } else if (measure_.copied > limits_.bytes) {
      Refuse(Over("反复重开的标签 " + std::to_string(measure_.copied) + " 字节", limits_.bytes));
    } else if (measure_.steps > most_steps_) {
      Refuse(Over("解析要查找 " + std::to_string(measure_.steps) + " 步", most_steps_));
    } else if (!model_.objection().empty()) {
      Refuse(std::string(model_.objection()));
    }
  }

  void Refuse(std::string why) { measure_.refusal = std::move(why); }

  MarkupScan scan_;
  BareMarkup* bare_;  // or nullptr
  MarkupLimits limits_;
  std::size_t most_steps_;
  TreeModel model_;
  MarkupMeasure measure_;
  std::size_t tokens_ = 0;
  std::size_t compared_ = 0;
};

MarkupMeasure Measure(std::string_view html, const MarkupLimits& limits, BareMarkup* bare) {
  if (html.size() > limits.bytes) {
    MarkupMeasure measure;
    measure.refusal = Over("页面 " + std::to_string(html.size()) + " 字节", limits.bytes);
    return measure;
  }
  return Measuring(html, limits, bare).Run();
}

}  // namespace

MarkupMeasure MeasureMarkup(std::string_view html, const MarkupLimits& limits) {
  return Measure(html, limits, nullptr);
}

namespace {

// Gumbo adds up the digits of "&#…;" in an int, which more than seven overflow. What lies beyond
// all characters becomes U+FFFD, in as many bytes.
std::string WithSoundNumbers(std::string html) {
  constexpr std::size_t kMostDigits = 7;
  for (std::size_t at = html.find("&#"); at != std::string::npos; at = html.find("&#", at)) {
    at += 2;
    const bool hex = at < html.size() && (html[at] == 'x' || html[at] == 'X');
    at += hex ? 1 : 0;
    const char* const digits = hex ? "0123456789abcdefABCDEF" : "0123456789";
    const std::size_t end = std::min(html.find_first_not_of(digits, at), html.size());
    const std::size_t first = std::min(html.find_first_not_of('0', at), end);
    if (end - first > kMostDigits) {
      const std::string_view unknown = hex ? "FFFD" : "65533";
      html.replace(at, end - at, std::string(end - at - unknown.size(), '0').append(unknown));
    }
    at = end;
  }
  return html;
}

}  // namespace

CheckedMarkup::CheckedMarkup(std::string html, const MarkupLimits& limits)
    : bare_(std::make_unique<BareMarkup>(WithSoundNumbers(std::move(html)))) {
  refusal_ = Measure(bare_->html(), limits, bare_.get()).refusal;
  bare_->Finish();
}
CheckedMarkup::~CheckedMarkup() = default;
std::string_view CheckedMarkup::bare() const noexcept {
  return bare_->text();
}
CheckedMarkup::CheckedMarkup(CheckedMarkup&&) noexcept = default;
CheckedMarkup& CheckedMarkup::operator=(CheckedMarkup&&) noexcept = default;

}  // namespace forumwatch
