// Communities, their sources, and what is remembered of a source between visits: threads, health,
// validators for conditional requests, the newest pages that could not be read, when it was not
// seen. Idempotent: a repeat of any operation changes nothing. Throws StoreError.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/alerting/decide.h"
#include "analysis/alerting/health.h"
#include "analysis/model/ids.h"
#include "crawlers/crawler.h"
#include "daemon/store/session.h"

namespace forumwatch {

struct Validator {
  std::string etag;
  std::string last_modified;

  bool operator==(const Validator&) const = default;
};

// A page kept as evidence of why it could not be read.
struct KeptPage {
  std::string url;
  std::string reason;
  std::string bytes;  // raw; the first MiB
  UtcTime at{};

  bool operator==(const KeptPage&) const = default;
};

class SourceStore {
 public:
  explicit SourceStore(Session& session) : session_(session) {}

  CommunityId EnsureCommunity(std::string_view name);
  std::string NameOf(CommunityId community);  // "" when there is no such community
  std::string NameOf(SourceId source);        // within its community; "" when there is none
  // Known by community and name; engine and url follow the configuration.
  SourceId EnsureSource(CommunityId community, std::string_view name, std::string_view engine,
                        std::string_view url);

  // nullopt: it was never registered.
  std::optional<SourceId> Find(std::string_view community, std::string_view name);

  // A missed clock is watched closely for so long; then its thread is read like any other.
  static constexpr std::chrono::days kWatchMissed{3};

  // How far the time of a thread's last post may lie before the truth, as its list writes it.
  static constexpr std::chrono::hours kListErrsBy{24};

  // No complete visit is over yet.
  bool AwaitsFirstVisit(SourceId source);
  // Threads saved with SaveThread; those with a post since `young_since` are at hand. `watched`:
  // threads with a duty not yet satisfied (and not void) of an open complaint that is not history;
  // of several threads those that spoke since its clock started, could not be read, or are latest.
  // The session outlives the cursor.
  Cursor LoadCursor(SourceId source, UtcTime now, UtcTime young_since);
  std::vector<std::string> WatchedThreads(SourceId source, UtcTime now);
  // One of those saved; nullopt: none was saved.
  std::optional<ThreadState> LoadThread(SourceId source, const std::string& thread);
  // look_again_at is the store's own (PostStore::NoteReading); the one in `state` is not written.
  void SaveThread(SourceId source, const ThreadState& state);
  // The first complete visit is over; true when it was this one.
  bool FinishVisit(SourceId source, UtcTime now);

  // When each source had first been visited completely, by time; "community/source".
  std::vector<std::pair<std::string, UtcTime>> Watched();

  // `name` is "community/source" and is not saved.
  SourceHealth LoadHealth(SourceId source);
  void SaveHealth(SourceId source, const SourceHealth& health);

  void NoteGap(SourceId source, const Gap& gap);
  // Those that ended since, in order.
  std::vector<Gap> Gaps(SourceId source, UtcTime since);
  // … of all sources; "community/source".
  std::vector<std::pair<std::string, Gap>> AllGaps(UtcTime since);

  std::optional<Validator> LoadValidator(SourceId source, std::string_view url);
  void SaveValidator(SourceId source, std::string_view url, const Validator& validator);

  // The newest five of a source remain.
  void KeepPage(SourceId source, const KeptPage& page);
  std::vector<KeptPage> KeptPages(SourceId source);  // newest first

 private:
  Session& session_;
};

}  // namespace forumwatch
