#include "daemon/cli/posts_file.h"

#include <cerrno>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include <nlohmann/json.hpp>

namespace forumwatch {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr int kMaxDepth = 8;

// A message for the one mistake that ends the reading of a line.
class BadLine : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Depth is bounded before a value is built: deep values cannot be copied or destroyed safely
// (faults.md F2).
bool IsShallow(std::string_view line) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quoted) {
      i += c == '\\' ? 1 : 0;
      quoted = c != '"';
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kMaxDepth) {
        return false;
      }
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return true;
}

// Typed access to the fields of one line; null is absent.
class Fields {
 public:
  explicit Fields(const json& object) : object_(object) {}

  [[nodiscard]] std::string Text(const char* key) const {
    const json* value = Find(key);
    if (value == nullptr) {
      return {};
    }
    if (!value->is_string()) {
      throw BadLine(std::string("字段 ") + key + " 应为字符串");
    }
    return value->get<std::string>();
  }

  [[nodiscard]] std::string Required(const char* key) const {
    if (Find(key) == nullptr) {
      throw BadLine(std::string("缺少必填字段 ") + key);
    }
    return Text(key);
  }

  [[nodiscard]] std::string RequiredId(const char* key) const {
    std::string id = Required(key);
    if (id.empty()) {
      throw BadLine(std::string("字段 ") + key + " 不能为空");
    }
    return id;
  }

  [[nodiscard]] bool Flag(const char* key) const {
    const json* value = Find(key);
    if (value == nullptr) {
      return false;
    }
    if (!value->is_boolean()) {
      throw BadLine(std::string("字段 ") + key + " 应为 true 或 false");
    }
    return value->get<bool>();
  }

  [[nodiscard]] std::optional<int> Number(const char* key) const {
    const json* value = Find(key);
    if (value == nullptr) {
      return std::nullopt;
    }
    if (!value->is_number_integer() || value->get<double>() < 0 || value->get<double>() > 2e9) {
      throw BadLine(std::string("字段 ") + key + " 应为不小于 0 的整数");
    }
    return value->get<int>();
  }

  [[nodiscard]] std::optional<UtcTime> Time(const char* key) const {
    if (Find(key) == nullptr) {
      return std::nullopt;
    }
    const std::string text = Text(key);
    const auto time = ParseRfc3339(text);
    if (!time) {
      throw BadLine(std::string("字段 ") + key +
                    " 不是带时区的时间（如 2026-03-02T21:14:00+08:00），未知请写 null");
    }
    return time;
  }

 private:
  [[nodiscard]] const json* Find(const char* key) const {
    const auto found = object_.find(key);
    return found == object_.end() || found->is_null() ? nullptr : &*found;
  }

  const json& object_;
};

PostLine FromJson(const json& object) {
  if (!object.is_object()) {
    throw BadLine("这一行不是一个 JSON 对象");
  }
  const Fields in(object);
  PostLine line;
  line.community = in.RequiredId("community");
  line.source = in.Text("source");
  const std::string channel = in.Text("channel");
  const auto known = channel.empty() ? Channel::Forum : ChannelFromName(channel);
  if (!known) {
    throw BadLine("字段 channel 应为 forum visit phone letter mail press superior 之一");
  }
  line.channel = *known;
  line.seen_at = in.Time("seen_at");
  SeenPost& post = line.seen;
  post.thread = in.RequiredId("thread");
  post.post = in.RequiredId("post");
  post.floor = in.Number("floor");
  post.is_first = in.Flag("is_first");
  post.title = in.Text("title");
  post.author = in.Text("author");
  post.author_id = in.Text("author_id");
  post.official = in.Flag("official");
  post.posted_at = in.Time("posted_at");
  post.edited_at = in.Time("edited_at");
  post.quotes = in.Text("quotes");
  post.text = in.Required("text");
  post.url = in.Text("url");
  post.views = in.Number("views");
  post.replies = in.Number("replies");
  post.likes = in.Number("likes");
  post.attachments = in.Number("attachments").value_or(0);
  return line;
}

ordered_json OrNull(const std::optional<UtcTime>& time, std::chrono::minutes offset) {
  return time ? ordered_json(FormatRfc3339(*time, offset)) : ordered_json(nullptr);
}

}  // namespace

ordered_json OrNull(const std::string& text) {
  return text.empty() ? ordered_json(nullptr) : ordered_json(text);
}

ordered_json OrNull(std::optional<std::int64_t> number) {
  return number ? ordered_json(*number) : ordered_json(nullptr);
}

std::variant<PostLine, std::string> ParsePostLine(std::string_view line) {
  if (!IsShallow(line)) {
    return std::string("嵌套层数过多");
  }
  try {
    return FromJson(json::parse(line));
  } catch (const BadLine& e) {
    return std::string(e.what());
  } catch (const json::exception& e) {
    return std::string("不是有效的 JSON：") + e.what();
  }
}

PostsFile ReadPostsFile(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    throw std::system_error(errno, std::generic_category(), "无法打开 " + file.string());
  }
  PostsFile result;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    std::string_view content(line);
    if (content.starts_with("\xEF\xBB\xBF")) {
      content.remove_prefix(3);
    }
    if (content.find_first_not_of(" \t\r") == std::string_view::npos) {
      continue;
    }
    auto parsed = ParsePostLine(content);
    if (auto* post = std::get_if<PostLine>(&parsed)) {
      post->line = number;
      result.posts.push_back(std::move(*post));
    } else {
      result.mistakes.push_back({number, std::get<std::string>(parsed)});
    }
  }
  return result;
}

std::string FormatPostLine(const PostLine& post, std::chrono::minutes offset) {
  const SeenPost& seen = post.seen;
  ordered_json out{{"community", post.community},
                   {"source", post.source},
                   {"channel", Name(post.channel)},
                   {"thread", seen.thread},
                   {"post", seen.post},
                   {"floor", OrNull(seen.floor)},
                   {"is_first", seen.is_first},
                   {"title", seen.title},
                   {"author", seen.author},
                   {"author_id", OrNull(seen.author_id)},
                   {"official", seen.official},
                   {"posted_at", OrNull(seen.posted_at, offset)},
                   {"seen_at", OrNull(post.seen_at, offset)},
                   {"edited_at", OrNull(seen.edited_at, offset)},
                   {"quotes", OrNull(seen.quotes)},
                   {"text", seen.text},
                   {"url", seen.url},
                   {"views", OrNull(seen.views)},
                   {"replies", OrNull(seen.replies)},
                   {"likes", OrNull(seen.likes)}};
  if (seen.attachments > 0) {
    out["attachments"] = seen.attachments;
  }
  return out.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace forumwatch
