// probe: what a forum is and what would be read from it, for somebody who sets it up. Asks for a
// handful of pages, politely; needs neither configuration nor store.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "analysis/model/post.h"
#include "crawlers/sites/survey.h"

namespace forumwatch {

struct ProbeFindings {
  std::string url;
  Recognised engine;  // engine "" when nobody knows it
  std::string charset;
  std::vector<BoardLink> boards;
  BoardLink board;  // the one that was read
  std::vector<FieldFinding> fields;
  std::vector<SeenPost> posts;       // a few
  std::vector<std::string> staff;    // accounts that look like the company's
  std::vector<std::string> trouble;  // what is wrong and what to do, for people
};

void PrintProbe(const ProbeFindings& findings, bool json, std::ostream& out, std::ostream& err);

}  // namespace forumwatch
