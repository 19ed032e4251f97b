#include "analysis/deadlines/zone.h"

#include <gtest/gtest.h>

#include "tests/deadlines/calendars.h"

namespace forumwatch {
namespace {

using std::chrono::minutes;

TEST(Zone, AnUnknownNameIsRefusedByName) {
  for (const char* const name : {"", "Asia/Shangri-La", "../../etc/passwd", "北京"}) {
    try {
      const Zone zone(name);
      FAIL() << "a zone of the name '" << zone.name() << "'";
    } catch (const std::invalid_argument& e) {
      EXPECT_NE(std::string(e.what()).find(name), std::string::npos);
    }
  }
}

TEST(Zone, WritesInstantsWithItsOffsetAtThatInstant) {
  struct Case {
    const char* zone;
    const char* utc;
    const char* local;
  };
  const Case cases[] = {
      {"Asia/Shanghai", "2026-03-02T13:14:00Z", "2026-03-02T21:14:00+08:00"},
      {"Asia/Shanghai", "2025-12-31T16:00:00Z", "2026-01-01T00:00:00+08:00"},
      {"Asia/Urumqi", "2026-03-02T13:14:00Z", "2026-03-02T19:14:00+06:00"},
      {"America/New_York", "2026-03-08T06:59:59Z", "2026-03-08T01:59:59-05:00"},
      {"America/New_York", "2026-03-08T07:00:00Z", "2026-03-08T03:00:00-04:00"},
      {"America/New_York", "2026-11-01T05:30:00Z", "2026-11-01T01:30:00-04:00"},
      {"America/New_York", "2026-11-01T06:30:00Z", "2026-11-01T01:30:00-05:00"},
      {"Australia/Lord_Howe", "2026-01-01T00:00:00Z", "2026-01-01T11:00:00+11:00"},
      {"Australia/Lord_Howe", "2026-07-01T00:00:00Z", "2026-07-01T10:30:00+10:30"},
      {"UTC", "2024-02-29T23:59:59Z", "2024-02-29T23:59:59+00:00"},
  };
  for (const Case& c : cases) {
    const auto t = ParseRfc3339(c.utc);
    ASSERT_TRUE(t);
    EXPECT_EQ(Zone(c.zone).Format(*t), c.local) << c.zone;
    EXPECT_EQ(ParseRfc3339(Zone(c.zone).Format(*t)), t) << c.zone;
  }
}

TEST(Zone, ALocalTimeThatWasSkippedBecomesTheInstantAfterTheGap) {
  const Zone zone("America/New_York");
  EXPECT_EQ(At("2026-03-08 02:30", zone), ParseRfc3339("2026-03-08T07:00:00Z"));
  EXPECT_EQ(At("2026-03-08 01:59", zone), ParseRfc3339("2026-03-08T06:59:00Z"));
  EXPECT_EQ(At("2026-03-08 03:00", zone), ParseRfc3339("2026-03-08T07:00:00Z"));
}

TEST(Zone, ALocalTimeThatComesTwiceIsTheFirstOfTheTwo) {
  const Zone zone("America/New_York");
  EXPECT_EQ(At("2026-11-01 01:30", zone), ParseRfc3339("2026-11-01T05:30:00Z"));
}

TEST(Zone, GoesThereAndBackForEveryHourOfAYear) {
  for (const char* const name : {"Asia/Shanghai", "Asia/Kolkata", "Pacific/Kiritimati"}) {
    const Zone zone(name);
    for (UtcTime t = *ParseRfc3339("2026-01-01T00:00:00Z");
         t < *ParseRfc3339("2027-01-01T00:00:00Z"); t += std::chrono::hours(1)) {
      ASSERT_EQ(zone.ToUtc(zone.ToLocal(t)), t) << name;
    }
  }
}

TEST(Zone, ShanghaiHadSummerTimeOnce) {
  EXPECT_EQ(Zone("Asia/Shanghai").OffsetAt(*ParseRfc3339("1988-07-01T00:00:00Z")), minutes(540));
  EXPECT_EQ(Zone("Asia/Shanghai").OffsetAt(*ParseRfc3339("2026-07-01T00:00:00Z")), minutes(480));
}

}  // namespace
}  // namespace forumwatch
