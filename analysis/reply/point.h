// What a reply has to answer: one matter that was complained of, as the owners put it (B13). Plain
// data.
#pragma once

#include <string>
#include <vector>

namespace forumwatch {

struct Point {
  std::vector<std::string> topics;   // of config/handbook.json
  std::vector<std::string> said;     // segment by segment; the title among them where it began one
  std::vector<std::string> authors;  // who said it
  bool main = false;                 // what the reply is for, when it names nothing
};

}  // namespace forumwatch
