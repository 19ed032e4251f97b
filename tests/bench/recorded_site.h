// A recorded forum behind a real socket, for benchmarks: its server is a thread of this process, so
// that only the time of the asking thread counts.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

namespace forumwatch {

class RecordedSite {
 public:
  // `site` is where it was recorded, "http://127.0.0.1:8711/": its pages name it.
  RecordedSite(const std::filesystem::path& folder, const std::string& site);
  ~RecordedSite();
  RecordedSite(const RecordedSite&) = delete;
  RecordedSite& operator=(const RecordedSite&) = delete;

  [[nodiscard]] std::string host() const;
  [[nodiscard]] std::string Url(const std::string& address) const;

 private:
  struct Server;
  std::unique_ptr<Server> server_;
};

}  // namespace forumwatch
