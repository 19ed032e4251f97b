#include "analysis/learning/tasks.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <map>

#include "analysis/understanding/understand.h"

namespace forumwatch {
namespace {

std::string YesOrNo(bool yes) {
  return yes ? kYes : kNo;
}

double ScoreOfComplaint(const Segment& found) {
  return found.kind == Kind::Complaint ? found.confidence : 1 - found.confidence;
}

std::string ClassOf(const Segment& segment) {
  return segment.complaint_class ? std::to_string(*segment.complaint_class) : "";
}

std::string MainTopicOf(const Segment& segment) {
  return segment.topics.empty() ? "" : segment.topics.front();
}

// What is compared of a labelled and a found matter.
using Words = std::function<std::vector<std::string>(const Segment&)>;

struct MatterTask {
  std::string_view task;
  std::function<bool(const Segment&)> counts;  // by its label
  Words words;
  std::vector<NamedMetric> metrics;
  bool is_decided = false;  // decided posts tell of it, where they name a cause
};

bool Always(const Segment& /*labelled*/) {
  return true;
}
bool Complains(const Segment& labelled) {
  return labelled.kind == Kind::Complaint;
}
bool ComplainsOfEstate(const Segment& labelled) {
  return Complains(labelled) && labelled.complaint_class != 3;
}

std::vector<MatterTask> MatterTasks() {
  using List = std::vector<std::string>;
  const NamedMetric accuracy{"accuracy", Accuracy};
  const NamedMetric macro{"macro F1", MacroF1};
  return {
      {"complaint",
       Always,
       [](const Segment& s) { return List{YesOrNo(Complains(s))}; },
       {macro, accuracy, {"AUC", Auc}, {"missed", Missed}, {"false alarms", FalseAlarms}}},
      {"class",
       Complains,
       [](const Segment& s) { return List{ClassOf(s)}; },
       {accuracy, {"surest 70 %", AccuracyOfSurest70}, macro}},
      {"main topic",
       Complains,
       [](const Segment& s) { return List{MainTopicOf(s)}; },
       {accuracy, macro}},
      {"topics", Complains, [](const Segment& s) { return s.topics; }, {{"micro F1", MicroF1}}},
      {"cause", Complains, [](const Segment& s) { return List{s.cause}; }, {accuracy, macro}, true},
      {"cause, 1 and 2",
       ComplainsOfEstate,
       [](const Segment& s) { return List{s.cause}; },
       {accuracy, macro}},
      {"cause and item",
       Complains,
       [](const Segment& s) { return List{s.cause + s.cause_item}; },
       {accuracy, macro},
       true},
      {"flags",
       Always,
       [](const Segment& s) { return s.flags; },
       {{"micro F1", MicroF1}, {"recall", Recall}}},
  };
}

// A post is as bad as the worst of its matters.
double ScoreOfPost(const Understanding& found) {
  double score = 0;
  for (const Segment& segment : found.segments) {
    score = std::max(score, ScoreOfComplaint(segment));
  }
  return score;
}

JudgedRow RowOf(const JudgedMatter& matter, const Words& words) {
  return {matter.labelled->group, words(matter.labelled->label), words(matter.found),
          ScoreOfComplaint(matter.found), matter.post->set + " " + matter.post->id};
}

JudgedRow RowOfPost(const JudgedPost& post, std::string truth, std::string found, double score) {
  return {post.post->group,
          {std::move(truth)},
          {std::move(found)},
          score,
          post.post->set + " " + post.post->id};
}

// Letters and what answers them on the one hand, forums on the other.
std::string_view NameOfTexts(const LabelledPost& post) {
  return TextsOf(post) == Texts::Letters ? "letters" : "forum";
}

bool Tells(const JudgedMatter& matter, const MatterTask& of) {
  const Segment& label = matter.labelled->label;
  return of.counts(label) && (!matter.post->decided || (of.is_decided && !label.cause.empty()));
}

TaskRows RowsOf(const MatterTask& task, std::string_view texts, const Judgements& judgements) {
  TaskRows rows{task.task, texts, task.metrics, {}};
  for (const JudgedMatter& matter : judgements.matters) {
    if (NameOfTexts(*matter.post) == texts && Tells(matter, task)) {
      rows.rows.push_back(RowOf(matter, task.words));
    }
  }
  return rows;
}

void AddMatterTasks(const Judgements& judgements, std::vector<TaskRows>& tasks) {
  for (const MatterTask& task : MatterTasks()) {
    for (const std::string_view texts : {"letters", "forum"}) {
      tasks.push_back(RowsOf(task, texts, judgements));
    }
  }
}

void AddWaking(const Judgements& judgements, std::vector<TaskRows>& tasks) {
  const std::vector<NamedMetric> metrics = {{"AUC", Auc},
                                            {"false alarms at recall 0.9", FalseAlarmsAtRecall90},
                                            {"macro F1", MacroF1},
                                            {"missed", Missed},
                                            {"false alarms", FalseAlarms}};
  TaskRows all{"wakes", "chatter", metrics, {}};
  TaskRows certain{"wakes, surely", "chatter", metrics, {}};
  for (const JudgedPost& post : judgements.posts) {
    if (!post.post->wakes) {
      continue;
    }
    const bool found = std::any_of(post.found.segments.begin(), post.found.segments.end(),
                                   [](const Segment& s) { return Complains(s); });
    const JudgedRow row =
        RowOfPost(post, YesOrNo(*post.post->wakes), YesOrNo(found), ScoreOfPost(post.found));
    all.rows.push_back(row);
    if (post.post->certain) {
      certain.rows.push_back(row);
    }
  }
  tasks.push_back(std::move(all));
  tasks.push_back(std::move(certain));
}

void AddReplies(const Judgements& judgements, std::vector<TaskRows>& tasks) {
  const std::vector<NamedMetric> metrics = {{"accuracy", Accuracy}, {"macro F1", MacroF1}};
  const std::vector<NamedMetric> of_measures = {
      {"accuracy", Accuracy}, {"missed", Missed}, {"false alarms", FalseAlarms}};
  for (const std::string_view texts : {"letters", "forum"}) {
    TaskRows kinds{"reply", texts, metrics, {}};
    // A false alarm stops the clock of B3 though nothing was promised.
    TaskRows measures{"reply: measures", texts, of_measures, {}};
    for (const JudgedPost& post : judgements.posts) {
      if (!post.post->reply || !post.found.reply || NameOfTexts(*post.post) != texts) {
        continue;
      }
      const ReplyKind truth = *post.post->reply;
      const ReplyKind found = *post.found.reply;
      kinds.rows.push_back(RowOfPost(post, std::string(Name(truth)), std::string(Name(found)), 0));
      measures.rows.push_back(RowOfPost(post, YesOrNo(truth == ReplyKind::Measures),
                                        YesOrNo(found == ReplyKind::Measures), 0));
    }
    tasks.push_back(std::move(kinds));
    tasks.push_back(std::move(measures));
  }
}

// As words. A place that is found near a labelled one is it, the first of several.
std::vector<std::string> AsWords(const std::vector<int>& starts, std::vector<int> labelled) {
  std::vector<std::string> words;
  for (const int start : starts) {
    const auto near = std::find_if(labelled.begin(), labelled.end(),
                                   [&](int other) { return IsNear(start, other); });
    words.push_back(near == labelled.end() ? "?" + std::to_string(start) : std::to_string(*near));
    if (near != labelled.end()) {
      labelled.erase(near);
    }
  }
  return words;
}

// Letters are labelled whole, of decided posts it is not known.
void AddBeginnings(const Judgements& judgements, std::vector<TaskRows>& tasks) {
  TaskRows task{"another matter", "forum", {{"micro F1", MicroF1}, {"recall", Recall}}, {}};
  for (const JudgedPost& post : judgements.posts) {
    if (post.post->matters.empty() || post.post->decided || TextsOf(*post.post) != Texts::Forum) {
      continue;
    }
    std::vector<int> labelled;
    std::vector<int> found;
    std::transform(std::next(post.post->matters.begin()), post.post->matters.end(),
                   std::back_inserter(labelled),
                   [](const LabelledMatter& matter) { return matter.label.start; });
    for (std::size_t i = 1; i < post.found.segments.size(); ++i) {
      found.push_back(post.found.segments[i].start);
    }
    JudgedRow row = RowOfPost(post, "", "", 0);
    row.truth = AsWords(labelled, labelled);
    row.found = AsWords(found, labelled);
    task.rows.push_back(std::move(row));
  }
  tasks.push_back(std::move(task));
}

}  // namespace

bool IsNear(int a, int b) {
  constexpr int kNear = 2;
  return std::abs(a - b) <= kNear;
}

std::size_t Beside(const Segment& labelled, const std::vector<Segment>& found) {
  std::size_t best = found.size();
  int most = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const int overlap =
        std::min(found[i].end, labelled.end) - std::max(found[i].start, labelled.start);
    if (best == found.size() || overlap > most) {
      most = overlap;
      best = i;
    }
  }
  return best;
}

Judgements JudgeLabelled(const std::vector<LabelledPost>& posts, const Lexicon& lexicon) {
  Judgements judgements;
  std::map<std::string, Segment> openings;  // by thread
  for (const LabelledPost& post : posts) {
    const auto opening = openings.find(post.thread);
    const Segment* const known =
        post.is_first || opening == openings.end() ? nullptr : &opening->second;
    Understanding found =
        Understand({post.title, post.text, post.is_first, post.official, known}, lexicon);
    if (post.is_first && !found.segments.empty()) {
      openings.emplace(post.thread, found.segments.front());
    }
    if (post.official) {
      judgements.posts.push_back({&post, std::move(found)});
      continue;
    }
    for (const LabelledMatter& matter : post.matters) {
      const std::size_t beside = Beside(matter.label, found.segments);
      const bool any = beside < found.segments.size();
      judgements.matters.push_back({&post, &matter, any ? found.segments[beside] : Segment()});
    }
    judgements.posts.push_back({&post, std::move(found)});
  }
  return judgements;
}

std::vector<JudgedRow> RowsOfPart(const TaskRows& task, bool testing) {
  std::vector<JudgedRow> rows;
  std::copy_if(task.rows.begin(), task.rows.end(), std::back_inserter(rows),
               [&](const JudgedRow& row) { return IsForTesting(row.group) == testing; });
  return rows;
}

std::vector<TaskRows> RowsOfTasks(const Judgements& judgements) {
  std::vector<TaskRows> tasks;
  AddMatterTasks(judgements, tasks);
  AddWaking(judgements, tasks);
  AddReplies(judgements, tasks);
  AddBeginnings(judgements, tasks);
  std::erase_if(tasks, [](const TaskRows& task) { return task.rows.empty(); });
  return tasks;
}

}  // namespace forumwatch
