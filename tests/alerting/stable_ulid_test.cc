#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "tests/alerting/complaints.h"

namespace forumwatch {
namespace {

TEST(StableUlid, IsTheSameInEveryRunAndOnEveryMachine) {
  // Computed once outside, from BLAKE2b-256 of the key.
  EXPECT_EQ(StableUlid(UtcTime{}, ""), "00000000001SBN3G16WN1V5T5B");
  EXPECT_EQ(StableUlid(*ParseRfc3339("2026-03-02T13:14:00Z"), "1/C12/complaint.new/1"),
            "01KJQAY9E0FFGQ3YBN3VAEW7W3");
}

TEST(StableUlid, HoldsTheMillisecondsAsUlidsDo) {
  // 2016-07-30T23:54:10.259Z is the example of the ULID specification.
  EXPECT_EQ(StableUlid(FromMicros(1469922850259000), "x").substr(0, 10), "01ARZ3NDEK");
  EXPECT_EQ(StableUlid(FromMicros(1469922850259999), "x").substr(0, 10), "01ARZ3NDEK");
  EXPECT_EQ(StableUlid(FromMicros(-1), "x").substr(0, 10), "0000000000");
}

TEST(StableUlid, SortsByTimeAndDiffersByKey) {
  std::set<std::string> seen;
  std::string before;
  for (int i = 0; i < 2000; ++i) {
    const std::string ulid = StableUlid(FromMicros(1'772'000'000'000'000 + i * 1000LL), "key");
    EXPECT_LT(before, ulid);
    before = ulid;
    EXPECT_TRUE(seen.insert(StableUlid(UtcTime{}, std::to_string(i))).second);
    EXPECT_EQ(ulid.size(), 26U);
    EXPECT_EQ(ulid.find_first_not_of("0123456789ABCDEFGHJKMNPQRSTVWXYZ"), std::string::npos);
  }
}

}  // namespace
}  // namespace forumwatch
