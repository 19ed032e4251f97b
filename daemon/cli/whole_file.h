// A file that is there whole or not at all: written beside its name, synced, then renamed; where
// that fails nothing is left. What somebody else has put there under that name is not written into;
// what is there and is no file (a device, a pipe, a link) is not replaced. It belongs to whom its
// folder belongs to. Throws std::system_error.
#pragma once

#include <filesystem>
#include <string_view>

namespace forumwatch {

enum class Readers { OwnerAndGroup, OwnerOnly };

void WriteWhole(const std::filesystem::path& file, std::string_view content,
                Readers readers = Readers::OwnerAndGroup);

// A folder, and those above it, that its owner alone may open, where there is none yet: it belongs
// to whom the folder it stands in belongs to. Throws std::system_error.
void MakePrivateFolder(const std::filesystem::path& folder);

}  // namespace forumwatch
