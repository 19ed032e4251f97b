#include "analysis/text/mask.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "analysis/text/code_points.h"

namespace forumwatch {
namespace {

constexpr std::string_view kHidden = "＊＊＊";
constexpr std::size_t kNumberLength = 7;  // figures in a row
constexpr std::size_t kMostGroups = 5;    // of a number that is written apart
constexpr std::size_t kWidestGap = 2;     // signs between its groups
constexpr std::size_t kShortestName = 5;  // of an account

using Signs = std::u32string;

// Of a text, from its sign `first` up to `end`.
struct Stretch {
  std::size_t first = 0;
  std::size_t end = 0;

  [[nodiscard]] std::size_t size() const { return end - first; }
};

// '0'…'9'; 0 for anything else.
char FigureOf(char32_t c) {
  constexpr std::u32string_view kChinese = U"零一二三四五六七八九";
  if (c >= U'0' && c <= U'9') {
    return static_cast<char>(c);
  }
  if (c >= U'０' && c <= U'９') {
    return static_cast<char>('0' + (c - U'０'));
  }
  if (c == U'〇') {
    return '0';
  }
  if (c == U'幺') {
    return '1';
  }
  const std::size_t at = kChinese.find(c);
  return at == std::u32string_view::npos ? '\0' : static_cast<char>('0' + at);
}

bool IsGap(char32_t c) {
  return std::u32string_view(U" -.()\u00a0\u3000－—–·（）").find(c) != std::u32string_view::npos;
}

bool IsLetter(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}

bool IsOfName(char32_t c) {
  return IsLetter(c) || (c >= U'0' && c <= U'9') || c == U'_' || c == U'-';
}

bool IsOfMail(char32_t c) {
  return IsOfName(c) || c == U'.' || c == U'+';
}

// "2024", "1998"
bool IsYear(std::string_view figures) {
  return figures.size() == 4 && (figures.starts_with("19") || figures.starts_with("20"));
}

// Figures of a number that is written apart; `first`: those of its first group.
bool IsTelephone(std::string_view figures, std::size_t first) {
  const std::size_t size = figures.size();
  const bool mobile = first >= 3 && size == 11 && figures[0] == '1' && figures[1] >= '3';
  const bool with_area =
      (first == 3 || first == 4) && figures[0] == '0' && size >= 10 && size <= 12;
  const bool service =
      first == 3 && size == 10 && (figures.starts_with("400") || figures.starts_with("800"));
  const bool local = first == 4 && size == 8 && !IsYear(figures.substr(0, 4));
  return mobile || with_area || service || local;
}

class ContactFinder {
 public:
  explicit ContactFinder(const Signs& signs) : signs_(signs) {}

  // In no order, and some may overlap.
  std::vector<Stretch> Found() {
    FindNumbers();
    FindMails();
    FindAccounts();
    return std::move(found_);
  }

 private:
  [[nodiscard]] std::vector<Stretch> Groups() const {
    std::vector<Stretch> groups;
    for (std::size_t at = 0; at < signs_.size(); ++at) {
      if (FigureOf(signs_[at]) == '\0') {
        continue;
      }
      if (groups.empty() || groups.back().end != at) {
        groups.push_back({at, at});
      }
      groups.back().end = at + 1;
    }
    return groups;
  }

  [[nodiscard]] bool Follows(const Stretch& group, const Stretch& before) const {
    return group.first - before.end <= kWidestGap &&
           std::all_of(signs_.begin() + static_cast<std::ptrdiff_t>(before.end),
                       signs_.begin() + static_cast<std::ptrdiff_t>(group.first), IsGap);
  }

  void FindNumbers() {
    const std::vector<Stretch> groups = Groups();
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (groups[i].size() >= kNumberLength) {
        const std::size_t end = groups[i].end;
        const bool card = end < signs_.size() && (signs_[end] == U'x' || signs_[end] == U'X');
        found_.push_back({groups[i].first, card ? end + 1 : end});
      } else {
        i = FindWrittenApart(groups, i);
      }
    }
  }

  // The longest number that begins with this group; its last group, or this one where there is
  // none.
  std::size_t FindWrittenApart(const std::vector<Stretch>& groups, std::size_t first) {
    std::string figures;
    std::size_t last = first;
    for (std::size_t i = first; i < groups.size() && i < first + kMostGroups; ++i) {
      if (i > first && !Follows(groups[i], groups[i - 1])) {
        break;
      }
      for (std::size_t at = groups[i].first; at < groups[i].end; ++at) {
        figures += FigureOf(signs_[at]);
      }
      if (i > first && IsTelephone(figures, groups[first].size())) {
        last = i;
      }
    }
    if (last > first) {
      found_.push_back({groups[first].first, groups[last].end});
    }
    return last;
  }

  void FindMails() {
    for (std::size_t at = 0; at < signs_.size(); ++at) {
      if (signs_[at] != U'@' && signs_[at] != U'＠') {
        continue;
      }
      std::size_t first = at;
      while (first > 0 && IsOfMail(signs_[first - 1])) {
        --first;
      }
      std::size_t end = at + 1;
      while (end < signs_.size() && IsOfMail(signs_[end])) {
        ++end;
      }
      const bool has_host = std::find(signs_.begin() + static_cast<std::ptrdiff_t>(at),
                                      signs_.begin() + static_cast<std::ptrdiff_t>(end),
                                      U'.') != signs_.begin() + static_cast<std::ptrdiff_t>(end);
      if (first < at && has_host) {
        found_.push_back({first, end});
      }
    }
  }

  // "微信：laowang_7", "加v信 laowang7", "QQ号 81234"
  void FindAccounts() {
    static constexpr std::array<std::u32string_view, 9> kWords = {
        U"微信", U"威信", U"薇信", U"v信", U"weixin", U"wechat", U"wx", U"vx", U"qq"};
    const Signs lower = Lower();
    for (const std::u32string_view word : kWords) {
      for (std::size_t at = lower.find(word); at != Signs::npos; at = lower.find(word, at + 1)) {
        FindAccountAt(at + word.size());
      }
    }
  }

  void FindAccountAt(std::size_t at) {
    constexpr std::u32string_view kBetween = U" :：号是为，,加群";
    for (int i = 0; i < 3 && at < signs_.size() && kBetween.find(signs_[at]) != Signs::npos; ++i) {
      ++at;
    }
    std::size_t end = at;
    while (end < signs_.size() && IsOfName(signs_[end])) {
      ++end;
    }
    if (end - at >= kShortestName) {
      found_.push_back({at, end});
    }
  }

  [[nodiscard]] Signs Lower() const {
    Signs lower = signs_;
    for (char32_t& c : lower) {
      c = c >= U'A' && c <= U'Z' ? c + (U'a' - U'A') : c;
    }
    return lower;
  }

  const Signs& signs_;
  std::vector<Stretch> found_;
};

}  // namespace

std::string MaskContacts(std::string_view text) {
  Signs signs;
  for (std::size_t at = 0; at < text.size();) {
    signs += NextCodePoint(text, at);
  }
  std::vector<Stretch> hidden = ContactFinder(signs).Found();
  std::sort(hidden.begin(), hidden.end(),
            [](const Stretch& a, const Stretch& b) { return a.first < b.first; });
  std::string masked;
  std::size_t at = 0;
  for (const Stretch& part : hidden) {
    if (part.end <= at) {
      continue;
    }
    for (; at < part.first; ++at) {
      AppendUtf8(masked, signs[at]);
    }
    masked += kHidden;
    at = part.end;
  }
  for (; at < signs.size(); ++at) {
    AppendUtf8(masked, signs[at]);
  }
  return masked;
}

}  // namespace forumwatch
