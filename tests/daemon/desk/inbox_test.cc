// The door between the command line and the service that runs.
#include "daemon/desk/inbox.h"

#include <array>
#include <future>
#include <system_error>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/support/temp_store.h"

namespace forumwatch {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

const Order kOrder{StepKind::Split, ComplaintId(12), "李主管", "", "不是一回事", {"31", "2/32"}};

class InboxTest : public testing::Test {
 protected:
  // As the loop does: waits for somebody, serves; until `rounds` orders were taken.
  std::vector<Order> ServeUntil(Inbox& inbox, std::size_t taken) {
    std::vector<Order> orders;
    while (orders.size() < taken) {
      std::vector<pollfd> wait;
      for (const int fd : inbox.fds()) {
        wait.push_back({fd, POLLIN, 0});
      }
      if (poll(wait.data(), wait.size(), 10'000) <= 0) {
        ADD_FAILURE() << "nobody came";
        return orders;
      }
      inbox.Serve([&](const Order& order) {
        orders.push_back(order);
        return OrderResult{true, "拆出 C13", ComplaintId(13)};
      });
    }
    return orders;
  }
  std::future<std::optional<OrderResult>> Send(const Order& order) {
    return std::async(std::launch::async,
                      [this, order] { return SendOrder(socket_, order, seconds(10)); });
  }
  // A caller who says something else than an order.
  int Call() {
    const int fd = ::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    socket_.string().copy(address.sun_path, sizeof address.sun_path - 1);
    EXPECT_EQ(connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    return fd;
  }

  TempFolder folder_;
  std::filesystem::path socket_ = InboxOf(folder_ / "store.db");
};

TEST_F(InboxTest, AnOrderArrivesAsItWasSentWithTheAccountItCameFrom) {
  Inbox inbox(socket_);
  auto answer = Send(kOrder);
  Order expected = kOrder;
  expected.account = OwnAccount();
  EXPECT_THAT(ServeUntil(inbox, 1), ElementsAre(expected));
  EXPECT_EQ(answer.get(), (OrderResult{true, "拆出 C13", ComplaintId(13)}));
}

// Only root and the service's own account can knock: they are believed whom they lend themselves
// to.
TEST_F(InboxTest, WhoeverSudoServesStandsForTheAccount) {
  Inbox inbox(socket_);
  Order lent = kOrder;
  lent.account = "zhangmin";
  auto answer = Send(lent);
  EXPECT_EQ(ServeUntil(inbox, 1).front().account, "zhangmin");
}

TEST_F(InboxTest, ThereIsNoAnswerWhereNobodyListens) {
  EXPECT_EQ(SendOrder(socket_, kOrder, seconds(1)), std::nullopt);
  { const Inbox ended(socket_); }
  EXPECT_EQ(SendOrder(socket_, kOrder, seconds(1)), std::nullopt);
}

TEST_F(InboxTest, WhatAKilledRunLeftThereIsReplaced) {
  const int left = ::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  socket_.string().copy(address.sun_path, sizeof address.sun_path - 1);
  ASSERT_EQ(bind(left, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  close(left);
  EXPECT_EQ(SendOrder(socket_, kOrder, seconds(1)), std::nullopt) << "as after kill -9";
  Inbox inbox(socket_);
  auto answer = Send(kOrder);
  ServeUntil(inbox, 1);
  EXPECT_TRUE(answer.get());
}

TEST_F(InboxTest, NobodyElseMayKnock) {
  const Inbox inbox(socket_);
  struct stat file {};
  ASSERT_EQ(stat(socket_.c_str(), &file), 0);
  EXPECT_EQ(file.st_mode & 0777, 0600U);
}

TEST_F(InboxTest, AStoreMayLieDeep) {
  std::filesystem::path deep = folder_ / "";
  for (int i = 0; i < 6; ++i) {
    deep /= "一个名字很长的文件夹一个名字很长的文件夹";
  }
  std::filesystem::create_directories(deep);
  socket_ = InboxOf(deep / "store.db");
  Inbox inbox(socket_);
  auto answer = Send(kOrder);
  ServeUntil(inbox, 1);
  EXPECT_TRUE(answer.get());
}

TEST_F(InboxTest, WhoSaysNothingHoldsNobodyUp) {
  Inbox inbox(socket_);
  std::vector<int> silent;
  for (std::size_t i = 0; i < 2 * Inbox::kMostCallers; ++i) {
    silent.push_back(Call());
    inbox.Serve([](const Order&) { return OrderResult{}; });
  }
  EXPECT_LE(inbox.fds().size(), Inbox::kMostCallers + 1);
  auto answer = Send(kOrder);
  ServeUntil(inbox, 1);
  EXPECT_TRUE(answer.get());
  for (const int fd : silent) {
    close(fd);
  }
}

TEST_F(InboxTest, ManyAtOnceAreAllHeard) {
  Inbox inbox(socket_);
  std::vector<std::future<std::optional<OrderResult>>> answers;
  for (std::size_t i = 0; i < Inbox::kMostCallers / 2; ++i) {
    answers.push_back(Send(kOrder));
  }
  ServeUntil(inbox, answers.size());
  for (auto& answer : answers) {
    EXPECT_TRUE(answer.get());
  }
}

TEST_F(InboxTest, WhoHasGivenUpIsNotObeyed) {
  Inbox inbox(socket_);
  const int fd = Call();
  const std::string packet = WriteOrder(kOrder);
  ASSERT_EQ(send(fd, packet.data(), packet.size(), 0), static_cast<ssize_t>(packet.size()));
  close(fd);
  inbox.Serve([](const Order&) {
    ADD_FAILURE() << "executed";
    return OrderResult{};
  });
}

TEST_F(InboxTest, AServiceThatIsBusyKeepsNobodyWaitingForEver) {
  const Inbox inbox(socket_);
  std::array<int, 9> waiting{};  // more than may wait to be admitted
  for (int& one : waiting) {
    one = Call();
  }
  try {
    SendOrder(socket_, kOrder, milliseconds(20));
    FAIL() << "answered";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code(), std::errc::timed_out);
    EXPECT_THAT(error.what(), HasSubstr("没有记下"));
  }
  for (const int fd : waiting) {
    close(fd);
  }
}

TEST_F(InboxTest, WhatLiesInTheWayIsAnError) {
  std::filesystem::create_directories(socket_ / "something");
  EXPECT_THROW(Inbox{socket_}, std::system_error);
}

TEST_F(InboxTest, WhatIsNoOrderIsAnsweredAndNotExecuted) {
  Inbox inbox(socket_);
  const std::string too_long(Inbox::kLongestOrder + 1, 'x');
  for (const std::string& packet :
       {std::string("garbage"), std::string(R"({"kind":"deleted"})"), std::string("[]"), too_long,
        std::string(
            R"({"kind":"noted","complaint":"1","who":"","detail":"","why":"","posts":[]})")}) {
    const int fd = Call();
    ASSERT_EQ(send(fd, packet.data(), packet.size(), 0), static_cast<ssize_t>(packet.size()));
    inbox.Serve([](const Order&) {
      ADD_FAILURE() << "executed";
      return OrderResult{};
    });
    char answer[1000] = {};
    ASSERT_GT(recv(fd, answer, sizeof answer, 0), 0);
    EXPECT_THAT(answer, StartsWith(R"({"done":false,"said":")")) << packet.substr(0, 40);
    close(fd);
  }
}

TEST_F(InboxTest, AnOrderThatTheStoreCannotKeepIsNotAnswered) {
  std::optional<Inbox> inbox(std::in_place, socket_);
  auto answer = Send(kOrder);
  const auto serve = [&] {
    for (;;) {  // who was admitted has perhaps not sent yet
      inbox->Serve([](const Order&) -> OrderResult { throw StoreError("disk is full"); });
    }
  };
  EXPECT_THROW(serve(), StoreError);
  inbox.reset();  // as the process ends
  EXPECT_THROW(answer.get(), std::system_error);
}

TEST_F(InboxTest, WhoWaitsTooLongIsToldThatItMayHaveBeenDone) {
  const Inbox inbox(socket_);  // does not serve
  try {
    SendOrder(socket_, kOrder, milliseconds(20));
    FAIL() << "answered";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code(), std::errc::timed_out);
    EXPECT_THAT(error.what(), HasSubstr("可能已经记下"));
  }
}

TEST_F(InboxTest, OrdersAndResultsComeBackAsTheyWereWritten) {
  EXPECT_EQ(ReadOrder(WriteOrder(kOrder)), kOrder);
  const OrderResult refused{false, "没有 C9 这个投诉", std::nullopt};
  EXPECT_EQ(ReadResult(WriteResult(refused)), refused);
  Order broken = kOrder;
  broken.why = "\xff";
  EXPECT_EQ(ReadOrder(WriteOrder(broken))->why, "\xef\xbf\xbd") << "replaced, not refused";
}

}  // namespace
}  // namespace forumwatch
