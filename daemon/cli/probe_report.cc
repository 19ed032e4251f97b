#include <nlohmann/json.hpp>

#include "analysis/text/plain.h"
#include "daemon/cli/probe.h"

namespace forumwatch {
namespace {

using nlohmann::ordered_json;

constexpr std::chrono::minutes kChina{480};
constexpr std::size_t kFieldWidth = 22;

std::string JsonText(const ordered_json& json) {
  return json.dump(2, ' ', false, ordered_json::error_handler_t::replace);
}

std::string Written(std::optional<UtcTime> at) {
  return at ? FormatRfc3339(*at, kChina) : "时间读不出";
}

// Ready to stand under communities[].sources.
ordered_json SourceEntry(const ProbeFindings& found) {
  return {{"name", found.board.name.empty() ? "业主论坛" : found.board.name},
          {"engine", found.engine.engine},
          {"url", found.board.url},
          {"staff", found.staff}};
}

std::string FieldLine(const FieldFinding& field) {
  std::string line = "  " + field.field;
  line.append(field.field.size() < kFieldWidth ? kFieldWidth - field.field.size() : 1, ' ');
  if (!field.described) {
    return line + "引擎文件没有写\n";
  }
  line += std::to_string(field.found) + "/" + std::to_string(field.of);
  if (field.found == 0) {
    line += "  没有找到";
  }
  return line + (field.sample.empty() ? "" : "  " + PlainLine(field.sample, 80)) + "\n";
}

ordered_json FieldsJson(const ProbeFindings& found) {
  ordered_json fields = ordered_json::array();
  for (const FieldFinding& field : found.fields) {
    fields.push_back({{"field", field.field},
                      {"described", field.described},
                      {"of", field.of},
                      {"found", field.found},
                      {"sample", field.sample}});
  }
  return fields;
}

ordered_json PostsJson(const ProbeFindings& found) {
  ordered_json posts = ordered_json::array();
  for (const SeenPost& post : found.posts) {
    posts.push_back(
        {{"thread", post.thread},
         {"post", post.post},
         {"title", post.title},
         {"author", post.author},
         {"posted_at", post.posted_at ? ordered_json(Written(post.posted_at)) : ordered_json()},
         {"text", post.text},
         {"url", post.url}});
  }
  return posts;
}

void PrintJson(const ProbeFindings& found, std::ostream& out) {
  ordered_json boards = ordered_json::array();
  for (const BoardLink& board : found.boards) {
    boards.push_back({{"name", board.name}, {"url", board.url}});
  }
  const auto known = [](const std::string& text) {
    return text.empty() ? ordered_json() : ordered_json(text);
  };
  out << JsonText({{"url", found.url},
                   {"engine", known(found.engine.engine)},
                   {"software", known(found.engine.name)},
                   {"version", known(found.engine.version)},
                   {"charset", known(found.charset)},
                   {"boards", boards},
                   {"board", known(found.board.url)},
                   {"fields", FieldsJson(found)},
                   {"posts", PostsJson(found)},
                   {"staff", found.staff},
                   {"source", found.posts.empty() ? ordered_json() : SourceEntry(found)},
                   {"trouble", found.trouble}})
      << "\n";
}

void PrintText(const ProbeFindings& found, std::ostream& out) {
  if (!found.engine.engine.empty()) {
    const std::string& version = found.engine.version;
    out << "论坛软件：" << found.engine.name << "（engine: " << found.engine.engine << "），版本 "
        << (version.empty() ? "没有写明" : version) << "，编码 " << found.charset << "\n";
  }
  if (!found.boards.empty()) {
    out << "版块 " << found.boards.size() << " 个：\n";
    for (const BoardLink& board : found.boards) {
      out << "  " << PlainLine(board.name) << "  " << board.url << "\n";
    }
  }
  if (!found.fields.empty()) {
    out << "每一项读到多少（读的是 " << (found.board.url.empty() ? found.url : found.board.url)
        << "；不是每一帖、每一页都有的，如 "
           "sticky、empty、edited、quotes、drop、hidden、attachments，"
        << "读不到是正常的）：\n";
    for (const FieldFinding& field : found.fields) {
      out << FieldLine(field);
    }
  }
  if (!found.posts.empty()) {
    out << "读到的帖子，例如：\n";
  }
  for (const SeenPost& post : found.posts) {
    out << "  " << Written(post.posted_at) << "  " << PlainLine(post.author) << "  《"
        << ShortLine(post.title, 20) << "》 " << ShortLine(post.text, 40) << "\n";
  }
  if (!found.posts.empty()) {
    out << "名字像物业的账号 " << found.staff.size()
        << " 个，写在下面的 staff 里，请核对补全：只有这些账号的回帖才算物业已回复。\n"
        << "放进配置的 communities 里这个小区的 sources：\n"
        << JsonText(SourceEntry(found)) << "\n";
  }
}

}  // namespace

void PrintProbe(const ProbeFindings& findings, bool json, std::ostream& out, std::ostream& err) {
  if (json) {
    PrintJson(findings, out);
    return;
  }
  PrintText(findings, out);
  for (const std::string& trouble : findings.trouble) {
    err << PlainLine(trouble, 600) << "\n";
  }
}

}  // namespace forumwatch
