// A recorded Discuz! board watched by the whole service: the store holds what the forum's own
// database says (truth.json), and after the board has changed exactly what changed (changes.json).
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/store/posts.h"
#include "tests/crawlers/sites/truth.h"
#include "tests/daemon/watched_source.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using testing::SizeIs;

constexpr const char* kBefore = "discuz-x3.5-utf8";
constexpr const char* kAfter = "discuz-x3.5-utf8-t1";

class RecordedStore : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(RecordingsFolder() / kAfter / "changes.json")) {
      GTEST_SKIP() << "no recording at " << RecordingsFolder() / kAfter;
    }
    for (const char* const board : {"2", "37"}) {
      forums_.push_back(std::make_unique<RecordedForum>(RecordingsFolder() / kBefore));
      watched_.push_back(std::make_unique<WatchedSource>(
          At("2026-11-23T17:34:00+08:00"), "discuz",
          std::string("http://127.0.0.1:8711/forum.php?mod=forumdisplay&fid=") + board,
          PagesOf(*forums_.back())));
      watched_.back()->Visit();
    }
  }

  // Further visits find another state of the boards.
  void Change() {
    for (const auto& forum : forums_) {
      forum->Switch(RecordingsFolder() / kAfter);
    }
    for (int visit = 0; visit < 2; ++visit) {
      for (const auto& watched : watched_) {
        watched->Visit(hours(7));  // an edit alone is met when the thread is read again
      }
    }
  }
  // The post of a board's store; nullopt: of none.
  struct Found {
    StoredPost post;
    std::vector<PostRevision> revisions;
  };
  std::optional<Found> Find(const std::string& thread, const std::string& post) {
    for (const auto& watched : watched_) {
      PostStore posts(watched->session());
      if (const auto found = posts.Find(SourceId(1), thread, post)) {
        return Found{*found, posts.RevisionsOf(found->id)};
      }
    }
    return std::nullopt;
  }
  // Over all boards and threads.
  struct Changed {
    std::set<std::string> gone;
    std::set<std::string> revised;
  };
  Changed WhatChanged(const Truth& truth) {
    std::set<std::string> threads;
    for (const auto& [id, post] : truth.posts) {
      threads.insert(post.thread);
    }
    Changed changed;
    for (const auto& watched : watched_) {
      for (const std::string& thread : threads) {
        AddChanges(watched->session(), thread, changed);
      }
    }
    return changed;
  }

 private:
  static void AddChanges(Session& session, const std::string& thread, Changed& changed) {
    PostStore posts(session);
    for (const StoredPost& post : posts.OfThread(SourceId(1), thread)) {
      if (post.gone_since) {
        changed.gone.insert(post.seen.post);
      }
      if (!posts.RevisionsOf(post.id).empty()) {
        changed.revised.insert(post.seen.post);
      }
    }
  }

  std::vector<std::unique_ptr<RecordedForum>> forums_;
  std::vector<std::unique_ptr<WatchedSource>> watched_;
};

TEST_F(RecordedStore, HoldsEveryPostThatAGuestSeesAsTheForumHasIt) {
  const Truth truth = Truth::Of(RecordingsFolder() / kBefore).value();
  for (const std::string& id : truth.VisibleIn({2, 37})) {
    const auto found = Find(truth.posts.at(id).thread, id);
    ASSERT_TRUE(found) << id;
    ComparePost(found->post.seen, truth);
  }
}

TEST_F(RecordedStore, HoldsExactlyWhatChangedLater) {
  const Truth truth = Truth::Of(RecordingsFolder() / kBefore).value();
  Change();
  const auto changes = TrueChanges::Of(RecordingsFolder() / kAfter, truth);
  for (const auto& [id, text] : changes.texts) {
    SCOPED_TRACE(id);
    const auto found = Find(text.thread, id);
    ASSERT_TRUE(found);
    EXPECT_EQ(WithoutBlanks(found->post.seen.text), WithoutBlanks(text.now));
    if (text.earlier) {
      ASSERT_THAT(found->revisions, SizeIs(1));
      EXPECT_EQ(WithoutBlanks(found->revisions[0].text), WithoutBlanks(*text.earlier));
    }
  }
  const Changed changed = WhatChanged(truth);
  EXPECT_EQ(changed.gone, changes.gone);
  EXPECT_EQ(changed.revised, changes.Edited());
}

}  // namespace
}  // namespace forumwatch
