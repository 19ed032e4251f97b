// Reads a message as a mail program would: for tests that look at what a person gets.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace forumwatch {

struct ReadMail {
  std::vector<std::string> names;              // of the headers, in order
  std::map<std::string, std::string> headers;  // unfolded, encoded-words decoded
  std::string text;                            // decoded
  std::string problem;                         // "" or what no mail program should have to bear
};

ReadMail ParseMail(std::string_view message);

}  // namespace forumwatch
