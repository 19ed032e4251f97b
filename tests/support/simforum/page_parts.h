// Parts that list and thread pages share. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "tests/support/simforum/contents.h"

namespace forumwatch::sim {

// The first `bytes` of a text, whole characters, with " ..." where something was cut.
std::string Beginning(const std::string& text, std::size_t bytes);

// An author's number: the known one, else one that follows from the name.
std::string UserId(const Writing& writing);

int PagesOf(std::size_t entries, int per_page);
std::string ThreadAddress(std::int64_t tid);
std::string PageLink(const std::string& address, int page, const std::string& more,
                     const std::string& text);

// Links to the pages of a list or thread; nothing for a single page, as on the model.
std::string Pager(const std::string& address, int page, int pages);

}  // namespace forumwatch::sim
