// What a list row says of a thread, as one text to compare with later: replies, time and author of
// the last post, title. Also the marks that stand instead when no row could be compared. Pure.
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
  std::string_view row;
};
std::string UnreadSignature(const Unread& unread);
std::optional<Unread> UnreadIn(std::string_view signature);  // into the text handed in

// The thread could be read though the list did not show it.
inline constexpr std::string_view kUnlisted = "unlisted";
// The thread is still to be read.
inline constexpr std::string_view kPending{};

}  // namespace forumwatch
