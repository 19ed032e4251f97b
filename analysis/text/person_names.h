// How people call themselves on forums, as what is to be looked for in their words. Internal to
// text. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace forumwatch {

// Folded as normalise.h does, each once: the names whole and, where more than one sign is left,
// without the places and the parts at their ends ("老周" of "11栋业主老周"). None of what names no
// more than a place or a part: "7栋1203业主". Throws as Normalise does.
std::vector<std::u32string> NamesToHide(std::span<const std::string> names);

}  // namespace forumwatch
