// Wrong use of the command line, said in Chinese, and help whose headings are Chinese too. The
// parser's own English stays in parentheses.
#pragma once

#include <string>

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace forumwatch {

// One line without its newline.
std::string WhatWasWrong(const CLI::App& app, const CLI::ParseError& error);

// Headings of --help, for `app` and what AddCommand adds to it later.
void SpeakChinese(CLI::App& app);
CLI::App* AddCommand(CLI::App& app, const std::string& name, const std::string& about);

}  // namespace forumwatch
