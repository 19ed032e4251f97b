// What a list row says of a thread, as one text to compare with later: replies, time and author of
// the last post, title. Also the marks that say what is still to be done. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crawlers/sites/list_page.h"

namespace forumwatch {

// Times that move with the moment of asking are left out.
std::string Signature(const ListRow& row);

// Of a signature: nullopt when it does not say.
std::optional<int> RepliesIn(std::string_view signature);
std::string_view TitleIn(std::string_view signature);

// The thread could not be read, so many times in a row; its row was `row`.
struct Unread {
  int tries = 1;
  bool whole = false;  // all its pages were wanted
  std::string_view row;
};
std::string UnreadSignature(const Unread& unread);
std::optional<Unread> UnreadIn(std::string_view signature);  // into the text handed in

// The thread is still to be read; `row` is why.
std::string PendingSignature(std::string_view row);
bool IsPending(std::string_view signature);

// Whatever mark stands before it; "" when none was noted.
std::string_view RowIn(std::string_view signature);

// Stands for the row of a thread that could be read though the list did not show it.
inline constexpr std::string_view kUnlisted = "unlisted";

}  // namespace forumwatch
