// The door of a forum that shows its boards to members alone: a form with a hash that has to come
// back, a session of two cookies. One thread.
#pragma once

#include <string>
#include <utility>

#include "tests/support/simforum/wire.h"

namespace forumwatch::sim {

class Members {
 public:
  struct Account {
    std::string user;
    std::string password;
    bool captcha = false;        // the form is refused without one
    bool sessions_fail = false;  // nobody who was let in is known afterwards
  };

  // `gbk`: the forum's charset.
  Members(Account account, bool gbk) : account_(std::move(account)), gbk_(gbk) {}

  [[nodiscard]] bool Knows(const WireRequest& request) const;
  // A page of member.php, still in UTF-8.
  [[nodiscard]] Reply Answer(const WireRequest& request) const;
  // Nobody is in any more.
  void EndSessions() { ++session_; }
  // What a browser would send that is in.
  [[nodiscard]] std::string Cookies() const;

 private:
  [[nodiscard]] Reply TakeForm(const WireRequest& request) const;
  [[nodiscard]] Reply Page(const std::string& body) const;
  [[nodiscard]] Reply Message(const std::string& kind, const std::string& text) const;

  Account account_;
  bool gbk_;
  int session_ = 1;
};

}  // namespace forumwatch::sim
