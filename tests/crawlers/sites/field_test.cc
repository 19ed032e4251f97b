#include "crawlers/sites/field.h"

#include <gtest/gtest.h>

namespace forumwatch {
namespace {

Css At(const char* selector) {
  return {selector, Selector(selector)};
}

ValueSource Number(const char* selector, int add) {
  ValueSource source;
  source.select = At(selector);
  source.add = add;
  return source;
}

const Document& Page() {
  static const Document kPage(R"(<p class="n">第 0 页</p><p class="n">第 9 页</p>
<p class="most">2,147,483,647</p><div class="post"><img src="a.png">
<blockquote><p><img src="b.png"></p></blockquote><img src="c.png"></div>)");
  return kPage;
}

TEST(Numbers, AreCountedFromWhereTheFileSays) {
  EXPECT_EQ(ReadNumber({Number(".n", 1)}, Page().root()), 1);
  EXPECT_EQ(LargestNumber({Number(".n", 1)}, Page().root()), 10);
  EXPECT_EQ(LargestNumber({Number(".none", 1), Number(".n", 0)}, Page().root()), 9);
  EXPECT_EQ(ReadNumber({Number(".n", -1)}, Page().root()), 0) << "there is nothing below";
}

TEST(Numbers, TooLargeToBeCountedAreNone) {
  EXPECT_EQ(ReadNumber({Number(".most", 1)}, Page().root()), std::nullopt);
  EXPECT_EQ(LargestNumber({Number(".most", 1000)}, Page().root()), std::nullopt);
}

TEST(Pictures, InAQuoteAreSomebodyElses) {
  const Node post = At(".post").selector.First(Page().root());
  EXPECT_EQ(CountOwn(Selector("img"), post), 2);
  EXPECT_EQ(CountOwn(std::nullopt, post), 0);
}

}  // namespace
}  // namespace forumwatch
