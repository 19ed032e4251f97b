// Personal data taken out of a text that leaves the house. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace forumwatch {

// Telephone numbers (also written apart, in full-width or Chinese figures), mail addresses, names
// in 微信 and QQ, numbers of identity and bank cards and whatever else has seven figures in a row
// become "＊＊＊", and so do `names` wherever they stand. The text is looked at as normalise.h
// folds it, so that no sign that cannot be seen, and no way of writing, keeps a number apart.
// Places, days and hours stay. Rather one too many: what was taken out still stands on the forum.
// Text that is not UTF-8 comes out with U+FFFD. Linear time. Throws as Normalise does.
std::string MaskContacts(std::string_view text, std::span<const std::string> names = {});

}  // namespace forumwatch
