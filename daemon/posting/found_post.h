// Looks for a reply of ours among the posts of a thread. Pure; any thread.
#pragma once

#include <span>

#include "config/config.h"
#include "daemon/store/postings.h"

namespace forumwatch {

// Nobody can have posted it before that: it was not drafted yet, whichever clock is right.
UtcTime OursSince(const Posting& posting);

// The post that says what the reply says; null: none does.
struct FoundPost {
  const SeenPost* post = nullptr;  // of those handed in
  bool certain = false;            // ours, in the same words; else a person has to look
};
FoundPost LookFor(const Posting& posting, const SourceConfig& source,
                  std::span<const SeenPost> posts);

}  // namespace forumwatch
