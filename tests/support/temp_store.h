// A store in a folder of its own that goes with the test. Opens what the test asks for; `session()`
// is the writer. One thread.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "daemon/store/session.h"

namespace forumwatch {

class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  [[nodiscard]] std::filesystem::path operator/(const std::string& name) const {
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

class TempStore {
 public:
  TempStore();

  [[nodiscard]] std::filesystem::path file() const { return folder_ / "store.db"; }
  [[nodiscard]] const TempFolder& folder() const { return folder_; }
  Session& session() { return *session_; }

  // Ends the writer and opens it again, as a restart would.
  void Reopen();
  void Close() { session_.reset(); }

 private:
  TempFolder folder_;
  std::unique_ptr<Session> session_;
};

// Runs `work` in one transaction and gives back what it gives.
template <typename Work>
auto InTransaction(Session& session, Work&& work) {
  Transaction transaction(session);
  if constexpr (std::is_void_v<decltype(work())>) {
    work();
    transaction.Commit();
  } else {
    auto result = work();
    transaction.Commit();
    return result;
  }
}

}  // namespace forumwatch
