#include <algorithm>
#include <ctime>
#include <string>

#include <gtest/gtest.h>

#include "analysis/understanding/understand.h"
#include "tests/understanding/real_lexicon.h"

namespace forumwatch {
namespace {

double ThreadSeconds() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

std::string Repeated(std::string_view piece, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) {
    text += piece;
  }
  return text;
}

// The least of a few runs: whatever else the machine does only adds to it.
double Cost(const PostInContext& post, const Lexicon& lexicon) {
  double least = 1e9;
  for (int run = 0; run < 2; ++run) {
    const double before = ThreadSeconds();
    Understand(post, lexicon);
    least = std::min(least, ThreadSeconds() - before);
  }
  return least;
}

// Four times the text may cost four times as much; what grows with the square costs sixteen times.
void ExpectLinear(std::string_view piece, PostInContext post,
                  const Lexicon& lexicon = RealLexicon()) {
  const std::string quarter = Repeated(piece, 6'000);
  const std::string whole = Repeated(piece, 24'000);
  post.title = "7栋漏水";
  post.text = quarter;
  const double of_quarter = Cost(post, lexicon);
  post.text = whole;
  const double of_whole = Cost(post, lexicon);
  constexpr double kMuchMore = 8;
  constexpr double kNothing = 0.002;  // seconds: below that the clock says little
  EXPECT_LT(of_whole, kMuchMore * of_quarter + kNothing) << "of " << piece;
}

constexpr std::string_view kPieces[] = {"a\n",
                                        "哈。",
                                        "7栋漏水。",
                                        "灯不亮",
                                        "1栋2栋3栋",
                                        "12",
                                        "一",
                                        "“”",
                                        "？",
                                        "第一，",
                                        "我要上访，找媒体曝光，起诉你们，业主联合起来",
                                        "没不没",
                                        "但是",
                                        "a.cn/?id=3 ",
                                        "另外7栋电梯坏了没人修。另外8栋停车乱没人管。"};

TEST(Growth, APostCostsAsMuchAsItIsLong) {
  for (const std::string_view piece : kPieces) {
    ExpectLinear(piece, {"", "", true, false, nullptr});
  }
}

TEST(Growth, SoDoesAFollowUpThatAModelParts) {
  for (const char* const answer : {"另起一件事", ""}) {
    const auto lexicon = WithModel(LearnedTask::Cut, answer);
    for (const std::string_view piece : kPieces) {
      ExpectLinear(piece, {"", "", false, false, nullptr}, *lexicon);
    }
  }
}

TEST(Growth, SoDoesAReply) {
  for (const std::string_view piece : {"a\n", "灯不亮", "3月5日前完成更换，", "收到。"}) {
    ExpectLinear(piece, {"", "", true, true, nullptr});
  }
}

}  // namespace
}  // namespace forumwatch
