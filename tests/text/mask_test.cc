#include "analysis/text/mask.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "tests/support/cpu.h"

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
      {"+86 138 0013 8000", "+＊＊＊"},
      {"0086 138 0013 8000", "＊＊＊"},
      {"+86138 0013 8000", "+＊＊＊"},
      {"１３８００１３８０００", "＊＊＊"},
      {"幺三八零零幺三八零零零", "＊＊＊"},
      {"座机 010-58881234", "座机 ＊＊＊"},
      {"(0512) 6588 1234", "(＊＊＊"},
      {"0512 6588 1234", "＊＊＊"},
      {"客服 400-820-1234", "客服 ＊＊＊"},
      {"5888-1234", "＊＊＊"},
      {"固话 658-8123", "固话 ＊＊＊"},
      {"联系658-8123", "联系＊＊＊"},
      {"有事打 658-8123", "有事打 ＊＊＊"},
      {"电话65881234多打几次", "电话＊＊＊多打几次"},
      {"5888-1234多打几次", "＊＊＊多打几次"},
      {"65881234 平时都在", "＊＊＊ 平时都在"},
      {"65881234万一没人接", "＊＊＊万一没人接"},
      {"wo13800138000", "wo＊＊＊"},
      {"打电话 2203-2204", "打电话 ＊＊＊"},
      {"13800138000/139 1234 5678", "＊＊＊/＊＊＊"},
      // cards and accounts
      {"身份证 32050119800101123X", "身份证 ＊＊＊"},
      {"身份证 320501 19800101 123X", "身份证 ＊＊＊"},
      {"打到 6222 0200 1234 5678 901", "打到 ＊＊＊"},
      {"QQ群123456789", "QQ群＊＊＊"},
      {"QQ号：81234", "QQ号：＊＊＊"},
      {"ＱＱ：81234", "ＱＱ：＊＊＊"},
      {"QQ 812 345 678", "QQ ＊＊＊"},
      {"扣扣：8 1 2 3 4", "扣扣：＊＊＊"},
      {"加微信 laowang_7", "加微信 ＊＊＊"},
      {"微信号是LaoWang-7，晚上在", "微信号是＊＊＊，晚上在"},
      {"微信 号 是：laowang_7", "微信 号 是：＊＊＊"},
      {"laowang_7（微信）", "＊＊＊（微信）"},
      {"VX:abc12345", "VX:＊＊＊"},
      {"微 信 laowang_7，Q Q：81234", "微 信 ＊＊＊，Q Q：＊＊＊"},
      {"加我v laowang7", "加我v ＊＊＊"},
      {"微信ID：laowang_7", "微信ID：＊＊＊"},
      {"wx id laowang_7", "wx id ＊＊＊"},
      {"微信搜laowang_7", "微信搜＊＊＊"},
      {"有事微信联系 laowang_7", "有事微信联系 ＊＊＊"},
      {"加我微信吧 laowang_7", "加我微信吧 ＊＊＊"},
      {"QQ：20080808", "QQ：＊＊＊"},
      {"QQ20080808", "QQ＊＊＊"},
      {"QQ群号：20080808", "QQ群号：＊＊＊"},
      // mail
      {"写到 lao.wang+1@mail.example.com。", "写到 ＊＊＊。"},
      {"laowang＠qq.com", "＊＊＊"},
      {"老王@qq.com", "＊＊＊"},
      {"laowang @ qq.com", "＊＊＊"},
      {"laowang@qq点com", "＊＊＊"},
      {"laowang#qq.com", "＊＊＊"},
      {"laowang@qq", "＊＊＊"},
      {"138 0013 8000，或 a@b.example", "＊＊＊，或 ＊＊＊"},
      {"1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0", "＊＊＊"},
      // overlapping finds are one
      {"微信13800138000@qq.com", "微信＊＊＊"},
  };
  for (const Masking& c : cases) {
    EXPECT_EQ(MaskContacts(c.text), c.masked);
  }
}

TEST(MaskContacts, NoWayOfWritingANumberApartKeepsIt) {
  for (const char* text : {"138\u200b0013\u200b8000",
                           "138\u200d0013\u200d8000",
                           "138\t0013\t8000",
                           "138   0013   8000",
                           "138\n0013\n8000",
                           "138 - 0013 - 8000",
                           "138\u20110013\u20118000",
                           "138、0013、8000",
                           "138/0013/8000",
                           "138……0013……8000",
                           "138·0013·8000",
                           "138\u28000013\u28008000",
                           "138\u31640013\u31648000",
                           "1 3 8 0 0 1 3 8 0 0 0",
                           "1-3-8-0-0-1-3-8-0-0-0",
                           "13 80 01 38 00 0",
                           "13800 138000",
                           "1380 0138 000",
                           "1380013 8000",
                           "1三八零零13八000",
                           "138oo138ooo",
                           "138 OO13 8OOO",
                           "138………0013………8000",
                           "13.80、01.38、00.0",
                           "1-3 8-0 0-1 3-8 0-0 0",
                           "15-89 23-45 67-8",
                           "①③⑧⓪⓪①③⑧⓪⓪⓪",
                           "138-2012-1123",
                           "138 00 13-80 00",
                           "138、00、13、80、00",
                           "1 38-0013 8000",
                           "0 5 1 2 6 5 8 8 1 2 3 4"}) {
    EXPECT_EQ(MaskContacts(text), "＊＊＊") << text;
  }
}

TEST(MaskContacts, TakesOutTheNumberAndLeavesThePlaceAndTheTime) {
  const Masking cases[] = {
      {"7栋1203 138 0013 8000", "7栋1203 ＊＊＊"},
      {"7栋1302 138 0013 8000", "7栋1302 ＊＊＊"},
      {"7栋1302 13800138000", "7栋1302 ＊＊＊"},
      {"7栋1302 1380013 8000", "7栋1302 ＊＊＊"},
      {"7栋1203 5888-1234", "7栋1203 ＊＊＊"},
      {"11-1-1303，138-0013-8000", "11-1-1303，＊＊＊"},
      {"周一138-0013-8000联系", "周一＊＊＊联系"},
      {"周一13800138000一起", "周一＊＊＊一起"},
      {"18:00 138 0013 8000", "18:00 ＊＊＊"},
      {"2026-03-02 138 0013 8000", "2026-03-02 ＊＊＊"},
      {"微信群 12-1-1203 渗水，加 138 0013 8000", "微信群 12-1-1203 渗水，加 ＊＊＊"},
  };
  for (const Masking& c : cases) {
    EXPECT_EQ(MaskContacts(c.text), c.masked);
  }
}

TEST(MaskContacts, LeavesWhatTheMatterIsAbout) {
  for (const char* text : {"",
                           "7栋1203 卧室渗水",
                           "2026-03-02 10:00 起停水",
                           "2024-2026 年三次报修",
                           "2026年3月2日",
                           "12-13 楼",
                           "电费 1234.56 元",
                           "周一三五七停电",
                           "@物业 请回复",
                           "微信群里都在说",
                           "5栋、6栋\n11栋",
                           "上午 9:00-12:00，下午 13:30-18:00",
                           "B1 车位 0873",
                           "7栋1203-1204渗水",
                           "2203、2303都漏水",
                           "0900-1800停水",
                           "1、3、5、7、9、11、13、15号楼",
                           "13、14、15、16、17、1、2、3栋",
                           "11-1-1303，13-2-1503",
                           "1302、103、1204",
                           "1301、1302、1303、1304",
                           "20260302停水",
                           "一二三四五六七八栋都停水",
                           "2026.03.02-2026.03.05",
                           "微信群2026-03-02发的通知",
                           "QQ群里 7栋1203 也说",
                           "3#楼",
                           "修一次2000-3000 元",
                           "修一次3000-5000左右",
                           "2500-3200㎡的绿地",
                           "一共6000-8000万",
                           "维修资金1280000元",
                           "每月2000-3000多，",
                           "维修资金1280000多元",
                           "￥ 5000-6000",
                           "室温16.5、17.2、15.8、16.1度",
                           "9.1、9.3、9.10、9.15、9.20都停过水",
                           "9-1 9-3 9-10 9-15 9-20都停过水",
                           "车位0512、2208、3305",
                           "车位2238、3345、4456",
                           "车位0873、0874、0881、0902",
                           "15-2-1203-1204漏水",
                           "没人打扫2203-2204",
                           "联系2203-2204的业主",
                           "QQ群里20260302说的",
                           "QQ群20260302通知停水",
                           "foo1203",
                           "电梯@3.5米",
                           "微信打不开"}) {
    EXPECT_EQ(MaskContacts(text), text);
  }
}

TEST(MaskContacts, NamesAreTakenOutWhereverTheyStand) {
  const std::string names[] = {"11栋老周", "Anna", "李", "7栋1203", "11", "小 满"};
  EXPECT_EQ(MaskContacts("我是１１棟老周，李工和anna、Annabel去过7栋1203、11栋，@小 满", names),
            "我是＊＊＊，李工和＊＊＊、Annabel去过7栋1203、11栋，@＊＊＊");
}

TEST(MaskContacts, OfANameWithItsHouseTheNameAloneIsTakenOutToo) {
  const std::string names[] = {"11栋老周", "7栋王女士来电", "三号楼业主阿福", "laowang_7", "七七",
                               "9栋业主",  "业主",          "期待",           "qq123"};
  EXPECT_EQ(MaskContacts("老周、王女士和阿福都说，9栋业主也见过七七和LaoWang，qq群里待着", names),
            "＊＊＊、＊＊＊和＊＊＊都说，9栋业主也见过＊＊＊和＊＊＊，qq群里待着");
}

TEST(MaskContacts, APartIsMaskedAsItStandsInTheWhole) {
  const ContactMask mask({});
  const std::string whole = "渗水，加微信：\nlaowang_7，电梯也坏了。";
  EXPECT_EQ(mask.MaskedPart("laowang_7，电梯也坏了。", whole), "＊＊＊，电梯也坏了。");
  EXPECT_EQ(mask.MaskedPart("0013 8000 渗水", "138 0013 8000 渗水"), "＊＊＊ 渗水");
  EXPECT_EQ(mask.MaskedPart("13800138000 渗水", whole), "＊＊＊ 渗水") << "not of the whole";
  EXPECT_EQ(mask.MaskedPart("laowang_7", "laowang_7？加微信 laowang_7"), "＊＊＊");
  EXPECT_EQ(mask.MaskedPart("", whole), "");
}

TEST(MaskContacts, ALongerTextTakesLongerInProportion) {
  for (const char* part :
       {"qq", "qq_", "微信", "@a.", "1 ", "1、3、8、0、0、1、3、8、0、0、0、", "13800138000 ",
        "微信：", "q:1-", "aaaaaa ", "aaa 微信", "o", "o1o ", "9.1、9.20、"}) {
    const auto cost = [&](std::size_t bytes) {
      std::string text;
      while (text.size() < bytes) {
        text += part;
      }
      const auto mask = [&] { EXPECT_LE(MaskContacts(text).size(), 2 * text.size()); };
      return std::min(CpuOf(mask), CpuOf(mask));
    };
    EXPECT_LT(cost(20'000), 30 * cost(2'000)) << part << ": a hundred times where it is quadratic";
  }
}

TEST(MaskContacts, BytesThatAreNoTextComeOutAsSuch) {
  EXPECT_EQ(MaskContacts("\xe7渗水"), "\xef\xbf\xbd渗水");
}

}  // namespace
}  // namespace forumwatch
