// Which staff posts answer a complaint, as what, and since when (B2, B3). Works inside the caller's
// transaction. Loop thread. Throws StoreError.
//
// Where a thread speaks of several complaints, measures are those of the complaint whose post is
// quoted, or whose topic or place is named; those that name nothing at all and quote nobody are for
// what the thread began with. For the others the post is a first reply and no more. A post that
// became measures by an edit counts twice: as the reply it was when it was posted, and as measures
// since the edit.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "analysis/deadlines/duties.h"
#include "analysis/model/complaint.h"
#include "config/config.h"
#include "daemon/store/complaints.h"
#include "daemon/store/posts.h"
#include "daemon/store/session.h"

namespace forumwatch {

// What a staff post is for a complaint: the reason shown to people.
enum class AnswerVerdict {
  Measures,
  Acknowledgement,  // a first reply
  NoMeasures,       // a first reply that says neither what is done nor when
  AnotherMatter,    // measures, but for something else the thread speaks of
  TooEarly,         // no answer: it was there before the complaint
  TakenBack         // no answer: it was deleted
};
std::string_view InWords(AnswerVerdict verdict);  // "算首次回复，也算具体措施" …

struct StaffAnswer {
  StaffPost post;
  AnswerVerdict verdict = AnswerVerdict::NoMeasures;
  std::vector<Reply> replies;  // what it counts as

  // Since when it is measures, with the post or by an edit; nullopt: it is none.
  [[nodiscard]] std::optional<UtcTime> MeasuresSince() const;
};

class Answers {
 public:
  // Both outlive it.
  Answers(Session& session, const Config& config);

  std::vector<Reply> To(const Complaint& complaint);
  // Every staff post in its threads.
  std::vector<StaffAnswer> Judge(const Complaint& complaint);

 private:
  StaffAnswer Judge(const StaffPost& post, const Complaint& complaint);
  // Since when the post has been measures for the complaint, given that it is now.
  UtcTime MeasuresSince(const StaffPost& post, const Complaint& complaint);
  [[nodiscard]] bool Concerns(const StaffPost& post, std::string_view text,
                              const Complaint& complaint) const;

  const Config& config_;
  ComplaintStore complaints_;
  PostStore posts_;
};

}  // namespace forumwatch
