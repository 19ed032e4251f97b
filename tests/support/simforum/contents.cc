#include "tests/support/simforum/contents.h"

#include <algorithm>
#include <charconv>

#include <nlohmann/json.hpp>

namespace forumwatch::sim {
namespace {

constexpr int kFirstFid = 2;
constexpr std::chrono::seconds kEditWithoutNote{60};
constexpr std::chrono::minutes kBetweenViews{15};
constexpr int kViewsAPost = 17;  // where the posts file does not know

}  // namespace

std::optional<std::int64_t> ParseId(std::string_view text) {
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc() || end != text.data() + text.size() || id <= 0) {
    return std::nullopt;
  }
  return id;
}

int ViewsAt(const Topic& topic, UtcTime now) {
  const auto quiet = std::clamp<Duration>(now - topic.last_at, Duration(0), std::chrono::hours(24));
  return topic.views + static_cast<int>(quiet / kBetweenViews);
}

std::optional<std::string> Contents::Add(const PostLine& line) {
  const auto tid = ParseId(line.seen.thread);
  const auto pid = ParseId(line.seen.post);
  if (!tid || !pid) {
    return "帖子 " + line.seen.post + "：编号应是正整数";
  }
  if (!line.seen.posted_at) {
    return "帖子 " + line.seen.post + "：没有发表时间，模拟论坛不知何时显示";
  }
  highest_tid_ = std::max(highest_tid_, *tid);
  highest_pid_ = std::max(highest_pid_, *pid);
  Fid(line.source);
  waiting_.emplace(line.seen_at.value_or(*line.seen.posted_at), line);
  return std::nullopt;
}

void Contents::Add(Change change) {
  const UtcTime at = change.at;
  waiting_.emplace(at, std::move(change));
}

void Contents::Advance(UtcTime now) {
  while (!waiting_.empty() && waiting_.begin()->first <= now) {
    const auto event = waiting_.extract(waiting_.begin());
    if (const auto* line = std::get_if<PostLine>(&event.mapped())) {
      Show(*line);
    } else {
      Apply(std::get<Change>(event.mapped()), event.key());
    }
  }
}

int Contents::Fid(const std::string& board) {
  for (const auto& [fid, known] : boards_) {
    if (known.name == board) {
      return fid;
    }
  }
  const int fid = boards_.empty() ? kFirstFid : boards_.rbegin()->first + 1;
  boards_[fid] = {fid, board, {}};
  return fid;
}

const Board* Contents::FindBoard(int fid) const {
  const auto found = boards_.find(fid);
  return found == boards_.end() ? nullptr : &found->second;
}

const Topic* Contents::FindTopic(std::int64_t tid) const {
  const auto found = topics_.find(tid);
  return found == topics_.end() ? nullptr : &found->second;
}

const Topic* Contents::TopicOfPost(std::int64_t pid) const {
  const auto found = topic_of_post_.find(pid);
  return found == topic_of_post_.end() ? nullptr : FindTopic(found->second);
}

std::vector<const Topic*> Contents::Stickies(int fid) const {
  std::vector<const Topic*> stickies;
  for (const std::int64_t tid : stickies_) {
    const Topic& topic = topics_.at(tid);
    if (topic.fid == fid || topic.everywhere) {
      stickies.push_back(&topic);
    }
  }
  return stickies;
}

void Contents::Show(const PostLine& line) {
  const SeenPost& seen = line.seen;
  const std::int64_t pid = *ParseId(seen.post);
  if (topic_of_post_.contains(pid)) {
    return;  // a repeated line changes nothing; edits are changes
  }
  Topic& topic = topics_[*ParseId(seen.thread)];
  if (topic.posts.empty()) {
    topic.tid = *ParseId(seen.thread);
    topic.fid = Fid(line.source);
    topic.title = seen.title;
    topic.last_at = *seen.posted_at;
  }
  topic_of_post_[pid] = topic.tid;
  const int views = ViewsAt(topic, *seen.posted_at);
  topic.views = std::max(views, seen.views.value_or(views + kViewsAPost));
  topic.posts.push_back({pid, seen.author, seen.author_id, seen.official, *seen.posted_at,
                         seen.edited_at, seen.text, seen.quotes, topic.next_floor++,
                         seen.likes.value_or(0), false});
  Reorder(topic, std::max(topic.last_at, *seen.posted_at));
}

void Contents::Reorder(Topic& topic, UtcTime last_at) {
  auto& order = boards_.at(topic.fid).order;
  order.erase({topic.last_at, topic.tid});
  topic.last_at = last_at;
  if (!topic.sticky) {
    order.emplace(topic.last_at, topic.tid);
  }
}

void Contents::Apply(const Change& change, UtcTime now) {
  if (change.what == Change::What::Stick) {
    Stick(change);
    return;
  }
  const std::int64_t pid = ParseId(change.target).value_or(0);
  const auto known = topic_of_post_.find(pid);
  if (known == topic_of_post_.end()) {
    return;
  }
  Topic& topic = topics_.at(known->second);
  const auto post = std::find_if(topic.posts.begin(), topic.posts.end(),
                                 [&](const Writing& writing) { return writing.pid == pid; });
  switch (change.what) {
    case Change::What::Edit:
      post->text = change.text;
      if (now - post->posted_at > kEditWithoutNote) {
        post->edited_at = now;
      }
      break;
    case Change::What::Ban:
      post->banned = true;
      break;
    case Change::What::Delete:
      Delete(topic, static_cast<std::size_t>(post - topic.posts.begin()));
      break;
    case Change::What::Stick:
      break;
  }
}

void Contents::Stick(const Change& change) {
  const auto found = topics_.find(ParseId(change.target).value_or(0));
  if (found == topics_.end()) {
    return;
  }
  found->second.sticky = true;
  stickies_.insert(found->first);
  found->second.everywhere = change.everywhere;
  Reorder(found->second, found->second.last_at);
}

void Contents::Delete(Topic& topic, std::size_t index) {
  if (index > 0) {
    topic_of_post_.erase(topic.posts[index].pid);
    topic.posts.erase(topic.posts.begin() + static_cast<std::ptrdiff_t>(index));
    ++topic.deletions;
    Reorder(topic, topic.posts.back().posted_at);
    return;
  }
  for (const Writing& writing : topic.posts) {
    topic_of_post_.erase(writing.pid);
  }
  boards_.at(topic.fid).order.erase({topic.last_at, topic.tid});
  stickies_.erase(topic.tid);
  topics_.erase(topic.tid);
}

std::vector<PostLine> Contents::Visible(UtcTime now) const {
  std::map<std::pair<int, std::int64_t>, const Topic*> sorted;
  for (const auto& [tid, topic] : topics_) {
    sorted[{topic.fid, tid}] = &topic;
  }
  std::vector<PostLine> lines;
  for (const auto& [key, topic] : sorted) {
    for (const Writing& writing : topic->posts) {
      PostLine line;
      line.community = community_;
      line.source = boards_.at(topic->fid).name;
      line.seen.thread = std::to_string(topic->tid);
      line.seen.post = std::to_string(writing.pid);
      line.seen.floor = writing.floor;
      line.seen.is_first = &writing == &topic->posts.front();
      line.seen.title = topic->title;
      line.seen.author = writing.author;
      line.seen.author_id = writing.author_id;
      line.seen.official = writing.official;
      line.seen.posted_at = writing.posted_at;
      line.seen.edited_at = writing.edited_at;
      line.seen.quotes = writing.quotes;
      line.seen.text = writing.banned ? "" : writing.text;
      line.seen.views = ViewsAt(*topic, now);
      line.seen.replies = static_cast<int>(topic->posts.size()) - 1;
      lines.push_back(std::move(line));
    }
  }
  return lines;
}

std::variant<Change, std::string> ParseChangeLine(std::string_view line, UtcTime now) {
  static const std::map<std::string, Change::What> kWhat = {{"edit", Change::What::Edit},
                                                            {"delete", Change::What::Delete},
                                                            {"ban", Change::What::Ban},
                                                            {"stick", Change::What::Stick}};
  try {
    const auto object = nlohmann::json::parse(line);
    const auto what = kWhat.find(object.at("what").get<std::string>());
    const auto at =
        object.contains("at") ? ParseRfc3339(object["at"].get<std::string>()) : std::optional(now);
    if (what == kWhat.end() || !at) {
      return std::string("what 应为 edit、delete、ban、stick，at 应为带时区的时间");
    }
    const bool thread = what->second == Change::What::Stick;
    Change change;
    change.at = *at;
    change.what = what->second;
    change.target = object.at(thread ? "thread" : "post").get<std::string>();
    change.text = object.value("text", "");
    change.everywhere = object.value("everywhere", false);
    return change;
  } catch (const nlohmann::json::exception& e) {
    return std::string("看不懂这一行：") + e.what();
  }
}

}  // namespace forumwatch::sim
