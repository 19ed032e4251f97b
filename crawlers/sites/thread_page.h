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

  PostFill& operator+=(const PostFill& other);
};

// Why posts filled like that are not to be relied on; "" they are. Of fewer than three nothing can
// be said.
std::string WhyHollow(const PostFill& fill);

struct ThreadContents {
  std::vector<SeenPost> posts;  // thread and official not yet set; views, replies if shown here
  int page = 1;                 // as the page says, else as asked for
  int pages = 1;
  std::string board;  // id of the board the page says it stands in, "" unknown
  PostFill fill;
  std::vector<Problem> problems;
};

ThreadContents ReadThreadPage(const Document& document, const PageContext& context, int asked_page);

}  // namespace forumwatch
