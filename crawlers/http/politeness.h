// How a guest behaves: how often and how many at once a host is asked, how long it is left alone
// when it says so, and how long to wait after failures. Pure: `now` is handed in and may jump.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/model/time.h"

namespace forumwatch {

struct PoliteOptions {
  std::chrono::milliseconds spacing{1000};  // between starts
  std::size_t at_once = 2;
};

// The pace of one host. A clock that is set back never makes it wait longer than it would have.
class HostPace {
 public:
  explicit HostPace(const PoliteOptions& options) noexcept : options_(options) {}

  [[nodiscard]] bool MayStart(UtcTime now) const noexcept;
  // When the next may start as far as time decides; nullopt: when one under way has ended.
  [[nodiscard]] std::optional<UtcTime> NextStart(UtcTime now) const noexcept;
  void Started(UtcTime now) noexcept;
  // What has just started asks for a longer spacing after it.
  void Space(UtcTime now, std::chrono::milliseconds span) noexcept;
  void Ended() noexcept;
  // Leave the host alone for so long; the longer of two holds counts.
  void Hold(UtcTime now, std::chrono::seconds span) noexcept;
  // Nothing under way and nothing to wait for: as good as new.
  [[nodiscard]] bool idle(UtcTime now) const noexcept;

 private:
  struct Pause {
    UtcTime from{};
    Duration span{0};
    [[nodiscard]] Duration Left(UtcTime now) const noexcept;
  };
  [[nodiscard]] Duration Wait(UtcTime now) const noexcept;

  PoliteOptions options_;
  std::size_t under_way_ = 0;
  Pause spacing_;
  Pause hold_;
};

// RFC 9110 §10.2.3: seconds, or an HTTP date counted from `answered_at`. Never below zero, never
// above `longest`. nullopt: neither.
std::optional<std::chrono::seconds> ParseRetryAfter(std::string_view value, UtcTime answered_at,
                                                    std::chrono::seconds longest);

// Any of the date forms of HTTP; nullopt for anything else.
std::optional<UtcTime> ParseHttpDate(const std::string& value);

struct BackOffOptions {
  std::chrono::milliseconds first{std::chrono::minutes(1)};
  std::chrono::milliseconds longest{std::chrono::minutes(15)};
  double jitter = 0.2;  // share of the pause that is left to chance
};

// The pause after the attempt-th failure in a row (from 1): first·2^(attempt−1), at most longest,
// less a share of at most `jitter` drawn from (seed, attempt). The same arguments give the same
// pause. Never gives up.
std::chrono::milliseconds BackOff(int attempt, std::uint64_t seed, const BackOffOptions& options);

}  // namespace forumwatch
