#include "daemon/cli/label_forms.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <span>
#include <sstream>

#include <nlohmann/json.hpp>

#include "analysis/text/code_points.h"
#include "daemon/cli/decision_labels.h"
#include "daemon/cli/label_lines.h"
#include "daemon/cli/labels_file.h"
#include "daemon/cli/written_threads.h"

namespace forumwatch {
namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

constexpr int kFairlySure = 1;

Kind KindFrom(const std::string& name) {
  for (const Kind kind : {Kind::Complaint, Kind::Suggestion, Kind::Inquiry, Kind::Other}) {
    if (ChineseName(kind) == name) {
      return kind;
    }
  }
  throw std::runtime_error("没有“" + name + "”这种 kind");
}

Segment LabelFrom(const Json& label) {
  Segment segment;
  segment.kind = KindFrom(label.at("kind").get<std::string>());
  if (!label.at("class").is_null()) {
    segment.complaint_class = label.at("class").get<int>();
  }
  segment.topics = label.at("topics").get<std::vector<std::string>>();
  if (segment.kind == Kind::Complaint && segment.topics.empty()) {
    throw std::runtime_error("投诉没有标话题（topics）");
  }
  segment.cause = TextOf(label, "cause");
  segment.cause_item = TextOf(label, label.contains("cause_item") ? "cause_item" : "sub");
  segment.flags = label.at("flags").get<std::vector<std::string>>();
  return segment;
}

// {} where nothing is written.
UtcTime TimeFrom(const std::string& written) {
  if (written.empty()) {
    return {};
  }
  const auto at = ParseRfc3339(written);
  if (!at) {
    throw std::runtime_error("时间看不懂：“" + written + "”");
  }
  return *at;
}

// "2017-06-08 17:31:20", as a letter has it.
UtcTime TimeOfLetter(std::string written) {
  constexpr std::size_t kDate = 10;
  if (written.size() > kDate) {
    written[kDate] = 'T';
    written += "+08:00";
  }
  return TimeFrom(written);
}

void ReadLetters(const LabelSetFiles& set, std::vector<LabelledPost>& posts,
                 std::set<std::string>& names) {
  std::map<std::string, LabelledPost> letters;
  ForEachObject(set.posts, [&](const Json& object) {
    LabelledPost letter;
    letter.set = set.name;
    letter.id = object.at("id").get<std::string>();
    letter.thread = set.name + letter.id;
    letter.author = TextOf(object, "user");
    letter.group = set.name + "/" + (letter.author.empty() ? letter.id : letter.author);
    letter.title = object.at("title").get<std::string>();
    letter.text = object.at("text").get<std::string>();
    letter.letter = true;
    letter.at = TimeOfLetter(TextOf(object, "time"));
    letter.is_first = true;
    std::string id = letter.id;
    letters.emplace(std::move(id), std::move(letter));
  });
  std::set<std::string> of_events;
  if (!set.events.empty()) {
    ForEachLine(set.events, [&](const std::string& line) {
      const auto tab = line.find('\t');
      const auto letter = letters.find(line.substr(0, tab));
      if (tab != std::string::npos && letter != letters.end()) {
        letter->second.group = set.name + "/" + line.substr(tab + 1);
        of_events.insert(letter->first);
      }
    });
  }
  for (const fs::path& labels : set.labels) {
    ForEachObject(labels, [&](const Json& label) {
      LabelledPost letter = FindPost(letters, label.at("id").get<std::string>());
      Segment whole = LabelFrom(label);
      whole.end = CountCodePoints(letter.text);
      letter.matters.push_back({std::move(whole), letter.group, of_events.contains(letter.id)});
      letter.certain = label.at("sure").get<int>() >= kFairlySure;
      names.insert(TextOf(label, "estate"));
      posts.push_back(std::move(letter));
    });
  }
}

// The event each thread speaks of most; posts that speak of none belong to it.
class ThreadEvents {
 public:
  void Add(const std::string& thread, const std::string& event) {
    if (!event.empty()) {
      ++times_[thread][event];
    }
  }
  [[nodiscard]] std::string Of(const std::string& thread) const {
    const auto events = times_.find(thread);
    if (events == times_.end()) {
      return thread;
    }
    return std::max_element(events->second.begin(), events->second.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
  }

 private:
  std::map<std::string, std::map<std::string, int>> times_;
};

// From names of events to groups that are unique over all sets.
void GroupByEvents(const std::string& set, std::span<LabelledPost> posts) {
  ThreadEvents events;
  for (const LabelledPost& post : posts) {
    for (const LabelledMatter& matter : post.matters) {
      events.Add(post.thread, matter.group);
    }
  }
  for (LabelledPost& post : posts) {
    const std::string of_thread = set + "/" + events.Of(post.thread);
    post.group = post.group.empty() ? of_thread : set + "/" + post.group;
    for (LabelledMatter& matter : post.matters) {
      matter.of_event = !matter.group.empty();
      matter.group = matter.of_event ? set + "/" + matter.group : of_thread;
    }
  }
}

// What the label says of one post; groups are names of events, "" where there is none.
void AddLabels(const Json& label, LabelledPost& post) {
  post.reply = ReplyKindFromName(TextOf(label, "reply"));
  if (!label.at("about").empty()) {
    post.group = label.at("about").front().get<std::string>();
  }
  for (const Json& value : label.at("segments")) {
    Segment segment = LabelFrom(value);
    segment.start = value.at("start").get<int>();
    segment.end = value.at("end").get<int>();
    post.matters.push_back({std::move(segment), TextOf(value, "event"), false});
  }
}

void TakePost(const LabelSetFiles& set, const Json& object, LabelledPost& post,
              std::set<std::string>& names) {
  post.set = set.name;
  post.id = object.at("post").get<std::string>();
  post.thread = set.name + "/" + object.at("thread").get<std::string>();
  post.title = TextOf(object, "title");
  post.text = object.at("text").get<std::string>();
  post.is_first = object.at("is_first").get<bool>();
  post.official = object.at("official").get<bool>();
  post.author = TextOf(object, "author");
  post.quotes = TextOf(object, "quotes");
  post.at = TimeFrom(TextOf(object, "posted_at"));
  names.insert(TextOf(object, "community"));
  names.insert(TextOf(object, "author"));
}

void ReadThreads(const LabelSetFiles& set, std::vector<LabelledPost>& posts,
                 std::set<std::string>& names) {
  std::map<std::string, LabelledPost> labelled;
  for (const fs::path& labels : set.labels) {
    ForEachObject(labels, [&](const Json& label) {
      AddLabels(label, labelled[label.at("post").get<std::string>()]);
    });
  }
  const std::size_t first = posts.size();
  ForEachObject(set.posts, [&](const Json& object) {
    LabelledPost post = FindPost(labelled, object.at("post").get<std::string>());
    TakePost(set, object, post, names);
    posts.push_back(std::move(post));
  });
  GroupByEvents(set.name, std::span(posts).subspan(first));
}

void ReadWritten(const LabelSetFiles& set, std::vector<LabelledPost>& posts,
                 std::set<std::string>& names) {
  const std::size_t first = posts.size();
  for (LabelledPost& post : ReadWrittenThreads(set.posts, names)) {
    post.set = set.name;
    post.thread = set.name + "/" + post.thread;
    posts.push_back(std::move(post));
  }
  GroupByEvents(set.name, std::span(posts).subspan(first));
}

void ReadDecisions(const LabelSetFiles& set, std::vector<LabelledPost>& posts,
                   std::set<std::string>& names) {
  const std::size_t first = posts.size();
  ReadDecided(set, posts, names);
  const std::span read = std::span(posts).subspan(first);
  GroupByEvents(set.name, read);
  for (LabelledPost& post : read) {
    for (LabelledMatter& matter : post.matters) {
      matter.of_event = false;  // of what the machine put together nobody said it
    }
  }
}

// The events of the file, by name, as labels of what is said about them.
std::map<std::string, Segment> EventsOf(const Json& events) {
  std::map<std::string, Segment> labels;
  for (const Json& event : events) {
    Segment label;
    label.kind = Kind::Complaint;
    label.complaint_class = event.at("class").get<int>();
    label.topics = event.at("topics").get<std::vector<std::string>>();
    label.cause = TextOf(event, "cause");
    label.cause_item = TextOf(event, "cause_item");
    labels.emplace(event.at("event").get<std::string>(), std::move(label));
  }
  return labels;
}

// What each post of the file says, by its id. Where in the post it says so is not told.
std::map<std::string, LabelledPost> PostsAbout(const Json& expected, const std::string& set) {
  const std::map<std::string, Segment> events = EventsOf(expected.at("events"));
  std::map<std::string, LabelledPost> posts;
  for (const Json& row : expected.at("posts")) {
    LabelledPost post;
    post.reply = ReplyKindFromName(TextOf(row, "reply"));
    for (const Json& value : row.at("segments")) {
      const std::string event = TextOf(value, "event");
      Segment label = event.empty() ? Segment() : events.at(event);
      label.kind = KindFrom(value.at("kind").get<std::string>());
      post.matters.push_back(
          {std::move(label), event.empty() ? "" : set + "/" + event, !event.empty()});
    }
    posts.emplace(row.at("post").get<std::string>(), std::move(post));
  }
  return posts;
}

void ReadEvents(const LabelSetFiles& set, std::vector<LabelledPost>& posts,
                std::set<std::string>& names) {
  std::map<std::string, LabelledPost> labelled;
  for (const fs::path& labels : set.labels) {
    try {
      labelled.merge(PostsAbout(Json::parse(std::ifstream(labels)), set.name));
    } catch (const std::exception& error) {
      throw LabelsError(labels.string() + "：" + error.what());
    }
  }
  ForEachObject(set.posts, [&](const Json& object) {
    LabelledPost post = FindPost(labelled, object.at("post").get<std::string>());
    TakePost(set, object, post, names);
    post.group = post.thread;
    posts.push_back(std::move(post));
  });
}

void ReadChatter(const LabelSetFiles& set, std::vector<LabelledPost>& posts) {
  std::map<std::pair<std::string, int>, LabelledPost> chatter;
  ForEachObject(set.posts, [&](const Json& object) {
    const auto thread = object.at("tid").get<std::string>();
    for (const Json& value : object.at("posts")) {
      const int floor = value.at("floor").get<int>();
      LabelledPost post;
      post.set = set.name;
      post.id = thread + "/" + std::to_string(floor);
      post.thread = set.name + "/" + thread;
      post.group = post.thread;
      post.title = object.at("title").get<std::string>();
      post.text = value.at("text").get<std::string>();
      post.is_first = floor == 1;
      chatter.emplace(std::pair(thread, floor), std::move(post));
    }
  });
  for (const fs::path& labels : set.labels) {
    ForEachObject(labels, [&](const Json& label) {
      LabelledPost post =
          FindPost(chatter, {label.at("thread").get<std::string>(), label.at("floor").get<int>()});
      const Kind kind = KindFrom(label.at("kind").get<std::string>());
      post.wakes = kind == Kind::Complaint && label.at("own").get<bool>();
      post.certain = label.at("sure").get<int>() >= kFairlySure;
      posts.push_back(std::move(post));
    });
  }
}

void ReadReplies(const LabelSetFiles& set, std::vector<LabelledPost>& posts) {
  std::map<std::string, LabelledPost> replies;
  ForEachObject(set.posts, [&](const Json& object) {
    LabelledPost reply;
    reply.set = set.name;
    reply.id = object.at("id").get<std::string>();
    reply.thread = set.name + "/" + reply.id;
    reply.group = reply.thread;
    reply.text = object.at("reply").get<std::string>();
    reply.official = true;
    reply.letter = true;
    std::string id = reply.id;
    replies.emplace(std::move(id), std::move(reply));
  });
  for (const fs::path& labels : set.labels) {
    ForEachLine(labels, [&](const std::string& line) {
      std::istringstream columns(line);  // id, label and, where it was noted, how sure
      std::string id;
      std::string label;
      std::getline(columns, id, '\t');
      std::getline(columns, label, '\t');
      LabelledPost reply = FindPost(replies, id);
      reply.reply = ReplyKindFromName(label);
      if (!reply.reply) {
        throw std::runtime_error("第二列应为 acknowledgement、measures 或 other");
      }
      posts.push_back(std::move(reply));
    });
  }
}

}  // namespace

void ReadLabelSet(const LabelSetFiles& set, std::vector<LabelledPost>& posts,
                  std::set<std::string>& names) {
  switch (set.form) {
    case LabelForm::Threads:
      ReadThreads(set, posts, names);
      break;
    case LabelForm::Written:
      ReadWritten(set, posts, names);
      break;
    case LabelForm::Letters:
      ReadLetters(set, posts, names);
      break;
    case LabelForm::Chatter:
      ReadChatter(set, posts);
      break;
    case LabelForm::Replies:
      ReadReplies(set, posts);
      break;
    case LabelForm::Events:
      ReadEvents(set, posts, names);
      break;
    case LabelForm::Decisions:
      ReadDecisions(set, posts, names);
      break;
  }
  names.erase("");
}

}  // namespace forumwatch
