#include "tests/grouping/measure.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <nlohmann/json.hpp>

#include "analysis/text/code_points.h"
#include "analysis/text/normalise.h"

namespace forumwatch {
namespace {

using Json = nlohmann::json;

std::vector<Json> ReadLines(const std::filesystem::path& file) {
  std::vector<Json> lines;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    lines.push_back(Json::parse(line));
  }
  return lines;
}

std::string TextOf(const Json& value) {
  return value.is_string() ? value.get<std::string>() : std::string();
}

std::string Cut(const std::string& text, int start, int end) {
  std::string cut;
  int n = 0;
  for (std::size_t at = 0; at < text.size(); ++n) {
    const char32_t c = NextCodePoint(text, at);
    if (n >= start && n < end) {
      AppendUtf8(cut, c);
    }
  }
  return cut;
}

Matter MatterFrom(const Json& post) {
  Matter matter;
  matter.thread = TextOf(post["thread"]);
  matter.post = TextOf(post["post"]);
  matter.quotes = TextOf(post["quotes"]);
  matter.author = TextOf(post["author"]);
  matter.at = ParseRfc3339(TextOf(post["posted_at"])).value();
  matter.title = TextOf(post["title"]);
  matter.is_first = post["is_first"].get<bool>();
  return matter;
}

// The most exact place the segment names, the title counting for the opening post.
std::string PlaceIn(const std::string& text, const Lexicon& lexicon) {
  const std::string normalised = Normalise(text);
  const auto found = lexicon.places().Find(normalised);
  const auto best =
      std::min_element(found.begin(), found.end(),
                       [](const FoundPlace& a, const FoundPlace& b) { return a.rank < b.rank; });
  return best == found.end() ? std::string() : best->name;
}

int Overlap(const Segment& a, int start, int end) {
  return std::min(a.end, end) - std::max(a.start, start);
}

const Segment* Beside(const std::vector<Segment>& segments, int start, int end) {
  const auto best =
      std::max_element(segments.begin(), segments.end(), [&](const Segment& a, const Segment& b) {
        return Overlap(a, start, end) < Overlap(b, start, end);
      });
  return best == segments.end() ? nullptr : &*best;
}

// Each labelled segment of an event, with its post as context.
template <typename Each>
void ForEachOfThreads(const std::filesystem::path& data, Each&& each) {
  const std::vector<Json> posts = ReadLines(data / "threads/posts.jsonl");
  const std::vector<Json> labels = ReadLines(data / "threads/labels.jsonl");
  for (std::size_t i = 0; i < posts.size(); ++i) {
    each(posts[i], labels[i]["segments"]);
  }
}

BCubed BCubedOf(const std::vector<std::size_t>& found, const std::vector<std::string>& events,
                bool only_multi) {
  std::map<std::size_t, double> found_sizes;
  std::map<std::string, double> event_sizes;
  std::map<std::pair<std::size_t, std::string>, double> both;
  for (std::size_t i = 0; i < found.size(); ++i) {
    ++found_sizes[found[i]];
    ++event_sizes[events[i]];
    ++both[{found[i], events[i]}];
  }
  BCubed result;
  double count = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (only_multi && event_sizes[events[i]] < 2) {
      continue;
    }
    const double shared = both[{found[i], events[i]}];
    result.precision += shared / found_sizes[found[i]];
    result.recall += shared / event_sizes[events[i]];
    ++count;
  }
  result.precision /= count;
  result.recall /= count;
  return result;
}

std::string Joined(const std::vector<std::string>& parts) {
  std::string joined;
  for (const std::string& part : parts) {
    joined += (joined.empty() ? "" : "；") + part;
  }
  return joined;
}

// Follows the placing of all and keeps account.
class Run {
 public:
  explicit Run(const GroupingOptions& options) : memory_(options) {}

  void Take(const LabelledMatter& labelled) {
    const Placement placement = memory_.Place(labelled.matter);
    const std::string line = Described(labelled, placement);
    ComplaintId id{};
    if (placement.decision == Decision::Join) {
      id = *placement.complaint;
      NoteJoin(labelled.event, id, line);
    } else {
      id = ComplaintId{++last_};
      NoteOwn(labelled.event, placement, line);
    }
    if (placement.decision != Decision::None) {
      memory_.Remember(labelled.matter, id);
    }
    ++counts_[id][labelled.event];
    seen_.insert(labelled.event);
    found_.push_back(static_cast<std::size_t>(Raw(id)));
    events_.push_back(labelled.event);
  }

  Grouped Result() {
    grouped_.segments = found_.size();
    grouped_.events = seen_.size();
    grouped_.all = BCubedOf(found_, events_, false);
    grouped_.multi = BCubedOf(found_, events_, true);
    return std::move(grouped_);
  }

 private:
  static std::string Described(const LabelledMatter& labelled, const Placement& placement) {
    const Matter& matter = labelled.matter;
    return labelled.event + " @" + matter.segment.place + " [" + Joined(matter.segment.topics) +
           "] " + matter.thread + "#" + matter.post +
           (matter.is_first ? " 《" + matter.title + "》 " : " ") + matter.text + "\n      " +
           Joined(placement.reasons);
  }

  void NoteJoin(const std::string& event, ComplaintId id, const std::string& line) {
    ++grouped_.joins;
    if (MainEvent(id) == event) {
      ++grouped_.right_joins;
    } else {
      grouped_.errors.push_back("joined to " + MainEvent(id) + ": " + line);
    }
  }

  void NoteOwn(const std::string& event, const Placement& placement, const std::string& line) {
    const bool is_known = seen_.contains(event);
    if (placement.decision != Decision::Suggest) {
      grouped_.opened_needlessly += is_known ? 1 : 0;
    } else {
      const bool is_right = std::any_of(placement.suggested.begin(), placement.suggested.end(),
                                        [&](ComplaintId id) { return MainEvent(id) == event; });
      ++grouped_.suggestions;
      grouped_.right_suggestions += is_right ? 1 : 0;
    }
    if (is_known) {
      grouped_.errors.push_back(std::string(Name(placement.decision)) + ": " + line);
    }
  }

  [[nodiscard]] std::string MainEvent(ComplaintId id) const {
    const auto& events = counts_.at(id);
    return std::max_element(events.begin(), events.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
  }

  CommunityMemory memory_;
  Grouped grouped_;
  std::map<ComplaintId, std::map<std::string, int>> counts_;
  std::set<std::string> seen_;
  std::vector<std::size_t> found_;
  std::vector<std::string> events_;
  std::int64_t last_ = 0;
};

}  // namespace

double BCubed::F1() const {
  return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
}

Grouped Group(const std::vector<LabelledMatter>& matters, const GroupingOptions& options) {
  Run run(options);
  for (const LabelledMatter& matter : matters) {
    run.Take(matter);
  }
  return run.Result();
}

Grouped GroupByThread(const std::vector<LabelledMatter>& matters, bool and_topic) {
  std::map<std::string, std::size_t> numbers;
  std::vector<std::size_t> found;
  std::vector<std::string> events;
  for (const LabelledMatter& labelled : matters) {
    const std::vector<std::string>& topics = labelled.matter.segment.topics;
    const std::string key = labelled.matter.thread + "\n" +
                            (and_topic && !topics.empty() ? topics.front() : std::string());
    found.push_back(numbers.emplace(key, numbers.size()).first->second);
    events.push_back(labelled.event);
  }
  Grouped grouped;
  grouped.segments = found.size();
  grouped.all = BCubedOf(found, events, false);
  grouped.multi = BCubedOf(found, events, true);
  return grouped;
}

std::vector<LabelledMatter> LabelledThreads(const std::filesystem::path& data,
                                            const Lexicon& lexicon) {
  std::vector<LabelledMatter> matters;
  ForEachOfThreads(data, [&](const Json& post, const Json& segments) {
    for (const Json& label : segments) {
      if (TextOf(label["event"]).empty()) {
        continue;
      }
      Matter matter = MatterFrom(post);
      matter.text = Cut(TextOf(post["text"]), label["start"], label["end"]);
      matter.segment.start = label["start"];
      matter.segment.kind = Kind::Complaint;
      matter.segment.topics = label["topics"].get<std::vector<std::string>>();
      matter.segment.place =
          PlaceIn(matter.is_first ? matter.title + "\n" + matter.text : matter.text, lexicon);
      matters.push_back({std::move(matter), TextOf(label["event"])});
    }
  });
  return matters;
}

std::vector<LabelledMatter> UnderstoodThreads(const std::filesystem::path& data,
                                              const Lexicon& lexicon) {
  std::vector<LabelledMatter> matters;
  std::map<std::string, Segment> opening;
  ForEachOfThreads(data, [&](const Json& post, const Json& segments) {
    const Matter head = MatterFrom(post);
    const std::string text = TextOf(post["text"]);
    const auto known = opening.find(head.thread);
    const Understanding understood =
        Understand({head.title, text, head.is_first, post["official"].get<bool>(),
                    known == opening.end() ? nullptr : &known->second},
                   lexicon);
    if (head.is_first && !understood.segments.empty()) {
      opening.emplace(head.thread, understood.segments.front());
    }
    for (const Json& label : segments) {
      if (TextOf(label["event"]).empty()) {
        continue;
      }
      Matter matter = head;
      matter.text = Cut(text, label["start"], label["end"]);
      if (const Segment* found = Beside(understood.segments, label["start"], label["end"])) {
        matter.segment = *found;
      }
      matters.push_back({std::move(matter), TextOf(label["event"])});
    }
  });
  return matters;
}

std::vector<LabelledMatter> Letters(const std::filesystem::path& data, const Lexicon* lexicon) {
  std::map<std::string, Json> posts;
  for (Json& post : ReadLines(data / "complaints/posts.jsonl")) {
    posts.emplace(TextOf(post["id"]), std::move(post));
  }
  std::vector<LabelledMatter> matters;
  std::ifstream in(data / "complaints/clusters_dev.tsv");
  for (std::string id, event; in >> id >> event;) {
    const Json& post = posts.at(id);
    Matter matter;
    matter.thread = matter.post = id;
    std::string time = TextOf(post["time"]);
    time[10] = 'T';
    matter.at = ParseRfc3339(time + "+08:00").value();
    matter.title = TextOf(post["title"]);
    matter.text = TextOf(post["text"]);
    matter.is_first = true;
    matter.segment.kind = Kind::Complaint;
    if (lexicon != nullptr) {
      const auto segments =
          Understand({matter.title, matter.text, true, false, nullptr}, *lexicon).segments;
      if (!segments.empty()) {
        matter.segment.topics = segments.front().topics;
      }
    }
    matters.push_back({std::move(matter), event});
  }
  std::stable_sort(matters.begin(), matters.end(),
                   [](const auto& a, const auto& b) { return a.matter.at < b.matter.at; });
  return matters;
}

}  // namespace forumwatch
