// How good judgements are, as figures with intervals. A row is one thing judged beside what a
// reader said of it; intervals come from drawing the groups (events, threads) anew, since posts
// about one event are right or wrong together. Pure; the same rows give the same figures.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace forumwatch {

struct JudgedRow {
  std::string group;
  std::vector<std::string> truth;  // one word, or several where several can be true
  std::vector<std::string> found;
  double score = 0;  // of a yes-or-no row: how sure the yes is
  std::string id;    // for showing it
};
using JudgedRows = std::vector<const JudgedRow*>;

double Accuracy(const JudgedRows& rows);
double MacroF1(const JudgedRows& rows);  // mean over the words that are true somewhere
double MicroF1(const JudgedRows& rows);
double Recall(const JudgedRows& rows);  // of every word that is true
// Chance that a row that is kYes scores higher than one that is not.
double Auc(const JudgedRows& rows);
// Share of the others that score as high as the lowest of the best nine tenths of the kYes rows.
double FalseAlarmsAtRecall90(const JudgedRows& rows);
// Share of the kYes rows that were found to be something else, and of the others found to be kYes.
double Missed(const JudgedRows& rows);
double FalseAlarms(const JudgedRows& rows);
// Accuracy of the seven tenths with the highest score.
double AccuracyOfSurest70(const JudgedRows& rows);

// Of what was put together, each row having been put in one place: B-cubed F1 (Bagga, Baldwin
// 1998), over all rows or those whose truth others share. `score`: one by the size of the place,
// for rows of other parts may stand there.
double BCubed(const JudgedRows& rows);
double BCubedOfSeveral(const JudgedRows& rows);

inline constexpr const char* kYes = "是";
inline constexpr const char* kNo = "否";

struct Figure {
  double value = 0;
  double low = 0;  // 95 % interval
  double high = 0;
  std::size_t rows = 0;
  std::size_t groups = 0;
};

using Metric = double (*)(const JudgedRows&);
Figure Measure(const std::vector<JudgedRow>& rows, Metric metric);
// By how much `after` is better than `before`, the same things judged in the same order: the events
// are drawn for both together.
Figure MeasureGain(const std::vector<JudgedRow>& before, const std::vector<JudgedRow>& after,
                   Metric metric);

// How often which first word was taken for which.
using Confusion = std::map<std::pair<std::string, std::string>, int>;
Confusion Confused(const std::vector<JudgedRow>& rows);

}  // namespace forumwatch
