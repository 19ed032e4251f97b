// A thread's page → its posts. Pure; any thread; never throws on content.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/model/post.h"
#include "crawlers/crawler.h"
#include "crawlers/html/document.h"
#include "crawlers/sites/list_page.h"

namespace forumwatch {

// How many posts lack what every post has; layouts that change partly show here first.
struct PostFill {
  int posts = 0;
  int no_author = 0;
  int no_time = 0;
  int no_body = 0;
  int places = 0;  // beside the posts: entries that show none, such as posts that were taken away

  PostFill& operator+=(const PostFill& other);
};

// Why posts filled like that are not to be relied on; "" they are. Of fewer than three nothing can
// be said. That no post is left among entries is not believed.
std::string WhyHollow(const PostFill& fill);

struct ThreadContents {
  std::vector<SeenPost> posts;  // thread and official not yet set; views, replies if shown here
  int page = 1;                 // as the page says, else as asked for
  int pages = 1;
  bool more = false;             // `pages` are the least; the forum does not say how many there are
  std::vector<SeenPost> places;  // ids, floors, times, authors of entries that show no post:
                                 // events, posts that were taken away
  std::vector<SeenPost> held;    // of the places: posts that only their author reads as yet
  std::string no_reply;          // why nobody can reply here, as the page says; "" it does not
  std::optional<int> entries;    // posts and places the thread has, as the page says
  std::vector<std::string> all;  // their ids, where the page says them
  std::string blind;             // why nothing here is to be relied on; "" it is
  std::string board;             // id of the board the page says it stands in, "" unknown
  PostFill fill;
  std::vector<Problem> problems;
};

ThreadContents ReadThreadPage(const Document& document, const PageContext& context, int asked_page);

}  // namespace forumwatch
