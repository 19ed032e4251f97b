#include "analysis/understanding/handbook.h"

#include <algorithm>

namespace forumwatch {
namespace {

template <typename Rows, typename Wanted>
std::optional<std::size_t> Find(const Rows& rows, Wanted wanted) {
  const auto found = std::find_if(rows.begin(), rows.end(), wanted);
  return found == rows.end() ? std::nullopt
                             : std::optional(static_cast<std::size_t>(found - rows.begin()));
}

}  // namespace

std::optional<std::size_t> FindTopic(const Handbook& handbook, std::string_view name) {
  return Find(handbook.topics, [&](const TopicRow& row) { return row.name == name; });
}

std::optional<std::size_t> FindCause(const Handbook& handbook, std::string_view cause,
                                     std::string_view item) {
  return Find(handbook.causes,
              [&](const CauseRow& row) { return row.cause == cause && row.item == item; });
}

std::optional<std::size_t> FindFlag(const Handbook& handbook, std::string_view name) {
  return Find(handbook.flags, [&](const std::string& flag) { return flag == name; });
}

}  // namespace forumwatch
