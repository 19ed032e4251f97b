// UTF-8 by code points: positions in formats.md §3 count them. Input is valid UTF-8; what is not is
// read as U+FFFD. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace forumwatch {

// The code point at `at`, which moves past it. `at` < text.size().
char32_t NextCodePoint(std::string_view text, std::size_t& at);
void AppendUtf8(std::string& out, char32_t code_point);
int CountCodePoints(std::string_view text);
// From code point `start` up to, not with, `end`: as much of it as there is.
std::string_view CodePoints(std::string_view text, int start, int end);
bool IsHan(char32_t code_point) noexcept;

}  // namespace forumwatch
