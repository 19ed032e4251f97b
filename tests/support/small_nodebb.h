// A forum with one board and NodeBB's read and write API (4.x), as far as a poster of replies meets
// it: posts that are taken stand in their thread, as its Markdown shows them, twice when they are
// sent twice. Any thread.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/model/time.h"

namespace forumwatch {

class SmallNodebb {
 public:
  struct Answer {
    int status = 200;
    std::string body;
  };
  struct Post {
    int id = 0;
    std::string author;
    std::string text;  // as it was written
    UtcTime at{};
    bool taken_away = false;
    bool held = false;
  };

  // `now`: the forum's clock.
  explicit SmallNodebb(std::function<UtcTime()> now) : now_(std::move(now)) {}

  // A thread is made by its first post.
  void Write(const std::string& thread, const std::string& author, const std::string& text);
  // Path with query; guests are let in, a wrong token is not, a master token has to say for whom.
  Answer Get(std::string_view target, const std::string& authorization = "");
  // A reply: taken when the token is the right one.
  Answer Reply(std::string_view target, const std::string& authorization, const std::string& body);

  [[nodiscard]] std::vector<Post> PostsOf(const std::string& thread);
  [[nodiscard]] int Count(const std::string& author);
  // Of the thread from now on: "locked", "deleted".
  void Mark(const std::string& thread, const std::string& as);
  // Shows what is replied from now on to its author alone: "held". Else all of it to everybody.
  void Hold(bool hold);
  // Leaves its place without words, as NodeBB shows it to those who may not read it.
  void TakeAway(const std::string& thread, int post);
  // Shows no post of this author any more, to anybody.
  void Hide(const std::string& author);

  static constexpr const char* kAccount = "云栖物业";
  static constexpr const char* kToken = "t0ken";
  static constexpr const char* kMasterToken = "m4ster";
  static constexpr const char* kUserId = "7";

 private:
  Answer Board();
  Answer Thread(const std::string& thread, int page);

  std::function<UtcTime()> now_;
  std::mutex mutex_;
  std::map<std::string, std::vector<Post>> threads_;
  std::map<std::string, std::string> marks_;
  std::string hidden_;
  bool hold_ = false;
  int last_id_ = 0;
};

}  // namespace forumwatch
