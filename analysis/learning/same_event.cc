#include "analysis/learning/same_event.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "analysis/grouping/community_memory.h"
#include "analysis/learning/boosting.h"
#include "analysis/text/code_points.h"

namespace forumwatch {
namespace {

// How likely it must be that a segment joins: a wrong join hides a complaint, a missed one makes
// two of it. Within a thread the wrong one is seen beside the others.
constexpr double kLikelyInThread = 0.3;
constexpr double kLikelyElsewhere = 0.4;

// How often it is learnt again from what was made of the sets by what had been learnt before.
constexpr int kAgain = 1;

double BorderOf(Relation relation) {
  const bool elsewhere =
      relation == Relation::OpeningElsewhere || relation == Relation::FollowUpElsewhere;
  const double likely = elsewhere ? kLikelyElsewhere : kLikelyInThread;
  return std::log(likely / (1 - likely));
}

struct EventMatter {
  Matter matter;
  std::string event;
  Texts texts = Texts::Forum;
  const LabelledMatter* labelled = nullptr;
  std::string id;  // of its post, as in the rows of other tasks
};

// As found, but for where it begins and ends and that it is a complaint.
EventMatter MatterOf(const JudgedMatter& judged) {
  const LabelledPost& post = *judged.post;
  Matter matter;
  matter.thread = post.thread;
  matter.post = post.set + "/" + post.id;
  matter.quotes = post.quotes.empty() ? "" : post.set + "/" + post.quotes;
  matter.author = post.author;
  matter.at = post.at;
  matter.title = post.title;
  const Segment& label = judged.labelled->label;
  matter.text = CodePoints(post.text, label.start, label.end);
  matter.is_first = post.is_first;
  matter.segment = judged.found;
  matter.segment.kind = Kind::Complaint;
  matter.segment.start = label.start;
  matter.segment.end = label.end;
  return {std::move(matter), judged.labelled->group, TextsOf(post), judged.labelled,
          post.set + " " + post.id};
}

bool IsOfLabelledEvent(const JudgedMatter& judged) {
  return judged.labelled->of_event && judged.labelled->label.kind == Kind::Complaint;
}

bool IsSorted(const JudgedMatter& judged) {
  return judged.post->decided && !judged.labelled->said.empty();
}

// By set, in the order of time.
std::map<std::string, std::vector<EventMatter>> StreamsOf(
    const Judgements& judgements,
    const std::function<bool(const JudgedMatter&)>& counts = IsOfLabelledEvent) {
  std::map<std::string, std::vector<EventMatter>> streams;
  for (const JudgedMatter& judged : judgements.matters) {
    if (counts(judged)) {
      streams[judged.post->set].push_back(MatterOf(judged));
    }
  }
  for (auto& [set, stream] : streams) {
    std::stable_sort(stream.begin(), stream.end(), [](const EventMatter& a, const EventMatter& b) {
      return a.matter.at < b.matter.at;
    });
  }
  return streams;
}

using AllPairs = std::array<StumpRows, kRelations>;

void AddPair(const Likeness& likeness, bool same, AllPairs& rows) {
  StumpRows& of = rows.at(static_cast<std::size_t>(RelationOf(likeness)));
  for (const LikenessSign& sign : kSignsOfLikeness) {
    of.values.push_back(static_cast<float>(sign.of(likeness)));
  }
  of.truth.push_back(same);
}

const std::string& MostOf(const std::map<std::string, int>& events) {
  return std::max_element(events.begin(), events.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

// A set's matters are compared with what is known of the events before them.
void AddPairs(const std::vector<EventMatter>& stream, const GroupingOptions& options,
              const std::function<bool(std::string_view)>& learns, AllPairs& rows) {
  CommunityMemory memory(options);
  std::map<std::string, ComplaintId> events;
  for (const EventMatter& said : stream) {
    const auto number = static_cast<std::int64_t>(events.size()) + 1;
    const ComplaintId event = events.try_emplace(said.event, ComplaintId{number}).first->second;
    if (learns(said.event)) {
      for (const auto& [complaint, likeness] : memory.Compare(said.matter)) {
        AddPair(likeness, complaint == event, rows);
      }
    }
    memory.Remember(said.matter, event);
  }
}

// The same among complaints as the tables would have made them, mistakes and all: a complaint is
// the event that most of it is about.
void AddPairsAsGrouped(const std::vector<EventMatter>& stream, const GroupingOptions& options,
                       const std::function<bool(std::string_view)>& learns, AllPairs& rows) {
  CommunityMemory memory(options);
  std::map<ComplaintId, std::map<std::string, int>> said_of;
  std::int64_t last = 0;
  for (const EventMatter& said : stream) {
    if (learns(said.event)) {
      for (const auto& [complaint, likeness] : memory.Compare(said.matter)) {
        AddPair(likeness, MostOf(said_of.at(complaint)) == said.event, rows);
      }
    }
    const Placement placement = memory.Place(said.matter);
    const ComplaintId complaint = placement.complaint.value_or(ComplaintId{last + 1});
    last += placement.complaint ? 0 : 1;
    memory.Remember(said.matter, complaint);
    ++said_of[complaint][said.event];
  }
}

// Whether it is about the same event as all those of which somebody said, or as none of them.
std::optional<bool> SaidBeside(const LabelledMatter& matter,
                               const std::vector<const LabelledMatter*>& others) {
  bool same = false;
  bool other = false;
  for (const LabelledMatter* const each : others) {
    if (const SaidOfEvent* const said = LastSaid(matter, *each)) {
      (said->same ? same : other) = true;
    }
  }
  return same == other ? std::nullopt : std::optional(same);
}

// Decided matters are compared with the complaints they came to be part of.
void AddDecidedPairs(const std::vector<EventMatter>& stream, const GroupingOptions& options,
                     const std::function<bool(std::string_view)>& learns, AllPairs& rows) {
  CommunityMemory memory(options);
  std::map<std::string, ComplaintId> complaints;
  std::map<ComplaintId, std::vector<const LabelledMatter*>> parts;
  for (const EventMatter& said : stream) {
    if (learns(said.event)) {
      for (const auto& [complaint, likeness] : memory.Compare(said.matter)) {
        if (const auto same = SaidBeside(*said.labelled, parts.at(complaint))) {
          AddPair(likeness, *same, rows);
        }
      }
    }
    const auto number = static_cast<std::int64_t>(complaints.size()) + 1;
    const ComplaintId its =
        complaints.try_emplace(said.labelled->complaint, ComplaintId{number}).first->second;
    memory.Remember(said.matter, its);
    parts[its].push_back(said.labelled);
  }
}

// One by the size of what it was put with, over all the stream.
void WeighRows(std::vector<JudgedRow>& rows) {
  std::map<std::string, double> sizes;
  for (const JudgedRow& row : rows) {
    ++sizes[row.found.front()];
  }
  for (JudgedRow& row : rows) {
    row.score = 1 / sizes.at(row.found.front());
  }
}

// Which complaint each goes to.
std::vector<ComplaintId> Placed(const std::vector<EventMatter>& stream,
                                const GroupingOptions& options) {
  CommunityMemory memory(options);
  std::vector<ComplaintId> placed;
  std::int64_t last = 0;
  for (const EventMatter& said : stream) {
    const Placement placement = memory.Place(said.matter);
    placed.push_back(placement.complaint.value_or(ComplaintId{last + 1}));
    last += placement.complaint ? 0 : 1;
    if (placement.decision != Decision::None) {
      memory.Remember(said.matter, placed.back());
    }
  }
  return placed;
}

std::vector<JudgedRow> Grouped(const std::string& set, const std::vector<EventMatter>& stream,
                               const GroupingOptions& options) {
  const std::vector<ComplaintId> placed = Placed(stream, options);
  std::vector<JudgedRow> rows;
  for (std::size_t i = 0; i < stream.size(); ++i) {
    const EventMatter& said = stream[i];
    rows.push_back({said.event, {said.event}, {set + "/" + Name(placed[i])}, 0, said.id});
  }
  WeighRows(rows);
  return rows;
}

// Of a decision, the pairs of which it was the last word.
struct DecidedPairs {
  const EventMatter* first = nullptr;
  bool same = false;
  int together = 0;
  int apart = 0;
};

std::vector<JudgedRow> JudgedDecisions(const std::vector<EventMatter>& stream,
                                       const GroupingOptions& options) {
  const std::vector<ComplaintId> placed = Placed(stream, options);
  std::map<std::int64_t, DecidedPairs> decisions;
  for (std::size_t i = 0; i < stream.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (const SaidOfEvent* const said = LastSaid(*stream[i].labelled, *stream[j].labelled)) {
        DecidedPairs& pairs = decisions[said->decision];
        pairs.first = pairs.first == nullptr ? &stream[j] : pairs.first;
        pairs.same = said->same;
        ++(placed[i] == placed[j] ? pairs.together : pairs.apart);
      }
    }
  }
  std::vector<JudgedRow> rows;
  for (const auto& [number, pairs] : decisions) {
    rows.push_back({pairs.first->event,
                    {pairs.same ? kYes : kNo},
                    {pairs.together > pairs.apart ? kYes : kNo},
                    0,
                    pairs.first->id});
  }
  return rows;
}

GroupingTables TablesFrom(const AllPairs& rows) {
  GroupingTables tables;
  for (std::size_t i = 0; i < kRelations; ++i) {
    Stumps stumps = Boost(rows.at(i), kLikenessSigns);
    GroupingTables::OfRelation& of = tables.relations.at(i);
    of.bias = static_cast<float>(stumps.bias - BorderOf(static_cast<Relation>(i)));
    std::move(stumps.tables.begin(), stumps.tables.end(), of.signs.begin());
  }
  return tables;
}

}  // namespace

GroupingTables LearnSameEvent(const Judgements& judgements, const GroupingOptions& options,
                              const std::function<bool(std::string_view group)>& learns) {
  const auto streams = StreamsOf(judgements);
  AllPairs rows;
  for (const auto& [set, stream] : streams) {
    AddPairs(stream, options, learns, rows);
  }
  for (const auto& [set, stream] : StreamsOf(judgements, IsSorted)) {
    AddDecidedPairs(stream, options, learns, rows);
  }
  GroupingOptions learnt = options;
  for (int round = 0; round < kAgain; ++round) {
    learnt.tables = std::make_shared<const GroupingTables>(TablesFrom(rows));
    for (const auto& [set, stream] : streams) {
      AddPairsAsGrouped(stream, learnt, learns, rows);
    }
  }
  return TablesFrom(rows);
}

std::vector<TaskRows> RowsOfSameEvent(const Judgements& judgements,
                                      const GroupingOptions& options) {
  const std::vector<NamedMetric> metrics = {{"B-cubed F1", BCubed},
                                            {"of several", BCubedOfSeveral}};
  TaskRows letters{"same event", "letters", metrics, {}};
  TaskRows forum{"same event", "forum", metrics, {}};
  for (const auto& [set, stream] : StreamsOf(judgements)) {
    std::vector<JudgedRow> rows = Grouped(set, stream, options);
    TaskRows& task = stream.front().texts == Texts::Letters ? letters : forum;
    task.rows.insert(task.rows.end(), rows.begin(), rows.end());
  }
  std::vector<TaskRows> tasks{std::move(letters), std::move(forum)};
  std::erase_if(tasks, [](const TaskRows& task) { return task.rows.empty(); });
  return tasks;
}

TaskRows RowsOfDecisions(const Judgements& judgements, const GroupingOptions& options) {
  TaskRows task{"merged or parted", "forum", {{"macro F1", MacroF1}, {"accuracy", Accuracy}}, {}};
  for (const auto& [set, stream] : StreamsOf(judgements, IsSorted)) {
    std::vector<JudgedRow> rows = JudgedDecisions(stream, options);
    std::move(rows.begin(), rows.end(), std::back_inserter(task.rows));
  }
  return task;
}

}  // namespace forumwatch
