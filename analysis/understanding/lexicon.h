// The words and rules understanding works with, as filled by config from config/lexicons/*.json and
// config/handbook.json. Immutable once made; any thread.
#pragma once

namespace forumwatch {

struct Lexicon {};

}  // namespace forumwatch
