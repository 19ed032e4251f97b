// Whether a thread belongs to the board whose list shows it. Lists show sticky threads of other
// boards, which are those boards' to tell; but a list may also be wrong about itself, and when most
// threads say so it is the list that is not believed. Until that is clear, threads wait. One visit.
#pragma once

#include <string>

namespace forumwatch {

enum class Belongs { Yes, No, Wait };

// Of a thread whose page was read.
struct ThreadWhereabouts {
  std::string board;    // as its page says, "" unknown
  bool known = false;   // its posts are on record
  bool listed = false;  // the list shows it, and not as sticky
  bool sticky = false;
};

class BoardTrust {
 public:
  // `proven`: in an earlier visit a thread named the board as the list does.
  explicit BoardTrust(bool proven) : proven_(proven), head_start_(proven ? 1 : 0) {}

  void ListSays(std::string board);  // "" unknown
  // A known thread is kept wherever it was moved to.
  Belongs Judge(const ThreadWhereabouts& thread);
  // No thread waits any longer: there will be no more, or there were enough.
  void Decide();
  [[nodiscard]] bool decided() const noexcept { return decided_; }
  [[nodiscard]] bool doubts_list() const noexcept { return doubts_list_; }
  [[nodiscard]] bool proven() const noexcept { return proven_; }
  [[nodiscard]] const std::string& board() const noexcept { return board_; }

 private:
  std::string board_;
  bool proven_;
  int head_start_;
  int agree_ = 0;
  int disagree_ = 0;
  bool decided_ = false;
  bool doubts_list_ = false;
};

}  // namespace forumwatch
