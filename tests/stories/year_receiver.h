// The two receivers of a simulated year: each takes alerts, is busy, out of reach or silent, and
// remembers what it took and when it was first asked to. One thread.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "crawlers/http/transport.h"

namespace forumwatch {

class YearReceiver final : public HttpTransport {
 public:
  enum class Mood { Fine, Busy, OutOfReach, Silent };
  static constexpr std::chrono::seconds kDeadline{30};

  struct Taken {
    std::string rule;
    std::string complaint;
    int episode = 0;
    UtcTime said_at{};   // as the alert says, whole seconds
    UtcTime asked_at{};  // the first time, by the service's clock
    UtcTime asked_truly_at{};
    int times = 0;             // taken
    bool doubled = false;      // again, although its answer had arrived, or without saying so
    bool repeated = false;     // again, after its answer was lost
    bool answer_lost = false;  // of the last time
    int asked = 0;
    int failed = 0;                          // before it was taken, as the service was told
    std::optional<UtcTime> failed_twice_at;  // truly
    int asked_before = 0;                    // the first receiver, of the same alert
  };
  // Of the one channel or the other, by its address.
  static constexpr const char* kSpareAddress = "https://spare.example/in";
  static constexpr int kChannels = 2;
  using Book = std::map<std::string, Taken>;  // by the alert's id

  // Controls, see YearOptions.
  YearReceiver(int loses_one_in, int repeats_one_in)
      : loses_one_in_(loses_one_in), repeats_one_in_(repeats_one_in) {}

  RequestId Start(HttpRequest request, OutcomeHandler done) override;
  RequestId Start(MailRequest request, OutcomeHandler done) override;
  void Cancel(RequestId id) noexcept override { pending_.erase(id); }
  [[nodiscard]] std::size_t in_flight() const noexcept override { return pending_.size(); }

  // What time it is for the service, and truly.
  void SetTime(UtcTime shown, UtcTime truly);
  void SetMood(int channel, Mood mood) { moods_.at(static_cast<std::size_t>(channel)) = mood; }
  // Hands out the answers that are due. False: there were none.
  bool Answer();
  // When one will be that is not due yet.
  [[nodiscard]] std::optional<UtcTime> NextAnswerTruly() const;
  // Takes what it is asked to take now; the answers get lost with the asker.
  void LoseAnswers();

  [[nodiscard]] const Book& taken() const { return books_[0]; }
  [[nodiscard]] const Book& taken_instead() const { return books_[1]; }

 private:
  struct Pending {
    std::string body;
    std::size_t channel = 0;
    OutcomeHandler done;
    Mood mood = Mood::Fine;
    UtcTime asked_truly_at{};
  };
  Taken& EntryOf(const Pending& pending);
  void Take(const Pending& pending, bool answer_lost);

  int loses_one_in_;
  int repeats_one_in_;
  int asked_ = 0;
  std::array<Mood, kChannels> moods_{};
  UtcTime shown_{};
  UtcTime truly_{};
  std::uint64_t last_id_ = 0;
  std::map<RequestId, Pending> pending_;
  std::array<Book, kChannels> books_;
};

}  // namespace forumwatch
