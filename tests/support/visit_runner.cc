#include "tests/support/visit_runner.h"

#include <algorithm>
#include <deque>

namespace forumwatch {

std::vector<std::string> VisitRecord::urls() const {
  std::vector<std::string> urls;
  urls.reserve(requests.size());
  for (const PageRequest& request : requests) {
    urls.push_back(request.url);
  }
  return urls;
}

int VisitRecord::Count(PageKind kind) const {
  return static_cast<int>(
      std::count_if(requests.begin(), requests.end(),
                    [kind](const PageRequest& request) { return request.kind == kind; }));
}

int VisitRecord::Count(PageVerdict verdict) const {
  return static_cast<int>(
      std::count_if(readings.begin(), readings.end(),
                    [verdict](const Reading& reading) { return reading.verdict == verdict; }));
}

const ThreadReading* VisitRecord::Finished(const std::string& thread) const {
  for (const Reading& reading : readings) {
    for (const ThreadReading& finished : reading.finished) {
      if (finished.state.thread == thread) {
        return &finished;
      }
    }
  }
  return nullptr;
}

void Remembered::Keep(const Reading& reading) {
  for (const SeenPost& post : reading.posts) {
    if (const auto known = posts.find(post.post);
        known != posts.end() && known->second.text != post.text) {
      earlier_texts[post.post].push_back(known->second.text);
    }
    posts[post.post] = post;
    missing.erase(post.post);
  }
  for (const ThreadState& state : reading.remember) {
    cursor.threads[state.thread] = state;
  }
  for (const ThreadReading& finished : reading.finished) {
    cursor.threads[finished.state.thread] = finished.state;
    if (!finished.whole && !finished.gone) {
      continue;
    }
    const std::set<std::string> seen(finished.post_ids.begin(), finished.post_ids.end());
    for (const auto& [id, post] : posts) {
      if (post.thread == finished.state.thread && !seen.contains(id)) {
        missing.insert(id);
      }
    }
  }
}

namespace {

// Threads at hand as the store has them: the others have to be asked for.
Cursor AsLoaded(const Cursor& known, UtcTime young_since) {
  Cursor cursor = known;
  std::erase_if(cursor.threads, [&](const auto& thread) {
    const ThreadState& state = thread.second;
    const bool young = state.last_post_at && *state.last_post_at >= young_since;
    const bool watched =
        std::find(known.watched.begin(), known.watched.end(), thread.first) != known.watched.end();
    const bool aside = !state.waiting && !state.look_again_at && !young && !watched;
    cursor.readable += thread.first.empty() || state.gone || state.posts == 0 ||
                               state.signature.starts_with("unread")
                           ? 0
                           : 1;
    return aside;
  });
  cursor.recall = [threads = known.threads](const std::string& thread) {
    const auto found = threads.find(thread);
    return found == threads.end() ? std::nullopt : std::optional(found->second);
  };
  return cursor;
}

}  // namespace

VisitRecord RunVisit(Crawler& crawler, Remembered& remembered, const VisitOptions& options,
                     UtcTime now, const AnswerPage& answer) {
  VisitRecord record;
  std::deque<PageRequest> waiting;
  for (PageRequest& request :
       crawler.Plan(AsLoaded(remembered.cursor, now - options.recheck_window), options, now)) {
    waiting.push_back(std::move(request));
  }
  while (!waiting.empty()) {
    const PageRequest request = waiting.front();
    waiting.pop_front();
    record.requests.push_back(request);
    const auto page = answer(request);
    Reading reading = page ? crawler.Read(*page) : crawler.Failed(request);
    remembered.Keep(reading);
    record.posts.insert(record.posts.end(), reading.posts.begin(), reading.posts.end());
    waiting.insert(waiting.end(), reading.follow_ups.begin(), reading.follow_ups.end());
    record.readings.push_back(std::move(reading));
  }
  const bool list_read =
      std::any_of(record.readings.begin(), record.readings.end(),
                  [](const Reading& reading) { return reading.verdict == PageVerdict::Ok; });
  remembered.cursor.first_visit = remembered.cursor.first_visit && !list_read;
  record.leaves_news = crawler.LeavesNews();
  return record;
}

}  // namespace forumwatch
