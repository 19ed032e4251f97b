// Personal data taken out of a text that leaves the house. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace forumwatch {

// Telephone numbers (also written apart, in full-width or Chinese figures), mail addresses, names
// in 微信 and QQ, numbers of identity cards and whatever else has seven figures in a row become
// "＊＊＊". Rather one too many: what was taken out still stands on the forum. Text that is not
// UTF-8 comes out with U+FFFD.
std::string MaskContacts(std::string_view text);

}  // namespace forumwatch
