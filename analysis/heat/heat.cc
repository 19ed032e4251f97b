#include "analysis/heat/heat.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string_view>
#include <tuple>

namespace forumwatch {
namespace {

// One owner's part in the complaint so far.
struct Voice {
  int mentions = 0;
  UtcTime latest{};
};

using Voices = std::map<std::string_view, Voice>;

class Formula {
 public:
  Formula(const HeatOptions& options, std::optional<int> views) : options_(options) {
    assert(options.half_life > std::chrono::hours(0) && options.views_unit > 0);
    views_ = options.views * std::log1p(std::max(views.value_or(0), 0) / options.views_unit);
  }

  [[nodiscard]] double Weight(const Voice& voice) const {
    return options_.per_person *
           (1 + std::min(options_.repeat_cap, options_.repeat_gain * std::log(voice.mentions)));
  }
  [[nodiscard]] double Decay(Duration age) const {
    const std::chrono::duration<double> seconds = age;
    const std::chrono::duration<double> half_life = options_.half_life;
    return std::exp2(-seconds / half_life);
  }
  [[nodiscard]] double Reach(const Voices& voices) const {
    return options_.reach * std::log1p(static_cast<double>(voices.size()));
  }
  [[nodiscard]] double views() const noexcept { return views_; }

 private:
  const HeatOptions& options_;
  double views_ = 0;
};

// Mention after mention, the decayed sum is carried along, so that a thread of thousands costs no
// more than sorting it.
class Life {
 public:
  explicit Life(const Formula& formula) : formula_(formula) {}

  void Add(const HeatMention& mention) {
    if (!voices_.empty()) {
      sum_ *= formula_.Decay(mention.at - at_);
    }
    at_ = mention.at;
    Voice& voice = voices_[mention.author];
    if (voice.mentions > 0) {
      sum_ -= formula_.Weight(voice) * formula_.Decay(at_ - voice.latest);
    }
    ++voice.mentions;
    voice.latest = at_;
    sum_ += formula_.Weight(voice);
    peak_ = std::max(peak_, sum_ + formula_.Reach(voices_) + formula_.views());
  }

  [[nodiscard]] const Voices& voices() const noexcept { return voices_; }
  [[nodiscard]] double peak() const noexcept { return peak_; }

 private:
  const Formula& formula_;
  Voices voices_;
  UtcTime at_{};
  double sum_ = 0;
  double peak_ = 0;
};

// Sorted, so that the same mentions in another order give the same bits.
std::vector<const HeatMention*> UpTo(std::span<const HeatMention> mentions, UtcTime now) {
  std::vector<const HeatMention*> sorted;
  sorted.reserve(mentions.size());
  for (const HeatMention& mention : mentions) {
    if (mention.at <= now) {
      sorted.push_back(&mention);
    }
  }
  std::sort(sorted.begin(), sorted.end(), [](const HeatMention* a, const HeatMention* b) {
    return std::tie(a->at, a->author) < std::tie(b->at, b->author);
  });
  return sorted;
}

}  // namespace

Heat ComputeHeat(std::span<const HeatMention> mentions, std::optional<int> views, UtcTime now,
                 const HeatOptions& options) {
  const Formula formula(options, views);
  Life life(formula);
  for (const HeatMention* mention : UpTo(mentions, now)) {
    life.Add(*mention);
  }
  double people = 0;
  double undecayed = 0;
  for (const auto& [author, voice] : life.voices()) {
    people += formula.Weight(voice) * formula.Decay(now - voice.latest);
    undecayed += formula.Weight(voice);
  }
  const double reach = formula.Reach(life.voices());
  Heat heat;
  heat.terms = {{"people", people}, {"reach", reach}, {"views", formula.views()}};
  heat.now = people + reach + formula.views();
  heat.total = undecayed + reach + formula.views();
  heat.peak = std::max(life.peak(), heat.now);
  return heat;
}

}  // namespace forumwatch
