// What helps to write a reply and to judge one, as filled by config. Plain data; immutable once
// made.
#pragma once

#include <vector>

#include "analysis/reply/asks.h"
#include "analysis/reply/common_pairs.h"
#include "analysis/reply/draft_words.h"
#include "analysis/reply/guidance.h"

namespace forumwatch {

struct ReplyHelp {
  CommonPairs common;
  DraftWords words;
  AskWords asks;
  std::vector<Guidance> guidance;
};

}  // namespace forumwatch
