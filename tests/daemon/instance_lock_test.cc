#include "daemon/instance_lock.h"

#include <optional>
#include <system_error>

#include <gtest/gtest.h>
#include <unistd.h>

namespace forumwatch {
namespace {

class InstanceLockTest : public testing::Test {
 public:
  ~InstanceLockTest() override { std::filesystem::remove(file_); }
  InstanceLockTest(const InstanceLockTest&) = delete;
  InstanceLockTest& operator=(const InstanceLockTest&) = delete;

 protected:
  InstanceLockTest()
      : file_(std::filesystem::temp_directory_path() /
              ("forumwatch-lock-" + std::to_string(getpid()))) {}

  std::filesystem::path file_;
};

TEST_F(InstanceLockTest, LetsOnlyOneHolderIn) {
  std::optional<InstanceLock> first(std::in_place, file_);
  EXPECT_THROW(InstanceLock second(file_), AnotherInstance);
  first.reset();
  EXPECT_NO_THROW(InstanceLock third(file_));
}

TEST_F(InstanceLockTest, SaysWhereTheFileCannotBeMade) {
  EXPECT_THROW(InstanceLock lock("/nonexistent/forumwatch.lock"), std::system_error);
}

TEST_F(InstanceLockTest, IsSeenByThoseWhoOnlyAsk) {
  EXPECT_FALSE(IsLocked(file_));
  EXPECT_FALSE(std::filesystem::exists(file_)) << "asking makes nothing";
  {
    const InstanceLock lock(file_);
    EXPECT_TRUE(IsLocked(file_));
  }
  EXPECT_FALSE(IsLocked(file_));
}

}  // namespace
}  // namespace forumwatch
