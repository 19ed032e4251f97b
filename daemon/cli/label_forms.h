// The forms in which labelled sets stand in files, one reader each. Throws LabelsError with file
// and line.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "analysis/learning/labelled.h"

namespace forumwatch {

enum class LabelForm {
  Threads,    // posts of formats.md §2; labels by post: segments, reply, what it is about
  Written,    // threads with their labels in one file (written_threads.h)
  Letters,    // {"id","user","title","text"}; labels by id, one matter a letter; events: id, event
  Chatter,    // {"tid","title","posts":[{"floor","text"}]}; labels by thread and floor: kind, own
  Replies,    // {"id","reply"}; labels: id and kind of reply, in columns
  Events,     // posts of formats.md §2; one object of events and posts
              // (tests/data/sample/expected.json)
  Decisions,  // posts of formats.md §2; what people decided of them (decision_labels.h)
};

struct LabelSetFiles {
  std::string name;
  LabelForm form = LabelForm::Threads;
  std::filesystem::path posts;
  std::vector<std::filesystem::path> labels;
  std::filesystem::path events;  // "" none
  bool gate = false;
};

// Adds to `posts`, and to `names` what estates and communities are called in them.
void ReadLabelSet(const LabelSetFiles& set, std::vector<LabelledPost>& posts,
                  std::set<std::string>& names);

}  // namespace forumwatch
