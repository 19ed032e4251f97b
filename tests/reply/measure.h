// How well a reply that leaves a point out is told from a full one (B13), on labelled threads. A
// case is a staff post that was meant as an answer (no bare acknowledgement). Its points are the
// events that its thread had complained of by then and no earlier answer in the thread was about,
// and those it is about itself; by the labels it leaves out those it is not about.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "analysis/reply/common_pairs.h"
#include "analysis/reply/point.h"
#include "analysis/understanding/lexicon.h"

namespace forumwatch {

struct ReplyCase {
  std::string set;
  std::string thread;
  std::string post;
  std::string text;
  std::vector<Point> points;
  std::vector<std::string> events;  // of the points
  std::vector<bool> left_out;       // of the points
  std::vector<std::string> asking;  // said of what it is about since that was answered before
  bool testing = false;             // labelled.h: nothing is chosen by it

  [[nodiscard]] bool LeavesOut() const;
};

// Threads labelled as in tests/data/labels; `set` is the name they have there.
std::vector<ReplyCase> ReadReplyCases(const std::filesystem::path& posts,
                                      const std::filesystem::path& labels, const std::string& set);
// Those of the project, and those of the shared folder ("threads"; none where it is not at hand).
std::vector<ReplyCase> OwnReplyCases();
std::vector<ReplyCase> SharedReplyCases();

// Each reply set under the points of another thread's: it answers none of them.
std::vector<ReplyCase> Misplaced(const std::vector<ReplyCase>& cases);

struct CoverageFigures {
  int flagged_rightly = 0;
  int flagged_wrongly = 0;
  int missed = 0;
  int passed_rightly = 0;
  int points = 0;
  int points_right = 0;

  [[nodiscard]] double Precision() const;
  [[nodiscard]] double Recall() const;
  [[nodiscard]] double F1() const;
};

CoverageFigures MeasureCoverage(const std::vector<ReplyCase>& cases, const Lexicon& lexicon,
                                const CommonPairs& common,
                                const std::function<bool(const ReplyCase&)>& which);

}  // namespace forumwatch
