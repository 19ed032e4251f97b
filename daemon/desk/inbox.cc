#include "daemon/desk/inbox.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <pwd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "daemon/descriptor.h"

namespace forumwatch {
namespace {

[[noreturn]] void Fail(int error, const std::string& what) {
  throw std::system_error(error, std::generic_category(), what);
}

// A socket's name may have 107 bytes; a store may lie deeper: it is named by way of its open
// folder.
class SocketAddress {
 public:
  explicit SocketAddress(const std::filesystem::path& socket)
      : folder_(open(socket.parent_path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)) {
    if (folder_ < 0) {
      Fail(errno, "无法打开文件夹 " + socket.parent_path().string());
    }
    const std::string name =
        "/proc/self/fd/" + std::to_string(folder_) + "/" + socket.filename().string();
    address_.sun_family = AF_UNIX;
    if (name.size() >= sizeof address_.sun_path) {
      close(folder_);
      Fail(ENAMETOOLONG, "文件名太长 " + socket.string());
    }
    std::memcpy(address_.sun_path, name.c_str(), name.size() + 1);
  }
  ~SocketAddress() { close(folder_); }
  SocketAddress(const SocketAddress&) = delete;
  SocketAddress& operator=(const SocketAddress&) = delete;

  [[nodiscard]] const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&address_); }
  static constexpr socklen_t kSize = sizeof(sockaddr_un);

 private:
  int folder_;
  sockaddr_un address_{};
};

std::string AccountName(uid_t user) {
  passwd entry{};
  passwd* found = nullptr;
  std::array<char, 4096> buffer{};
  if (getpwuid_r(user, &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr) {
    return entry.pw_name;
  }
  return std::to_string(user);
}

bool HasHungUp(int caller) {
  pollfd state{caller, 0, 0};
  return poll(&state, 1, 0) > 0 && (state.revents & (POLLHUP | POLLERR)) != 0;
}

std::string AccountOf(int caller) {
  ucred credentials{};
  socklen_t size = sizeof credentials;
  if (getsockopt(caller, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) {
    Fail(errno, "getsockopt(SO_PEERCRED)");
  }
  return AccountName(credentials.uid);
}

}  // namespace

std::filesystem::path InboxOf(const std::filesystem::path& store) {
  return std::filesystem::absolute(store).string() + ".desk";
}

std::string OwnAccount() {
  return AccountName(geteuid());
}

Inbox::Inbox(std::filesystem::path socket)
    : socket_(std::move(socket)),
      listening_(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
  if (listening_ < 0) {
    Fail(errno, "无法开设接收操作的套接字");
  }
  try {
    const SocketAddress address(socket_);
    unlink(socket_.c_str());
    // Before bind: the file appears with these rights, never with wider ones.
    if (fchmod(listening_, 0600) != 0 ||
        bind(listening_, address.get(), SocketAddress::kSize) != 0 || listen(listening_, 8) != 0) {
      Fail(errno, "无法在这里接收操作 " + socket_.string());
    }
  } catch (...) {
    close(listening_);
    throw;
  }
}

Inbox::~Inbox() {
  for (const int caller : callers_) {
    close(caller);
  }
  close(listening_);
  unlink(socket_.c_str());
}

std::vector<int> Inbox::fds() const {
  std::vector<int> fds{listening_};
  fds.insert(fds.end(), callers_.begin(), callers_.end());
  return fds;
}

void Inbox::Serve(const std::function<OrderResult(const Order&)>& execute) {
  for (;;) {
    const int caller = accept4(listening_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (caller < 0) {
      break;
    }
    callers_.push_back(caller);
    if (callers_.size() > kMostCallers) {  // what the first has sent is still heard
      Answer(callers_.front(), execute);
      HangUp(0);
    }
  }
  for (std::size_t i = 0; i < callers_.size();) {
    if (Answer(callers_[i], execute)) {
      ++i;
    } else {
      HangUp(i);
    }
  }
}

void Inbox::HangUp(std::size_t caller) {
  close(callers_[caller]);
  callers_.erase(callers_.begin() + static_cast<std::ptrdiff_t>(caller));
}

bool Inbox::Answer(int caller, const std::function<OrderResult(const Order&)>& execute) {
  std::string packet(kLongestOrder, '\0');
  const ssize_t size = recv(caller, packet.data(), packet.size(), MSG_TRUNC | MSG_DONTWAIT);
  if (size < 0) {
    return errno == EAGAIN || errno == EINTR;
  }
  if (size == 0 || HasHungUp(caller)) {  // told that nothing was heard: it may not be done later
    return false;
  }
  OrderResult result{false, "内容太长", std::nullopt};
  if (static_cast<std::size_t>(size) <= packet.size()) {
    packet.resize(static_cast<std::size_t>(size));
    auto order = ReadOrder(packet);
    if (order) {
      if (order->account.empty()) {
        order->account = AccountOf(caller);
      }
      result = execute(*order);
    } else {
      result.said = "看不懂这个操作；命令和值守的程序版本不同？";
    }
  }
  const std::string text = WriteResult(result);
  // Who does not wait for it does without.
  [[maybe_unused]] const ssize_t sent =
      send(caller, text.data(), text.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  return false;
}

std::optional<OrderResult> SendOrder(const std::filesystem::path& socket, const Order& order,
                                     std::chrono::milliseconds within) {
  const int fd = ::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
  if (fd < 0) {
    Fail(errno, "socket");
  }
  const Descriptor closing(fd);
  const timeval limit{within.count() / 1000, within.count() % 1000 * 1000};
  const SocketAddress address(socket);
  const std::string failed = "无法把操作交给正在值守的程序（" + socket.string() + "），没有记下";
  if (setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) != 0 ||
      setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit) != 0) {
    Fail(errno, failed);
  }
  if (connect(fd, address.get(), SocketAddress::kSize) != 0) {
    if (errno == ENOENT || errno == ECONNREFUSED) {
      return std::nullopt;
    }
    Fail(errno == EAGAIN ? ETIMEDOUT : errno,
         failed + (errno == EACCES ? "；要用 root 或服务自己的账号，例如在命令前加 sudo" : ""));
  }
  const std::string text = WriteOrder(order);
  if (send(fd, text.data(), text.size(), MSG_NOSIGNAL) < 0) {
    Fail(errno == EAGAIN ? ETIMEDOUT : errno, failed);
  }
  std::string packet(Inbox::kLongestOrder, '\0');
  const ssize_t size = recv(fd, packet.data(), packet.size(), 0);
  const int error = size < 0 ? errno : EPIPE;
  auto result =
      ReadResult(std::string_view(packet.data(), size < 0 ? 0 : static_cast<std::size_t>(size)));
  if (!result) {
    Fail(error == EAGAIN ? ETIMEDOUT : error,
         "正在值守的程序没有回音；可能已经记下，请用 complaint show 看一看再试");
  }
  return result;
}

}  // namespace forumwatch
