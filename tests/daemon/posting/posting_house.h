// A house whose board is a small NodeBB that replies can be posted on, with a complaint whose reply
// was drafted and approved. Time passes by the house's clock; the forum answers at once. One
// thread.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "config/engine_file.h"
#include "daemon/desk/desk.h"
#include "daemon/logging.h"
#include "daemon/posting/reply_poster.h"
#include "daemon/store/outbox.h"
#include "tests/support/answering_http.h"
#include "tests/support/house_posts.h"
#include "tests/support/small_nodebb.h"

namespace forumwatch {

inline constexpr ComplaintId kAnswered{1};
inline constexpr const char* kAnswerText = "您好，维保单位今天15点更换7栋电梯主板，王工负责跟进。";

class PostingHouse {
 public:
  PostingHouse()
      : forum([this] { return house.clock.Now() + forum_ahead; }),
        http([this](const HttpRequest& r) { return Answered(r); }) {
    StartLogging("off");
    SourceConfig& source = this->source();
    source.engine = "nodebb";
    source.json = LoadEngine(FORUMWATCH_SOURCE_DIR "/config/engines/nodebb.json").json;
    source.url = "https://forum.example/category/5/tousu";
    ReplyConfig reply;
    reply.as = {SmallNodebb::kAccount, "", SmallNodebb::kToken};
    source.reply = std::make_shared<const ReplyConfig>(reply);
    source.staff.emplace_back(SmallNodebb::kAccount);
    ShowOnBoth(kLift);
    Restart();
  }

  House house{kMorning};
  Duration forum_ahead{0};  // its clock
  SmallNodebb forum;
  AnsweringHttp http;
  std::vector<HttpRequest> asked;
  std::function<std::chrono::milliseconds(const std::string& url)> spacing;
  // What becomes of a POST; none: the forum takes it and says so.
  std::function<HttpOutcome(const HttpRequest&)> on_post;
  std::function<HttpOutcome(const HttpRequest&)> on_get;

  // A post that the forum shows and that was read there.
  void ShowOnBoth(const PostWords& words) {
    forum.Write(words.thread, words.author, words.text);
    house.Show({Seen(words, house.clock.Now())});
  }

  OrderResult Do(StepKind kind, const std::string& who, const std::string& detail = "",
                 const std::string& why = "") {
    return Desk(house.session(), house.config, house.pipeline())
        .Do({kind, kAnswered, who, detail, why, {}}, house.clock.Now());
  }
  void Approve(const std::string& text = kAnswerText) {
    EXPECT_TRUE(Do(StepKind::Drafted, "小林", "", text).done);
    EXPECT_TRUE(Do(StepKind::Approved, "王经理").done);
  }
  OrderResult Order(const std::string& thread = "", const std::string& why = "") {
    return Do(StepKind::PostOrdered, "小林", thread, why);
  }
  void ApproveAndOrder(const std::string& text = kAnswerText) {
    Approve(text);
    const OrderResult result = Order();
    EXPECT_TRUE(result.done) << result.said;
  }

  // The process is gone, what it was about to hear is not heard.
  void Restart() {
    poster = std::make_unique<ReplyPoster>(
        PosterTools{house.session(), house.config, http, house.clock, house.pipeline(), spacing});
  }
  void RunFor(Duration span) {
    const UtcTime until = house.clock.Now() + span;
    for (int turns = 0; turns < 5000; ++turns) {
      poster->Turn(house.clock.Now());
      http.DeliverAll();
      const auto next = poster->NextTurn();
      if (!next || *next > until) {
        break;
      }
      house.clock.Set(std::max(*next, house.clock.Now() + Duration(1)));
    }
    house.clock.Set(until);
  }

  Posting Now() { return PostingStore(house.session()).Of(kAnswered).back(); }
  int Posts() {  // that were sent
    return static_cast<int>(std::count_if(asked.begin(), asked.end(),
                                          [](const HttpRequest& r) { return r.method == "POST"; }));
  }
  SourceConfig& source() { return house.config.communities.front().sources.front(); }
  int OnForum() { return forum.Count(SmallNodebb::kAccount); }
  std::vector<std::string> Told() {  // "reply.unposted 2"
    std::vector<std::string> told;
    OutboxStore(house.session()).ForEachAlert([&](const Alert& alert) {
      if (alert.rule == kUnposted) {
        told.push_back(alert.title + "；" + alert.reason);
      }
    });
    return told;
  }

  HttpOutcome ByForum(const HttpRequest& request) {
    const std::string target = request.url.substr(std::string("https://forum.example").size());
    std::string token;
    for (const auto& [name, value] : request.headers) {
      token = name == "Authorization" ? value : token;
    }
    const SmallNodebb::Answer answer = request.method == "POST"
                                           ? forum.Reply(target, token, request.body)
                                           : forum.Get(target, token);
    return Whole(answer.status, answer.body);
  }
  static HttpOutcome Whole(int status, std::string body) {
    HttpOutcome outcome;
    outcome.kind = status >= 200 && status < 300 ? OutcomeKind::Ok : OutcomeKind::HttpError;
    outcome.status = status;
    outcome.request_sent = true;
    outcome.body = std::move(body);
    outcome.reason = outcome.kind == OutcomeKind::Ok ? "" : "HTTP " + std::to_string(status);
    return outcome;
  }
  static HttpOutcome Lost(OutcomeKind kind, bool sent) {
    HttpOutcome outcome;
    outcome.kind = kind;
    outcome.request_sent = sent;
    outcome.reason = sent ? "没有等到回答" : "连接被拒绝";
    return outcome;
  }

  std::unique_ptr<ReplyPoster> poster;

 private:
  HttpOutcome Answered(const HttpRequest& request) {
    asked.push_back(request);
    const auto& own = request.method == "POST" ? on_post : on_get;
    return own ? own(request) : ByForum(request);
  }
};

}  // namespace forumwatch
