// Exceptions as one line for people: the nested chain, outermost first. Any thread.
#pragma once

#include <exception>
#include <string>
#include <system_error>

namespace forumwatch {

std::string Describe(const std::exception_ptr& error);

// Why the system refused, in Chinese, its own words and number behind: "没有权限（Permission
// denied，errno 13）".
std::string Reason(const std::error_code& code);

}  // namespace forumwatch
