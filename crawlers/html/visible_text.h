// What a reader sees of an element: blocks and <br> become lines, runs of white space one space,
// scripts and styles nothing. Elements matched by `drop` (quotes, signatures, edit notes, noise)
// are left out. Pure; no recursion on depth.
#pragma once

#include <span>
#include <string>

#include "crawlers/html/select.h"

namespace forumwatch {

std::string VisibleText(Node node, std::span<const Selector> drop = {});

}  // namespace forumwatch
