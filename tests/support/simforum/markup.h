// Pieces of markup: filling in, escaping, and times the way Discuz! writes them. Pure.
#pragma once

#include <chrono>
#include <initializer_list>
#include <string>
#include <string_view>

#include "analysis/model/time.h"

namespace forumwatch::sim {

void ReplaceAll(std::string& text, std::string_view from, std::string_view to);

struct Slot {
  std::string_view name;
  std::string_view value;  // markup: escape it before
};

// Appends `markup` with every {name} replaced. A brace that opens no known name stays.
void Fill(std::string& out, std::string_view markup, std::initializer_list<Slot> slots);

// For text and attribute values.
std::string Escape(std::string_view text);

// The instants of a page, seen at `now` on a forum at `offset`.
class WrittenTimes {
 public:
  WrittenTimes(UtcTime now, std::chrono::minutes offset) : now_(now), offset_(offset) {}

  [[nodiscard]] UtcTime now() const noexcept { return now_; }
  [[nodiscard]] std::string Day(UtcTime t) const;     // 2026-8-27
  [[nodiscard]] std::string Minute(UtcTime t) const;  // 2026-8-27 09:00
  [[nodiscard]] std::string Second(UtcTime t) const;  // 2026-8-27 09:00:19
  [[nodiscard]] std::string Rfc822(UtcTime t) const;  // Thu, 27 Aug 2026 01:00:19 +0000
  [[nodiscard]] std::string HttpDate() const;         // of now: Thu, 27 Aug 2026 01:00:19 GMT
  // "5&nbsp;分钟前" in a span whose title is `absolute`; after seven days `absolute` itself.
  [[nodiscard]] std::string Around(UtcTime t, std::string_view absolute) const;

 private:
  UtcTime now_;
  std::chrono::minutes offset_;
};

}  // namespace forumwatch::sim
