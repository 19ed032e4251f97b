#include "tests/bench/recorded_site.h"

#include <mutex>

#include "tests/support/loopback_server.h"
#include "tests/support/recorded_forum.h"

namespace forumwatch {

struct RecordedSite::Server {
  Server(const std::filesystem::path& folder, const std::string& site)
      : forum(folder), recorded_at(site) {
    loopback.Otherwise([this](const AskedRequest& asked, Peer& peer) {
      const PageAnswer answer = Answer(asked.path);
      return replies::Status(answer.status, Here(answer.body),
                             {{"Content-Type", answer.content_type}})(asked, peer);
    });
  }

  PageAnswer Answer(const std::string& path) {
    const std::lock_guard lock(mutex);
    PageRequest request;
    request.url = path;
    return forum.Answer(request);
  }

  [[nodiscard]] std::string Here(std::string body) const {
    const std::string here = loopback.Url("/");
    for (std::size_t at = body.find(recorded_at); at != std::string::npos;
         at = body.find(recorded_at, at + here.size())) {
      body.replace(at, recorded_at.size(), here);
    }
    return body;
  }

  std::mutex mutex;  // guards the forum
  RecordedForum forum;
  std::string recorded_at;
  LoopbackServer loopback;  // the last member: its threads end first
};

RecordedSite::RecordedSite(const std::filesystem::path& folder, const std::string& site)
    : server_(std::make_unique<Server>(folder, site)) {}
RecordedSite::~RecordedSite() = default;

std::string RecordedSite::host() const {
  return server_->loopback.host();
}

std::string RecordedSite::Url(const std::string& address) const {
  return server_->loopback.Url(address);
}

}  // namespace forumwatch
