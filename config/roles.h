// The handbook's roles, as files name them: who is told of something, and who may do what about a
// complaint (B12). One person may have several. Any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/json_reader.h"

namespace forumwatch {

// Who can be told: monitor, head, deputy, leader, quality, technical.
const std::vector<std::string>& KnownRoles();
// Who can handle a complaint: monitor, handler, head, deputy, leader, quality, and admin, who may
// do everything.
const std::vector<std::string>& HandlingRoles();
constexpr std::string_view kAdmin = "admin";

std::string_view ChineseRole(std::string_view role);  // "论坛监控员" …, "" for none of them

// A list of roles out of `known`, at least one; `otherwise` says what an empty list would mean.
// Notes what is wrong with it in its file.
std::vector<std::string> ReadRoles(const JsonValue& list, const std::vector<std::string>& known,
                                   std::string_view otherwise);

}  // namespace forumwatch
