#include "analysis/learning/figures.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <set>

namespace forumwatch {
namespace {

struct WordCounts {
  double right = 0;
  double wrong = 0;
  double missed = 0;
  [[nodiscard]] double F1() const {
    const double all = 2 * right + wrong + missed;
    return all > 0 ? 2 * right / all : 0;
  }
};

bool Has(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::map<std::string, WordCounts> Count(const JudgedRows& rows) {
  std::map<std::string, WordCounts> counts;
  for (const JudgedRow* row : rows) {
    for (const std::string& word : row->truth) {
      ++(Has(row->found, word) ? counts[word].right : counts[word].missed);
    }
    for (const std::string& word : row->found) {
      counts[word].wrong += Has(row->truth, word) ? 0 : 1;
    }
  }
  return counts;
}

WordCounts Sum(const JudgedRows& rows) {
  WordCounts sum;
  for (const auto& [word, counts] : Count(rows)) {
    sum.right += counts.right;
    sum.wrong += counts.wrong;
    sum.missed += counts.missed;
  }
  return sum;
}

bool IsYes(const JudgedRow* row) {
  return Has(row->truth, kYes);
}

// Of the rows whose truth is `yes` or not, the share that was found to be the contrary.
double WrongOf(const JudgedRows& rows, bool yes) {
  double all = 0;
  double wrong = 0;
  for (const JudgedRow* row : rows) {
    if (IsYes(row) == yes) {
      ++all;
      wrong += Has(row->found, kYes) == yes ? 0 : 1;
    }
  }
  return all > 0 ? wrong / all : 0;
}

std::string First(const std::vector<std::string>& words) {
  return words.empty() ? "" : words.front();
}

bool IsRight(const JudgedRow* row) {
  return First(row->truth) == First(row->found);
}

using Groups = std::map<std::string, std::vector<std::size_t>>;

JudgedRows Chosen(const std::vector<JudgedRow>& rows, const std::vector<std::size_t>& which) {
  JudgedRows chosen;
  chosen.reserve(which.size());
  for (const std::size_t i : which) {
    chosen.push_back(&rows[i]);
  }
  return chosen;
}

// `measure` of all rows, and the interval that it keeps to when the groups are drawn anew.
template <typename MeasureOf>
Figure MeasureDrawn(const Groups& groups, std::size_t rows, const MeasureOf& measure) {
  constexpr int kDraws = 400;
  constexpr int kTail = kDraws / 40;  // 2.5 %
  std::vector<std::size_t> all(rows);
  std::iota(all.begin(), all.end(), std::size_t{0});
  Figure figure{measure(all), 0, 0, rows, groups.size()};
  if (groups.empty()) {
    return figure;
  }
  std::vector<const std::vector<std::size_t>*> pool;
  pool.reserve(groups.size());
  for (const auto& [name, members] : groups) {
    pool.push_back(&members);
  }
  std::mt19937 random(1);  // NOLINT(cert-msc51-cpp): the same rows, the same interval
  std::vector<double> drawn;
  drawn.reserve(kDraws);
  for (int draw = 0; draw < kDraws; ++draw) {
    std::vector<std::size_t> sample;
    for (std::size_t i = 0; i < pool.size(); ++i) {
      const std::vector<std::size_t>& group = *pool[random() % pool.size()];
      sample.insert(sample.end(), group.begin(), group.end());
    }
    drawn.push_back(measure(sample));
  }
  std::sort(drawn.begin(), drawn.end());
  figure.low = drawn[kTail];
  figure.high = drawn[kDraws - 1 - kTail];
  return figure;
}

JudgedRows ByScore(const JudgedRows& rows) {
  JudgedRows sorted = rows;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const JudgedRow* a, const JudgedRow* b) { return a->score > b->score; });
  return sorted;
}

// Precision and recall are means over the rows as they were drawn; an event drawn twice is not
// twice as large.
double BCubedOver(const JudgedRows& rows, std::size_t fewest) {
  std::map<std::string, std::set<const JudgedRow*>> events;
  std::map<std::pair<std::string, std::string>, std::set<const JudgedRow*>> together;
  for (const JudgedRow* row : rows) {
    events[row->truth.front()].insert(row);
    together[{row->truth.front(), row->found.front()}].insert(row);
  }
  double precision = 0;
  double recall = 0;
  double count = 0;
  for (const JudgedRow* row : rows) {
    const auto size = events.at(row->truth.front()).size();
    if (size >= fewest) {
      const auto shared =
          static_cast<double>(together.at({row->truth.front(), row->found.front()}).size());
      precision += shared * row->score;
      recall += shared / static_cast<double>(size);
      ++count;
    }
  }
  const double sum = precision + recall;
  return sum > 0 ? 2 * precision * recall / sum / count : 0;
}

}  // namespace

double Accuracy(const JudgedRows& rows) {
  const auto right = std::count_if(rows.begin(), rows.end(), IsRight);
  return rows.empty() ? 0 : static_cast<double>(right) / static_cast<double>(rows.size());
}

double MacroF1(const JudgedRows& rows) {
  double sum = 0;
  int words = 0;
  for (const auto& [word, counts] : Count(rows)) {
    if (counts.right + counts.missed > 0) {
      sum += counts.F1();
      ++words;
    }
  }
  return words == 0 ? 0 : sum / words;
}

double MicroF1(const JudgedRows& rows) {
  return Sum(rows).F1();
}

double Recall(const JudgedRows& rows) {
  const WordCounts sum = Sum(rows);
  const double all = sum.right + sum.missed;
  return all > 0 ? sum.right / all : 0;
}

double BCubed(const JudgedRows& rows) {
  return BCubedOver(rows, 1);
}

double BCubedOfSeveral(const JudgedRows& rows) {
  return BCubedOver(rows, 2);
}

double Missed(const JudgedRows& rows) {
  return WrongOf(rows, true);
}

double FalseAlarms(const JudgedRows& rows) {
  return WrongOf(rows, false);
}

double Auc(const JudgedRows& rows) {
  double below = 0;  // the others met so far, from the lowest score
  double wins = 0;
  double yes = 0;
  const JudgedRows sorted = ByScore(rows);
  for (auto from = sorted.rbegin(); from != sorted.rend();) {
    const auto to = std::find_if(
        from, sorted.rend(), [&](const JudgedRow* row) { return row->score != (*from)->score; });
    const auto yes_here = static_cast<double>(std::count_if(from, to, IsYes));
    const double no_here = static_cast<double>(to - from) - yes_here;
    wins += yes_here * (below + no_here / 2);
    yes += yes_here;
    below += no_here;
    from = to;
  }
  return yes > 0 && below > 0 ? wins / (yes * below) : 0;
}

double FalseAlarmsAtRecall90(const JudgedRows& rows) {
  constexpr double kRecall = 0.9;
  std::vector<double> yes;
  std::vector<double> no;
  for (const JudgedRow* row : rows) {
    (IsYes(row) ? yes : no).push_back(row->score);
  }
  if (yes.empty() || no.empty()) {
    return 0;
  }
  std::sort(yes.rbegin(), yes.rend());
  const auto wanted =
      static_cast<std::size_t>(std::ceil(kRecall * static_cast<double>(yes.size())));
  const double least = yes[wanted - 1];
  const auto alarms =
      std::count_if(no.begin(), no.end(), [&](double score) { return score >= least; });
  return static_cast<double>(alarms) / static_cast<double>(no.size());
}

double AccuracyOfSurest70(const JudgedRows& rows) {
  constexpr std::size_t kOfTen = 7;
  JudgedRows sorted = ByScore(rows);
  sorted.resize(sorted.size() * kOfTen / 10);
  return Accuracy(sorted);
}

Figure Measure(const std::vector<JudgedRow>& rows, Metric metric) {
  Groups groups;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    groups[rows[i].group].push_back(i);
  }
  return MeasureDrawn(groups, rows.size(), [&](const std::vector<std::size_t>& drawn) {
    return metric(Chosen(rows, drawn));
  });
}

Figure MeasureGain(const std::vector<JudgedRow>& before, const std::vector<JudgedRow>& after,
                   Metric metric) {
  assert(before.size() == after.size());
  Groups groups;
  for (std::size_t i = 0; i < before.size(); ++i) {
    groups[before[i].group].push_back(i);
  }
  return MeasureDrawn(groups, before.size(), [&](const std::vector<std::size_t>& drawn) {
    return metric(Chosen(after, drawn)) - metric(Chosen(before, drawn));
  });
}

Confusion Confused(const std::vector<JudgedRow>& rows) {
  Confusion confusion;
  for (const JudgedRow& row : rows) {
    ++confusion[{First(row.truth), First(row.found)}];
  }
  return confusion;
}

}  // namespace forumwatch
