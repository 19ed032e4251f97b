// A list of labelled sets (tests/data/labels/labels.json says how it is written) → labelled posts.
// Several lists are read as one. Texts that are not beside their labels are looked for in a folder
// of their own; a set whose texts are not there is left out, which is said on standard error.
// Throws ConfigError for the list, LabelsError for a line of a set, both with the place.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "analysis/learning/labelled.h"

namespace forumwatch {

class LabelsError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Labels {
  std::vector<LabelledPost> posts;
  std::vector<LabelledPost>
      gate;  // never learnt from; no model may get wrong what the rules get right
  // Written in these texts and nowhere else, or names: nothing may be learnt from them.
  std::vector<std::string> masked;
  // A set of people's decisions was named, though it may be empty: by those it is decided whether a
  // model replaces another.
  bool has_decisions = false;
};

// `texts`: where the texts are; "" as each list says.
Labels ReadLabels(const std::vector<std::filesystem::path>& lists,
                  const std::filesystem::path& texts);

}  // namespace forumwatch
