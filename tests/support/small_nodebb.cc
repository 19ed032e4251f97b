#include "tests/support/small_nodebb.h"

#include <algorithm>
#include <optional>

#include <nlohmann/json.hpp>

namespace forumwatch {
namespace {

using nlohmann::json;

constexpr int kPerPage = 20;

// What Markdown makes of a text whose marks are escaped.
std::string Shown(const std::string& text) {
  std::string html = "<p>";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '\\' && i + 1 < text.size();
    const char c = escape ? text[++i] : text[i];
    html += c == '<' ? "&lt;" : c == '&' ? "&amp;" : c == '\n' ? "<br>\n" : std::string(1, c);
  }
  return html + "</p>";
}

std::int64_t Millis(UtcTime t) {
  return ToMicros(t) / 1000;
}

// "12" of "/api/topic/12?page=3"; "" it is another path.
std::string IdAfter(std::string_view target, std::string_view prefix) {
  if (!target.starts_with(prefix)) {
    return "";
  }
  target.remove_prefix(prefix.size());
  return std::string(target.substr(0, target.find_first_of("?/")));
}

int PageOf(std::string_view target) {
  const auto at = target.find("page=");
  return at == std::string_view::npos ? 1 : std::stoi(std::string(target.substr(at + 5)));
}

SmallNodebb::Answer Envelope(int status, const std::string& message, json response) {
  return {status, json{{"status", {{"code", status == 200 ? "ok" : "bad"}, {"message", message}}},
                       {"response", std::move(response)}}
                      .dump()};
}

std::optional<SmallNodebb::Answer> WhyTurnedAway(const std::string& authorization,
                                                 bool for_somebody) {
  if (authorization == std::string("Bearer ") + SmallNodebb::kMasterToken) {
    return for_somebody
               ? std::nullopt
               : std::make_optional(Envelope(400, "You are using a master token, supply a `_uid`",
                                             json::object()));
  }
  return authorization == std::string("Bearer ") + SmallNodebb::kToken
             ? std::nullopt
             : std::make_optional(SmallNodebb::Answer{403, "Forbidden"});
}

}  // namespace

void SmallNodebb::Write(const std::string& thread, const std::string& author,
                        const std::string& text) {
  const std::lock_guard lock(mutex_);
  threads_[thread].push_back({++last_id_, author, text, now_()});
}

SmallNodebb::Answer SmallNodebb::Get(std::string_view target, const std::string& authorization) {
  const std::lock_guard lock(mutex_);
  const bool for_somebody = target.find(std::string("_uid=") + kUserId) != std::string_view::npos;
  if (auto refusal = WhyTurnedAway(authorization, for_somebody);
      refusal && !authorization.empty()) {
    return *refusal;
  }
  if (IdAfter(target, "/api/category/") == "5") {
    return Board();
  }
  if (const std::string thread = IdAfter(target, "/api/topic/"); threads_.contains(thread)) {
    return Thread(thread, PageOf(target));
  }
  return {404, ""};
}

SmallNodebb::Answer SmallNodebb::Reply(std::string_view target, const std::string& authorization,
                                       const std::string& body) {
  const std::lock_guard lock(mutex_);
  const std::string thread = IdAfter(target, "/api/v3/topics/");
  const json sent = json::parse(body, nullptr, false);
  const bool for_somebody = sent.is_object() && sent.value("_uid", "") == kUserId;
  if (auto refusal = WhyTurnedAway(authorization, for_somebody)) {
    return *refusal;
  }
  if (!threads_.contains(thread)) {
    return Envelope(404, "Topic does not exist", json::object());
  }
  if (!sent.is_object() || !sent.contains("content")) {
    return {500, "{}"};
  }
  threads_[thread].push_back({++last_id_, kAccount, sent.at("content"), now_(), false, hold_});
  return Envelope(200, "OK", {{"pid", last_id_}, {"tid", std::stoi(thread)}});
}

SmallNodebb::Answer SmallNodebb::Board() {
  json topics = json::array();
  for (const auto& [id, posts] : threads_) {
    topics.push_back({{"tid", std::stoi(id)},
                      {"titleRaw", posts.front().text},
                      {"postcount", posts.size()},
                      {"lastposttime", Millis(posts.back().at)},
                      {"pinned", 0}});
  }
  return {200, json{{"cid", 5}, {"topics", topics}, {"pagination", {{"pageCount", 1}}}}.dump()};
}

SmallNodebb::Answer SmallNodebb::Thread(const std::string& thread, int page) {
  const std::vector<Post>& all = threads_.at(thread);
  json posts = json::array();
  const int count = static_cast<int>(all.size());
  for (int i = (page - 1) * kPerPage; i < std::min(count, page * kPerPage); ++i) {
    const Post& post = all.at(static_cast<std::size_t>(i));
    if (post.author != hidden_) {
      posts.push_back({{"pid", post.id},
                       {"uid", 7},
                       {"index", i},
                       {"deleted", post.taken_away ? 1 : 0},
                       {"held", post.held},
                       {"content", post.taken_away ? "" : Shown(post.text)},
                       {"timestamp", Millis(post.at)},
                       {"user", {{"username", post.author}, {"displayname", post.author}}}});
    }
  }
  const auto mark = marks_.find(thread);
  return {200, json{{"tid", std::stoi(thread)},
                    {"cid", 5},
                    {mark == marks_.end() ? "open" : mark->second, 1},
                    {"titleRaw", all.front().text},
                    {"posts", posts},
                    {"pagination", {{"pageCount", (count + kPerPage - 1) / kPerPage}}}}
                   .dump()};
}

std::vector<SmallNodebb::Post> SmallNodebb::PostsOf(const std::string& thread) {
  const std::lock_guard lock(mutex_);
  return threads_[thread];
}

int SmallNodebb::Count(const std::string& author) {
  const std::lock_guard lock(mutex_);
  int count = 0;
  for (const auto& [id, posts] : threads_) {
    count += static_cast<int>(std::count_if(
        posts.begin(), posts.end(), [&](const Post& post) { return post.author == author; }));
  }
  return count;
}

void SmallNodebb::Mark(const std::string& thread, const std::string& as) {
  const std::lock_guard lock(mutex_);
  marks_[thread] = as;
}

void SmallNodebb::Hold(bool hold) {
  const std::lock_guard lock(mutex_);
  hold_ = hold;
  for (auto& [id, posts] : threads_) {
    for (Post& post : posts) {
      post.held = post.held && hold;
    }
  }
}

void SmallNodebb::TakeAway(const std::string& thread, int post) {
  const std::lock_guard lock(mutex_);
  for (Post& each : threads_[thread]) {
    each.taken_away = each.taken_away || each.id == post;
  }
}

void SmallNodebb::Hide(const std::string& author) {
  const std::lock_guard lock(mutex_);
  hidden_ = author;
}

}  // namespace forumwatch
