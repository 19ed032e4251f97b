#include "tests/crawlers/sites/truth.h"

#include <cctype>
#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace forumwatch {
namespace {

using nlohmann::json;

std::string IdOf(const json& holder, const char* key) {
  return std::to_string(holder.at(key).get<int>());
}

// Some forums show guests another text, or none.
std::string TextOf(const json& post, Eyes eyes) {
  const bool other = eyes == Eyes::Guest && post.contains("text_guest");
  const json& text = other ? post.at("text_guest") : post.at("text");
  return text.is_string() ? text.get<std::string>() : "";
}

TruePost ReadPost(const json& post, const std::map<int, int>& boards, Eyes eyes) {
  TruePost read;
  read.thread = IdOf(post, "thread_id");
  read.board = boards.at(post.at("thread_id"));
  read.author = post.value("shown_author", post.at("author").get<std::string>());
  read.floor = post.at("floor").is_number() ? post.at("floor").get<int>() : 0;  // deleted: none
  read.is_first = post.at("is_first");
  read.official = post.at("official");
  read.posted_at = post.at("time");
  read.text = TextOf(post, eyes);
  read.state = post.at("state");
  read.guest_visible = post.at("guest_visible");
  read.has_attachment = post.value("has_attachment", false);
  if (post.at("edited").is_object()) {
    read.edited_at = post.at("edited").at("time");
  }
  if (post.at("quote").is_object()) {
    read.quotes = IdOf(post.at("quote"), "post_id");
  }
  return read;
}

// Ids of posts that were neither deleted nor banned.
std::set<std::string> StandingIn(const Truth& truth, const std::string& thread) {
  std::set<std::string> ids;
  for (const auto& [id, post] : truth.posts) {
    if (post.thread == thread && post.state == "visible") {
      ids.insert(id);
    }
  }
  return ids;
}

std::string Minute(const std::string& time) {
  return time.substr(0, 16);
}

}  // namespace

std::optional<Truth> Truth::Of(const std::filesystem::path& recording, Eyes eyes) {
  std::ifstream in(recording / "truth.json");
  if (!in) {
    return std::nullopt;
  }
  const json all = json::parse(in);
  std::map<int, int> boards;
  for (const json& thread : all.at("threads")) {
    boards[thread.at("id")] = thread.at("board_id");
  }
  Truth truth;
  for (const json& post : all.at("posts")) {
    truth.posts[IdOf(post, "id")] = ReadPost(post, boards, eyes);
  }
  return truth;
}

std::set<std::string> Truth::VisibleIn(const std::set<int>& boards) const {
  std::set<std::string> ids;
  for (const auto& [id, post] : posts) {
    if (post.guest_visible && boards.contains(post.board)) {
      ids.insert(id);
    }
  }
  return ids;
}

TrueChanges TrueChanges::Of(const std::filesystem::path& recording, const Truth& before) {
  TrueChanges changes;
  std::ifstream in(recording / "changes.json");
  for (const json& change : json::parse(in)) {
    const std::string op = change.at("op");
    const std::string thread = IdOf(change, "thread_id");
    if (op == "delete_post") {
      changes.gone.insert(IdOf(change, "post_id"));
    } else if (op == "delete_thread") {
      changes.gone_threads.insert(thread);
      changes.gone.merge(StandingIn(before, thread));
    } else {  // reply, newthread, edit
      Text text{thread, change.at("text"), std::nullopt};
      if (op == "edit") {
        text.earlier = change.at("old");
      }
      changes.texts.emplace(IdOf(change, "post_id"), std::move(text));
    }
  }
  return changes;
}

std::set<std::string> TrueChanges::Ids(bool edited) const {
  std::set<std::string> ids;
  for (const auto& [id, text] : texts) {
    if (text.earlier.has_value() == edited) {
      ids.insert(id);
    }
  }
  return ids;
}

void ComparePost(const SeenPost& seen, const Truth& truth, bool shows_floors) {
  SCOPED_TRACE("post " + seen.post);
  const auto found = truth.posts.find(seen.post);
  ASSERT_NE(found, truth.posts.end()) << "invented";
  const TruePost& post = found->second;
  EXPECT_EQ(seen.thread, post.thread);
  EXPECT_EQ(seen.author, post.author);
  EXPECT_EQ(seen.floor, shows_floors ? std::optional(post.floor) : std::nullopt);
  EXPECT_EQ(seen.is_first, post.is_first);
  EXPECT_EQ(seen.official, post.official);
  EXPECT_EQ(ToTheMinute(seen.posted_at), Minute(post.posted_at));
  EXPECT_EQ(WithoutBlanks(seen.text), WithoutBlanks(post.text));
  EXPECT_TRUE(seen.views.has_value());
  if (post.edited_at) {
    EXPECT_EQ(ToTheMinute(seen.edited_at), Minute(*post.edited_at));
  }
  if (post.quotes && post.state == "visible") {
    EXPECT_EQ(seen.quotes, *post.quotes);
  }
}

std::string WithoutBlanks(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    if (rest.starts_with("\u00A0")) {
      ++i;
    } else if (std::isspace(static_cast<unsigned char>(text[i])) == 0) {
      out += text[i];
    }
  }
  return out;
}

std::string ToTheMinute(const std::optional<UtcTime>& at) {
  return at ? Minute(FormatRfc3339(*at, std::chrono::hours(8))) : "unknown";
}

}  // namespace forumwatch
