// Personal data taken out of a text that leaves the house. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace forumwatch {

// Telephone numbers (also written apart, in full-width or Chinese figures), mail addresses, names
// in 微信 and QQ, numbers of identity and bank cards and whatever else has seven figures in a row
// become "＊＊＊", and so do names wherever they stand. The text is looked at as normalise.h folds
// it, so that no sign that cannot be seen, and no way of writing, keeps a number apart. Places,
// days, hours and amounts stay. Rather one too many: what was taken out still stands on the forum.
// Text that is not UTF-8 comes out with U+FFFD. Linear time for each name.
class ContactMask {
 public:
  // Of "11栋老周" or "老周来电" "老周" is taken out, too; what names no more than a place or a part
  // ("7栋1203业主") stays: what is to be mended is there. Throws as Normalise does; so do the
  // others.
  explicit ContactMask(std::span<const std::string> names);

  [[nodiscard]] std::string Masked(std::string_view text) const;
  // Of a part of a text: what leads to a person may begin before it or go on behind it. A part that
  // does not stand in `whole` is masked by itself.
  [[nodiscard]] std::string MaskedPart(std::string_view part, std::string_view whole) const;

 private:
  std::vector<std::u32string> names_;  // folded, each once
};

std::string MaskContacts(std::string_view text, std::span<const std::string> names = {});

}  // namespace forumwatch
