// Before + after + what was already said → alerts, each with a named reason and receiver roles.
// Pure. One alert per (complaint or source, rule, episode, stage), whatever happens in between.
//
// The ladder of a complaint: complaint.new at once, or reopened; nobody has taken notice of that
// after a quarter of an hour → complaint.unacknowledged; half of the first reply's time is used →
// due_soon, again at three quarters and nine tenths; run out → overdue. An answer, a step or the
// closing stops what it makes needless. Beside it, at once: danger signs (signs.h), anger at a
// reply (backlash.h), and a draft to be approved (approval.h), which is said again when its own
// limit is over.
#pragma once

#include <chrono>
#include <compare>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "analysis/deadlines/zone.h"
#include "analysis/model/alert.h"
#include "analysis/model/complaint.h"
#include "analysis/model/duty.h"
#include "analysis/model/step.h"

namespace forumwatch {

// Since local midnight; `from` after `to` spans midnight.
struct QuietHours {
  std::chrono::minutes from{};
  std::chrono::minutes to{};
};

struct AlertingOptions {
  double due_soon_at = 0.5;  // share of a clock's time that is used up when due_soon is said
  std::vector<double> due_soon_again_at{0.75, 0.9};  // of the first reply alone; ascending
  std::chrono::minutes unacknowledged_after{15};     // since complaint.new was said
  std::chrono::minutes approval_within{30};          // of a draft, before its deputy is told, too
  int group_people = 10;    // so many may act together, whatever they say (B9)
  int backlash_people = 5;  // who complain after a reply (B13)
  std::map<std::string, std::vector<std::string>, std::less<>> receivers;  // rule → roles
  std::set<std::string, std::less<>> may_wait;  // rules that quiet hours hold back
  std::optional<QuietHours> quiet;              // nullopt: none
  // When the day's stock is taken (B8), since local midnight; nullopt: never.
  std::optional<std::chrono::minutes> stock_take_at;
  std::chrono::hours blind_repeat{24};  // source.blind / source.down are said again after this
  int blind_after = 2;                  // visits in a row
  int down_after = 3;
};

// Every rule an alert can be said by, in the order of the handbook; under "….again" stand the
// receivers of a rule's later stages.
const std::vector<std::string>& KnownRules();

// Roles of a rule. A rule that nobody is named for goes to the monitor: no alert is without a
// receiver.
std::vector<std::string> ReceiversOf(std::string_view rule, const AlertingOptions& options);

// Which alert of a complaint or source, and when it was said; the instant tells no two apart.
struct AlertMark {
  std::string rule;
  int episode = 1;
  int stage = 0;
  UtcTime at{};

  friend bool operator<(const AlertMark& a, const AlertMark& b) {
    return std::tie(a.rule, a.episode, a.stage) < std::tie(b.rule, b.episode, b.stage);
  }
  friend bool operator==(const AlertMark& a, const AlertMark& b) {
    return std::tie(a.rule, a.episode, a.stage) == std::tie(b.rule, b.episode, b.stage);
  }
};
using Said = std::set<AlertMark>;  // already said of this subject

// An owner complained.
struct Reaction {
  std::string person;  // one key each
  UtcTime at{};
};

// What is known of a complaint when alerts about it are decided. Outlives the call.
struct ComplaintOnRecord {
  const Complaint& complaint;
  std::span<const Duty> duties;
  const Said& said;
  std::span<const Step> steps = {};
  std::span<const UtcTime> replies = {};     // of ours, on the forum: when each was posted
  std::span<const Reaction> reactions = {};  // of owners, whenever
  // Who spoke since the watch began; nullopt: all who did.
  std::optional<int> people_live = std::nullopt;
  // What posts since it was last opened again show; none where it never was.
  std::span<const std::string> flags_again = {};
};

// Which alerts a complaint calls for at `now`. History calls for none, a closed complaint for those
// about signs that were not said alone: a post of before the closing may be read after it. Nor does
// a clock that was answered, in time or not. A clock past due says overdue only, with how
// late; of several stages that came meanwhile the last is said. A working day that was over before
// anybody was told of the complaint is named by what tells of it, and by nothing else.
std::vector<Alert> DecideComplaintAlerts(const ComplaintOnRecord& on_record,
                                         const AlertingOptions& options, const Zone& zone,
                                         UtcTime now);

// The first instant after `now` at which the answer can change by itself; nullopt: never.
std::optional<UtcTime> NextMoment(const ComplaintOnRecord& on_record,
                                  const AlertingOptions& options, UtcTime now);

// How a source has been answering.
struct SourceHealth {
  std::string name;       // community/source
  int blind_visits = 0;   // in a row: answers without content, login walls, blocked pages
  int failed_visits = 0;  // in a row: no usable answer at all
  std::string reason;     // of the last bad visit
  std::optional<UtcTime> last_good_at;
  std::optional<UtcTime> seen_at;  // when the last visit that read the list began
  std::optional<UtcTime> trouble_since;
  int episode = 1;  // counts repeats of an unbroken trouble and fresh troubles alike
  std::optional<UtcTime> last_said_at;
};

// At most one: down before blind, and not again before blind_repeat while the trouble lasts. The
// alert's episode is one that neither rule was said with; the caller keeps `at` as last_said_at.
std::vector<Alert> DecideSourceAlerts(const SourceHealth& health, const Said& said,
                                      const AlertingOptions& options, const Zone& zone,
                                      UtcTime now);

// 26 characters: `at` in milliseconds, then 80 bits hashed from `key`. The same in every run and on
// every machine.
std::string StableUlid(UtcTime at, std::string_view key);

}  // namespace forumwatch
