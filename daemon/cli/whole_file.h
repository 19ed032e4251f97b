// A file that is there whole or not at all: written beside its name, synced, then renamed. Throws
// std::system_error.
#pragma once

#include <filesystem>
#include <string_view>

namespace forumwatch {

void WriteWhole(const std::filesystem::path& file, std::string_view content);

}  // namespace forumwatch
