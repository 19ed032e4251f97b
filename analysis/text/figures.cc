#include "analysis/text/figures.h"

#include <algorithm>
#include <array>
#include <functional>
#include <initializer_list>

namespace forumwatch {
namespace {

constexpr std::size_t kLongGroup = 7;     // figures in a row that are a number by themselves
constexpr std::size_t kWidestGap = 8;     // signs between the groups of one number
constexpr std::size_t kMostFigures = 23;  // of one number: a bank card's are 19

int ValueOf(std::string_view figures) {
  int value = 0;
  for (const char c : figures.substr(0, 8)) {
    value = value * 10 + (c - '0');
  }
  return value;
}

bool IsYear(std::string_view figures) {
  return figures.size() == 4 && (figures.starts_with("19") || figures.starts_with("20"));
}
bool IsMonth(std::string_view figures) {
  return figures.size() <= 2 && ValueOf(figures) >= 1 && ValueOf(figures) <= 12;
}
bool IsDayOfMonth(std::string_view figures) {
  return figures.size() <= 2 && ValueOf(figures) >= 1 && ValueOf(figures) <= 31;
}

// "1203": the third of the twelfth floor; "301".
bool IsRoom(std::string_view figures) {
  constexpr int kHighestFloor = 60;
  constexpr int kMostOnAFloor = 20;
  const int value = ValueOf(figures);
  return (figures.size() == 3 || figures.size() == 4) && figures[0] != '0' &&
         value / 100 <= kHighestFloor && value % 100 >= 1 && value % 100 <= kMostOnAFloor;
}

// "0830", "2200": the minutes in fives.
bool IsHour(std::string_view figures) {
  const int value = ValueOf(figures);
  return figures.size() == 4 && value / 100 <= 24 && value % 100 < 60 && value % 5 == 0;
}

bool Counts(std::string_view figures) {
  return std::adjacent_find(figures.begin(), figures.end(), std::greater_equal<>()) ==
         figures.end();
}

// The figures of some groups in a row, as one number.
struct Joined {
  std::string figures;
  std::vector<std::size_t> sizes;  // of its parts: what stands without a gap is one

  [[nodiscard]] bool Is(std::initializer_list<std::size_t> written) const {
    return std::equal(sizes.begin(), sizes.end(), written.begin(), written.end());
  }
};

Joined Join(std::span<const FigureGroup> groups) {
  Joined joined;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    joined.figures += groups[i].figures;
    if (i > 0 && groups[i - 1].at.end == groups[i].at.first) {
      joined.sizes.back() += groups[i].figures.size();
    } else {
      joined.sizes.push_back(groups[i].figures.size());
    }
  }
  return joined;
}

// Without 86 or 0086 at its beginning.
Joined WithoutCountry(Joined number) {
  const std::size_t code = number.figures.starts_with("0086") ? 4
                           : number.figures.starts_with("86") ? 2
                                                              : 0;
  if (code == 0 || number.sizes.front() < code) {
    return number;
  }
  number.figures.erase(0, code);
  number.sizes.front() -= code;
  if (number.sizes.front() == 0) {
    number.sizes.erase(number.sizes.begin());
  }
  return number;
}

bool IsMobile(std::string_view figures) {
  return figures.size() == 11 && figures[0] == '1' && figures[1] >= '3';
}

// How many figures of it are the area's; 0: it is no number with an area. No number within an area
// begins with 0, 1 or 9.
std::size_t AreaOf(std::string_view figures) {
  if (figures.size() < 10 || figures.size() > 12 || figures[0] != '0' || figures[1] == '0') {
    return 0;
  }
  const std::size_t area = figures[1] <= '2' ? 3 : 4;
  const std::size_t left = figures.size() - area;
  const char begins = figures[area];
  return (left == 7 || left == 8) && begins >= '2' && begins <= '8' ? area : 0;
}

bool IsService(std::string_view figures) {
  return figures.size() == 10 && (figures.starts_with("400") || figures.starts_with("800"));
}

// As the cards themselves are printed, or figure by figure.
bool IsCard(const Joined& number) {
  if (number.figures.size() < 15 || number.figures.size() > 19) {
    return false;
  }
  const auto last = number.sizes.end() - 1;
  return (std::all_of(number.sizes.begin(), last, [](std::size_t size) { return size == 4; }) &&
          *last <= 4) ||
         std::all_of(number.sizes.begin(), number.sizes.end(),
                     [](std::size_t size) { return size <= 3; }) ||
         number.Is({6, 8, 3}) || number.Is({6, 8, 4}) || number.Is({6, 4, 4, 3}) ||
         number.Is({6, 4, 4, 4});
}

// Looks for the numbers in one run of groups with nothing but gaps between them.
class NumbersOfRun {
 public:
  NumbersOfRun(std::u32string_view signs, std::span<const FigureGroup> groups)
      : signs_(signs), groups_(groups), begins_time_(TimesIn(signs, groups)) {}

  // So that most figures are part of a number; among equals those that stand last, since the number
  // of a house or a room stands before a telephone.
  [[nodiscard]] std::vector<SignRange> Find() const {
    std::vector<std::size_t> covered(groups_.size() + 1, 0);  // from this group on
    std::vector<std::size_t> chosen(groups_.size(), 0);       // groups of the number; 0 none
    for (std::size_t first = groups_.size(); first-- > 0;) {
      covered[first] = covered[first + 1];
      std::size_t figures = 0;
      for (std::size_t end = first + 1; end <= groups_.size(); ++end) {
        figures += groups_[end - 1].figures.size();
        if (end > first + 1 && figures > kMostFigures) {
          break;
        }
        if (figures >= kLongGroup && figures + covered[end] > covered[first] &&
            IsNumber(first, end)) {
          covered[first] = figures + covered[end];
          chosen[first] = end - first;
        }
      }
    }
    std::vector<SignRange> found;
    for (std::size_t at = 0; at < groups_.size(); at += std::max<std::size_t>(chosen[at], 1)) {
      if (chosen[at] > 0) {
        found.push_back({groups_[at].at.first, groups_[at + chosen[at] - 1].at.end});
      }
    }
    return found;
  }

 private:
  static std::u32string_view GapAfter(std::u32string_view signs,
                                      std::span<const FigureGroup> groups, std::size_t group) {
    const std::size_t from = groups[group].at.end;
    return signs.substr(from, groups[group + 1].at.first - from);
  }

  // The groups of "2026-03-02" and "13:30": no number begins with them.
  static std::vector<bool> TimesIn(std::u32string_view signs, std::span<const FigureGroup> groups) {
    std::vector<bool> times(groups.size(), false);
    const auto figures = [&](std::size_t i) { return std::string_view(groups[i].figures); };
    for (std::size_t i = 0; i + 1 < groups.size(); ++i) {
      const auto gap = GapAfter(signs, groups, i);
      if (gap == U":" && figures(i).size() <= 2 && ValueOf(figures(i)) <= 24 &&
          figures(i + 1).size() == 2 && ValueOf(figures(i + 1)) <= 59) {
        times[i] = times[i + 1] = true;
      }
      if (i + 2 < groups.size() && IsYear(figures(i)) && IsMonth(figures(i + 1)) &&
          IsDayOfMonth(figures(i + 2)) && gap == GapAfter(signs, groups, i + 1)) {
        times[i] = times[i + 1] = times[i + 2] = true;
      }
    }
    return times;
  }

  [[nodiscard]] bool IsNumber(std::size_t first, std::size_t end) const {
    const auto groups = groups_.subspan(first, end - first);
    const Joined number = WithoutCountry(Join(groups));
    if (groups.size() == 1) {
      const std::string& figures = groups[0].figures;
      return figures.size() >= kLongGroup && !IsList(groups) &&
             (!IsCompactDay(figures) || IsSaidToBeANumber(first));
    }
    if (number.sizes.size() == 1) {
      return IsWrittenAsUsual(number) || IsMixed(number, groups);
    }
    if (begins_time_[first]) {
      return false;
    }
    return IsLocal(first, end) ||
           (!IsList(groups) &&
            (IsWrittenAsUsual(number) || (IsOfAnyKind(number) && IsWrittenUnusually(first, end))));
  }

  // "138零零138": both ways of writing figures without a gap. The first or the last may be a word:
  // "周一", "一起".
  [[nodiscard]] static bool IsMixed(const Joined& number, std::span<const FigureGroup> groups) {
    return number.figures.size() >= kLongGroup &&
           std::all_of(groups.begin(), groups.end(),
                       [](const FigureGroup& group) { return group.figures.size() < kLongGroup; });
  }

  [[nodiscard]] static bool IsWrittenAsUsual(const Joined& number) {
    const std::size_t begins = number.sizes.front();
    if (IsMobile(number.figures)) {
      return begins == 11 || number.Is({3, 4, 4}) || number.Is({3, 8}) || number.Is({7, 4}) ||
             number.Is({4, 3, 4});
    }
    const std::size_t area = AreaOf(number.figures);
    return (area != 0 && (begins == area || begins >= kLongGroup)) ||
           (IsService(number.figures) && begins == 3);
  }

  [[nodiscard]] static bool IsOfAnyKind(const Joined& number) {
    return IsMobile(number.figures) || AreaOf(number.figures) != 0 || IsService(number.figures) ||
           IsCard(number);
  }

  // Parted as no number usually is: the same between all its groups, or at least no room among
  // them ("1303，13-2-1503"), and neither a list nor an amount.
  [[nodiscard]] bool IsWrittenUnusually(std::size_t first, std::size_t end) const {
    const auto groups = groups_.subspan(first, end - first);
    std::u32string_view gap;
    bool even = true;
    for (std::size_t i = first; i + 1 < end; ++i) {
      const std::u32string_view next = GapAfter(signs_, groups_, i);
      even = even && (next.empty() || gap.empty() || next == gap);
      gap = next.empty() ? gap : next;
    }
    if (!even && std::any_of(groups.begin(), groups.end(),
                             [](const FigureGroup& group) { return IsRoom(group.figures); })) {
      return false;
    }
    return !IsPartOfAList(first, end, gap) && !IsCounted(end);
  }

  // "124、159、167、55、…": what stands in a row with others like it; "1、3、8、0、…、7栋".
  [[nodiscard]] bool IsPartOfAList(std::size_t first, std::size_t end,
                                   std::u32string_view gap) const {
    const auto goes_on_after = [&](std::size_t group) {
      return group + 1 < groups_.size() && GapAfter(signs_, groups_, group) == gap;
    };
    if ((gap != U"、" && gap != U",") ||
        !(goes_on_after(end - 1) || (first > 0 && goes_on_after(first - 1)))) {
      return false;
    }
    const auto groups = groups_.subspan(first, end - first);
    const bool one_by_one = std::all_of(groups.begin(), groups.end(), [](const FigureGroup& group) {
      return group.figures.size() == 1;
    });
    const std::size_t farthest = end + kMostFigures;
    while (end < farthest && goes_on_after(end - 1)) {
      ++end;
    }
    return !one_by_one || IsCounted(end);
  }

  // Whether a word that counts stands after the group before `end`.
  [[nodiscard]] bool IsCounted(std::size_t end) const {
    constexpr std::u32string_view kWords =
        U"栋幢座楼号层单户室区弄期梯路年月日点时分天元块个次米平度人台辆";
    const std::size_t after = groups_[end - 1].at.end;
    return after < signs_.size() && kWords.find(signs_[after]) != std::u32string_view::npos;
  }

  // "5888-1234", within a town. Two rooms or two years are none, unless they are said to be.
  [[nodiscard]] bool IsLocal(std::size_t first, std::size_t end) const {
    const auto groups = groups_.subspan(first, end - first);
    if (groups.size() != 2 || groups[1].figures.size() != 4 || groups[0].figures[0] < '2' ||
        groups[0].figures[0] > '8') {
      return false;
    }
    const std::size_t begins = groups[0].figures.size();
    return (begins == 4 && !IsList(groups) && !IsCounted(end) &&
            !(IsYear(groups[0].figures) && IsYear(groups[1].figures))) ||
           ((begins == 4 || begins == 3) && IsSaidToBeANumber(first));
  }

  [[nodiscard]] bool IsSaidToBeANumber(std::size_t group) const {
    constexpr std::size_t kNear = 6;
    constexpr std::array<std::u32string_view, 8> kWords = {U"电话", U"手机", U"座机", U"号码",
                                                           U"热线", U"致电", U"拨打", U"tel"};
    const std::size_t at = groups_[group].at.first;
    const std::size_t from = at - std::min(at, kNear);
    const std::u32string_view before = signs_.substr(from, at - from);
    return std::any_of(kWords.begin(), kWords.end(), [&](std::u32string_view word) {
      return before.find(word) != std::u32string_view::npos;
    });
  }

  std::u32string_view signs_;
  std::span<const FigureGroup> groups_;
  std::vector<bool> begins_time_;
};

bool AreParted(std::u32string_view signs, const FigureGroup& before, const FigureGroup& group) {
  const auto gap = signs.substr(before.at.end, group.at.first - before.at.end);
  return gap.size() > kWidestGap || !std::all_of(gap.begin(), gap.end(), IsGapSign);
}

}  // namespace

bool IsCompactDay(std::string_view figures) {
  return figures.size() == 8 && IsYear(figures.substr(0, 4)) && IsMonth(figures.substr(4, 2)) &&
         IsDayOfMonth(figures.substr(6));
}

bool IsList(std::span<const FigureGroup> groups) {
  if (groups.size() == 1) {
    return Counts(groups[0].figures);
  }
  const auto each = [&](const auto& is) {
    return std::all_of(groups.begin(), groups.end(),
                       [&](const FigureGroup& group) { return is(group.figures); });
  };
  const bool grows = std::adjacent_find(groups.begin(), groups.end(),
                                        [](const FigureGroup& a, const FigureGroup& b) {
                                          return ValueOf(a.figures) >= ValueOf(b.figures);
                                        }) == groups.end();
  const std::string floor = groups.front().figures.substr(0, 2);
  return (grows && each([](const std::string& figures) {
            return figures.size() <= 2 && figures[0] != '0';
          })) ||
         each(IsRoom) || each(IsHour) || each([&](const std::string& figures) {
           return figures.size() == 4 && figures[0] != '0' && figures.starts_with(floor);
         });
}

std::vector<SignRange> PersonalNumbers(std::u32string_view signs,
                                       std::span<const FigureGroup> groups) {
  std::vector<SignRange> found;
  for (std::size_t first = 0; first < groups.size();) {
    std::size_t end = first + 1;
    while (end < groups.size() && !AreParted(signs, groups[end - 1], groups[end])) {
      ++end;
    }
    for (SignRange range : NumbersOfRun(signs, groups.subspan(first, end - first)).Find()) {
      // The last sign of an identity card.
      const bool card = range.end < signs.size() && signs[range.end] == U'x';
      found.push_back({range.first, card ? range.end + 1 : range.end});
    }
    first = end;
  }
  return found;
}

}  // namespace forumwatch
