// Posts, one JSON object a line (formats.md §2): what import, analyze and replay read and crawl
// writes. A line that cannot be read becomes a mistake with its number; the rest goes on. Reading
// throws std::system_error when the file cannot be opened.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "analysis/model/post.h"

namespace forumwatch {

struct PostLine {
  int line = 0;  // of its file, from 1; 0: from none
  std::string community;
  std::string source;
  Channel channel = Channel::Forum;
  std::optional<UtcTime> seen_at;
  SeenPost seen;
};

struct LineMistake {
  int line = 0;
  std::string message;  // Chinese, names the field
};

struct PostsFile {
  std::vector<PostLine> posts;  // in file order
  std::vector<LineMistake> mistakes;
};

// Unknown is null (formats.md).
nlohmann::ordered_json OrNull(const std::string& text);
nlohmann::ordered_json OrNull(std::optional<std::int64_t> number);

std::variant<PostLine, std::string> ParsePostLine(std::string_view line);
PostsFile ReadPostsFile(const std::filesystem::path& file);

// One line without its newline; times with `offset`.
std::string FormatPostLine(const PostLine& post, std::chrono::minutes offset);

}  // namespace forumwatch
