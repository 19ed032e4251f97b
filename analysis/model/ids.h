// Ids given by the store, one type a table, so that they cannot be mixed up. 0 is "none yet".
#pragma once

#include <cstdint>

namespace forumwatch {

enum class CommunityId : std::int64_t {};
enum class SourceId : std::int64_t {};
enum class ThreadId : std::int64_t {};
enum class PostId : std::int64_t {};
enum class SegmentId : std::int64_t {};
enum class ComplaintId : std::int64_t {};
enum class StepId : std::int64_t {};

template <typename Id>
constexpr std::int64_t Raw(Id id) noexcept {
  return static_cast<std::int64_t>(id);
}

}  // namespace forumwatch
