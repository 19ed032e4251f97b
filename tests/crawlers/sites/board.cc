#include "tests/crawlers/sites/board.h"

#include <algorithm>
#include <deque>

namespace forumwatch {
namespace {

int Pages(std::size_t entries, int per_page) {
  const int count = static_cast<int>(entries);
  return std::max(1, (count + per_page - 1) / per_page);
}

}  // namespace

std::string Board::Open(const std::string& id, UtcTime at) {
  threads[id].title = "thread " + id;
  return Reply(id, at);
}

std::string Board::Reply(const std::string& id, UtcTime at) {
  std::string post = std::to_string(next_post_++);
  Thread& thread = threads.at(id);
  thread.posts.push_back({post, at, ++thread.written});
  return post;
}

void Board::DeletePost(const std::string& thread, std::size_t index) {
  auto& posts = threads.at(thread).posts;
  posts.erase(posts.begin() + static_cast<std::ptrdiff_t>(index));
}

std::vector<std::string> Board::Ordered() const {
  std::vector<std::string> ids;
  for (const auto& [id, thread] : threads) {
    ids.push_back(id);
  }
  const auto rank = [this](const std::string& id) {
    const Thread& thread = threads.at(id);
    return std::pair(thread.sticky, bumps ? thread.posts.back().at : thread.posts.front().at);
  };
  std::stable_sort(ids.begin(), ids.end(),
                   [&](const std::string& a, const std::string& b) { return rank(a) > rank(b); });
  return ids;
}

ListContents Board::ListPage(int page) const {
  ListContents contents;
  const std::vector<std::string> ids = Ordered();
  contents.pages = Pages(ids.size(), rows_per_page);
  contents.page = page > contents.pages ? 1 : page;
  contents.board = "own";
  const auto per_page = static_cast<std::size_t>(rows_per_page);
  const std::size_t first = static_cast<std::size_t>(contents.page - 1) * per_page;
  for (std::size_t i = first; i < std::min(first + per_page, ids.size()); ++i) {
    const Thread& thread = threads.at(ids[i]);
    ListRow row;
    row.thread = ids[i];
    row.url = "http://forum.test/thread-" + ids[i];
    row.title = thread.title;
    row.sticky = thread.sticky;
    row.views = thread.views;
    if (counts_replies) {
      row.replies = static_cast<int>(thread.posts.size()) - 1;
    }
    row.pages = Pages(thread.posts.size(), posts_per_page);
    row.last_post_at = std::chrono::floor<std::chrono::minutes>(thread.posts.back().at);
    row.last_post_fixed = true;
    contents.rows.push_back(std::move(row));
  }
  return contents;
}

ThreadContents Board::ThreadPage(const std::string& id, int page) const {
  ThreadContents contents;
  const Thread& thread = threads.at(id);
  contents.board = thread.board;
  contents.pages = Pages(thread.posts.size(), posts_per_page);
  contents.page = in_json ? page : std::min(page, contents.pages);
  if (in_json) {
    contents.entries = static_cast<int>(thread.posts.size());
    contents.more = page < contents.pages;
    contents.pages = contents.more ? page + 1 : page;
  }
  const auto per_page = static_cast<std::size_t>(posts_per_page);
  const std::size_t first = static_cast<std::size_t>(contents.page - 1) * per_page;
  for (std::size_t i = first; i < std::min(first + per_page, thread.posts.size()); ++i) {
    SeenPost post;
    post.post = thread.posts[i].id;
    post.posted_at = thread.posts[i].at;
    post.author = "somebody";
    post.title = thread.title;
    post.text = thread.posts[i].text;
    if (shows_floors) {
      post.floor = floors_keep_holes ? thread.posts[i].floor : static_cast<int>(i) + 1;
    }
    contents.posts.push_back(std::move(post));
  }
  return contents;
}

std::set<std::string> Board::AllPosts() const {
  std::set<std::string> ids;
  for (const auto& [id, thread] : threads) {
    for (const Post& post : thread.posts) {
      if (thread.board == "own" && !thread.closed) {
        ids.insert(post.id);
      }
    }
  }
  return ids;
}

namespace {

Reading AnswerOf(const Board& board, const PageRequest& request, const Mishap& mishap,
                 Visit& visit) {
  Reading reading;
  const auto wrong = mishap ? mishap(request) : std::nullopt;
  const bool is_list = request.kind == PageKind::List;
  const bool exists = is_list || board.threads.contains(request.thread);
  if (wrong || !exists) {
    reading.verdict = wrong.value_or(PageVerdict::Gone);
    visit.Miss(request, Missing::NoContent, reading);
  } else if (!is_list && board.threads.at(request.thread).closed) {
    reading.verdict = PageVerdict::Login;
    visit.Miss(request, Missing::NoContent, reading);
  } else if (is_list) {
    visit.TakeList(board.ListPage(request.page), reading);
  } else {
    visit.TakeThread(request, board.ThreadPage(request.thread, request.page), reading);
  }
  return reading;
}

}  // namespace

VisitRecord BoardVisit::Run(const Board& board, Remembered& remembered, UtcTime now) const {
  Visit visit(remembered.cursor, options, now, {"http://forum.test/board", {}, {}});
  VisitRecord record;
  const auto begin = visit.Begin();
  std::deque<PageRequest> waiting(begin.begin(), begin.end());
  while (!waiting.empty()) {
    const PageRequest request = waiting.front();
    waiting.pop_front();
    if (before) {
      before(static_cast<int>(record.requests.size()));
    }
    record.requests.push_back(request);
    if (static_cast<int>(record.requests.size()) == wind_up_after) {
      visit.WindUp();
    }
    Reading reading = AnswerOf(board, request, mishap, visit);
    remembered.Keep(reading);
    record.posts.insert(record.posts.end(), reading.posts.begin(), reading.posts.end());
    waiting.insert(waiting.end(), reading.follow_ups.begin(), reading.follow_ups.end());
    record.readings.push_back(std::move(reading));
    if (static_cast<int>(record.requests.size()) == stop_after) {
      return record;
    }
  }
  remembered.cursor.first_visit = false;
  record.leaves_news = visit.LeavesNews();
  return record;
}

}  // namespace forumwatch
