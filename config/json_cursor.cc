#include "config/json_cursor.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace forumwatch {
namespace {

std::size_t SequenceLength(unsigned char lead) {
  if (lead < 0x80) {
    return 1;
  }
  if (lead >= 0xC2 && lead < 0xE0) {
    return 2;
  }
  if (lead >= 0xE0 && lead < 0xF0) {
    return 3;
  }
  return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

// The length of the well-formed UTF-8 sequence at the front, 0 when there is none.
std::size_t Utf8Length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t length = SequenceLength(byte(0));
  if (length == 0 || length > text.size()) {
    return 0;
  }
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) {
      return 0;
    }
  }
  const bool too_long = (byte(0) == 0xE0 && byte(1) < 0xA0) || (byte(0) == 0xF0 && byte(1) < 0x90);
  const bool surrogate = byte(0) == 0xED && byte(1) >= 0xA0;
  const bool too_large = byte(0) == 0xF4 && byte(1) >= 0x90;
  return too_long || surrogate || too_large ? 0 : length;
}

void AppendUtf8(std::string& out, std::uint32_t code) {
  const auto put = [&](std::uint32_t byte) {
    out += static_cast<char>(static_cast<unsigned char>(byte));
  };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0U | (code >> 6U));
    put(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    put(0xE0U | (code >> 12U));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  } else {
    put(0xF0U | (code >> 18U));
    put(0x80U | ((code >> 12U) & 0x3FU));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  }
}

// Punctuation a Chinese input method gives, and what was meant.
struct Lookalike {
  std::string_view written;
  char meant;
};
constexpr std::array kLookalikes = std::to_array<Lookalike>({{"，", ','},
                                                             {"、", ','},
                                                             {"：", ':'},
                                                             {"；", ','},
                                                             {"“", '"'},
                                                             {"”", '"'},
                                                             {"＂", '"'},
                                                             {"‘", '"'},
                                                             {"’", '"'},
                                                             {"｛", '{'},
                                                             {"｝", '}'},
                                                             {"［", '['},
                                                             {"］", ']'},
                                                             {"【", '['},
                                                             {"】", ']'}});

}  // namespace

JsonCursor::JsonCursor(std::string_view text, std::string file,
                       std::vector<ConfigMistake>& mistakes)
    : text_(text), file_(std::move(file)), mistakes_(mistakes) {
  CheckEncoding();
  if (text_.starts_with("\xEF\xBB\xBF")) {
    text_.remove_prefix(3);  // a byte order mark stands in no column
  }
}

void JsonCursor::Note(std::string message) {
  mistakes_.push_back({file_, line_, column_, path_ ? path_() : std::string(), std::move(message)});
}

void JsonCursor::Fail(std::string message) {
  Note(std::move(message));
  throw BrokenJson{};
}

void JsonCursor::Advance(std::size_t bytes) {
  for (const char c : text_.substr(at_, bytes)) {
    if (c == '\n') {
      ++line_;
      column_ = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
      ++column_;
    }
  }
  at_ += bytes;
}

void JsonCursor::CheckEncoding() {
  if (text_.size() > kMaxJsonBytes) {
    Fail("文件太大（上限 16 MiB）");
  }
  for (std::size_t i = 0; i < text_.size();) {
    const std::size_t length = Utf8Length(text_.substr(i));
    const auto c = static_cast<unsigned char>(text_[i]);
    if (length == 0) {
      Advance(i);
      Fail("文件不是 UTF-8 编码；请在编辑器里“另存为”，编码选 UTF-8");
    }
    if (c < 0x20 && c != '\n' && c != '\r' && c != '\t') {
      Advance(i);
      Fail("这里有一个看不见的控制字符，请删去");
    }
    i += length;
  }
}

void JsonCursor::SkipBlank() {
  while (!at_end()) {
    if (const char c = peek(); c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      Advance(1);
    } else if (rest().starts_with("\u3000") || rest().starts_with("\u00A0")) {
      Advance(Utf8Length(rest()));
    } else if (rest().starts_with("//")) {
      Advance(std::min(rest().find('\n'), rest().size()));
    } else if (rest().starts_with("/*")) {
      const auto end = rest().find("*/", 2);
      if (end == std::string_view::npos) {
        Fail("注释 /* 没有用 */ 结束");
      }
      Advance(end + 2);
    } else {
      return;
    }
  }
}

bool JsonCursor::Take(char meant) {
  SkipBlank();
  if (peek() == meant && !at_end()) {
    Advance(1);
    return true;
  }
  for (const auto& [written, sign] : kLookalikes) {
    if (sign == meant && rest().starts_with(written)) {
      Note("这里是中文标点“" + std::string(written) + "”，要换成英文的 " + meant);
      Advance(written.size());
      return true;
    }
  }
  return false;
}

bool JsonCursor::SeesText() const {
  return peek() == '"' || peek() == '\'' ||
         std::any_of(kLookalikes.begin(), kLookalikes.end(), [&](const Lookalike& lookalike) {
           return lookalike.meant == '"' && rest().starts_with(lookalike.written);
         });
}

std::string JsonCursor::Word() const {
  std::size_t length = 0;
  while (length < rest().size() && length < 40) {
    const char c = rest()[length];
    const bool letter =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (!letter) {
      break;
    }
    ++length;
  }
  return std::string(rest().substr(0, length));
}

std::string JsonCursor::ReadText() {
  const int line = line_;
  const int column = column_;
  std::string closing = "\"";
  if (peek() == '\'') {
    Note("文字要用英文双引号 \" 括起来，不用单引号");
    closing = "'";
    Advance(1);
  } else if (const bool plain = peek() == '"'; Take('"') && !plain) {
    closing = "”’\"＂";
  }
  std::string out;
  while (!at_end() && peek() != '\n') {
    const std::size_t length = Utf8Length(rest());
    if (const auto sign = rest().substr(0, length); closing.find(sign) != std::string::npos) {
      Advance(length);
      return out;
    }
    if (peek() == '\\') {
      ReadEscape(out);
    } else {
      out += rest().substr(0, length);
      Advance(length);
    }
  }
  line_ = line;
  column_ = column;
  Fail("这段文字没有用双引号 \" 结束（到行末还没有遇到）");
}

void JsonCursor::ReadEscape(std::string& out) {
  constexpr std::string_view kShort = "\"\\/bfnrt";
  constexpr std::string_view kMeaning = "\"\\/\b\f\n\r\t";
  const char c = rest().size() > 1 ? rest()[1] : '\0';
  if (const auto i = kShort.find(c); i != std::string_view::npos) {
    out += kMeaning[i];
    Advance(2);
    return;
  }
  const auto high = c == 'u' ? Hex4(2) : std::nullopt;
  if (!high) {
    Fail("反斜杠 \\ 后面的写法不对；要写一个反斜杠，请写两个：\\\\");
  }
  std::uint32_t code = *high;
  std::size_t length = 6;
  if (code >= 0xD800 && code < 0xDC00) {
    const auto low = rest().substr(6).starts_with("\\u") ? Hex4(8) : std::nullopt;
    if (!low || *low < 0xDC00 || *low > 0xDFFF) {
      Fail("\\u 的代理对不完整；请直接写这个字");
    }
    code = 0x10000 + ((code - 0xD800) << 10U) + (*low - 0xDC00);
    length = 12;
  } else if (code >= 0xDC00 && code <= 0xDFFF) {
    Fail("\\u 的代理对不完整；请直接写这个字");
  }
  AppendUtf8(out, code);
  Advance(length);
}

std::optional<std::uint32_t> JsonCursor::Hex4(std::size_t offset) const {
  const std::string_view digits = rest().substr(std::min(offset, rest().size()), 4);
  std::uint32_t code = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
  if (digits.size() != 4 || result.ec != std::errc() || result.ptr != digits.data() + 4) {
    return std::nullopt;
  }
  return code;
}

}  // namespace forumwatch
