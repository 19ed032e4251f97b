#include "analysis/text/figure_kinds.h"

#include <algorithm>
#include <functional>

namespace forumwatch {
namespace {

bool Counts(std::string_view figures) {
  return std::adjacent_find(figures.begin(), figures.end(), std::greater_equal<>()) ==
         figures.end();
}

}  // namespace

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

bool IsRoom(std::string_view figures) {
  constexpr int kHighestFloor = 60;
  constexpr int kMostOnAFloor = 20;
  const int value = ValueOf(figures);
  return (figures.size() == 3 || figures.size() == 4) && figures[0] != '0' &&
         value / 100 <= kHighestFloor && value % 100 >= 1 && value % 100 <= kMostOnAFloor;
}

bool IsHour(std::string_view figures) {
  const int value = ValueOf(figures);
  return figures.size() == 4 && value / 100 <= 24 && value % 100 < 60 && value % 5 == 0;
}

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

}  // namespace forumwatch
