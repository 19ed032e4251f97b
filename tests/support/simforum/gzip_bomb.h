// A small body that unpacks into a large one.
#pragma once

#include <cstddef>
#include <string>

namespace forumwatch::sim {

// A gzip stream of `mebibytes` MiB of forum markup, without packing them all: one packed MiB,
// again and again.
std::string GzipBomb(std::size_t mebibytes);

}  // namespace forumwatch::sim
