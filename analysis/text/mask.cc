#include "analysis/text/mask.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "analysis/text/code_points.h"
#include "analysis/text/figure_kinds.h"
#include "analysis/text/figures.h"
#include "analysis/text/normalise.h"
#include "analysis/text/person_names.h"

namespace forumwatch {
namespace {

constexpr std::string_view kHidden = "＊＊＊";
constexpr std::size_t kShortestAccount = 5;
constexpr std::size_t kWidestLink = 10;  // signs between "微信" and the name
constexpr std::size_t kWidestTalk = 6;   // where they are words: "微信联系我吧 laowang_7"

// A normalised text by its signs, each with the code point of the original that it came from.
struct FoldedSigns {
  std::u32string signs;
  std::vector<std::size_t> origins;
};

FoldedSigns SignsOf(std::string_view text) {
  const NormalisedText normalised = NormaliseWithOrigins(text);
  FoldedSigns folded;
  for (std::size_t at = 0; at < normalised.text.size();) {
    folded.origins.push_back(normalised.origins[at]);
    folded.signs += NextCodePoint(normalised.text, at);
  }
  return folded;
}

bool IsLatin(char32_t c) {
  return c >= U'a' && c <= U'z';
}

bool IsOfName(char32_t c) {
  return IsLatin(c) || (c >= U'0' && c <= U'9') || c == U'_' || c == U'-';
}

bool IsOfMail(char32_t c) {
  return IsOfName(c) || c == U'.' || c == U'+';
}

// Marks the signs that lead to a person.
class ContactFinder {
 public:
  explicit ContactFinder(std::u32string_view signs)
      : signs_(signs), groups_(FigureGroups(signs)), hidden_(signs.size(), false) {}

  std::vector<bool> Hidden(std::span<const std::u32string> names) {
    for (const SignRange& number : PersonalNumbers(signs_, groups_)) {
      Hide(number.first, number.end);
    }
    HideMails();
    HideAccounts();
    for (const std::u32string& name : names) {
      HideName(name);
    }
    return std::move(hidden_);
  }

 private:
  void Hide(std::size_t first, std::size_t end) {
    std::fill(hidden_.begin() + static_cast<std::ptrdiff_t>(first),
              hidden_.begin() + static_cast<std::ptrdiff_t>(end), true);
  }

  [[nodiscard]] bool Is(std::size_t at, bool (*kind)(char32_t)) const {
    return at < signs_.size() && kind(signs_[at]);
  }

  [[nodiscard]] std::size_t EndOf(std::size_t at, bool (*kind)(char32_t)) const {
    while (Is(at, kind)) {
      ++at;
    }
    return at;
  }

  // "lao.wang@mail.example.com", "老王 @ qq.com", "laowang#qq点com"
  void HideMails() {
    constexpr std::u32string_view kAt = U"@#";
    for (std::size_t at = 0; at < signs_.size(); ++at) {
      if (kAt.find(signs_[at]) == std::u32string_view::npos) {
        continue;
      }
      const std::size_t local_end = at > 0 && signs_[at - 1] == U' ' ? at - 1 : at;
      const std::size_t local = BeginOfLocal(local_end);
      const std::size_t host = at + 1 + (at + 1 < signs_.size() && signs_[at + 1] == U' ' ? 1 : 0);
      const std::size_t end = EndOfHost(host, signs_[at] == U'@' && IsOfMail(signs_[local]) &&
                                                  local_end - local >= 3 && host == at + 1);
      if (local < local_end && end > host) {
        Hide(local, end);
      }
    }
  }

  [[nodiscard]] std::size_t BeginOfLocal(std::size_t end) const {
    constexpr std::size_t kLongestChinese = 4;
    std::size_t at = end;
    while (at > 0 && IsOfMail(signs_[at - 1])) {
      --at;
    }
    if (at == end) {
      while (at > 0 && end - at < kLongestChinese && IsHan(signs_[at - 1])) {
        --at;
      }
    }
    return at;
  }

  // `host` where there is none. `undotted`: "laowang@qq" is one, too.
  [[nodiscard]] std::size_t EndOfHost(std::size_t host, bool undotted) const {
    std::size_t end = EndOf(host, IsOfName);
    const std::size_t name = end;
    while (end > host && end + 1 < signs_.size() && (signs_[end] == U'.' || signs_[end] == U'点') &&
           IsLatin(signs_[end + 1])) {
      end = EndOf(end + 1, IsOfName);
    }
    return end > name || (undotted && end >= host + 2) ? end : host;
  }

  // "微信：laowang_7", "加v信 laowang7", "QQ号 81234", "laowang_7（微信）"
  void HideAccounts() {
    static constexpr std::array<std::u32string_view, 19> kWords = {
        U"微信", U"威信", U"薇信", U"v信", U"微号", U"weixin", U"wechat", U"wx", U"vx", U"加微",
        U"加v",  U"+v",   U"我v",  U"v:",  U"微:",  U"扣扣",   U"企鹅号", U"qq", U"q:"};
    for (std::size_t at = 0; at < signs_.size();) {
      std::size_t after = at;
      for (std::size_t i = 0; i < kWords.size() && after == at; ++i) {
        after = EndOfWord(at, kWords[i]);
      }
      const std::size_t end = after == at ? at : HideAccountAfter(after);
      if (after > at) {
        HideAccountBefore(at);
      }
      at = end > after ? end : at + 1;
    }
  }

  // Its signs may stand apart. `at` when it is another word, or a part of one.
  [[nodiscard]] std::size_t EndOfWord(std::size_t at, std::u32string_view word) const {
    if (signs_[at] != word.front() ||
        (IsLatin(word.front()) && at > 0 && IsLatin(signs_[at - 1]))) {
      return at;
    }
    std::size_t end = at + 1;
    for (const char32_t c : word.substr(1)) {
      end = end < signs_.size() && signs_[end] == U' ' ? end + 1 : end;
      if (end == signs_.size() || signs_[end] != c) {
        return at;
      }
      ++end;
    }
    return end;
  }

  // Where it ends; `at` when there is none.
  std::size_t HideAccountAfter(std::size_t at) {
    constexpr std::u32string_view kBetween = U"号是为加群我的叫账码名";
    const std::size_t word = EndOfId(at);
    std::size_t name = word;
    while (name < signs_.size() && name - word < kWidestLink &&
           (IsGapSign(signs_[name]) || kBetween.find(signs_[name]) != std::u32string_view::npos)) {
      ++name;
    }
    const std::u32string_view link = signs_.substr(at, name - at);
    if (const std::size_t end = EndOfAccountName(name, 1); end > name) {
      Hide(name, end);
      return end;
    }
    if (IsFigureAt(name)) {
      // "QQ群20260302": what was said there that day; "QQ群号：20260302" is a number.
      const bool may_be_day = link.find(U'群') != std::u32string_view::npos &&
                              link.back() != U'号' && link.back() != U':';
      const std::size_t end = EndOfNumber(name, may_be_day);
      Hide(name, end);
      return end > name ? end : at;
    }
    const std::size_t talked = EndOfTalk(name);
    const std::size_t end = EndOfAccountName(talked, 2);
    Hide(talked, end);
    return end > talked ? end : at;
  }

  // "微信ID：", "wx id "
  [[nodiscard]] std::size_t EndOfId(std::size_t at) const {
    const std::size_t id = at < signs_.size() && signs_[at] == U' ' ? at + 1 : at;
    return signs_.substr(id, 2) == U"id" && !Is(id + 2, IsOfName) ? id + 2 : at;
  }

  [[nodiscard]] std::size_t EndOfTalk(std::size_t at) const {
    std::size_t end = at;
    while (end < signs_.size() && end - at < kWidestTalk &&
           (IsGapSign(signs_[end]) || (IsHan(signs_[end]) && !IsFigureAt(end)))) {
      ++end;
    }
    return EndOfId(end);
  }

  // Where the name that begins there ends; `first` when it is too short or has too few letters.
  [[nodiscard]] std::size_t EndOfAccountName(std::size_t first, int least_letters) const {
    const std::size_t end = EndOf(first, IsOfName);
    const auto letters = std::count_if(signs_.begin() + static_cast<std::ptrdiff_t>(first),
                                       signs_.begin() + static_cast<std::ptrdiff_t>(end), IsLatin);
    return letters >= least_letters && end - first >= kShortestAccount ? end : first;
  }

  [[nodiscard]] bool IsFigureAt(std::size_t at) const { return Is(at, IsFigure); }

  // Of the account that begins with these figures; `first` when they are none, but a day, or rooms.
  [[nodiscard]] std::size_t EndOfNumber(std::size_t first, bool may_be_day) const {
    const auto begin = std::lower_bound(
        groups_.begin(), groups_.end(), first,
        [](const FigureGroup& group, std::size_t at) { return group.at.first < at; });
    const bool one_by_one = begin->figures.size() == 1;
    auto end = begin;
    std::size_t figures = 0;
    const auto goes_on = [&] {
      const bool near = end == begin || end->at.first - (end - 1)->at.end <= 1;
      return near && (one_by_one ? end->figures.size() == 1 : end->figures.size() >= 3) &&
             (end == begin || end->at.first == (end - 1)->at.end ||
              IsGapSign(signs_[(end - 1)->at.end]));
    };
    while (end != groups_.end() && goes_on()) {
      figures += end->figures.size();
      ++end;
    }
    const auto number = std::span(groups_).subspan(
        static_cast<std::size_t>(begin - groups_.begin()), static_cast<std::size_t>(end - begin));
    const bool is_account = figures >= kShortestAccount &&
                            !(may_be_day && IsCompactDay(begin->figures)) &&
                            (number.size() == 1 || !IsList(number));
    return is_account ? number.back().at.end : first;
  }

  void HideAccountBefore(std::size_t word) {
    constexpr std::size_t kShortest = 6;
    constexpr std::size_t kFarthest = 3;
    std::size_t end = word;
    while (end > 0 && word - end < kFarthest && !IsOfName(signs_[end - 1]) &&
           IsGapSign(signs_[end - 1])) {
      --end;
    }
    std::size_t first = end;
    while (first > 0 && IsOfName(signs_[first - 1])) {
      --first;
    }
    const auto letters = std::count_if(signs_.begin() + static_cast<std::ptrdiff_t>(first),
                                       signs_.begin() + static_cast<std::ptrdiff_t>(end), IsLatin);
    if (end - first >= kShortest && letters >= 2) {
      Hide(first, end);
    }
  }

  void HideName(const std::u32string& name) {
    for (std::size_t at = signs_.find(name); at != std::u32string_view::npos;
         at = signs_.find(name, at + name.size())) {
      const std::size_t end = at + name.size();
      const bool within_a_word = (IsLatin(name.front()) && at > 0 && IsLatin(signs_[at - 1])) ||
                                 (IsLatin(name.back()) && Is(end, IsLatin));
      if (!within_a_word) {
        Hide(at, end);
      }
    }
  }

  std::u32string_view signs_;
  std::vector<FigureGroup> groups_;
  std::vector<bool> hidden_;
};

// The signs of a text, each with the byte of it where it ends.
struct GivenSigns {
  std::u32string signs;
  std::vector<std::size_t> ends;
};

GivenSigns GivenSignsOf(std::string_view text) {
  GivenSigns given;
  for (std::size_t at = 0; at < text.size();) {
    given.signs += NextCodePoint(text, at);
    given.ends.push_back(at);
  }
  return given;
}

// The signs from `first` up to `end`, each row of hidden ones as one mark.
std::string Shown(const GivenSigns& given, const std::vector<bool>& hidden, std::size_t first,
                  std::size_t end) {
  std::string shown;
  for (std::size_t at = first; at < end; ++at) {
    if (!hidden[at]) {
      AppendUtf8(shown, given.signs[at]);
    } else if (at == first || !hidden[at - 1]) {
      shown += kHidden;
    }
  }
  return shown;
}

// For each sign of the text as it was given.
std::vector<bool> HiddenSigns(std::string_view text, std::size_t given,
                              std::span<const std::u32string> names) {
  const FoldedSigns folded = SignsOf(text);
  const std::vector<bool> found = ContactFinder(folded.signs).Hidden(names);
  std::vector<bool> hidden(given, false);
  for (std::size_t i = 0; i < found.size(); ++i) {
    // What the folding dropped within a number goes with it.
    const bool goes_on = found[i] && i + 1 < found.size() && found[i + 1];
    const std::size_t end = goes_on ? folded.origins[i + 1] : folded.origins[i];
    for (std::size_t at = folded.origins[i]; found[i] && at <= end; ++at) {
      hidden[at] = true;
    }
  }
  return hidden;
}

}  // namespace

ContactMask::ContactMask(std::span<const std::string> names) : names_(NamesToHide(names)) {}

std::string ContactMask::Masked(std::string_view text) const {
  const GivenSigns given = GivenSignsOf(text);
  return Shown(given, HiddenSigns(text, given.signs.size(), names_), 0, given.signs.size());
}

std::string ContactMask::MaskedPart(std::string_view part, std::string_view whole) const {
  const std::size_t byte = whole.find(part);
  if (part.empty() || byte == std::string_view::npos) {
    return Masked(part);
  }
  const GivenSigns given = GivenSignsOf(whole);
  const auto sign_at = [&](std::size_t at) {
    return static_cast<std::size_t>(std::upper_bound(given.ends.begin(), given.ends.end(), at) -
                                    given.ends.begin());
  };
  std::vector<bool> hidden = HiddenSigns(whole, given.signs.size(), names_);
  const std::size_t first = sign_at(byte);
  const std::size_t end = sign_at(byte + part.size());
  // The same words may stand there again.
  for (std::size_t next = whole.find(part, byte + part.size()); next != std::string_view::npos;
       next = whole.find(part, next + part.size())) {
    const std::size_t again = sign_at(next);
    for (std::size_t i = 0; i < end - first && again + i < hidden.size(); ++i) {
      hidden[first + i] = hidden[first + i] || hidden[again + i];
    }
  }
  return Shown(given, hidden, first, end);
}

std::string MaskContacts(std::string_view text, std::span<const std::string> names) {
  return ContactMask(names).Masked(text);
}

}  // namespace forumwatch
