// A small forum board that lives while it is visited: threads, posts, pages, deletions. Shows
// itself as contents of pages, so that the way through a visit is tested without any HTML.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "crawlers/sites/visit.h"
#include "tests/support/visit_runner.h"

namespace forumwatch {

class Board {
 public:
  struct Post {
    std::string id;
    UtcTime at{};
    int floor = 0;  // as counted when it was written
    std::string text = "text";
  };
  struct Thread {
    std::string title;
    std::vector<Post> posts;
    int written = 0;  // what was deleted is among them
    int views = 0;
    bool sticky = false;
    bool closed = false;        // guests meet a login page
    std::string board = "own";  // it stands in
  };

  int rows_per_page = 5;
  int posts_per_page = 3;
  bool shows_floors = true;
  bool floors_keep_holes = false;
  bool counts_replies = true;
  // As forums that answer in JSON may do it: a page tells whether there is another and how many
  // posts there are in all; beyond the last it is empty.
  bool in_json = false;
  bool bumps = true;  // the thread with the newest post first; else in the order of creation
  std::map<std::string, Thread> threads;

  // Returns the id of the opening post.
  std::string Open(const std::string& id, UtcTime at);
  std::string Reply(const std::string& id, UtcTime at);
  void DeletePost(const std::string& thread, std::size_t index);

  [[nodiscard]] ListContents ListPage(int page) const;
  [[nodiscard]] ThreadContents ThreadPage(const std::string& id, int page) const;
  [[nodiscard]] std::set<std::string> AllPosts() const;

 private:
  [[nodiscard]] std::vector<std::string> Ordered() const;

  int next_post_ = 100;
};

// What goes wrong with a page instead of its being answered.
using Mishap = std::function<std::optional<PageVerdict>(const PageRequest&)>;

struct BoardVisit {
  VisitOptions options;
  Mishap mishap;                             // Blind and status 404 are one here
  std::function<void(int answered)> before;  // what happens meanwhile
  int stop_after = 0;                        // 0: the visit is not cut short
  int wind_up_after = 0;                     // 0: it is not wound up

  VisitRecord Run(const Board& board, Remembered& remembered, UtcTime now) const;
};

}  // namespace forumwatch
