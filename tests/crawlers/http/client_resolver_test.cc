// A name server that does not answer: a lookup cannot be called off, so nobody may wait for it.
#include <condition_variable>
#include <cstring>
#include <mutex>

#include <dlfcn.h>
#include <gtest/gtest.h>
#include <netdb.h>

#include "tests/crawlers/http/asking.h"

namespace {

constexpr const char* kHanging = "hangs.example";
constexpr std::chrono::seconds kPatience{10};  // of a test that fails

class NameServer {
 public:
  void Hang() {
    std::unique_lock lock(mutex_);
    asked_ = true;
    changed_.notify_all();
    waited_in_vain_ = !changed_.wait_for(lock, kPatience, [this] { return answers_; });
  }
  bool AwaitQuestion() {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kPatience, [this] { return asked_; });
  }
  void Answer() {
    const std::lock_guard lock(mutex_);
    answers_ = true;
    changed_.notify_all();
  }
  // Somebody waited for the answer until the test gave up.
  bool waited_in_vain() {
    const std::lock_guard lock(mutex_);
    return waited_in_vain_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool asked_ = false;
  bool answers_ = false;
  bool waited_in_vain_ = false;
};

// Outlives whatever thread still waits in it.
NameServer& TheNameServer() {
  static auto* const kServer = new NameServer;
  return *kServer;
}

}  // namespace

// Stands before the C library's in this program, for libcurl as well.
extern "C" int getaddrinfo(const char* name, const char* service,  // NOLINT: its own names
                           const addrinfo* hints, addrinfo** found) {
  if (name != nullptr && std::strcmp(name, kHanging) == 0) {
    TheNameServer().Hang();
    return EAI_AGAIN;
  }
  using Lookup = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
  // dlsym gives every function as an object pointer.
  static const auto kReal = reinterpret_cast<Lookup>(dlsym(RTLD_NEXT, "getaddrinfo"));
  return kReal(name, service, hints, found);
}

namespace forumwatch {
namespace {

TEST(HttpClient, EndsAtOnceThoughANameServerDoesNotAnswer) {
  {
    HttpClient client(FastOptions({}));
    client.Start(Get("http://hangs.example/"), [](const HttpOutcome&) {});
    client.Turn(kNoon, std::chrono::milliseconds(1));
    ASSERT_TRUE(TheNameServer().AwaitQuestion());
  }
  EXPECT_FALSE(TheNameServer().waited_in_vain());
  TheNameServer().Answer();
}

}  // namespace
}  // namespace forumwatch
