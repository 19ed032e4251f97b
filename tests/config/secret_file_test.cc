#include "config/secret_file.h"

#include <cstdlib>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

namespace forumwatch {
namespace {

namespace fs = std::filesystem;

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class SecretFile : public testing::Test {
 protected:
  SecretFile() {
    std::string name = (fs::temp_directory_path() / "secretXXXXXX").string();
    folder_ = mkdtemp(name.data());
    fs::create_directories(places_.credentials = folder_ / "run");
    fs::create_directories((places_.beside = folder_ / "etc") / "credentials");
  }
  void TearDown() override { fs::remove_all(folder_); }

  static void Write(const fs::path& file, const std::string& text,
                    fs::perms permissions = fs::perms::owner_read | fs::perms::owner_write) {
    std::ofstream(file, std::ios::binary) << text;
    fs::permissions(file, permissions);
  }

  // Reads "name", remembers what was said about it.
  std::string Read(const std::string& name) {
    const JsonFile file = JsonFile::Parse(R"({"secret_file": ")" + name + R"("})", "f.json");
    std::string secret = ReadSecret(file.root()["secret_file"], places_);
    mistakes_ = Lines(file.Mistakes());
    warnings_ = Lines(file.Warnings());
    return secret;
  }

  static std::vector<std::string> Lines(const std::vector<ConfigMistake>& mistakes) {
    std::vector<std::string> lines;
    lines.reserve(mistakes.size());
    for (const auto& mistake : mistakes) {
      lines.push_back(Describe(mistake));
    }
    return lines;
  }

  fs::path folder_;
  SecretPlaces places_;
  std::vector<std::string> mistakes_;
  std::vector<std::string> warnings_;
};

TEST_F(SecretFile, IsOneLineWithoutItsEnd) {
  Write(places_.beside / "a", "s3cret 汉字\n");
  Write(places_.beside / "b", "s3cret\r\n\n");
  Write(places_.beside / "c", "s3cret");
  EXPECT_EQ(Read("a"), "s3cret 汉字");
  EXPECT_THAT(mistakes_, IsEmpty());
  EXPECT_THAT(warnings_, IsEmpty());
  EXPECT_EQ(Read("b"), "s3cret");
  EXPECT_EQ(Read("c"), "s3cret");
}

TEST_F(SecretFile, IsLookedForInOnePlaceAfterTheOther) {
  const fs::path in_order[] = {places_.credentials / "smtp",
                               places_.credentials / "credentials_smtp", places_.beside / "smtp",
                               places_.beside / "credentials" / "smtp"};
  for (const auto& file : in_order) {
    Write(file, file.string());
  }
  for (const auto& file : in_order) {
    EXPECT_EQ(Read("smtp"), file.string());
    fs::remove(file);
  }
  EXPECT_EQ(Read("smtp"), "");
  ASSERT_EQ(mistakes_.size(), 1U);
  EXPECT_THAT(mistakes_.front(), HasSubstr("f.json:1:17 secret_file: 没有这个密码文件，找过："));
  for (const auto& file : in_order) {
    EXPECT_THAT(mistakes_.front(), HasSubstr(file.string()));
  }
}

TEST_F(SecretFile, WithoutACredentialsFolderIsLookedForBesideTheConfiguration) {
  places_.credentials.clear();
  Write(places_.beside / "credentials_x", "no");
  EXPECT_EQ(Read("x"), "");
  Write(places_.beside / "x", "yes");
  EXPECT_EQ(Read("x"), "yes");
}

TEST_F(SecretFile, AnAbsoluteNameStandsForItself) {
  Write(folder_ / "x", "yes");
  EXPECT_EQ(Read((folder_ / "x").string()), "yes");
  EXPECT_EQ(Read((folder_ / "y").string()), "");
  EXPECT_THAT(mistakes_, ElementsAre(HasSubstr("找过：" + (folder_ / "y").string())));
}

TEST_F(SecretFile, WhatIsNotOneLineIsAMistake) {
  struct Case {
    const char* name;
    std::string text;
    const char* said;
  };
  const Case cases[] = {
      {"empty", "", "是空的"},
      {"only its end", "\n\n", "是空的"},
      {"two lines", "a\nb\n", "只能有一行密码"},
      {"a zero byte", std::string("a\0b", 3), "只能有一行密码"},
      {"too long", std::string(20'000, 'x'), "只能有一行密码"},
  };
  for (const Case& c : cases) {
    Write(places_.beside / "x", c.text);
    EXPECT_EQ(Read("x"), "") << c.name;
    EXPECT_THAT(mistakes_, ElementsAre(HasSubstr(c.said))) << c.name;
  }
}

TEST_F(SecretFile, ThatOthersMayReadIsReadWithAWarning) {
  Write(places_.beside / "x", "s", fs::perms(0644));
  EXPECT_EQ(Read("x"), "s");
  EXPECT_THAT(mistakes_, IsEmpty());
  EXPECT_THAT(warnings_, ElementsAre(HasSubstr("chmod 600 " + (places_.beside / "x").string())));
  Write(places_.beside / "x", "s", fs::perms(0640));
  EXPECT_EQ(Read("x"), "s");
  EXPECT_THAT(warnings_, IsEmpty());
}

TEST_F(SecretFile, OnlyRegularFilesAreOpened) {
  ASSERT_EQ(mkfifo((places_.beside / "pipe").c_str(), 0600), 0);
  EXPECT_EQ(Read("pipe"), "");
  EXPECT_THAT(mistakes_, ElementsAre(HasSubstr("不是普通文件")));
  EXPECT_EQ(Read("credentials"), "");
  EXPECT_THAT(mistakes_, ElementsAre(HasSubstr("不是普通文件")));
}

// Root may read everything: for so long somebody else is asked.
class AsNobody {
 public:
  AsNobody() {
    if (geteuid() == 0) {
      changed_ = seteuid(65534) == 0;
    }
  }
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;
  ~AsNobody() {
    if (changed_) {
      EXPECT_EQ(seteuid(0), 0);
    }
  }

 private:
  bool changed_ = false;
};

TEST_F(SecretFile, AFileThatWeMayNotReadSaysSo) {
  for (const auto& open : {folder_, places_.beside, places_.credentials}) {
    fs::permissions(open, fs::perms(0755));
  }
  Write(places_.beside / "x", "s", fs::perms::none);
  {
    const AsNobody nobody;
    EXPECT_EQ(Read("x"), "");
    EXPECT_THAT(mistakes_, ElementsAre(HasSubstr("没有权限读")));
  }
  fs::permissions(places_.credentials, fs::perms::none);
  {
    const AsNobody nobody;
    EXPECT_EQ(Read("x"), "");
    EXPECT_THAT(mistakes_, ElementsAre(HasSubstr("读不到 " + places_.credentials.string())));
  }
  fs::permissions(places_.credentials, fs::perms::owner_all);
}

TEST_F(SecretFile, AnAbsentKeyIsNoSecretAndNoMistake) {
  const JsonFile file = JsonFile::Parse("{}", "f.json");
  EXPECT_EQ(ReadSecret(file.root()["secret_file"], places_), "");
  EXPECT_THAT(file.Mistakes(), IsEmpty());
  Read("");
  EXPECT_THAT(mistakes_, ElementsAre(HasSubstr("不能是空的")));
}

}  // namespace
}  // namespace forumwatch
