// How well grouping does on labelled posts: B-cubed precision, recall and F1, over all segments and
// over those of events with more than one ("multi"), where putting each alone earns nothing. Reads
// the shared data folder.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analysis/grouping/community_memory.h"
#include "analysis/understanding/understand.h"

namespace forumwatch {

// A segment to be placed, with the event it is labelled with.
struct LabelledMatter {
  Matter matter;
  std::string event;
};

struct BCubed {
  double precision = 0;
  double recall = 0;
  [[nodiscard]] double F1() const;
};

struct Grouped {
  std::size_t segments = 0;
  std::size_t events = 0;
  BCubed all;
  BCubed multi;
  int joins = 0;
  int right_joins = 0;  // into the complaint most of whose segments are of the same event
  int suggestions = 0;
  int right_suggestions = 0;  // the event is among those suggested
  int opened_needlessly = 0;  // without so much as a suggestion
  std::vector<std::string> errors;
};

// Places them in this order as the pipeline does: what is opened or suggested is a complaint of its
// own.
Grouped Group(const std::vector<LabelledMatter>& matters, const GroupingOptions& options);

// What is easily had: every thread one complaint; every main topic of a thread one.
Grouped GroupByThread(const std::vector<LabelledMatter>& matters, bool and_topic);

// The threads as labelled (kind and topics of the label, places found in the text), and as
// understood (a labelled segment takes the kind, topics and place of the found one that overlaps it
// most; one that is not found as a complaint stays alone).
std::vector<LabelledMatter> LabelledThreads(const std::filesystem::path& data,
                                            const Lexicon& lexicon);
std::vector<LabelledMatter> UnderstoodThreads(const std::filesystem::path& data,
                                              const Lexicon& lexicon);
// Citizens' letters, each a thread of its own; with the topics of what is understood first, or,
// without a lexicon, with none. They come from a whole town: a building of one estate says nothing
// of another's, so places are left out.
std::vector<LabelledMatter> Letters(const std::filesystem::path& data, const Lexicon* lexicon);

}  // namespace forumwatch
