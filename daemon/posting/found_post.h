// Looks for a reply of ours in a thread. By what the store had seen before the reply was drafted,
// not by the forum's clock. Pure but for what is handed in; any thread.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "config/config.h"
#include "crawlers/sites/thread_end.h"
#include "daemon/store/postings.h"

namespace forumwatch {

enum class ReplyFinding {
  Nothing,
  Like,        // says the same or mostly: a person has to look
  SaidBefore,  // ours, in the same words, but it was there before the draft
  TakenAway,   // one of ours may have stood there, and was taken away
  Changed,     // ours and held, by now it stands there in other words
  Held,        // ours, its author alone reads it
  Posted       // ours, in the same words
};

struct FoundPost {
  ReplyFinding what = ReplyFinding::Nothing;
  const SeenPost* post = nullptr;  // of those of the thread
};

// What is known of the thread's posts, by their ids.
struct KnownPosts {
  std::function<bool(const std::string& post)> before_draft;  // it was on record then
  std::set<std::string> of_others;                            // what other postings came to
};

// The finding that decides: of several the last in the order above.
FoundPost LookFor(const Posting& posting, const SourceConfig& source, const ThreadEnd& thread,
                  const KnownPosts& known);

}  // namespace forumwatch
