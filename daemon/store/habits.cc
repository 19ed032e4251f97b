#include "daemon/store/habits.h"

#include <string>

#include <nlohmann/json.hpp>

namespace forumwatch {
namespace {

using nlohmann::json;

std::string KeyOf(SourceId source) {
  return "habits/" + std::to_string(Raw(source));
}

json Written(const std::optional<UtcTime>& at) {
  return at ? json(ToMicros(*at)) : json();
}

std::optional<UtcTime> TimeIn(const json& value) {
  return value.is_null() ? std::nullopt : std::make_optional(FromMicros(value.get<std::int64_t>()));
}

}  // namespace

SourceHabits HabitStore::Load(SourceId source, std::string_view way) {
  const auto text = meta_.Load(KeyOf(source));
  if (!text) {
    return {};
  }
  try {
    const json written = json::parse(*text);
    if (written.at("way").get<std::string>() != way) {
      return {};
    }
    SourceHabits habits;
    for (const auto& [what, share] : written.at("shares").items()) {
      habits.shares[what] = {share.at(0).get<double>(), share.at(1).get<double>()};
    }
    habits.rows = written.at("rows").get<double>();
    habits.since = TimeIn(written.at("since"));
    habits.newest_post_at = TimeIn(written.at("newest_post_at"));
    habits.arrivals = written.at("arrivals").get<int>();
    habits.longest_silence = Duration(written.at("longest_silence").get<std::int64_t>());
    return habits;
  } catch (const json::exception&) {
    return {};  // they can be learnt again
  }
}

void HabitStore::Save(SourceId source, std::string_view way, const SourceHabits& habits) {
  json shares = json::object();
  for (const auto& [what, share] : habits.shares) {
    shares[what] = {share.found, share.of};
  }
  const json written = {{"way", way},
                        {"shares", shares},
                        {"rows", habits.rows},
                        {"since", Written(habits.since)},
                        {"newest_post_at", Written(habits.newest_post_at)},
                        {"arrivals", habits.arrivals},
                        {"longest_silence", habits.longest_silence.count()}};
  meta_.Save(KeyOf(source), written.dump(-1, ' ', false, json::error_handler_t::replace));
}

}  // namespace forumwatch
