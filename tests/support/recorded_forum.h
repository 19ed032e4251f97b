// A recorded forum that answers page requests without a network: the newest of its folders that
// has the address wins, a redirect to itself comes once before the page, an address nobody recorded
// is a plain 404. "page=1" is the same as no page, noise in a query does not matter. Knows what was
// asked. One thread.
#pragma once

#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "crawlers/crawler.h"

namespace forumwatch {

// Where the recordings lie: $FORUMWATCH_SHARED/recordings, else beside the source tree.
std::filesystem::path RecordingsFolder();

class RecordedForum {
 public:
  // Throws std::runtime_error when the folder's index cannot be read.
  explicit RecordedForum(const std::filesystem::path& folder) { Switch(folder); }

  // What this folder has is answered from now on, the rest from those before.
  void Switch(const std::filesystem::path& folder);

  PageAnswer Answer(const PageRequest& request);

  // Addresses asked for, in order; a redirect to itself counts once.
  [[nodiscard]] const std::vector<std::string>& asked() const noexcept { return asked_; }
  void Forget() { asked_.clear(); }

 private:
  struct Recorded {
    int status = 0;
    std::string content_type;
    std::string date;
    std::string body;
  };
  using Folder = std::map<std::string, std::deque<Recorded>>;

  std::vector<Folder> folders_;  // newest last
  std::vector<std::string> asked_;
};

}  // namespace forumwatch
