#include "crawlers/sites/json_text.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

#include "crawlers/parse/charset.h"

namespace forumwatch {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";
constexpr std::size_t kEscape = 6;  // "\u1234"

bool IsHigh(std::uint32_t unit) {
  return unit >= 0xD800 && unit <= 0xDBFF;
}

bool IsLow(std::uint32_t unit) {
  return unit >= 0xDC00 && unit <= 0xDFFF;
}

// The code unit of an escape that stands at `at`.
std::optional<std::uint32_t> UnitAt(std::string_view text, std::size_t at) {
  if (at + kEscape > text.size() || text[at] != '\\' || text[at + 1] != 'u') {
    return std::nullopt;
  }
  const char* const digits = text.data() + at + 2;
  std::uint32_t unit = 0;
  const auto result = std::from_chars(digits, digits + 4, unit, 16);
  return result.ptr == digits + 4 ? std::make_optional(unit) : std::nullopt;
}

class Scan {
 public:
  Scan(JsonText& out, const JsonLimits& limits) : out_(out), limits_(limits) {}

  void Run() {
    while (at_ < out_.text.size() && out_.refusal.empty()) {
      if (in_text_) {
        StepInText();
      } else {
        Step(out_.text[at_++]);
      }
    }
    out_.ended = !in_text_ && depth_ == 0;
  }

 private:
  void Step(char c) {
    switch (c) {
      case '"':
        in_text_ = true;
        break;
      case '{':
      case '[':
        ++values_;
        ++depth_;
        break;
      case '}':
      case ']':
        depth_ -= depth_ > 0 ? 1 : 0;
        break;
      case ',':
        ++values_;
        break;
      default:
        break;
    }
    if (depth_ > limits_.depth) {
      out_.refusal = "JSON 嵌套太深，上限 " + std::to_string(limits_.depth) + " 层";
    } else if (values_ > limits_.values) {
      out_.refusal = "JSON 里的内容太多，上限 " + std::to_string(limits_.values) + " 项";
    }
  }

  void StepInText() {
    const char c = out_.text[at_];
    if (c == '"') {
      in_text_ = false;
    }
    if (c != '\\') {
      ++at_;
      return;
    }
    const auto unit = UnitAt(out_.text, at_);
    if (!unit) {
      at_ += 2;
      return;
    }
    const auto next = UnitAt(out_.text, at_ + kEscape);
    if (IsHigh(*unit) && next && IsLow(*next)) {
      at_ += 2 * kEscape;
      return;
    }
    if (IsHigh(*unit) || IsLow(*unit)) {
      out_.text.replace(at_, kEscape, "\\ufffd");
      out_.repaired = true;
    }
    at_ += kEscape;
  }

  JsonText& out_;
  const JsonLimits& limits_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::size_t values_ = 0;
  bool in_text_ = false;
};

}  // namespace

JsonText PrepareJson(std::string_view bytes, const JsonLimits& limits) {
  JsonText out;
  if (bytes.size() > limits.bytes) {
    out.refusal = "JSON 太大，上限 " + std::to_string(limits.bytes) + " 字节";
    return out;
  }
  bytes.remove_prefix(bytes.starts_with(kBom) ? kBom.size() : 0);
  out.repaired = !IsValidUtf8(bytes);
  out.text = out.repaired ? SanitizeUtf8(bytes) : std::string(bytes);
  const auto first = out.text.find_first_not_of(" \t\r\n");
  out.looks_json = first != std::string::npos && (out.text[first] == '{' || out.text[first] == '[');
  if (out.looks_json) {
    Scan(out, limits).Run();
  }
  return out;
}

}  // namespace forumwatch
