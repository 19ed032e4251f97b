#include "analysis/alerting/blindness.h"

#include <algorithm>
#include <cmath>

namespace forumwatch {
namespace {

constexpr double kKnownOf = 10;        // fewer say nothing of what is usual
constexpr double kRememberedOf = 500;  // what a share weighs at most
constexpr double kFall = 0.3001;       // of three tenths nothing is said yet
constexpr double kAlmostAlways = 0.95;
constexpr double kFewRows = 5;            // a list that is shorter by less is nothing to tell
constexpr double kRowsForgotten = 0.001;  // of the difference, a visit
constexpr int kKnownArrivals = 20;
constexpr std::chrono::hours kKnownAfter{7 * 24};
constexpr std::chrono::hours kShortestSilence{48};
constexpr int kTimesLonger = 4;

double PartOf(const Share& share) {
  return share.of > 0 ? share.found / share.of : 0;
}

std::string Whole(double number) {
  return std::to_string(std::lround(number));
}

// One that lacks it may be an odd one; two are a sign, and so is one where hardly any ever did.
bool FallsShort(const Share& now, const Share& usual) {
  if (usual.of < kKnownOf || now.of <= 0 || PartOf(usual) - PartOf(now) <= kFall) {
    return false;
  }
  return now.of - now.found >= 2 || (now.found <= 0 && PartOf(usual) >= kAlmostAlways);
}

std::string WhyShort(const VisitSigns& signs, const SourceHabits& habits) {
  for (const auto& [what, share] : signs.shares) {
    const auto usual = habits.shares.find(what);
    if (usual != habits.shares.end() && FallsShort(share, usual->second)) {
      return what + "：平时 " + Whole(100 * PartOf(usual->second)) + "% 读得到，这次 " +
             Whole(share.of) + " 个里只读到 " + Whole(share.found) + " 个";
    }
  }
  return {};
}

std::string WhyFew(const VisitSigns& signs, const SourceHabits& habits) {
  if (!signs.rows || habits.rows < 0.5) {
    return {};
  }
  const std::string usual = "，平时有 " + Whole(habits.rows) + " 条";
  if (*signs.rows == 0) {
    return "列表或频道是空的" + usual;
  }
  const bool few = *signs.rows * 2 < habits.rows && habits.rows - *signs.rows >= kFewRows;
  return few ? "列表第一页只读到 " + std::to_string(*signs.rows) + " 条主题" + usual
             : std::string();
}

std::string WhySilent(const VisitSigns& signs, const SourceHabits& habits, UtcTime now) {
  const auto newest = std::max(signs.newest_post_at, habits.newest_post_at);
  if (!newest || !habits.since || habits.arrivals < kKnownArrivals ||
      now - *habits.since < kKnownAfter) {
    return {};
  }
  const Duration silence = now - *newest;
  if (silence <= std::max<Duration>(kShortestSilence, kTimesLonger * habits.longest_silence)) {
    return {};
  }
  return "最新的帖子停在 " + WrittenSpan(silence) + "前，这个论坛平时最长只静 " +
         WrittenSpan(habits.longest_silence) + "：列表可能不再更新，或给的是旧页面";
}

void Add(Share& known, const Share& share) {
  known.found += share.found;
  known.of += share.of;
  if (known.of > kRememberedOf) {
    known.found *= kRememberedOf / known.of;
    known.of = kRememberedOf;
  }
}

}  // namespace

std::string WhyBlind(const VisitSigns& signs, const SourceHabits& habits, UtcTime now) {
  if (signs.gone >= 2 && signs.thread_pages == 0) {
    return "打开的 " + std::to_string(signs.gone) + " 个主题论坛都说不存在，可能是没有权限";
  }
  std::string why = WhyFew(signs, habits);
  why = why.empty() ? WhyShort(signs, habits) : why;
  return why.empty() ? WhySilent(signs, habits, now) : why;
}

SourceHabits Learnt(SourceHabits habits, const VisitSigns& signs, UtcTime now) {
  for (const auto& [what, share] : signs.shares) {
    Add(habits.shares[what], share);
  }
  if (signs.rows && *signs.rows >= habits.rows) {
    habits.rows = *signs.rows;
  }
  habits = Unlearnt(std::move(habits), signs);
  const auto newest = signs.newest_post_at;
  // What the first visit found was written before anybody watched.
  if (habits.newest_post_at && newest > habits.newest_post_at) {
    ++habits.arrivals;
    habits.longest_silence = std::max(habits.longest_silence, *newest - *habits.newest_post_at);
  }
  habits.newest_post_at = std::max(habits.newest_post_at, newest);
  habits.since = habits.since.value_or(now);
  return habits;
}

SourceHabits Unlearnt(SourceHabits habits, const VisitSigns& signs) {
  if (signs.rows && *signs.rows < habits.rows) {
    habits.rows -= (habits.rows - *signs.rows) * kRowsForgotten;
  }
  return habits;
}

}  // namespace forumwatch
