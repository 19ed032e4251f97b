#include "config/calendar_file.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::year;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> Said(const JsonFile& file) {
  std::vector<std::string> lines;
  for (const auto& mistake : file.Mistakes()) {
    lines.push_back(Describe(mistake));
  }
  return lines;
}

TEST(CalendarFile, AHolidayIsARangeWithItsMakeUpDays) {
  const JsonFile file = JsonFile::Parse(R"({
    // 注释可以写
    "year": 2026,
    "holidays": [
      {"name": "元旦", "from": "2026-01-01", "to": "2026-01-03", "workdays": ["2026-01-04"]},
      {"name": "清明节", "from": "2026-04-04", "to": "2026-04-04"}
    ]
  })",
                                        "y.json");
  const YearOfHolidays read = ReadYearOfHolidays(file);
  EXPECT_THAT(Said(file), IsEmpty());
  EXPECT_EQ(read.year, 2026);
  ASSERT_EQ(read.days.size(), 5U);
  EXPECT_EQ(read.days.at(year(2026) / 1 / 2), (SpecialDay{"元旦", false}));
  EXPECT_EQ(read.days.at(year(2026) / 1 / 4), (SpecialDay{"元旦", true}));
  EXPECT_EQ(read.days.at(year(2026) / 4 / 4), (SpecialDay{"清明节", false}));
}

struct BadFile {
  const char* name;
  const char* text;
  const char* said;
};

TEST(CalendarFile, EveryMistakeOfAYearIsNamedWithItsPlace) {
  const BadFile cases[] = {
      {"no year", R"({"holidays": []})", "缺少 “year”"},
      {"no holidays", R"({"year": 2026})", "缺少 “holidays”"},
      {"a year out of the world", R"({"year": 26, "holidays": []})", "y.json:1:10 year: "},
      {"no name", R"({"year": 2026, "holidays": [{"from": "2026-01-01", "to": "2026-01-01"}]})",
       "holidays[0]"},
      {"no last day", R"({"year": 2026, "holidays": [{"name": "元旦", "from": "2026-01-01"}]})",
       "缺少 “to”：放假最后一天"},
      {"a day that does not exist",
       R"({"year": 2026, "holidays": [{"name": "春节", "from": "2026-02-29", "to": "2026-03-01"}]})",
       "holidays[0].from"},
      {"backwards",
       R"({"year": 2026, "holidays": [{"name": "元旦", "from": "2026-01-03", "to": "2026-01-01"}]})",
       "最后一天早于第一天"},
      {"a holiday of months",
       R"({"year": 2026, "holidays": [{"name": "元旦", "from": "2026-01-01", "to": "2026-12-31"}]})",
       "一个假期不会有 60 天"},
      {"another year",
       R"({"year": 2026, "holidays": [{"name": "元旦", "from": "2062-01-01", "to": "2062-01-01"}]})",
       "不是 2026 年前后的日期"},
      {"a day twice",
       R"({"year": 2026, "holidays": [{"name": "元旦", "from": "2026-01-01", "to": "2026-01-03", "workdays": ["2026-01-02"]}]})",
       "holidays[0].workdays[0]: 2026-01-02 写了两遍（已经写在“元旦”里）"},
      {"an unknown key", R"({"year": 2026, "holidays": [], "holiday": []})", "holiday"},
      {"an unknown key inside",
       R"({"year": 2026, "holidays": [{"name": "元旦", "from": "2026-01-01", "to": "2026-01-01", "workday": []}]})",
       "workday"},
      {"not a list", R"({"year": 2026, "holidays": {}})", "holidays"},
      {"not one holiday", R"({"year": 2026, "holidays": []})", "holidays: 一个假期也没有"},
  };
  for (const BadFile& c : cases) {
    const JsonFile file = JsonFile::Parse(c.text, "y.json");
    ReadYearOfHolidays(file);
    EXPECT_THAT(Said(file), testing::Contains(HasSubstr(c.said))) << c.name;
  }
}

TEST(CalendarFile, EveryMistakeOfTheHoursIsNamedWithItsPlace) {
  const BadFile cases[] = {
      {"no hours", R"({"weekdays": [1]})", "缺少 “hours”"},
      {"no weekdays", R"({"hours": ["09:00-18:00"]})", "缺少 “weekdays”"},
      {"not a frame", R"({"hours": ["9-18"], "weekdays": [1]})", "hours[0]: 应当是一段上班时间"},
      {"no dash", R"({"hours": ["09:00"], "weekdays": [1]})", "应当是一段上班时间"},
      {"backwards", R"({"hours": ["18:00-09:00"], "weekdays": [1]})", "应当是一段上班时间"},
      {"past midnight", R"({"hours": ["20:00-26:00"], "weekdays": [1]})", "应当是一段上班时间"},
      {"overlap", R"({"hours": ["09:00-12:00", "11:59-18:00"], "weekdays": [1]})",
       "hours[1]: 上班时间要按先后写，不能重叠"},
      {"no frame at all", R"({"hours": [], "weekdays": [1]})", "至少要有一段上班时间"},
      {"no day at all", R"({"hours": ["09:00-18:00"], "weekdays": []})", "至少要有一天"},
      {"an eighth day", R"({"hours": ["09:00-18:00"], "weekdays": [8]})", "weekdays[0]"},
  };
  for (const BadFile& c : cases) {
    const JsonFile file = JsonFile::Parse(c.text, "hours.json");
    ReadWorkHours(file);
    EXPECT_THAT(Said(file), testing::Contains(HasSubstr(c.said))) << c.name;
  }
}

TEST(CalendarFile, FramesMayTouchAndReachMidnight) {
  const JsonFile file = JsonFile::Parse(
      R"({"hours": ["00:00-02:00", "08:00-16:00", "16:00-24:00"], "weekdays": [6, 7]})",
      "hours.json");
  const WorkHours read = ReadWorkHours(file);
  EXPECT_THAT(Said(file), IsEmpty());
  EXPECT_THAT(read.frames,
              ElementsAre(WorkFrame{hours(0), hours(2)}, WorkFrame{hours(8), hours(16)},
                          WorkFrame{hours(16), hours(24)}));
  EXPECT_THAT(read.weekdays, ElementsAre(6U, 7U));
}

class CalendarFolder : public testing::Test {
 protected:
  CalendarFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "calendarXXXXXX").string();
    folder_ = mkdtemp(name.data());
    Write("hours.json",
          R"({"hours": ["09:00-12:00", "13:30-18:00"], "weekdays": [1, 2, 3, 4, 5]})");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
    return folder_ / name;
  }
  [[nodiscard]] CalendarSources Sources() const {
    return {.directory = folder_,
            .more_files = {},
            .own_frames = {},
            .own_weekdays = {},
            .own_days = {}};
  }
  static WorkingCalendar Load(const CalendarSources& sources) {
    return LoadWorkingCalendar(sources, Zone("Asia/Shanghai"));
  }

  std::filesystem::path folder_;
};

constexpr const char* kYear2026 =
    R"({"year": 2026, "holidays": [{"name": "元旦", "from": "2026-01-01", "to": "2026-01-03"}]})";

TEST_F(CalendarFolder, IsReadWhole) {
  Write("a.json", kYear2026);
  Write(
      "b.json",
      R"({"year": 2024, "holidays": [{"name": "元旦", "from": "2024-01-01", "to": "2024-01-01"}]})");
  Write("notes.txt", "not read");
  const WorkingCalendar calendar = Load(Sources());
  EXPECT_THAT(calendar.years, ElementsAre(2024, 2026));
  EXPECT_EQ(calendar.special_days.size(), 4U);
  EXPECT_THAT(calendar.version, HasSubstr("法定节假日 2024、2026（"));
}

TEST_F(CalendarFolder, WithoutAnyYearSaysSo) {
  EXPECT_THAT(Load(Sources()).version, HasSubstr("未录入节假日"));
}

TEST_F(CalendarFolder, MistakesOfEveryFileComeTogether) {
  Write("a.json", R"({"year": 2026})");
  Write("b.json", R"({"year": )");
  Write("hours.json", R"({"hours": [], "weekdays": [1]})");
  try {
    Load(Sources());
    FAIL();
  } catch (const ConfigError& error) {
    EXPECT_THAT(error.what(), HasSubstr("a.json"));
    EXPECT_THAT(error.what(), HasSubstr("b.json"));
    EXPECT_THAT(error.what(), HasSubstr("hours.json"));
  }
}

TEST_F(CalendarFolder, AMissingFolderIsAMistake) {
  CalendarSources sources = Sources();
  sources.directory /= "nowhere";
  EXPECT_THROW(Load(sources), ConfigError);
}

TEST_F(CalendarFolder, TheCompanysOwnWins) {
  Write("a.json", kYear2026);
  CalendarSources sources = Sources();
  sources.own_days[year(2026) / 1 / 1] = {"集中入伙", true};
  sources.own_frames = {{hours(8), hours(20)}};
  sources.own_weekdays = {1, 2, 3, 4, 5, 6};
  sources.more_files = {Write(
      "own-2026.json.more",
      R"({"year": 2026, "holidays": [{"name": "厂休", "from": "2026-01-03", "to": "2026-01-03"}]})")};
  const WorkingCalendar calendar = Load(sources);
  EXPECT_EQ(calendar.special_days.at(year(2026) / 1 / 1), (SpecialDay{"集中入伙", true}));
  EXPECT_EQ(calendar.special_days.at(year(2026) / 1 / 3), (SpecialDay{"厂休", false}));
  EXPECT_THAT(calendar.frames, ElementsAre(WorkFrame{hours(8), hours(20)}));
  EXPECT_TRUE(calendar.weekdays.contains(6U));
  EXPECT_THAT(calendar.version, HasSubstr("本项目自定 1 天"));
}

TEST_F(CalendarFolder, TheVersionChangesWithWhatDecidesAWorkingDayAndWithNothingElse) {
  Write("a.json", kYear2026);
  const std::string version = Load(Sources()).version;
  EXPECT_EQ(Load(Sources()).version, version);
  Write("a.json", std::string("// 加了一句注释\n") + kYear2026);
  EXPECT_EQ(Load(Sources()).version, version);
  Write(
      "a.json",
      R"({"year": 2026, "holidays": [{"name": "元旦", "from": "2026-01-01", "to": "2026-01-02"}]})");
  EXPECT_NE(Load(Sources()).version, version);
  Write("a.json", kYear2026);
  CalendarSources sources = Sources();
  sources.own_frames = {{hours(9), hours(18) + minutes(30)}};
  EXPECT_NE(Load(sources).version, version);
}

TEST(ShippedCalendars, AreValidAndCoverTwentyYears) {
  const WorkingCalendar calendar =
      LoadWorkingCalendar({.directory = FORUMWATCH_SOURCE_DIR "/config/calendars",
                           .more_files = {},
                           .own_frames = {},
                           .own_weekdays = {},
                           .own_days = {}},
                          Zone("Asia/Shanghai"));
  EXPECT_EQ(calendar.years.size(), 20U);
  EXPECT_EQ(*calendar.years.begin(), 2007);
  EXPECT_EQ(*calendar.years.rbegin(), 2026);
  EXPECT_THAT(calendar.frames, ElementsAre(WorkFrame{hours(9), hours(12)},
                                           WorkFrame{hours(13) + minutes(30), hours(18)}));
  for (const auto& [day, special] : calendar.special_days) {
    const unsigned weekday = std::chrono::weekday(std::chrono::sys_days(day)).iso_encoding();
    // In 2020 the holiday was prolonged while it lasted, and its end on a Monday was named.
    EXPECT_TRUE(!special.working || weekday >= 6 || day.year() == year(2020))
        << special.name << " " << static_cast<int>(day.year());
  }
}

}  // namespace
}  // namespace forumwatch
