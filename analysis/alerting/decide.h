// Before + after + what was already said → alerts, each with a named reason and receiver roles.
// Pure. One alert per (complaint or source, rule, episode), whatever happens in between.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/deadlines/zone.h"
#include "analysis/model/alert.h"
#include "analysis/model/complaint.h"
#include "analysis/model/duty.h"

namespace forumwatch {

struct AlertingOptions {
  double due_soon_at = 0.5;  // share of a clock's time that is used up when due_soon is said
  std::map<std::string, std::vector<std::string>, std::less<>> receivers;  // rule → roles
  std::chrono::hours blind_repeat{24};  // source.blind / source.down are said again after this
  int blind_after = 2;                  // visits in a row
  int down_after = 3;
};

// Every rule an alert can be said by, in the order of the handbook.
const std::vector<std::string>& KnownRules();

// Roles of a rule. A rule that nobody is named for goes to the monitor: no alert is without a
// receiver.
std::vector<std::string> ReceiversOf(std::string_view rule, const AlertingOptions& options);

using Said = std::set<std::pair<std::string, int>>;  // (rule, episode) already said of this subject

// Which alerts a complaint calls for at `now`. History and closed complaints call for none; neither
// does a clock that was answered, in time or not. A clock past due says overdue only, with how
// late.
std::vector<Alert> DecideComplaintAlerts(const Complaint& complaint, std::span<const Duty> duties,
                                         const Said& said, const AlertingOptions& options,
                                         const Zone& zone, UtcTime now);

// The first instant after `now` at which the answer can change by itself; nullopt: never.
std::optional<UtcTime> NextMoment(const Complaint& complaint, std::span<const Duty> duties,
                                  const Said& said, const AlertingOptions& options, UtcTime now);

// How a source has been answering.
struct SourceHealth {
  std::string name;       // community/source
  int blind_visits = 0;   // in a row: answers without content, login walls, blocked pages
  int failed_visits = 0;  // in a row: no usable answer at all
  std::string reason;     // of the last bad visit
  std::optional<UtcTime> last_good_at;
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
