// The few members of a JSON answer's topmost object by which receivers say whether they took an
// alert. No value is built, so depth and size of the rest do not matter. Internal to alerts. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace forumwatch {

// Lower-case names → values as text: words as they are, numbers as written, "true", "false",
// "" for null, "{}" for what is nested. Of a member that comes twice the last counts.
using AnswerMembers = std::map<std::string, std::string, std::less<>>;

std::string LowerCase(std::string_view ascii);

// nullopt: no JSON object, or one that breaks off.
std::optional<AnswerMembers> ReadAnswerMembers(std::string_view body);

}  // namespace forumwatch
