// A story: a community over days or weeks, told as "then somebody posts", lived through by the real
// daemon with a store on disk, a clock that jumps from moment to moment, a scripted network and a
// board that shows what has been posted by then. What was delivered is remembered. One thread.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "daemon/daemon.h"
#include "tests/support/house.h"
#include "tests/support/scripted_http.h"

namespace forumwatch {

// A board in memory. A post with `at` in the future is not there yet.
class Board {
 public:
  struct Line {
    SeenPost seen;
    UtcTime at{};
  };
  void Add(UtcTime at, SeenPost seen) { lines_.push_back({std::move(seen), at}); }
  [[nodiscard]] const std::vector<Line>& lines() const { return lines_; }

 private:
  std::vector<Line> lines_;
};

class Story {
 public:
  explicit Story(const char* start);
  ~Story();
  Story(const Story&) = delete;
  Story& operator=(const Story&) = delete;

  // At that moment (local time, "2026-03-02 21:14") somebody posts. `shown`: the time the forum
  // shows for it where that is not the truth; "" for one nobody can read.
  Story& Post(const char* at, const PostWords& words);
  Story& PostShown(const char* at, const PostWords& words, const char* shown);

  // A person takes a step about a complaint, now.
  Story& Did(int complaint, StepKind kind, std::string detail = "");

  Story& Until(const char* at);
  Story& Restart();
  // The service is down until then.
  Story& SleepUntil(const char* at);
  // Two complaints are one (E4), a person says.
  Story& Merged(int complaint, int into);
  // Somebody sets the clock of the machine.
  Story& SetClock(const char* at);
  // Another start, with nobody named to be told, or everybody.
  Story& RestartWithContacts(bool named);
  Story& TakeBackup();
  // The machine is lost; the service begins anew on the backup.
  Story& RestoreBackup();
  // The receiver answers 500 from now on, or takes everything again.
  Story& ReceiverFails(bool fails);

  // What the receiver has taken: "03-02 21:15 complaint.new C1".
  [[nodiscard]] std::vector<std::string> Delivered() const;
  // Those of them that said 可能重复.
  [[nodiscard]] std::vector<std::string> MaybeRepeats() const;
  // The same, of one rule: "03-02 21:15".
  [[nodiscard]] std::vector<std::string> When(const std::string& rule) const;
  [[nodiscard]] std::string StateOf(int complaint, DutyKind kind);
  [[nodiscard]] std::string DueAt(int complaint, DutyKind kind);
  // "F1 missed, M1 met, W1 open": by episode, with the first letter of its kind.
  [[nodiscard]] std::string Clocks(int complaint);
  // Of one of them: "工作时间，计入（B3） → 午休，不计（B3）".
  [[nodiscard]] std::string Explained(int complaint, const std::string& clock);
  [[nodiscard]] std::string StatusOf(int complaint);

 private:
  struct Delivery {
    UtcTime at{};
    std::string rule;
    std::string complaint;
    std::string id;
    bool maybe_repeat = false;
  };

  void Begin();
  void MoveTo(UtcTime at);
  void Collect();
  [[nodiscard]] std::string Written(UtcTime at) const;
  [[nodiscard]] std::string Line(const Delivery& delivery) const;

  Config config_;
  Zone zone_;
  ManualClock clock_;
  TempStore store_;
  Board board_;
  ScriptedHttp http_;
  std::unique_ptr<Daemon> daemon_;
  std::vector<Delivery> delivered_;
  bool receiver_fails_ = false;
  std::size_t collected_ = 0;
};

}  // namespace forumwatch
