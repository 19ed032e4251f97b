// What a reader sees of an element: blocks, table rows and <br> become lines, table cells are set
// apart by a space, runs of white space (no-break and ideographic spaces included) one space; lines
// carry no blanks at their ends and are never empty. Scripts, styles, hidden elements (`hidden`,
// style="display:none") and what lists offer (<select>, <datalist>) are not seen; nor is anything
// that `drop` matches (quotes, signatures, edit notes, noise). `node` itself is always read, be it
// a <title>. Pure; no recursion on depth; linear.
#pragma once

#include <span>
#include <string>

#include "crawlers/html/select.h"

namespace forumwatch {

std::string VisibleText(Node node, std::span<const Selector> drop = {});

}  // namespace forumwatch
