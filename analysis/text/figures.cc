#include "analysis/text/figures.h"

#include <algorithm>
#include <array>

#include "analysis/text/figure_kinds.h"

namespace forumwatch {
namespace {

constexpr std::size_t kLongGroup = 7;     // figures in a row that are a number by themselves
constexpr std::size_t kWidestGap = 24;    // signs between the groups of one number
constexpr std::size_t kMostFigures = 23;  // of one number: a bank card's are 19
constexpr std::size_t kLongestAmount = 9;

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
             (IsSaidToBeANumber(first, false) ||
              (!IsCompactDay(figures) &&
               !(figures.size() <= kLongestAmount && IsAmount(first, end))));
    }
    if (number.sizes.size() == 1) {
      return IsWrittenAsUsual(number) || IsMixed(number, groups);
    }
    if (begins_time_[first] || IsRowOfFours(first, end)) {
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
  // them ("1303，13-2-1503"), and neither a list ("15-2-1203-1204") nor an amount.
  [[nodiscard]] bool IsWrittenUnusually(std::size_t first, std::size_t end) const {
    const auto groups = groups_.subspan(first, end - first);
    const auto is_room = [](const FigureGroup& group) { return IsRoom(group.figures); };
    std::u32string_view gap;
    bool even = true;
    for (std::size_t i = first; i + 1 < end; ++i) {
      const std::u32string_view next = GapAfter(signs_, groups_, i);
      even = even && (next.empty() || gap.empty() || next == gap);
      gap = next.empty() ? gap : next;
    }
    if (std::all_of(groups.end() - 2, groups.end(), is_room) ||
        (!even && std::any_of(groups.begin(), groups.end(), is_room))) {
      return false;
    }
    return !IsPartOfAList(first, end, gap) && !IsRowOfPairs(first, end) && !IsCounted(first, end);
  }

  // "0873、0874、0902": no number is parted so.
  [[nodiscard]] bool IsRowOfFours(std::size_t first, std::size_t end) const {
    const std::u32string_view gap = GapAfter(signs_, groups_, first);
    if (gap != U"、" && gap != U"," && gap != U", ") {
      return false;
    }
    const auto is_of_four = [&](std::size_t i) { return groups_[i].figures.size() == 4; };
    const auto goes_on = [&](std::size_t i) {
      return is_of_four(i) && is_of_four(i + 1) && GapAfter(signs_, groups_, i) == gap;
    };
    for (std::size_t i = first; i + 1 < end; ++i) {
      if (!goes_on(i)) {
        return false;
      }
    }
    return end - first > 2 || (first > 0 && goes_on(first - 1)) ||
           (end < groups_.size() && goes_on(end - 1));
  }

  // "16.5、17.2、15.8", "9-1、9-3、9-20": amounts or days in a row.
  [[nodiscard]] bool IsRowOfPairs(std::size_t first, std::size_t end) const {
    if (end - first < 3) {
      return false;
    }
    const std::u32string_view gaps[] = {GapAfter(signs_, groups_, first),
                                        GapAfter(signs_, groups_, first + 1)};
    const auto joins = [](std::u32string_view gap) {
      return gap == U"." || gap == U"/" || gap == U"-";
    };
    if (gaps[0] == gaps[1] || !(joins(gaps[0]) || joins(gaps[1]))) {
      return false;
    }
    const std::size_t opens = joins(gaps[0]) ? 0 : 1;
    const bool are_amounts = gaps[opens] == U".";
    bool one_by_one = true;
    for (std::size_t i = first; i < end; ++i) {
      const std::string& figures = groups_[i].figures;
      const std::size_t side = (i - first) % 2;
      const bool is_day = side == opens ? IsMonth(figures) : IsDayOfMonth(figures);
      const bool is_amount = are_amounts && figures.size() <= 2 &&
                             (side != opens || figures.size() == 1 || figures[0] != '0');
      if (!(is_day || is_amount) || (i + 1 < end && GapAfter(signs_, groups_, i) != gaps[side])) {
        return false;
      }
      one_by_one = one_by_one && figures.size() == 1;
    }
    return !one_by_one;
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
    return !one_by_one || IsCounted(first, end);
  }

  // Whether a word that counts stands after the group before `end`.
  [[nodiscard]] bool IsCounted(std::size_t first, std::size_t end) const {
    constexpr std::u32string_view kWords = U"栋幢座楼号层单户室区弄期梯路年月日点时分天个次人台辆";
    const std::size_t after = groups_[end - 1].at.end;
    return (after < signs_.size() && kWords.find(signs_[after]) != std::u32string_view::npos) ||
           IsAmount(first, end);
  }

  // "1280000元", "2000-3000 元", "2500-3200m2", "3000-5000多", "¥ 5000-6000".
  [[nodiscard]] bool IsAmount(std::size_t first, std::size_t end) const {
    const std::size_t begin = groups_[first].at.first;
    const std::size_t before = begin > 1 && signs_[begin - 1] == U' ' ? begin - 1 : begin;
    if (before > 0 && signs_[before - 1] == U'¥') {
      return true;
    }
    std::u32string_view after = signs_.substr(groups_[end - 1].at.end);
    after.remove_prefix(after.starts_with(U' ') ? 1 : 0);
    const bool is_more = after.starts_with(U'多') || after.starts_with(U'余');
    after.remove_prefix(is_more ? 1 : 0);
    return BeginsWithUnit(after) || (is_more && (after.empty() || IsGapSign(after.front())));
  }

  // Not with what stands behind telephones: "万一没人接", "平时都在".
  [[nodiscard]] static bool BeginsWithUnit(std::u32string_view text) {
    constexpr std::u32string_view kUnits = U"元块万亿吨米平度%";
    static constexpr std::array<std::u32string_view, 8> kOtherWords = {
        U"万一", U"万能", U"平时", U"平常", U"平日", U"度假", U"元旦", U"元宵"};
    if (text.starts_with(U'm')) {
      return text.size() == 1 || text[1] < U'a' || text[1] > U'z';
    }
    return text.starts_with(U"左右") ||
           (!text.empty() && kUnits.find(text.front()) != std::u32string_view::npos &&
            std::none_of(kOtherWords.begin(), kOtherWords.end(),
                         [&](std::u32string_view word) { return text.starts_with(word); }));
  }

  // "5888-1234", within a town. Two rooms or two years are none, unless they are said to be.
  [[nodiscard]] bool IsLocal(std::size_t first, std::size_t end) const {
    const auto groups = groups_.subspan(first, end - first);
    if (groups.size() != 2 || groups[1].figures.size() != 4 || groups[0].figures[0] < '2' ||
        groups[0].figures[0] > '8') {
      return false;
    }
    const std::size_t begins = groups[0].figures.size();
    return (begins == 4 && !IsList(groups) && !IsCounted(first, end) &&
            !(IsYear(groups[0].figures) && IsYear(groups[1].figures))) ||
           ((begins == 4 || begins == 3) && IsSaidToBeANumber(first, IsList(groups)));
  }

  // Rooms are spoken of with "联系" and "打", too: "联系2203-2204".
  [[nodiscard]] bool IsSaidToBeANumber(std::size_t group, bool may_be_rooms) const {
    constexpr std::size_t kNear = 6;
    constexpr std::array<std::u32string_view, 9> kWords = {
        U"电话", U"手机", U"座机", U"固话", U"号码", U"热线", U"致电", U"拨打", U"tel"};
    const std::size_t at = groups_[group].at.first;
    const std::size_t from = at - std::min(at, kNear);
    std::u32string_view before = signs_.substr(from, at - from);
    if (std::any_of(kWords.begin(), kWords.end(), [&](std::u32string_view word) {
          return before.find(word) != std::u32string_view::npos;
        })) {
      return true;
    }
    while (!before.empty() && IsGapSign(before.back())) {
      before.remove_suffix(1);
    }
    return !may_be_rooms && (before.ends_with(U"联系") || before.ends_with(U"打"));
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
