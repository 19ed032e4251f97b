// A reply to a forum that answers in JSON, as its engine file describes it: what is sent, and what
// the answer says of it. Pure; any thread; never throws on content.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crawlers/sites/json_engine.h"

namespace forumwatch {

// Who posts. `token` is a secret; `user_id` "" where the token says who it is of.
struct ReplyAccount {
  std::string account;
  std::string user_id;
  std::string token;
};

struct ReplyRequest {
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;  // JSON
};

struct ReplyAnswer {
  ReplyVerdict verdict = ReplyVerdict::Unsure;
  std::string post;    // Posted: the forum's id
  std::string reason;  // for people; "" Posted
  std::optional<std::chrono::seconds> wait;
};

// The text as it is sent: as its readers shall see it, whatever the forum's markup would make of
// it.
std::string AsSentToForum(const JsonReplyFormat& format, std::string_view text);
// How many code points that may have and has. nullopt: it is short enough.
std::optional<std::pair<int, int>> TooLongForForum(const JsonReplyFormat& format,
                                                   std::string_view text);

// The engine says how to reply, and `board` is a board's address.
ReplyRequest MakeReplyRequest(const JsonEngine& engine, const std::string& board,
                              const std::string& thread, const ReplyAccount& account,
                              std::string_view text);
// What goes along whenever this forum is asked as that account.
std::vector<std::pair<std::string, std::string>> ReplyHeaders(const JsonEngine& engine,
                                                              const ReplyAccount& account);

// A thread's page as it is asked for as that account.
std::string LookAddress(const JsonEngine& engine, const std::string& url,
                        const ReplyAccount& account);
// How long the web address is that the text begins with; 0: with none. Nothing in it is escaped.
std::size_t LengthOfAddress(std::string_view text);
// `text` without the account's token, nor what stands in it before ";".
std::string WithoutToken(std::string text, const ReplyAccount& account);

// An answer that arrived whole.
ReplyAnswer ReadReplyAnswer(const JsonReplyFormat& format, int status, std::string_view body,
                            std::optional<std::chrono::seconds> retry_after);

}  // namespace forumwatch
