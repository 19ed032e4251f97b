#include "daemon/logging.h"

#include <stdexcept>

#include <gtest/gtest.h>

#include "daemon/errors.h"

namespace forumwatch {
namespace {

TEST(Escaped, KeepsForumTextFromForgingLogLines) {
  EXPECT_EQ(Escaped("电梯\n2026-01-01 info alert sent"), "电梯\\x0a2026-01-01 info alert sent");
  EXPECT_EQ(Escaped("\x1b[31m红"), "\\x1b[31m红");
  EXPECT_EQ(Escaped("a\xE2\x80\xAE"
                    "b"),
            "a\\ub");
  EXPECT_EQ(Escaped("“电梯”又停了…"), "“电梯”又停了…");
}

TEST(Quoted, CutsOnACharacterBorder) {
  EXPECT_EQ(Quoted("电梯", 100), "\"电梯\"");
  EXPECT_EQ(Quoted("电梯又停了", 7), "\"电梯…\"");
  EXPECT_EQ(Quoted("说\"好\"", 100), "\"说\\\"好\\\"\"");
}

TEST(StartLogging, RefusesAnUnknownLevel) {
  EXPECT_THROW(StartLogging("loud"), std::invalid_argument);
}

TEST(Describe, PrintsTheChainOutermostFirst) {
  std::exception_ptr chain;
  try {
    try {
      throw std::runtime_error("disk full");
    } catch (...) {
      std::throw_with_nested(std::runtime_error("saving post\n120394"));
    }
  } catch (...) {
    chain = std::current_exception();
  }
  EXPECT_EQ(Describe(chain), "saving post\\x0a120394: disk full");
}

TEST(Describe, KnowsWhatIsNotAnException) {
  EXPECT_EQ(Describe(std::make_exception_ptr(7)), "unknown error");
}

}  // namespace
}  // namespace forumwatch
