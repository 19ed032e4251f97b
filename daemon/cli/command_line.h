// The program's command line: subcommands, help that teaches, errors in words, exit codes
// (formats.md §1).
#pragma once

namespace forumwatch {

int CommandLine(int argc, const char* const* argv);

}  // namespace forumwatch
