// Which posts are about the same event (E4), learnt from labelled events and measured: the matters
// of each set pass by in the order of their time, as they would come to the service. Pure.
//
// What is learnt is a sum of tables (grouping/tables.h), one of each sign: boosted stumps, that is
// additive logistic regression by Newton steps (Friedman, Hastie, Tibshirani: Additive logistic
// regression, 2000), with a sum of its own for each relation.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "analysis/grouping/tables.h"
#include "analysis/learning/tasks.h"

namespace forumwatch {

// Decided posts add what people said by merging complaints and taking them apart: a matter beside a
// complaint whose earlier matters all, as far as somebody said, are about the same event as it, or
// all are not. What nobody said, however the complaint came to be, teaches nothing.
//
// Of events for which `learns` says so: by the name of the group. `judgements` of a lexicon without
// models: those know the labelled posts better than they will know any other.
GroupingTables LearnSameEvent(const Judgements& judgements, const GroupingOptions& options,
                              const std::function<bool(std::string_view group)>& learns);

// Rows of "same event": which complaint each matter went to. B-cubed F1 (Bagga, Baldwin 1998), of
// all and of those whose event has several.
std::vector<TaskRows> RowsOfSameEvent(const Judgements& judgements, const GroupingOptions& options);

// Rows of "merged or parted": of each decision of decided posts that still holds of some of its
// matters, whether most of these pairs come together as they pass by, and whether they should have.
// By macro F1: a merge is what was missed, a split what was joined wrongly, and to be readier to
// join mends the one by the other. Where there are none, no rows.
TaskRows RowsOfDecisions(const Judgements& judgements, const GroupingOptions& options);

}  // namespace forumwatch
