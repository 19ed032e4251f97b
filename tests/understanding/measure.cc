#include "tests/understanding/measure.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>

#include "analysis/text/code_points.h"

namespace forumwatch {
namespace {

using Json = nlohmann::json;

std::vector<Json> ReadLines(const std::filesystem::path& path) {
  std::vector<Json> lines;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    lines.push_back(Json::parse(line));
  }
  return lines;
}

std::string TextOf(const Json& value) {
  return value.is_string() ? value.get<std::string>() : "";
}

Kind KindFrom(const std::string& name) {
  for (const Kind kind : {Kind::Complaint, Kind::Suggestion, Kind::Inquiry}) {
    if (ChineseName(kind) == name) {
      return kind;
    }
  }
  return Kind::Other;
}

Segment SegmentFrom(const Json& label, std::string_view item_key) {
  Segment segment;
  segment.start = label.value("start", 0);
  segment.end = label.value("end", 0);
  segment.kind = KindFrom(TextOf(label["kind"]));
  if (label["class"].is_number()) {
    segment.complaint_class = label["class"].get<int>();
  }
  segment.topics = label["topics"].get<std::vector<std::string>>();
  segment.cause = TextOf(label["cause"]);
  segment.cause_item = TextOf(label[std::string(item_key)]);
  segment.flags = label["flags"].get<std::vector<std::string>>();
  return segment;
}

std::string Marked(std::string_view text, const Json& labelled, const std::vector<Segment>& found) {
  std::string marked;
  int count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    const auto begins = [&](const auto& start) { return count > 0 && start == count; };
    for (const Json& segment : labelled) {
      marked += begins(segment["start"].get<int>()) ? " / " : "";
    }
    for (const Segment& segment : found) {
      marked += begins(segment.start) ? " | " : "";
    }
    AppendUtf8(marked, NextCodePoint(text, at));
  }
  return marked;
}

template <typename Label>
void Note(std::map<Label, Counts>& counts, const Label& labelled, const Label& found) {
  if (labelled == found) {
    ++counts[labelled].right;
  } else {
    ++counts[labelled].missed;
    ++counts[found].wrong;
  }
}

template <typename Label>
double MacroF1(const std::map<Label, Counts>& counts) {
  double sum = 0;
  for (const auto& [label, of_label] : counts) {
    sum += of_label.F1();
  }
  return counts.empty() ? 0 : sum / static_cast<double>(counts.size());
}

bool Has(const std::vector<std::string>& list, const std::string& wanted) {
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

void CompareFlags(const Segment& labelled, const Segment& found, Figures& figures) {
  for (const std::string& flag : labelled.flags) {
    Counts& counts = figures.flags[flag];
    ++(Has(found.flags, flag) ? counts.right : counts.missed);
  }
  for (const std::string& flag : found.flags) {
    if (!Has(labelled.flags, flag)) {
      ++figures.flags[flag].wrong;
    }
  }
}

void Compare(const Compared& pair, Figures& figures) {
  const Segment& labelled = pair.labelled;
  const Segment& found = pair.found;
  const bool complains = labelled.kind == Kind::Complaint;
  Note(figures.complaint, complains, found.kind == Kind::Complaint);
  Note(figures.kinds, labelled.kind, found.kind);
  CompareFlags(labelled, found, figures);
  figures.compared.push_back(pair);
  if (!complains) {
    return;
  }
  const bool same_topic = !found.topics.empty() && found.topics.front() == labelled.topics.front();
  figures.main_topic_strict.Add(same_topic && found.kind == Kind::Complaint);
  if (found.kind != Kind::Complaint) {
    return;
  }
  figures.main_topic.Add(same_topic);
  figures.complaint_class.Add(found.complaint_class == labelled.complaint_class);
  figures.cause.Add(found.cause == labelled.cause);
  figures.cause_and_item.Add(found.cause == labelled.cause &&
                             found.cause_item == labelled.cause_item);
  if (!labelled.place.empty()) {
    figures.place.Add(found.place == labelled.place);
  }
}

// The found segment that overlaps the labelled one most; an empty one when nothing was found.
Segment Beside(const Segment& labelled, const std::vector<Segment>& found) {
  Segment best;
  int most = -1;
  for (const Segment& segment : found) {
    const int overlap =
        std::min(segment.end, labelled.end) - std::max(segment.start, labelled.start);
    if (overlap > most) {
      most = overlap;
      best = segment;
    }
  }
  return best;
}

void CompareReply(const std::string& text, const std::string& label, const Lexicon& lexicon,
                  Figures& figures) {
  const auto labelled = ReplyKindFromName(label);
  const Understanding understood = Understand({"", text, false, true, nullptr}, lexicon);
  if (labelled && understood.reply) {
    Note(figures.replies, *labelled, *understood.reply);
    if (*labelled != *understood.reply) {
      figures.reply_errors.emplace_back(label + "→" + std::string(Name(*understood.reply)), text);
    }
  }
}

std::map<std::string, std::string> PlacesOfEvents(const std::filesystem::path& data) {
  std::map<std::string, std::string> places;
  for (const Json& event : ReadLines(data / "threads/events.jsonl")) {
    places[TextOf(event["event"])] = TextOf(event["place"]);
  }
  return places;
}

// A building is named in the text, in digits at least; without it no reader could know the place.
bool NamesBuilding(const std::string& text, const std::string& place) {
  return place.ends_with("栋") && text.find(place) != std::string::npos;
}

// One post after the other, each thread's opening remembered for its follow-ups.
class ThreadMeasure {
 public:
  ThreadMeasure(std::map<std::string, std::string> places, const Lexicon& lexicon)
      : places_(std::move(places)), lexicon_(lexicon) {}

  void Add(const Json& post, const Json& label) {
    const std::string text = TextOf(post["text"]);
    if (post["official"].get<bool>()) {
      CompareReply(text, TextOf(label["reply"]), lexicon_, figures_);
      return;
    }
    const std::vector<Segment> found = SegmentsOf(post, text);
    CompareCuts(text, label["segments"], found);
    const bool is_first = post["is_first"].get<bool>();
    for (const Json& labelled : label["segments"]) {
      Compared pair{TextOf(post["post"]), "", SegmentFrom(labelled, "cause_item"), {}};
      pair.text = CodePoints(text, pair.labelled.start, pair.labelled.end);
      const std::string before = is_first ? TextOf(post["title"]) : "";
      pair.labelled.place = PlaceOf(labelled, before + pair.text);
      pair.found = Beside(pair.labelled, found);
      Compare(pair, figures_);
    }
  }

  Figures Take() { return std::move(figures_); }

 private:
  std::vector<Segment> SegmentsOf(const Json& post, const std::string& text) {
    const std::string thread = TextOf(post["thread"]);
    const std::string title = TextOf(post["title"]);
    const bool is_first = post["is_first"].get<bool>();
    const auto matter = matters_.find(thread);
    const Segment* const known = matter == matters_.end() ? nullptr : &matter->second;
    auto segments = Understand({title, text, is_first, false, known}, lexicon_).segments;
    if (is_first && !segments.empty()) {
      matters_.emplace(thread, segments.front());
    }
    return segments;
  }

  void CompareCuts(const std::string& text, const Json& labelled,
                   const std::vector<Segment>& found) {
    const bool several = labelled.size() > 1;
    const bool cut = found.size() > 1;
    figures_.segment_count.Add(found.size() == labelled.size());
    figures_.cuts.right += several && cut ? 1 : 0;
    figures_.cuts.missed += several && !cut ? 1 : 0;
    figures_.cuts.wrong += !several && cut ? 1 : 0;
    if (labelled.size() != found.size()) {
      figures_.cut_errors.push_back(Marked(text, labelled, found));
    }
  }

  [[nodiscard]] std::string PlaceOf(const Json& labelled, const std::string& text) const {
    const auto place = places_.find(TextOf(labelled["event"]));
    return place != places_.end() && NamesBuilding(text, place->second) ? place->second : "";
  }

  std::map<std::string, std::string> places_;
  const Lexicon& lexicon_;
  std::map<std::string, Segment> matters_;  // by thread
  Figures figures_;
};

}  // namespace

double Counts::F1() const {
  const int all = 2 * right + wrong + missed;
  return all == 0 ? 1 : 2.0 * right / all;
}

double Figures::ComplaintMacroF1() const {
  return MacroF1(complaint);
}
double Figures::ReplyMacroF1() const {
  return MacroF1(replies);
}
double Figures::ReplyAccuracy() const {
  Share share;
  for (const auto& [kind, counts] : replies) {
    share.of += counts.right + counts.missed;
    share.right += counts.right;
  }
  return share.Value();
}
double Figures::FlagsMicroF1() const {
  Counts all;
  for (const auto& [flag, counts] : flags) {
    all.right += counts.right;
    all.wrong += counts.wrong;
    all.missed += counts.missed;
  }
  return all.F1();
}

std::filesystem::path SharedData() {
  // Read once, before any thread is started.
  const char* const named = std::getenv("FORUMWATCH_SHARED");  // NOLINT(concurrency-mt-unsafe)
  const std::filesystem::path shared =
      named != nullptr ? std::filesystem::path(named)
                       : std::filesystem::path(FORUMWATCH_SOURCE_DIR) / "../shared";
  return std::filesystem::exists(shared / "data/threads/labels.jsonl") ? shared / "data"
                                                                       : std::filesystem::path();
}

Figures MeasureThreads(const std::filesystem::path& data, const Lexicon& lexicon,
                       const std::function<bool(int)>& part) {
  const std::vector<Json> posts = ReadLines(data / "threads/posts.jsonl");
  const std::vector<Json> labels = ReadLines(data / "threads/labels.jsonl");
  ThreadMeasure measure(PlacesOfEvents(data), lexicon);
  std::map<std::string, int> numbers;
  for (std::size_t i = 0; i < posts.size(); ++i) {
    const int next = static_cast<int>(numbers.size());
    if (part(numbers.emplace(TextOf(posts[i]["thread"]), next).first->second)) {
      measure.Add(posts[i], labels[i]);
    }
  }
  return measure.Take();
}

Figures MeasureLetters(const std::filesystem::path& data, const Lexicon& lexicon) {
  std::map<std::string, Json> posts;
  for (Json& post : ReadLines(data / "complaints/posts.jsonl")) {
    std::string id = TextOf(post["id"]);
    posts.emplace(std::move(id), std::move(post));
  }
  Figures figures;
  for (const Json& label : ReadLines(data / "complaints/labels_dev.jsonl")) {
    const Json& post = posts.at(TextOf(label["id"]));
    const std::string title = TextOf(post["title"]);
    const std::string text = TextOf(post["text"]);
    const Understanding understood = Understand({title, text, true, false, nullptr}, lexicon);
    Compared pair{TextOf(label["id"]), title, SegmentFrom(label, "sub"), {}};
    pair.text += "｜";
    pair.text += text;
    pair.found = understood.segments.empty() ? Segment() : understood.segments.front();
    figures.segment_count.Add(understood.segments.size() == 1);
    Compare(pair, figures);
  }
  return figures;
}

Figures MeasureReplies(const std::filesystem::path& data, const Lexicon& lexicon) {
  std::map<std::string, std::string> replies;
  for (const Json& reply : ReadLines(data / "replies/replies.jsonl")) {
    replies.emplace(TextOf(reply["id"]), TextOf(reply["reply"]));
  }
  Figures figures;
  std::ifstream labels(data / "replies/labels_dev.tsv");
  for (std::string id, label; labels >> id >> label;) {
    CompareReply(replies.at(id), label, lexicon, figures);
  }
  return figures;
}

FalseAlarms MeasureChatter(const std::filesystem::path& data, const Lexicon& lexicon) {
  FalseAlarms alarms;
  for (const Json& thread : ReadLines(data / "chatter/threads.jsonl")) {
    ++alarms.threads;
    const std::string title = TextOf(thread["title"]);
    Segment matter;
    bool is_first = true;
    for (const Json& post : thread["posts"]) {
      const std::string text = TextOf(post["text"]);
      const Understanding understood =
          Understand({title, text, is_first, false, is_first ? nullptr : &matter}, lexicon);
      const auto complaint =
          std::find_if(understood.segments.begin(), understood.segments.end(),
                       [](const Segment& s) { return s.kind == Kind::Complaint; });
      ++alarms.posts;
      alarms.posts_alarmed += complaint != understood.segments.end() ? 1 : 0;
      if (is_first && complaint != understood.segments.end()) {
        alarms.openings.emplace_back(title, *complaint);
      }
      if (is_first && !understood.segments.empty()) {
        matter = understood.segments.front();
      }
      is_first = false;
    }
  }
  return alarms;
}

}  // namespace forumwatch
