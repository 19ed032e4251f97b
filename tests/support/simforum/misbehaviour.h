// The ways in which the simulated forum misbehaves on command, and what they do to a reply. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/simforum/pages.h"
#include "tests/support/simforum/wire.h"

namespace forumwatch::sim {

enum class Misbehaviour {
  None,
  Slow,          // "slow": one byte at a time
  EndlessBody,   // "endless"
  EndlessHead,   // "headers": headers without end
  GzipBomb,      // "bomb": 300 MB out of 300 kB
  Nested,        // "nested": 100 kB of <div>
  TooMany,       // "429", with Retry-After
  Unavailable,   // "503", with Retry-After
  LoginWall,     // "login": a wall with status 200
  EmptyList,     // "empty": lists say that the board has no threads
  NoRows,        // "bare": pages without rows and posts, without a word about it
  NewLayout,     // "layout": ids and classes are others
  NoAuthor,      // "no-author"
  NoDate,        // "no-date"
  Drift,         // "drift": each request is preceded by a new thread in the board
  SelfRedirect,  // "self-302": each page answers 302 to itself once
  Redirect,      // "redirect": to `to`
  Reset,         // "reset": the connection is torn down
  AntiFlood,     // "flood": the anti-flood page with status 200
  Truncated,     // "truncated": half a page as if it were all
  CutOff,        // "cut-off": half of what Content-Length promised
  WrongCharset,  // "charset": header and meta name other charsets than the page has
  Foreign        // "foreign": the page of another site
};

std::string_view Name(Misbehaviour what);
std::optional<Misbehaviour> MisbehaviourFromName(std::string_view name);
std::vector<std::string_view> MisbehaviourNames();

struct Mode {
  Misbehaviour what = Misbehaviour::None;
  std::optional<int> requests;  // for so many; unset: until cleared
  std::string only;             // only addresses that contain this
  std::string to;               // Redirect
  std::chrono::seconds retry_after{30};
  std::chrono::milliseconds every{1000};  // Slow
};

// What is wrong with the page itself.
Flaws FlawsOf(Misbehaviour what);
// What becomes of the reply that a well-behaved forum would give.
Reply Spoil(Reply reply, const Mode& mode);

}  // namespace forumwatch::sim
