// What stands beside a draft (daemon/desk/draft_review.h), for people and for programs.
#pragma once

#include <ostream>

#include <nlohmann/json_fwd.hpp>

#include "daemon/desk/draft_review.h"

namespace forumwatch {

// Each point with its verdict, then the faults; nothing is wrong is said as well.
void WriteReview(const DraftReview& review, std::ostream& out);
nlohmann::ordered_json ReviewJson(const DraftReview& review);

// Before there is a draft: what it will have to answer, where that is more than one point, and how
// the handbook deals with the topic (H).
void WritePointsToAnswer(const std::vector<PointToAnswer>& points,
                         const std::vector<FoundAsk>& asks, std::ostream& out);
void WriteExamples(const std::vector<ApprovedExample>& examples, std::ostream& out);
void WriteGuidance(const std::vector<Guidance>& guidance, std::ostream& out);
nlohmann::ordered_json PointsJson(const std::vector<PointToAnswer>& points,
                                  const std::vector<FoundAsk>& asks);
nlohmann::ordered_json ExamplesJson(const std::vector<ApprovedExample>& examples);
nlohmann::ordered_json GuidanceJson(const std::vector<Guidance>& guidance);

}  // namespace forumwatch
