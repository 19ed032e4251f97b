#include "config/json_tree.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "config/json_cursor.h"

namespace forumwatch {
namespace {

constexpr int kMaxDepth = 64;
constexpr std::size_t kMaxNodes = 500'000;
// RFC 8259: no leading zeros, digits on both sides of the point, digits in the exponent.
bool IsJsonNumber(std::string_view text) {
  const auto digits = [&] {
    const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
    text.remove_prefix(count);
    return count;
  };
  if (text.starts_with('-')) {
    text.remove_prefix(1);
  }
  const bool zero = text.starts_with('0');
  const std::size_t whole = digits();
  if (whole == 0 || (zero && whole > 1)) {
    return false;
  }
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (digits() == 0) {
      return false;
    }
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('+') || text.starts_with('-')) {
      text.remove_prefix(1);
    }
    if (digits() == 0) {
      return false;
    }
  }
  return text.empty();
}

class Scanner {
 public:
  Scanner(std::string_view text, JsonTree& tree)
      : tree_(tree), in_(text, tree.file, tree.mistakes) {
    in_.SetPath([this] { return current_ == nullptr ? std::string() : PathOf(*current_); });
  }

  void Scan() {
    in_.SkipBlank();
    if (in_.at_end()) {
      in_.Fail("文件是空的；请从 forumwatch.example.json 复制一份再改");
    }
    tree_.root = NewNode(nullptr);
    ReadValue(*tree_.root, 1);
    in_.SkipBlank();
    if (!in_.at_end()) {
      in_.Fail("最外层的括号已经合上，后面还有多余的内容");
    }
  }

 private:
  JsonNode* NewNode(const JsonNode* parent) {
    if (tree_.nodes.size() >= kMaxNodes) {
      in_.Fail("文件里的内容太多（上限 500000 项）");
    }
    auto& node = tree_.nodes.emplace_back();
    node.parent = parent;
    node.line = in_.line();
    node.column = in_.column();
    return &node;
  }

  void ReadValue(JsonNode& node, int depth) {
    if (depth > kMaxDepth) {
      in_.Fail("括号嵌套超过 64 层");
    }
    const JsonNode* const outer = current_;
    current_ = &node;
    in_.SkipBlank();
    node.line = in_.line();
    node.column = in_.column();
    if (in_.at_end()) {
      in_.Fail("文件到这里就结束了，这里还应当有一个值");
    }
    if (in_.SeesText()) {
      node.type = JsonType::Text;
      node.text = in_.ReadText();
    } else if (in_.Take('{')) {
      node.type = JsonType::Object;
      ReadMembers(node, depth);
    } else if (in_.Take('[')) {
      node.type = JsonType::List;
      ReadItems(node, depth);
    } else if (in_.peek() == '-' || (in_.peek() >= '0' && in_.peek() <= '9')) {
      ReadNumber(node);
    } else {
      ReadWord(node);
    }
    current_ = outer;
  }

  // After an item: true when another one follows, false when the closing sign was taken.
  bool AnotherFollows(const JsonNode& holder, char close) {
    in_.SkipBlank();
    const int line = in_.line();
    const int column = in_.column();
    if (in_.Take(',')) {
      if (in_.Take(close)) {
        tree_.mistakes.push_back(
            {tree_.file, line, column, PathOf(holder), "最后一项后面多了一个逗号，请删去"});
        return false;
      }
      return true;
    }
    if (in_.Take(close)) {
      return false;
    }
    if (in_.at_end()) {
      in_.Fail(std::string("第 ") + std::to_string(holder.line) + " 行的括号没有合上，少了 " +
               close);
    }
    const char c = in_.peek();
    if (c == '}' || c == ']') {
      in_.Fail(std::string("括号不配对：第 ") + std::to_string(holder.line) + " 行开的括号要用 " +
               close + " 合上");
    }
    if (in_.SeesText() || c == '{' || c == '[') {
      in_.Note("与前一项之间少了一个逗号");
      return true;
    }
    in_.Fail("这里看不懂：应当是逗号，或者合上的 " + std::string(1, close));
  }

  void ReadMembers(JsonNode& node, int depth) {
    if (in_.Take('}')) {
      return;
    }
    do {
      in_.SkipBlank();
      const int line = in_.line();
      const int column = in_.column();
      std::string key = ReadKey();
      JsonNode* child = NewNode(&node);
      child->key = key;
      child->key_line = line;
      child->key_column = column;
      child->index = node.children.size();
      if (!in_.Take(':')) {
        in_.Fail("键 “" + key + "” 后面少了冒号");
      }
      ReadValue(*child, depth + 1);
      const auto [earlier, fresh] = node.members.emplace(key, child);
      if (fresh) {
        node.children.push_back(child);
      } else {
        tree_.mistakes.push_back({tree_.file, line, column, PathOf(*child),
                                  "“" + key + "” 写了两次（第 " +
                                      std::to_string(earlier->second->key_line) +
                                      " 行已经有了），只留一个"});
      }
    } while (AnotherFollows(node, '}'));
  }

  void ReadItems(JsonNode& node, int depth) {
    if (in_.Take(']')) {
      return;
    }
    do {
      JsonNode* child = NewNode(&node);
      child->index = node.children.size();
      node.children.push_back(child);
      ReadValue(*child, depth + 1);
    } while (AnotherFollows(node, ']'));
  }

  std::string ReadKey() {
    if (in_.SeesText()) {
      return in_.ReadText();
    }
    std::string word = in_.Word();
    if (word.empty()) {
      in_.Fail(in_.at_end() ? "文件到这里就结束了，括号还没有合上"
                            : "这里应当是一个加了双引号的键，例如 \"name\"");
    }
    in_.Note("键要加双引号：写成 \"" + word + "\"");
    in_.Advance(word.size());
    return word;
  }

  void ReadWord(JsonNode& node) {
    const std::string word = in_.Word();
    if (word == "true" || word == "false") {
      node.type = JsonType::Bool;
      node.boolean = word == "true";
    } else if (word != "null") {
      FailAtWord(word);
    }
    in_.Advance(word.size());
  }

  [[noreturn]] void FailAtWord(const std::string& word) {
    if (in_.peek() == '#') {
      in_.Fail("注释要用 // 开头，不用 #");
    }
    if (word.empty()) {
      in_.Fail("这里应当有一个值：文字加双引号，数字，true，false，[ 或 {");
    }
    const std::array<std::string, 3> known{"true", "false", "null"};
    const std::string meant = Closest(word, known);
    in_.Fail("看不懂 " + word +
             (meant.empty() ? "；文字要加双引号：\"" + word + "\"" : "，是不是 " + meant + "？"));
  }

  void ReadNumber(JsonNode& node) {
    std::size_t length = 0;
    while (length < in_.rest().size() &&
           std::string_view("+-.eE0123456789").find(in_.rest()[length]) != std::string_view::npos) {
      ++length;
    }
    node.text = std::string(in_.rest().substr(0, length));
    if (!IsJsonNumber(node.text)) {
      in_.Fail("“" + node.text + "” 不是正确的数字；时长、日期、时刻要加双引号，例如 \"4h\"");
    }
    const char* const end = node.text.data() + node.text.size();
    node.type = JsonType::Number;
    if (node.text.find_first_of(".eE") == std::string::npos) {
      const auto result = std::from_chars(node.text.data(), end, node.integer);
      node.type = result.ec == std::errc() ? JsonType::Integer : JsonType::Number;
    }
    if (std::from_chars(node.text.data(), end, node.number).ec != std::errc()) {
      in_.Note("数字 " + node.text + " 大得或小得无法表示");
      node.number = 0;
    }
    in_.Advance(length);
  }

  JsonTree& tree_;
  JsonCursor in_;
  const JsonNode* current_ = nullptr;
};

// FNV-1a: tells texts apart, resists nobody.
std::string DigestOf(std::string_view text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  }
  return std::to_string(hash);
}

void AppendValues(const JsonNode& node, std::string& out) {
  out += static_cast<char>('0' + static_cast<int>(node.type));
  out.append(node.boolean ? "+" : "").append(node.key).append(1, '\0');
  out.append(node.text).append(1, '\0');
  for (const JsonNode* const child : node.children) {
    AppendValues(*child, out);
  }
  out += '\1';
}

}  // namespace

std::string DigestWithout(const JsonNode& object, std::string_view key) {
  std::string values;
  for (const JsonNode* const member : object.children) {
    if (member->key != key) {
      AppendValues(*member, values);
    }
  }
  return DigestOf(values);
}

std::unique_ptr<JsonTree> ScanJson(std::string_view text, std::string file) {
  auto tree = std::make_unique<JsonTree>();
  tree->file = std::move(file);
  tree->digest = DigestOf(text);
  try {
    Scanner(text, *tree).Scan();
  } catch (const BrokenJson&) {
    Arrange(tree->mistakes);
    throw ConfigError(std::move(tree->mistakes));
  }
  return tree;
}

std::string PathOf(const JsonNode& node) {
  std::vector<const JsonNode*> chain;
  for (const JsonNode* at = &node; at->parent != nullptr; at = at->parent) {
    chain.push_back(at);
  }
  std::string path;
  std::reverse(chain.begin(), chain.end());
  for (const JsonNode* at : chain) {
    if (at->parent->type == JsonType::List) {
      path += '[' + std::to_string(at->index) + ']';
    } else {
      path += (path.empty() ? "" : ".") + at->key;
    }
  }
  return path;
}

}  // namespace forumwatch
