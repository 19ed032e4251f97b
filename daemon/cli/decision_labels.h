// What people decided in their work, as labels: posts of formats.md §2 beside lines of what was
// said of them. `forumwatch labels` writes them, `train` and `evaluate` read them. A line:
//   {"community","source","thread","post","matters":[{"start","end","complaint":"C7",
//    "cause":"机","cause_item":"质量合格性","decisions":[{"step":12,"same":true,"moved":false}]}]}
// start and end as in formats.md §3; cause null: nobody confirmed it. decisions: merges (same) and
// splits, by step; the matters that were moved and those that were not are about one event, or are
// not; of two matters the last step that parts them so is right.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "analysis/learning/labelled.h"
#include "daemon/cli/label_forms.h"
#include "daemon/cli/posts_file.h"
#include "daemon/store/decisions.h"

namespace forumwatch {

// One line without its newline.
std::string FormatDecided(const PostLine& post, const std::vector<DecidedMention>& matters);

// Adds to `posts`, by community as a set of its own (what only one of them says may be its names),
// and to `names` what communities and people are called. The groups are threads: those that one
// complaint or one decision speaks of are one, the one that began first. Throws LabelsError with
// file and line.
void ReadDecided(const LabelSetFiles& set, std::vector<LabelledPost>& posts,
                 std::set<std::string>& names);

}  // namespace forumwatch
