// How well understanding does on labelled posts: figures that the evaluation tool prints and a test
// holds to their floors. Reads the shared data folder; labels are compared segment by segment, each
// labelled one with the found one that overlaps it most.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "analysis/understanding/understand.h"

namespace forumwatch {

// Counts of one label: found and right, found and wrong, missed.
struct Counts {
  int right = 0;
  int wrong = 0;
  int missed = 0;
  [[nodiscard]] double F1() const;
};

struct Share {
  int of = 0;
  int right = 0;
  void Add(bool is_right) {
    ++of;
    right += is_right ? 1 : 0;
  }
  [[nodiscard]] double Value() const { return of == 0 ? 0 : static_cast<double>(right) / of; }
};

// A labelled segment beside the found one.
struct Compared {
  std::string post;
  std::string text;  // of the labelled segment
  Segment labelled;
  Segment found;
};

struct Figures {
  std::map<bool, Counts> complaint;  // is it one, is it none
  std::map<Kind, Counts> kinds;
  Share complaint_class;  // of labelled complaints that were found as such
  Share main_topic;
  Share main_topic_strict;  // of all labelled complaints
  Share cause;
  Share cause_and_item;
  Share place;  // where the label names one and the segment does
  std::map<std::string, Counts> flags;
  Share segment_count;  // posts with as many segments as labelled
  Counts cuts;          // posts of several matters
  std::map<ReplyKind, Counts> replies;
  std::vector<Compared> compared;
  std::vector<std::pair<std::string, std::string>> reply_errors;
  std::vector<std::string> cut_errors;  // the text with | where it was cut and / where it should be

  [[nodiscard]] double ComplaintMacroF1() const;
  [[nodiscard]] double FlagsMicroF1() const;
  [[nodiscard]] double ReplyMacroF1() const;
  [[nodiscard]] double ReplyAccuracy() const;
};

// The shared data folder, empty when there is none here.
std::filesystem::path SharedData();

// `part` tells which threads are looked at, by their number.
Figures MeasureThreads(const std::filesystem::path& data, const Lexicon& lexicon,
                       const std::function<bool(int)>& part);
// Citizens' letters, each one segment.
Figures MeasureLetters(const std::filesystem::path& data, const Lexicon& lexicon);
Figures MeasureReplies(const std::filesystem::path& data, const Lexicon& lexicon);

// Talk, jokes and news: which opening posts, and how many posts of all, were taken for complaints.
struct FalseAlarms {
  int threads = 0;
  int posts = 0;
  int posts_alarmed = 0;
  std::vector<std::pair<std::string, Segment>> openings;
};
FalseAlarms MeasureChatter(const std::filesystem::path& data, const Lexicon& lexicon);

}  // namespace forumwatch
