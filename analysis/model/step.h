// What a person did about a complaint, or the service in a person's place. Plain data; on record
// for good (B1, B12).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "analysis/model/ids.h"
#include "analysis/model/time.h"

namespace forumwatch {

enum class StepKind {
  Acknowledged,    // somebody has taken notice of it
  Assigned,        // detail: the responsible person (B5)
  Noted,           // a remark
  Investigated,    // why: what the department found out (B12)
  Responded,       // a handling response by whatever way; satisfies the working day (B2)
  Notified,        // B4: the developer was told in writing; detail: by which way
  ImpactStated,    // E5; why: how far the matter has gone offline
  CauseConfirmed,  // E6; detail: cause and item, "机/质量合格性"
  Merged,          // E4; detail: the other complaint, "C9"; on record with both
  Split,           // E4; detail: the other complaint; on record with both
  Drafted,         // why: the reply as it shall stand on the forum (B12)
  Approved,        // of the latest draft (B12)
  Rejected,        // of the latest draft; why: what is to be changed
  PostOrdered,     // the service is to put the approved reply on the forum; detail: source/thread
  Posted,          // somebody put it on the forum; the forum is the proof, not this
  Handled,         // the matter itself is done; the week of C3 begins
  Revisited,       // C1; detail: what the customer said, "满意" or "不满意"
  RevisitWaived,   // C2; detail: why none is due
  RevisitAllowed,  // C2; who objected to revisits may be asked again; why: how that is known
  LessonDrawn,     // F4; why: what keeps it from happening again
  Closed,          // C3
  Reopened         // C3; detail: the post, where one did it
};
constexpr StepKind kLastStepKind = StepKind::Reopened;
std::string_view Name(StepKind kind);         // "acknowledged" …
std::string_view ChineseName(StepKind kind);  // 受理 …
std::optional<StepKind> StepKindFromName(std::string_view name);

// Step::who where no person did it.
inline constexpr std::string_view kOurselves = "forumwatch";

struct Step {
  ComplaintId complaint{};
  std::string who;
  UtcTime at{};
  StepKind kind = StepKind::Noted;
  std::string detail;  // as the kind says, "" none
  std::string why;     // in the person's words, "" none

  bool operator==(const Step&) const = default;
};

}  // namespace forumwatch
