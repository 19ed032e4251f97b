// Exceptions as one line for people: the nested chain, outermost first. Any thread.
#pragma once

#include <exception>
#include <string>

namespace forumwatch {

std::string Describe(const std::exception_ptr& error);

}  // namespace forumwatch
