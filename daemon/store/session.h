// An open store and the transaction that every writing operation needs (asserted in debug builds).
// One Session belongs to one thread. The writer does all writes and all checkpoints (WAL,
// synchronous=FULL); readers are query_only and never checkpoint. Whatever SQL refuses is a
// StoreError, after which the transaction is over and the work must be done again from its start.
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace forumwatch {

enum class StoreFault { Other, Busy, Full, Corrupt, Constraint, ReadOnly, Io };

class StoreError : public std::runtime_error {
 public:
  explicit StoreError(const std::string& what, StoreFault fault = StoreFault::Other)
      : std::runtime_error(what), fault_(fault) {}
  [[nodiscard]] StoreFault fault() const noexcept { return fault_; }

 private:
  StoreFault fault_;
};

enum class OpenMode {
  CreateIfMissing,  // writer; a new file gets mode 0600
  MustExist,        // writer; an absent or empty file is refused, never filled in silence
  Read              // reader; refuses a store that still has to be migrated
};

// Where a process that dies may leave something half done: of a page, within its transaction and
// after it; of a visit's end (a complaint looked at also where posts are imported); of a clock; of
// a delivery, which is queued before the transport sends it; of a reply that is posted.
enum class CrashPoint {
  PageRecorded,
  PageUnderstood,
  PageGrouped,
  PageDeferred,
  PageKept,
  VisitNoted,
  VisitConsidered,
  VisitKept,
  TickConsidered,
  DeliveryClaimed,
  DeliveryQueued,
  DeliveryAnswered,
  DeliveryNoted,
  DeliveryKept,
  PostingClaimed,
  PostingAnswered,
  PostingNoted,
  PostingKept,
};
constexpr std::array kPointNames = std::to_array<std::string_view>(
    {"page.recorded", "page.understood", "page.grouped", "page.deferred", "page.kept",
     "visit.noted", "visit.considered", "visit.kept", "tick.considered", "delivery.claimed",
     "delivery.queued", "delivery.answered", "delivery.noted", "delivery.kept", "posting.claimed",
     "posting.answered", "posting.noted", "posting.kept"});
static_assert(kPointNames.size() == static_cast<std::size_t>(CrashPoint::PostingKept) + 1);

class Session {
 public:
  // ":memory:" is a store for this session alone. Opening as a writer migrates an older store,
  // after a verified backup beside it; a newer one is refused, as is a second writer (lock file
  // FILE.writer, held until the session ends). Throws StoreError.
  Session(const std::filesystem::path& file, OpenMode mode);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  [[nodiscard]] const std::filesystem::path& file() const noexcept;
  [[nodiscard]] bool in_transaction() const noexcept;

  // Cheap: one real query, and the file is still the one that was opened. For the watchdog.
  void Probe();

  // Reads the whole file. StoreError(Corrupt) names the first finding. At a start, the tables
  // alone: 2 s for 1 GB from memory, against 6 s with indexes and references as well.
  void CheckTables();
  void CheckIntegrity();

  // Moves the WAL into the database file as far as readers allow and gives back the memory of the
  // page cache. Writer only, no transaction open.
  void Checkpoint();

  // What passes by is told to the observer: how tests stop or kill the process at a named place.
  void ObservePoints(std::function<void(CrashPoint)> observer) { observer_ = std::move(observer); }
  void Pass(CrashPoint point) const {
    if (observer_) {
      observer_(point);
    }
  }

  // The prepared statements and the connection; for the rooms of daemon/store.
  struct Connection;
  Connection& connection() noexcept { return *connection_; }

 private:
  friend class Transaction;
  std::unique_ptr<Connection> connection_;
  std::function<void(CrashPoint)> observer_;
};

// Rolls back unless committed. Transactions do not nest (asserted). On a reader it is a snapshot:
// everything read within it is of one moment.
class Transaction {
 public:
  explicit Transaction(Session& session);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  // Once. When it throws, nothing of the transaction remains.
  void Commit();

 private:
  Session& session_;
  bool open_ = true;
};

}  // namespace forumwatch
