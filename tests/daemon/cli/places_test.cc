#include "daemon/cli/places.h"

#include <cstdlib>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace forumwatch {
namespace {

namespace fs = std::filesystem;

using testing::HasSubstr;

class Places : public testing::Test {
 protected:
  Places() {
    std::string name = (fs::temp_directory_path() / "placesXXXXXX").string();
    root_ = mkdtemp(name.data());
    around_.executable = root_ / "usr/bin/forumwatch";
  }
  void TearDown() override { fs::remove_all(root_); }

  [[nodiscard]] fs::path MakeData(const fs::path& folder) const {
    fs::create_directories(root_ / folder / "calendars");
    std::ofstream(root_ / folder / "calendars/hours.json") << "{}";
    std::ofstream(root_ / folder / "alert_rules.json") << "{}";
    return root_ / folder;
  }

  [[nodiscard]] std::string Mistake() const {
    try {
      FindPlaces(around_);
    } catch (const ConfigError& error) {
      return error.what();
    }
    ADD_FAILURE() << "found";
    return {};
  }

  fs::path root_;
  Surroundings around_;
};

TEST_F(Places, TheFlagThenTheVariableThenWhatIsInstalledThenTheSourceTree) {
  const fs::path built = root_ / "src/build/dev/daemon/forumwatch";
  const fs::path source = MakeData("src/config");
  around_.executable = built;
  EXPECT_EQ(FindPlaces(around_).data, source);

  around_.executable = root_ / "src/usr/bin/forumwatch";  // even inside a source tree
  const fs::path installed = MakeData("src/usr/share/forumwatch");
  EXPECT_EQ(FindPlaces(around_).data, installed);

  around_.data_variable = MakeData("by-variable").string();
  EXPECT_EQ(FindPlaces(around_).data, root_ / "by-variable");

  around_.data_flag = MakeData("by-flag");
  EXPECT_EQ(FindPlaces(around_).data, root_ / "by-flag");
}

TEST_F(Places, AFlagOrVariableThatLeadsNowhereIsNotPassedOver) {
  ASSERT_FALSE(MakeData("usr/share/forumwatch").empty());
  around_.data_variable = (root_ / "gone").string();
  EXPECT_THAT(Mistake(),
              HasSubstr("$FORUMWATCH_DATA: " + (root_ / "gone").string() + " 不是数据文件夹"));
  around_.data_flag = root_ / "elsewhere";
  EXPECT_THAT(Mistake(),
              HasSubstr("--data: " + (root_ / "elsewhere").string() + " 不是数据文件夹"));
}

TEST_F(Places, WhenThereIsNoneEveryPlaceLookedAtIsNamed) {
  const ConfigPlaces places = FindPlaces(around_);
  EXPECT_TRUE(places.data.empty());
  EXPECT_THAT(places.looked_at, HasSubstr((root_ / "usr/share/forumwatch").string()));
  EXPECT_THAT(places.looked_at, HasSubstr((root_ / "usr/bin/config").string()));
  EXPECT_THAT(places.looked_at, HasSubstr((root_ / "config").string()));
  try {
    DefaultConfig(places);
    ADD_FAILURE() << "there is nothing to think with";
  } catch (const ConfigError& error) {
    EXPECT_THAT(error.what(), HasSubstr("找不到程序自带的数据文件夹"));
    EXPECT_THAT(error.what(), HasSubstr("--data"));
    EXPECT_THAT(error.what(), HasSubstr(places.looked_at));
  }
}

TEST_F(Places, AConfigurationWithADataFolderOfItsOwnNeedsNoOther) {
  fs::create_directory_symlink(FORUMWATCH_SOURCE_DIR "/config", root_ / "own");
  const auto load = [&](const std::string& data) {
    std::ofstream(root_ / "forumwatch.json")
        << "{" << data << R"("company": "晴川物业", "http": {"contact": "mailto:duty@example.com"},
            "communities": [{"name": "云栖苑", "staff": ["云栖客服"], "sources": [{
              "name": "业主论坛", "engine": "discuz",
              "url": "https://forum.example/forum.php?mod=forumdisplay&fid=2"}]}]})";
    return LoadConfig(root_ / "forumwatch.json", FindPlaces(around_));
  };
  EXPECT_NE(load(R"("data": "own", )").lexicon, nullptr);
  EXPECT_THROW(load(""), ConfigError);
}

TEST_F(Places, AFolderThatOnlyHasTheNameIsPassedOver) {
  fs::create_directories(root_ / "usr/bin/config");
  const fs::path data = MakeData("config");
  EXPECT_EQ(FindPlaces(around_).data, data);
}

TEST_F(Places, CredentialsAreWhereTheServiceManagerPutThem) {
  const fs::path data = MakeData("config");
  EXPECT_EQ(FindPlaces(around_).data, data);
  EXPECT_TRUE(FindPlaces(around_).credentials.empty());
  around_.credentials_variable = "/run/credentials/forumwatch.service";
  EXPECT_EQ(FindPlaces(around_).credentials, "/run/credentials/forumwatch.service");
}

TEST(PlacesOfThisProcess, AreThoseOfItsSourceTree) {
  if (std::getenv("FORUMWATCH_DATA") != nullptr) {  // NOLINT(concurrency-mt-unsafe): one thread
    GTEST_SKIP() << "$FORUMWATCH_DATA is set";
  }
  EXPECT_TRUE(fs::equivalent(FindPlaces(fs::path()).data, FORUMWATCH_SOURCE_DIR "/config"));
}

}  // namespace
}  // namespace forumwatch
