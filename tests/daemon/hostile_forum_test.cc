// One forum sends what costs a careless reader dear, another is an ordinary one: the real service
// over real sockets refuses the first with a reason, for little CPU, and reads the other meanwhile.
// Only the clock stands still between visits.
#include <algorithm>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <gumbo.h>

#include "config/engine_file.h"
#include "daemon/daemon.h"
#include "daemon/logging.h"
#include "tests/support/cpu.h"
#include "tests/support/house.h"
#include "tests/support/raw_client.h"
#include "tests/support/simforum.h"

namespace forumwatch {
namespace {

using sim::Misbehaviour;
using testing::HasSubstr;
using testing::IsEmpty;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr double kSlowness = 10;
#else
constexpr double kSlowness = 1;
#endif
// For both forums together: the hostile page, and the other forum's list and thread.
constexpr double kCpu = 0.1 * kSlowness;
constexpr const char* kInside = "http://169.254.169.254/";

// The client as the service has it, but with a cap on a page's size that lets most of a bomb
// through: the control.
class HighlyCapped final : public HttpTransport {
 public:
  explicit HighlyCapped(HttpTransport& client) : client_(client) {}
  RequestId Start(HttpRequest request, OutcomeHandler done) override {
    request.max_body = 256_MiB;
    return client_.Start(std::move(request), std::move(done));
  }
  RequestId Start(MailRequest request, OutcomeHandler done) override {
    return client_.Start(std::move(request), std::move(done));
  }
  void Cancel(RequestId id) noexcept override { client_.Cancel(id); }
  [[nodiscard]] std::size_t in_flight() const noexcept override { return client_.in_flight(); }

 private:
  HttpTransport& client_;
};

enum class Cap { Usual, High };

class HostileForum : public testing::Test {
 protected:
  HostileForum() {
    StartLogging("error");
    for (SimForum* forum : {&hostile_, &calm_}) {
      forum->Start();
      AddPost(*forum);
    }
  }

  // The service starts; its first visits, of forums that both behave, are behind it.
  void Begin(Cap cap = Cap::Usual) {
    config_.channels.clear();
    config_.roles.clear();
    config_.communities.clear();
    config_.http.host_spacing = std::chrono::milliseconds(0);
    for (SimForum* forum : {&hostile_, &calm_}) {
      config_.http.allow_private.push_back("127.0.0.1:" + std::to_string(forum->port()));
      SourceConfig source;
      source.name = "业主论坛";
      source.engine = "discuz";
      source.html = engine_;
      source.url = forum->BoardUrl("业主论坛");
      config_.communities.push_back({forum == &calm_ ? "云栖苑" : "晴川里", config_.calendar, {}});
      config_.communities.back().sources.push_back(std::move(source));
    }
    client_ = std::make_unique<HttpClient>(config_.http);
    highly_capped_ = std::make_unique<HighlyCapped>(*client_);
    HttpTransport& transport =
        cap == Cap::Usual ? static_cast<HttpTransport&>(*client_) : *highly_capped_;
    daemon_ = std::make_unique<Daemon>(Ground{config_, store_.session(), transport, clock_}, "run");
    VisitBoth();
    ASSERT_THAT(ReasonOf(kHostile), IsEmpty());
    ASSERT_TRUE(CalmPostArrived());
  }

  void Misbehave(Misbehaviour what, std::string to = {}, std::string only = {}) {
    sim::Mode mode;
    mode.what = what;
    mode.to = std::move(to);
    mode.only = std::move(only);
    hostile_.SetMode(std::move(mode));
  }

  // Both are due, the calm forum with a new post; the loop turns until both visits are over.
  double VisitBoth() {
    const auto& watches = daemon_->watches();
    clock_.Advance(std::chrono::hours(1));
    AddPost(calm_);
    const int visits = watches[kHostile]->visits() + watches[kCalm]->visits();
    return CpuOf([&] {
      do {
        daemon_->Turn(clock_.Now());
        client_->Turn(clock_.Now(), std::chrono::seconds(1));
      } while (watches[kHostile]->visits() + watches[kCalm]->visits() < visits + 2);
    });
  }

  [[nodiscard]] std::string ReasonOf(std::size_t watch) const {
    return daemon_->watches()[watch]->last_result().reason;
  }
  // The newest post of the calm forum is on record.
  bool CalmPostArrived() {
    return PostStore(store_.session())
        .Find(SourceId(kCalm + 1), "1001", std::to_string(last_post_))
        .has_value();
  }
  std::string HealthReason() {
    return SourceStore(store_.session()).LoadHealth(SourceId(kHostile + 1)).reason;
  }

  static constexpr std::size_t kHostile = 0;
  static constexpr std::size_t kCalm = 1;

  ManualClock clock_{At("2026-03-02T10:00:00+08:00")};
  SimForum hostile_{clock_};
  SimForum calm_{clock_};

 private:
  void AddPost(SimForum& forum) {
    PostLine line;
    line.community = "云栖苑";
    line.source = "业主论坛";
    line.seen.thread = "1001";
    line.seen.post = std::to_string(++last_post_);
    line.seen.title = "电梯又停了";
    line.seen.author = "住户" + line.seen.post;
    line.seen.posted_at = clock_.Now();
    line.seen.text = "3栋电梯第" + line.seen.post + "次停了，没人来修。";
    EXPECT_THAT(forum.AddPosts({line}), IsEmpty());
  }

  std::shared_ptr<const HtmlEngine> engine_ =
      LoadHtmlEngine(FORUMWATCH_SOURCE_DIR "/config/engines/discuz.json");
  Config config_ = HouseConfig();
  TempStore store_;
  int last_post_ = 5000;
  std::unique_ptr<HttpClient> client_;
  std::unique_ptr<HighlyCapped> highly_capped_;
  std::unique_ptr<Daemon> daemon_;
};

struct Hostility {
  const char* name;
  Misbehaviour what;
  const char* to;
  const char* reason;
};

class HostilePage : public HostileForum, public testing::WithParamInterface<Hostility> {};

TEST_P(HostilePage, IsRefusedWithItsReasonForLittleCpuWhileTheOtherForumIsRead) {
  Begin();
  Misbehave(GetParam().what, GetParam().to);
  for (int visit = 0; visit < 3; ++visit) {
    const double cpu = VisitBoth();
    RecordProperty("cpu_ms_" + std::to_string(visit), std::to_string(cpu * 1000));
    EXPECT_LE(cpu, kCpu);
    EXPECT_THAT(ReasonOf(kHostile), HasSubstr(GetParam().reason));
    EXPECT_THAT(HealthReason(), HasSubstr(GetParam().reason));
    EXPECT_THAT(ReasonOf(kCalm), IsEmpty());
    EXPECT_TRUE(CalmPostArrived());
  }
}

INSTANTIATE_TEST_SUITE_P(Each, HostilePage,
                         testing::Values(Hostility{"nested", Misbehaviour::Nested, "", "标签嵌套"},
                                         Hostility{"bomb", Misbehaviour::GzipBomb, "",
                                                   "超过 4 MiB 上限"},
                                         Hostility{"inside", Misbehaviour::Redirect, kInside,
                                                   "转向别的网站 169.254.169.254，没有跟随"}),
                         [](const auto& hostility) { return std::string(hostility.param.name); });

TEST_F(HostileForum, ControlTwoForumsThatBehaveAreReadWithoutAReason) {
  Begin();
  const double cpu = VisitBoth();
  RecordProperty("cpu_ms", std::to_string(cpu * 1000));
  EXPECT_LE(cpu, kCpu);
  EXPECT_THAT(ReasonOf(kHostile), IsEmpty());
  EXPECT_TRUE(CalmPostArrived());
}

TEST_F(HostileForum, ControlABombBelowAHighCapCostsFarMore) {
  Begin(Cap::High);
  Misbehave(Misbehaviour::GzipBomb);
  EXPECT_GT(VisitBoth(), kCpu / kSlowness);
}

TEST_F(HostileForum, ControlTheNestedPageCostsAParserWithoutGuardsFarMore) {
  Misbehave(Misbehaviour::Nested);
  const std::string page = Get(hostile_.port(), "/forum.php?mod=forumdisplay&fid=2").body;
  ASSERT_GE(page.size(), 100'000U);
  GumboOutput* output = nullptr;
  const auto parse = [&] {
    output = gumbo_parse_with_options(&kGumboDefaultOptions, page.data(), page.size());
  };
  EXPECT_GT(CpuOf(parse), kCpu / kSlowness);
  gumbo_destroy_output(&kGumboDefaultOptions, output);
}

TEST_F(HostileForum, ControlARedirectToAPlaceThatIsAllowedIsFollowed) {
  Begin();
  Misbehave(Misbehaviour::Redirect, calm_.BoardUrl("业主论坛"), "forumdisplay");
  VisitBoth();
  EXPECT_THAT(ReasonOf(kHostile), IsEmpty());
}

}  // namespace
}  // namespace forumwatch
