// The door by which orders reach the service that runs: a Unix socket beside the store, one packet
// an order, one packet its result. Root and the service's own account may knock, nobody else; the
// kernel says which it is, the command whether sudo lent it to somebody.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "daemon/desk/order.h"

namespace forumwatch {

// "<store>.desk", where the service that keeps this store listens.
std::filesystem::path InboxOf(const std::filesystem::path& store);

std::string OwnAccount();  // of this process

// Owned by the loop, which waits on fds() and then serves. Loop thread.
class Inbox {
 public:
  static constexpr std::size_t kLongestOrder = std::size_t{64} * 1024;  // bytes
  static constexpr std::size_t kMostCallers = 64;  // who came first hangs up then

  // For the holder of the instance lock: what an earlier run left there is removed. Throws
  // std::system_error.
  explicit Inbox(std::filesystem::path socket);
  ~Inbox();
  Inbox(const Inbox&) = delete;
  Inbox& operator=(const Inbox&) = delete;

  [[nodiscard]] std::vector<int> fds() const;

  // Answers the orders that have arrived, one a caller; never waits for one. Whoever has hung up
  // meanwhile was told that nothing was heard, and is not obeyed. What `execute` throws comes out;
  // that caller hears nothing.
  void Serve(const std::function<OrderResult(const Order&)>& execute);

 private:
  void HangUp(std::size_t caller);
  // False: the caller is done with.
  bool Answer(int caller, const std::function<OrderResult(const Order&)>& execute);

  std::filesystem::path socket_;
  int listening_ = -1;
  std::vector<int> callers_;  // in the order they came
};

// To the service that listens there. nullopt: none does. Throws std::system_error when the socket
// may not be used, or when no answer comes within that time (then the order may have been
// executed). Any thread; blocks.
std::optional<OrderResult> SendOrder(const std::filesystem::path& socket, const Order& order,
                                     std::chrono::milliseconds within);

}  // namespace forumwatch
