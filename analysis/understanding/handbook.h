// The closed tables of the handbook as understanding needs them (config/handbook.json). Plain data.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace forumwatch {

struct TopicRow {
  std::string name;
  int complaint_class = 1;  // A2, when the post gives no other sign
  std::string specialty;    // F2
  std::size_t cause = 0;    // into Handbook::causes, when the post names none
};

struct CauseRow {  // F3
  std::string cause;
  std::string item;
};

struct Handbook {
  std::vector<TopicRow> topics;
  std::vector<CauseRow> causes;
  std::vector<std::string> flags;
  std::map<std::string, std::string, std::less<>> rules;  // "B2" → what it says, in one sentence
};

// Where a row stands; nullopt when there is none.
std::optional<std::size_t> FindTopic(const Handbook& handbook, std::string_view name);
std::optional<std::size_t> FindCause(const Handbook& handbook, std::string_view cause,
                                     std::string_view item);
std::optional<std::size_t> FindFlag(const Handbook& handbook, std::string_view name);

}  // namespace forumwatch
