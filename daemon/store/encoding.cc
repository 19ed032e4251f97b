#include "daemon/store/encoding.h"

#include <cstdint>
#include <optional>

#include <nlohmann/json.hpp>

namespace forumwatch {
namespace {

using nlohmann::json;

// Text from outside is valid UTF-8 by then; should it not be, a replacement character is better
// than an alert that can never be written.
std::string Write(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

template <typename T>
T Read(const std::string& text) {
  try {
    return json::parse(text).get<T>();
  } catch (const json::exception& error) {
    throw StoreError(std::string("a list in the store cannot be read: ") + error.what(),
                     StoreFault::Corrupt);
  }
}

[[noreturn]] void Unknown(std::string_view what, std::string_view name) {
  throw StoreError("the store holds an unknown " + std::string(what) + ": " + std::string(name),
                   StoreFault::Corrupt);
}

template <typename Value, std::size_t N, typename NameOf>
Value ByName(const std::array<Value, N>& values, NameOf&& name_of, std::string_view what,
             std::string_view name) {
  for (const Value value : values) {
    if (name_of(value) == name) {
      return value;
    }
  }
  Unknown(what, name);
}

template <typename Value>
Value Known(std::optional<Value> value, std::string_view what, std::string_view name) {
  if (!value) {
    Unknown(what, name);
  }
  return *value;
}

}  // namespace

std::string WriteTexts(const std::vector<std::string>& texts) {
  return Write(texts);
}

std::vector<std::string> ReadTexts(const std::string& json) {
  return Read<std::vector<std::string>>(json);
}

std::string WriteComplaintIds(const std::vector<ComplaintId>& ids) {
  json out = json::array();
  for (const ComplaintId id : ids) {
    out.push_back(Raw(id));
  }
  return Write(out);
}

std::vector<ComplaintId> ReadComplaintIds(const std::string& json) {
  std::vector<ComplaintId> ids;
  for (const std::int64_t id : Read<std::vector<std::int64_t>>(json)) {
    ids.push_back(ComplaintId(id));
  }
  return ids;
}

std::string WriteTerms(const std::map<std::string, double>& terms) {
  return Write(terms);
}

std::map<std::string, double> ReadTerms(const std::string& json) {
  return Read<std::map<std::string, double>>(json);
}

std::string WriteIntervals(const std::vector<ClockInterval>& intervals) {
  json out = json::array();
  for (const ClockInterval& interval : intervals) {
    out.push_back({ToMicros(interval.from), ToMicros(interval.to), interval.counts, interval.why});
  }
  return Write(out);
}

std::vector<ClockInterval> ReadIntervals(const std::string& json) {
  using Row = std::tuple<std::int64_t, std::int64_t, bool, std::string>;
  std::vector<ClockInterval> intervals;
  for (const auto& [from, to, counts, why] : Read<std::vector<Row>>(json)) {
    intervals.push_back({FromMicros(from), FromMicros(to), counts, why});
  }
  return intervals;
}

Kind KindOf(std::string_view name) {
  return ByName(
      std::array{Kind::Complaint, Kind::Suggestion, Kind::Inquiry, Kind::Other},
      [](Kind kind) { return ChineseName(kind); }, "kind", name);
}

Decision DecisionOf(std::string_view name) {
  return ByName(
      std::array{Decision::None, Decision::Open, Decision::Join, Decision::Suggest},
      [](Decision decision) { return Name(decision); }, "decision", name);
}

ComplaintStatus StatusOf(std::string_view name) {
  return ByName(
      std::array{ComplaintStatus::Open, ComplaintStatus::Closed},
      [](ComplaintStatus status) { return Name(status); }, "status", name);
}

DutyKind DutyKindOf(std::string_view name) {
  return Known(DutyKindFromName(name), "duty", name);
}

DutyState DutyStateOf(std::string_view name) {
  return Known(DutyStateFromName(name), "duty state", name);
}

StepKind StepKindOf(std::string_view name) {
  return Known(StepKindFromName(name), "step", name);
}

}  // namespace forumwatch
