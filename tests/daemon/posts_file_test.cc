#include "daemon/cli/posts_file.h"

#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

namespace forumwatch {
namespace {

constexpr std::string_view kLine =
    R"({"community":"云栖花园","source":"业主论坛","channel":"forum","thread":"8841","post":"120394","floor":3,"is_first":false,)"
    R"("title":"电梯又停了","author":"7栋老王","author_id":"5521","official":false,"posted_at":"2026-03-02T21:14:00+08:00",)"
    R"("seen_at":null,"edited_at":null,"quotes":"120377","text":"又停了","url":"https://bbs.example/t","views":412,"replies":35,"likes":2})";

PostLine Good(std::string_view line) {
  return std::get<PostLine>(ParsePostLine(line));
}
std::string Mistake(std::string_view line) {
  return std::get<std::string>(ParsePostLine(line));
}

TEST(PostLine, ReadsEveryField) {
  const PostLine post = Good(kLine);
  EXPECT_EQ(post.community, "云栖花园");
  EXPECT_EQ(post.seen.floor, 3);
  EXPECT_EQ(post.seen.posted_at, ParseRfc3339("2026-03-02T21:14:00+08:00"));
  EXPECT_FALSE(post.seen_at);
  EXPECT_EQ(post.seen.quotes, "120377");
  EXPECT_EQ(post.seen.views, 412);
}

TEST(PostLine, WritesWhatItReads) {
  EXPECT_EQ(FormatPostLine(Good(kLine), std::chrono::hours(8)), kLine);
  const std::string with_pictures =
      std::string(kLine.substr(0, kLine.size() - 1)) + R"(,"attachments":3})";
  EXPECT_EQ(FormatPostLine(Good(with_pictures), std::chrono::hours(8)), with_pictures);
}

TEST(PostLine, NeedsOnlyFourFields) {
  const PostLine post = Good(R"({"community":"A","thread":"1","post":"2","text":""})");
  EXPECT_EQ(post.channel, Channel::Forum);
  EXPECT_FALSE(post.seen.posted_at);
}

struct BadCase {
  std::string_view line;
  std::string_view says;
};

TEST(PostLine, NamesTheFieldThatIsWrong) {
  const std::string deep = R"({"community":)" + std::string(100000, '[') + "}";
  const BadCase cases[] = {
      {R"({"thread":"1","post":"2","text":""})", "community"},
      {R"({"community":"A","thread":1,"post":"2","text":""})", "thread"},
      {R"({"community":"A","thread":"1","post":"","text":""})", "post"},
      {R"({"community":"A","thread":"1","post":"2"})", "text"},
      {R"({"community":"A","thread":"1","post":"2","text":"","posted_at":"昨天"})", "posted_at"},
      {R"({"community":"A","thread":"1","post":"2","text":"","channel":"fax"})", "channel"},
      {R"({"community":"A","thread":"1","post":"2","text":"","views":-1})", "views"},
      {R"({"community":"A","thread":"1","post":"2","text":"","views":1e400})", "JSON"},
      {R"({"community":"A",)", "JSON"},
      {R"([1])", "对象"},
      {deep, "嵌套"},
  };
  for (const BadCase& c : cases) {
    EXPECT_NE(Mistake(c.line).find(c.says), std::string::npos) << c.line.substr(0, 80) << "\n"
                                                               << Mistake(c.line);
  }
}

TEST(PostsFile, GoesOnAfterABadLineAndSaysItsNumber) {
  const auto file =
      std::filesystem::temp_directory_path() / ("forumwatch-posts-" + std::to_string(getpid()));
  std::ofstream(file) << "\xEF\xBB\xBF" << kLine << "\n\nnonsense\n" << kLine << "\r\n";
  const PostsFile read = ReadPostsFile(file);
  std::filesystem::remove(file);
  EXPECT_EQ(read.posts.size(), 2U);
  ASSERT_EQ(read.mistakes.size(), 1U);
  EXPECT_EQ(read.mistakes[0].line, 3);
}

}  // namespace
}  // namespace forumwatch
