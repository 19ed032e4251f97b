#include "analysis/text/mask.h"

#include <gtest/gtest.h>

namespace forumwatch {
namespace {

struct Masking {
  const char* text;
  const char* masked;
};

TEST(MaskContacts, TakesOutWhatLeadsToAPerson) {
  const Masking cases[] = {
      // telephones
      {"打我电话13800138000谢谢", "打我电话＊＊＊谢谢"},
      {"138 0013 8000", "＊＊＊"},
      {"138-0013-8000 找老周", "＊＊＊ 找老周"},
      {"+86 138 0013 8000", "+86 ＊＊＊"},
      {"１３８００１３８０００", "＊＊＊"},
      {"幺三八零零幺三八零零零", "＊＊＊"},
      {"座机 010-58881234", "座机 ＊＊＊"},
      {"(0512) 6588 1234", "(＊＊＊"},
      {"客服 400-820-1234", "客服 ＊＊＊"},
      {"5888-1234", "＊＊＊"},
      {"7栋1203 138 0013 8000", "7栋1203 ＊＊＊"},
      // cards and accounts
      {"身份证 32050119800101123X", "身份证 ＊＊＊"},
      {"QQ群123456789", "QQ群＊＊＊"},
      {"QQ号：81234", "QQ号：＊＊＊"},
      {"加微信 laowang_7", "加微信 ＊＊＊"},
      {"微信号是LaoWang-7，晚上在", "微信号是＊＊＊，晚上在"},
      {"VX:abc12345", "VX:＊＊＊"},
      // mail
      {"写到 lao.wang+1@mail.example.com。", "写到 ＊＊＊。"},
      {"laowang＠qq.com", "＊＊＊"},
      {"138 0013 8000，或 a@b.example", "＊＊＊，或 ＊＊＊"},
  };
  for (const Masking& c : cases) {
    EXPECT_EQ(MaskContacts(c.text), c.masked);
  }
}

TEST(MaskContacts, LeavesWhatTheMatterIsAbout) {
  for (const char* text :
       {"", "7栋1203 卧室渗水", "2026-03-02 10:00 起停水", "2024-2026 年三次报修", "2026年3月2日",
        "12-13 楼", "电费 1234.56 元", "周一三五七停电", "@物业 请回复", "微信群里都在说",
        "5栋、6栋\n11栋", "上午 9:00-12:00，下午 13:30-18:00", "B1 车位 0873"}) {
    EXPECT_EQ(MaskContacts(text), text);
  }
}

TEST(MaskContacts, BytesThatAreNoTextComeOutAsSuch) {
  EXPECT_EQ(MaskContacts("\xe7渗水"), "\xef\xbf\xbd渗水");
}

}  // namespace
}  // namespace forumwatch
