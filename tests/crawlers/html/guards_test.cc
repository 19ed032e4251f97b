#include "crawlers/html/guards.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace forumwatch {
namespace {

using testing::HasSubstr;

std::string Times(std::size_t n, std::string_view piece) {
  std::string all;
  for (std::size_t i = 0; i < n; ++i) {
    all += piece;
  }
  return all;
}

TEST(Guards, PassAnOrdinaryPage) {
  EXPECT_EQ(CheckMarkup("<!DOCTYPE html><title>x</title><p>a<p>b<br><img src=x>", {}), "");
  EXPECT_EQ(CheckMarkup("", {}), "");
}

TEST(Guards, NameTheLimitThatIsExceeded) {
  EXPECT_EQ(CheckMarkup("<p>abcd</p>", {.bytes = 10}), "页面 11 字节，上限 10");
  EXPECT_EQ(CheckMarkup("<p>abcd</p>", {.bytes = 11}), "");
  EXPECT_THAT(CheckMarkup(Times(401, "<div>"), {}), HasSubstr("嵌套 401 层，上限 400"));
  EXPECT_EQ(CheckMarkup("<p " + Times(256, "a ") + ">", {}), "");
  EXPECT_THAT(CheckMarkup("<p " + Times(257, "a ") + ">", {}), HasSubstr("257 个属性，上限 256"));
  EXPECT_THAT(CheckMarkup(Times(200'001, "<br>"), {}), HasSubstr("上限 200000"));
}

std::filesystem::path Shared() {
  const char* const given =
      std::getenv("FORUMWATCH_SHARED");  // NOLINT(concurrency-mt-unsafe): tests have one thread
  return given != nullptr ? std::filesystem::path(given)
                          : std::filesystem::path(FORUMWATCH_SOURCE_DIR) / "../shared";
}

TEST(Guards, PassEveryRecordedPage) {
  const auto recordings = Shared() / "recordings";
  if (!std::filesystem::exists(recordings)) {
    GTEST_SKIP() << "no recordings beside the source tree";
  }
  int pages = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(recordings)) {
    if (file.path().extension() == ".html") {
      std::stringstream page;
      page << std::ifstream(file.path()).rdbuf();
      EXPECT_EQ(CheckMarkup(page.str(), {}), "") << file.path();
      ++pages;
    }
  }
  EXPECT_GT(pages, 0);
}

}  // namespace
}  // namespace forumwatch
