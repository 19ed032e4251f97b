// A post as somebody saw it, before anything is thought of it. Plain data; UTF-8 throughout.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "analysis/model/time.h"

namespace forumwatch {

// A3: the ways a complaint reaches the company.
enum class Channel { Forum, Visit, Phone, Letter, Mail, Press, Superior };

std::string_view Name(Channel channel);                         // "forum", "visit" …
std::optional<Channel> ChannelFromName(std::string_view name);  // nullopt: no such channel

// One post as a page (or an import line, formats.md §2) shows it. Ids are the forum's own strings,
// unique within a source. Unknown is nullopt or "", never a guess.
struct SeenPost {
  std::string thread;
  std::string post;
  std::optional<int> floor;
  bool is_first = false;
  std::string title;  // of the thread
  std::string author;
  std::string author_id;
  bool official = false;  // by a staff account of the source
  std::optional<UtcTime> posted_at;
  std::optional<UtcTime> edited_at;
  std::string quotes;  // id of the post quoted, "" when none or unknown
  std::string text;    // visible text; quotes, signatures, edit notes and noise removed
  std::string url;
  std::optional<int> views;
  std::optional<int> replies;
  std::optional<int> likes;
  int attachments = 0;  // pictures and files, as many as can be seen that there are

  bool operator==(const SeenPost&) const = default;
};

}  // namespace forumwatch
