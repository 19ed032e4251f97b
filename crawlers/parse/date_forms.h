// How a date is written → what is said in it, not yet when that was. Inside this room only.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include <re2/stringpiece.h>

#include "analysis/model/time.h"
#include "crawlers/parse/date.h"

namespace forumwatch {

struct WrittenDate {
  // How long ago, whole ("3 天前"). Nothing else is said then.
  struct Ago {
    int months = 0;
    Duration span{};
  };
  std::optional<Ago> ago;
  std::optional<UtcTime> instant;  // Unix time

  std::optional<int> days_ago;  // today is 0
  std::optional<std::chrono::weekday> weekday;
  std::optional<std::chrono::year> year;
  std::optional<std::chrono::month> month;
  std::optional<std::chrono::day> day;
  std::optional<Duration> time_of_day;
  std::optional<std::chrono::minutes> zone;
};

// Of a few digits and nothing else.
inline int NumberOf(std::string_view digits) {
  int number = 0;
  for (const char c : digits) {
    number = number * 10 + (c - '0');
  }
  return number;
}

// Lower case, one space for any white space, half-width digits and signs, trimmed.
std::string FoldDateText(std::string_view text);

// Of folded text. nullopt unless all of it is a date.
std::optional<WrittenDate> ReadDateForm(std::string_view folded, DateOrder order);

// Parts of it; each takes from the front of `text` what it understands and says whether it did.
bool TakeTimeOfDay(re2::StringPiece& text, WrittenDate& date);
bool TakeZone(re2::StringPiece& text, WrittenDate& date);
bool TakeAgo(re2::StringPiece& text, WrittenDate& date);

}  // namespace forumwatch
