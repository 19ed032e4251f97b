// What the papers about a complaint are made from: all of one moment, whatever became of its posts,
// and with what was merged into it.
#include "daemon/complaint_file.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/desk/desk.h"
#include "daemon/store/sources.h"
#include "tests/support/house_posts.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const PostWords kBarrier{"3", "31", "阿禾", "车库道闸坏了，早上堵了半小时。", "道闸又坏了"};

class ComplaintFileTest : public testing::Test {
 protected:
  void Show(const PostWords& words) { house_.Show({Seen(words, house_.clock.Now())}); }
  OrderResult Do(StepKind kind, const std::string& detail = "", const std::string& why = "",
                 ComplaintId complaint = kFirst, const std::string& who = "李主管") {
    return Desk(house_.session(), house_.config, house_.pipeline())
        .Do({kind, complaint, who, detail, why, {}}, house_.clock.Now());
  }
  ComplaintFile File(ComplaintId id = kFirst) {
    const Transaction one_moment(house_.session());
    return ReadComplaintFile(house_.session(), house_.config,
                             ComplaintStore(house_.session()).Load(id).value(), house_.clock.Now());
  }
  MessageLog Log(const std::string& community = "") {
    const Transaction one_moment(house_.session());
    return ReadMessageLog(house_.session(), house_.config, community, kMorning - hours(1),
                          kMorning + hours(5), house_.clock.Now());
  }

  static constexpr ComplaintId kFirst{1};
  static constexpr ComplaintId kSecond{2};
  House house_{kMorning};
};

TEST_F(ComplaintFileTest, HoldsThePostsOfTheComplaintAndTheAnswersAndNoOthers) {
  Show(kLift);
  house_.AdvanceTo(kMorning + hours(1));
  Show(kMeasures);
  Show(kTalk);
  const ComplaintFile file = File();
  EXPECT_EQ(file.company, "晴川物业");
  EXPECT_EQ(file.community, "云栖苑");
  ASSERT_THAT(file.posts, SizeIs(2));
  EXPECT_EQ(file.posts[0].source, "业主论坛");
  EXPECT_EQ(file.posts[0].seen.author, "七栋老王");
  EXPECT_THAT(file.posts[0].parts,
              ElementsAre(AllOf(Field(&FiledPart::text, HasSubstr("7栋电梯又停了")),
                                Field(&FiledPart::said_at, kMorning),
                                Field(&FiledPart::seen_at, kMorning))));
  EXPECT_THAT(file.posts[0].counts_for, IsEmpty());
  EXPECT_EQ(file.posts[1].seen.author, "云栖客服");
  EXPECT_THAT(file.posts[1].counts_for, HasSubstr("具体措施"));
  EXPECT_TRUE(file.posts[1].answers);
  EXPECT_EQ(file.posts[1].measures_since, kMorning + hours(1));
  EXPECT_THAT(file.duties, testing::Contains(Field(&Duty::state, DutyState::Met)));
  EXPECT_FALSE(file.alerts.empty());
}

TEST_F(ComplaintFileTest, WhatAPostSaidBeforeIsThere) {
  Show(kLift);
  house_.AdvanceTo(kMorning + hours(1));
  PostWords edited = kLift;
  edited.text = "7栋电梯又停了，已经三天没人来修，老人上不了楼。";
  house_.Show({Seen(edited, kMorning)});
  const ComplaintFile file = File();
  ASSERT_THAT(file.posts, SizeIs(1));
  ASSERT_THAT(file.posts[0].revisions, SizeIs(1));
  EXPECT_EQ(file.posts[0].revisions[0].text, kLift.text);
  EXPECT_EQ(file.posts[0].revisions[0].seen_at, kMorning);
  EXPECT_EQ(file.posts[0].revisions[0].replaced_at, kMorning + hours(1));
}

TEST_F(ComplaintFileTest, APostThatWasEditedAwayIsThereWithWhatItSaid) {
  Show(kLift);
  house_.AdvanceTo(kMorning + minutes(30));
  const PostWords also{"1", "15", "阿福", "7栋电梯昨天又困人了，没人管。", ""};
  house_.Show({Seen(kLift, kMorning), Seen(also, kMorning + minutes(30))});
  house_.AdvanceTo(kMorning + hours(1));
  PostWords edited = also;
  edited.text = "已私信，谢谢大家。";
  PostWords opening = kLift;
  opening.text = "出一辆九成新婴儿车，自提。";
  opening.title = "【转让】婴儿车";
  house_.Show({Seen(opening, kMorning), Seen(edited, kMorning + minutes(30))});
  const ComplaintFile file = File();
  ASSERT_THAT(file.posts, SizeIs(2));
  int beside = 0;
  for (const FiledPost& post : file.posts) {
    ASSERT_THAT(post.revisions, SizeIs(1));
    EXPECT_NE(post.parts.empty(), post.beside.empty()) << post.seen.text;
    beside += post.beside.empty() ? 0 : 1;
  }
  EXPECT_GE(beside, 1);
  EXPECT_EQ(file.posts[0].revisions[0].text, kLift.text);
  EXPECT_EQ(file.posts[1].revisions[0].text, also.text);
}

TEST_F(ComplaintFileTest, TheOpeningPostOfItsThreadIsThereThoughItIsAboutSomethingElse) {
  Show(kTalk);
  house_.AdvanceTo(kMorning + minutes(30));
  house_.Show({Seen(kTalk, kMorning),
               Seen({kTalk.thread, "22", "阿禾", kBarrier.text, ""}, kMorning + minutes(30))});
  const ComplaintFile file = File();
  ASSERT_THAT(file.posts, SizeIs(2));
  EXPECT_EQ(file.posts[0].seen.author, "豆豆");
  EXPECT_THAT(file.posts[0].beside, HasSubstr("主题的开头"));
  EXPECT_THAT(file.posts[1].beside, IsEmpty());
}

TEST_F(ComplaintFileTest, KnowsHowAllAreCalledWhoWroteInItsThreads) {
  Show(kLift);
  house_.AdvanceTo(kMorning + minutes(30));
  house_.Show({Seen(kLift, kMorning), Seen(kMeasures, kMorning + minutes(20)),
               Seen({kLift.thread, "77", "豆豆", "顶", ""}, kMorning + minutes(30))});
  EXPECT_THAT(File().people, testing::UnorderedElementsAre("七栋老王", "豆豆"));
}

TEST_F(ComplaintFileTest, WhatTheStaffWroteElsewhereIsThereAndAnswersNothing) {
  Show(kLift);
  house_.AdvanceTo(kMorning + minutes(30));
  PostWords letter = kMeasures;
  letter.post = "letter-1";
  const ArrivedPost arrived{Seen(letter, kMorning + minutes(20)), Channel::Letter,
                            kMorning + minutes(30)};
  house_.pipeline().OnPosts(house_.board(), {&arrived, 1}, house_.clock.Now());
  const ComplaintFile file = File();
  ASSERT_THAT(file.posts, SizeIs(2));
  EXPECT_EQ(file.posts[1].channel, Channel::Letter);
  EXPECT_THAT(file.posts[1].beside, HasSubstr("不算回复"));
  EXPECT_FALSE(file.posts[1].answers);
  EXPECT_EQ(file.people, std::vector<std::string>{"七栋老王"});
}

TEST_F(ComplaintFileTest, WhatAnEditBringsWasSaidAndAnsweredThen) {
  PostWords first = kLift;
  first.text = "大家好，周末愉快。";
  first.title = "闲聊";
  Show(first);
  house_.AdvanceTo(kMorning + hours(1));
  SeenPost edited = Seen(kLift, kMorning);
  edited.edited_at = kMorning + minutes(50);
  house_.Show({edited});
  house_.AdvanceTo(kMorning + hours(2));
  PostWords received = kReceived;
  house_.Show({edited, Seen(received, kMorning + hours(2))});
  house_.AdvanceTo(kMorning + hours(3));
  received.text = kMeasures.text;
  SeenPost measures = Seen(received, kMorning + hours(2));
  measures.edited_at = kMorning + minutes(170);
  house_.Show({edited, measures});
  const ComplaintFile file = File();
  ASSERT_THAT(file.posts, SizeIs(2));
  ASSERT_THAT(file.posts[0].parts, SizeIs(1));
  EXPECT_EQ(file.posts[0].at, kMorning);
  EXPECT_EQ(file.posts[0].parts[0].said_at, kMorning + minutes(50));
  EXPECT_EQ(file.posts[0].parts[0].seen_at, kMorning + hours(1));
  EXPECT_EQ(file.posts[1].measures_since, kMorning + minutes(170));
}

TEST_F(ComplaintFileTest, AnAnswerThatWasThereBeforeOrIsGoneCountsForNothing) {
  Show(kLift);
  house_.AdvanceTo(kMorning + hours(1));
  house_.Show({Seen(kLift, kMorning), Seen(kMeasures, kMorning + hours(1))});
  for (int i = 2; i <= 3; ++i) {  // missing in two readings
    house_.AdvanceTo(kMorning + hours(i));
    Reading reading;
    ThreadReading thread;
    thread.state.thread = kLift.thread;
    thread.whole = true;
    thread.post_ids = {kLift.post};
    reading.posts = {Seen(kLift, kMorning)};
    reading.finished = {thread};
    house_.pipeline().OnPage(house_.board(), reading, house_.clock.Now());
    house_.EndVisit();
  }
  const ComplaintFile file = File();
  ASSERT_THAT(file.posts, SizeIs(2));
  EXPECT_TRUE(file.posts[1].gone_since.has_value());
  EXPECT_FALSE(file.posts[1].answers);
  EXPECT_THAT(file.posts[1].counts_for, HasSubstr("已被删除"));
}

TEST_F(ComplaintFileTest, WhatWasMergedBringsItsPostsAndSteps) {
  Show(kLift);
  house_.AdvanceTo(kMorning + minutes(30));
  Show(kBarrier);
  ASSERT_TRUE(Do(StepKind::Assigned, "张工", "", kSecond).done);
  ASSERT_TRUE(Do(StepKind::Merged, "C1", "", kSecond).done);
  const ComplaintFile file = File();
  EXPECT_THAT(file.posts, ElementsAre(Field(&FiledPost::at, kMorning),
                                      Field(&FiledPost::at, kMorning + minutes(30))));
  EXPECT_TRUE(std::any_of(file.alerts.begin(), file.alerts.end(), [](const FiledAlert& filed) {
    return filed.alert.complaint == kSecond && !filed.fates.empty();
  })) << "and what was said of it, with what became of that";
  EXPECT_THAT(file.steps, testing::Contains(AllOf(Field(&Step::complaint, kSecond),
                                                  Field(&Step::detail, "张工"))));
  EXPECT_EQ(file.responsible, "张工");
  EXPECT_EQ(file.stage, "待受理") << "of what it was merged into nobody has taken notice";
}

TEST_F(ComplaintFileTest, WhatTheFormAsksForIsPutOnRecordAlsoOfAClosedComplaint) {
  Show(kLift);
  ASSERT_TRUE(Do(StepKind::Closed, "", "业主撤回").done);
  EXPECT_TRUE(Do(StepKind::Notified, "邮件", "函〔2026〕7号").done);
  EXPECT_TRUE(Do(StepKind::ImpactStated, "", "三户到客服中心询问").done);
  EXPECT_TRUE(Do(StepKind::LessonDrawn, "", "雨季前普查外墙").done);
  const ComplaintFile file = File();
  ASSERT_THAT(file.steps, SizeIs(4));
  EXPECT_EQ(file.steps[1],
            (Step{kFirst, "李主管", kMorning, StepKind::Notified, "邮件", "函〔2026〕7号"}));
  EXPECT_EQ(file.steps[2].why, "三户到客服中心询问");
  EXPECT_EQ(file.steps[3].why, "雨季前普查外墙");
  EXPECT_EQ(file.stage, "已关闭") << "that opens nothing";
}

TEST_F(ComplaintFileTest, TheLogMissesNothingThatWasSeen) {
  Show(kLift);
  Show(kTalk);
  house_.AdvanceTo(kMorning + hours(1));
  Show(kReceived);
  ASSERT_TRUE(Do(StepKind::Assigned, "张工").done);
  ASSERT_TRUE(Do(StepKind::Handled, "", "电梯主板已换").done);
  const MessageLog log = Log();
  EXPECT_EQ(log.staff_posts, 1);
  ASSERT_THAT(log.messages, SizeIs(2));
  EXPECT_EQ(log.messages[0].author, "七栋老王");
  ASSERT_THAT(log.messages[0].matters, SizeIs(1));
  const MessageLog::Matter& matter = log.messages[0].matters[0];
  EXPECT_EQ(matter.complaint, kFirst);
  EXPECT_EQ(matter.responsible, "张工");
  EXPECT_EQ(matter.stage, "已处理");
  EXPECT_EQ(matter.result, "电梯主板已换");
  EXPECT_EQ(log.messages[1].author, "豆豆");
  for (const MessageLog::Matter& other : log.messages[1].matters) {
    EXPECT_EQ(other.complaint, std::nullopt);
  }
  EXPECT_THAT(Log("云栖苑").messages, SizeIs(2));
  EXPECT_THAT(Log("别处").messages, IsEmpty());
  ASSERT_TRUE(Do(StepKind::Closed, "", "业主撤回").done);
  ASSERT_TRUE(Do(StepKind::Reopened, "", "又停了").done);
  EXPECT_THAT(Log().messages[0].matters[0].result, IsEmpty()) << "that is undone";
}

TEST_F(ComplaintFileTest, TheLogNamesWhatWasEditedMeanwhile) {
  Show(kTalk);
  house_.AdvanceTo(kMorning + hours(26));
  PostWords edited = kTalk;
  edited.text = kLift.text;
  house_.Show({Seen(edited, kMorning)});
  const Transaction one_moment(house_.session());
  const MessageLog log = ReadMessageLog(house_.session(), house_.config, "", kMorning + hours(24),
                                        kMorning + hours(48), house_.clock.Now());
  ASSERT_THAT(log.messages, SizeIs(1));
  EXPECT_TRUE(log.messages[0].changed);
  EXPECT_EQ(log.messages[0].seen_at, kMorning + hours(26));
  EXPECT_EQ(log.messages[0].text, kLift.text);
  EXPECT_EQ(log.messages[0].matters.at(0).complaint, kFirst);
}

TEST_F(ComplaintFileTest, TheStageFallsBackWhenTheReplyThatSomebodyPostedByHimselfDisappears) {
  Show(kLift);
  ASSERT_TRUE(Do(StepKind::Acknowledged).done);
  EXPECT_EQ(File().stage, "已受理");
  house_.AdvanceTo(kMorning + minutes(10));
  house_.Show({Seen(kLift, kMorning), Seen(kMeasures, kMorning + minutes(9))});
  EXPECT_EQ(File().stage, "已回帖");
  EXPECT_EQ(Log().messages.at(0).matters.at(0).stage, "已回帖");
  Reading without;
  without.posts = {Seen(kLift, kMorning)};
  without.finished.push_back({});
  without.finished[0].state.thread = "1";
  without.finished[0].whole = true;
  without.finished[0].post_ids = {"11"};
  for (const minutes at : {minutes(20), minutes(40)}) {
    house_.AdvanceTo(kMorning + at);
    house_.pipeline().OnPage(house_.board(), without, house_.clock.Now());
    house_.EndVisit();
  }
  EXPECT_EQ(File().stage, "已受理");
  EXPECT_EQ(Log().messages.at(0).matters.at(0).stage, "已受理");
}

TEST_F(ComplaintFileTest, TheLogSaysWhenASourceWasNotSeen) {
  Show(kLift);
  {
    Transaction noting(house_.session());
    SourceStore sources(house_.session());
    sources.NoteGap(house_.board().id, {kMorning + hours(1), kMorning + hours(2), "值守没有运行"});
    sources.NoteGap(house_.board().id, {kMorning + hours(6), kMorning + hours(7), "论坛打不开"});
    noting.Commit();
  }
  ASSERT_THAT(Log().unseen, SizeIs(1)) << "the other one is of later";
  EXPECT_EQ(Log().unseen[0].source, "云栖苑/业主论坛");
  EXPECT_EQ(Log().unseen[0].to, kMorning + hours(2));
  EXPECT_THAT(Log("别处").unseen, IsEmpty());
}

}  // namespace
}  // namespace forumwatch
