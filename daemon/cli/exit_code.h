// How the program ends (formats.md §1).
#pragma once

namespace forumwatch {

enum class ExitCode {
  Done = 0,
  Failed = 1,
  Usage = 64,
  BadInput = 65,
  Unavailable = 69,
  AnotherInstance = 75,
  BadConfig =
      78  // also a damaged store of which people were told: nothing a start again would mend
};

}  // namespace forumwatch
