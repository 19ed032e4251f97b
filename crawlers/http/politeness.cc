#include "crawlers/http/politeness.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <limits>

#include <curl/curl.h>

#include "crawlers/http/header_text.h"

namespace forumwatch {
namespace {

// splitmix64 (Steele, Lea, Flood 2014): neighbouring seeds give unrelated values.
std::uint64_t Mix(std::uint64_t x) noexcept {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

// In [0, 1).
double Share(std::uint64_t seed, int attempt) noexcept {
  const std::uint64_t bits = Mix(seed ^ Mix(static_cast<std::uint64_t>(attempt)));
  return static_cast<double>(bits >> 11) * 0x1.0p-53;
}

}  // namespace

Duration HostPace::Pause::Left(UtcTime now) const noexcept {
  const bool set_back = now < from;
  return set_back ? Duration(0) : std::max(from + span - now, Duration(0));
}

Duration HostPace::Wait(UtcTime now) const noexcept {
  return std::max(spacing_.Left(now), hold_.Left(now));
}

bool HostPace::MayStart(UtcTime now) const noexcept {
  return under_way_ < options_.at_once && Wait(now) == Duration(0);
}

std::optional<UtcTime> HostPace::NextStart(UtcTime now) const noexcept {
  if (under_way_ >= options_.at_once) {
    return std::nullopt;
  }
  return now + Wait(now);
}

void HostPace::Started(UtcTime now) noexcept {
  ++under_way_;
  spacing_ = {now, options_.spacing};
}

void HostPace::Space(UtcTime now, std::chrono::milliseconds span) noexcept {
  if (span > spacing_.Left(now)) {
    spacing_ = {now, span};
  }
}

void HostPace::Ended() noexcept {
  assert(under_way_ > 0);
  --under_way_;
}

void HostPace::Hold(UtcTime now, std::chrono::seconds span) noexcept {
  if (span > hold_.Left(now)) {
    hold_ = {now, span};
  }
}

bool HostPace::idle(UtcTime now) const noexcept {
  return under_way_ == 0 && Wait(now) == Duration(0);
}

std::optional<std::chrono::seconds> ParseRetryAfter(std::string_view value, UtcTime answered_at,
                                                    std::chrono::seconds longest) {
  using std::chrono::seconds;
  const std::string_view text = Trimmed(value);
  const bool digits =
      !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
  if (digits) {
    seconds::rep count = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), count);
    return read.ec == std::errc() ? std::min(seconds(count), longest) : longest;
  }
  const auto date = ParseHttpDate(std::string(text));
  if (!date) {
    return std::nullopt;
  }
  return std::clamp(std::chrono::ceil<seconds>(*date - answered_at), seconds(0), longest);
}

std::optional<UtcTime> ParseHttpDate(const std::string& value) {
  const bool names_a_month = value.find_first_of("JFMASOND") != std::string::npos;
  const std::time_t seconds = names_a_month ? curl_getdate(value.c_str(), nullptr) : -1;
  // curl reads years that have no place in microseconds.
  constexpr auto kEnd = std::chrono::sys_days(std::chrono::year(2200) / 1 / 1);
  const std::chrono::sys_seconds date{std::chrono::seconds(seconds)};
  return seconds >= 0 && date < kEnd ? std::optional<UtcTime>(date) : std::nullopt;
}

std::chrono::milliseconds BackOff(int attempt, std::uint64_t seed, const BackOffOptions& options) {
  std::chrono::milliseconds pause = options.first;
  for (int i = 1; i < attempt && pause < options.longest; ++i) {
    pause *= 2;
  }
  pause = std::min(pause, options.longest);
  const double chance = static_cast<double>(pause.count()) * options.jitter * Share(seed, attempt);
  return pause - std::chrono::milliseconds(static_cast<std::int64_t>(chance));
}

}  // namespace forumwatch
