#include <algorithm>
#include <cstdlib>
#include <iostream>

#include <nlohmann/json.hpp>

#include "daemon/cli/commands.h"
#include "daemon/cli/draft_help.h"
#include "daemon/cli/named_complaint.h"
#include "daemon/clock.h"
#include "daemon/desk/desk.h"
#include "daemon/desk/inbox.h"
#include "daemon/desk/way.h"
#include "daemon/instance_lock.h"
#include "daemon/logging.h"
#include "daemon/pipeline.h"
#include "daemon/store/complaints.h"
#include "daemon/store/steps.h"

namespace forumwatch {
namespace {

constexpr std::chrono::seconds kAnswerWithin{20};  // a visit's longest transaction is far shorter

// "" nobody: the account is their own.
std::string WhomSudoServes() {
  const char* const user = std::getenv("SUDO_USER");  // NOLINT(concurrency-mt-unsafe): one thread
  return user == nullptr ? "" : user;
}

// While no service runs: the same in the service's place; what is to be told is told when it starts
// and has looked at the boards.
OrderResult DoItself(const Config& config, const std::string& written) {
  if (written.size() > Inbox::kLongestOrder) {
    return {false, "内容太长", std::nullopt};
  }
  const InstanceLock lock(config.store.string() + ".lock");
  CheckStoreIsThere(config.store, false);
  Session session(config.store, OpenMode::CreateIfMissing);
  Pipeline pipeline(session, config);
  const UtcTime now = SystemClock().Now();
  for (const CommunityConfig& community : config.communities) {
    for (const SourceConfig& source : community.sources) {
      pipeline.Register(community.name, source.name, source.engine, source.url,
                        now - Duration(config.backfill));
    }
  }
  Order order = ReadOrder(written).value();
  if (order.account.empty()) {
    order.account = OwnAccount();
  }
  return Desk(session, config, pipeline).Do(order, now);
}

// B13: what is to be said of the draft that was just written or approved.
std::optional<DraftReview> ReviewAfter(const Config& config, const Order& order) {
  if (order.kind != StepKind::Drafted && order.kind != StepKind::Approved) {
    return std::nullopt;
  }
  Session session(config.store, OpenMode::Read);
  const Transaction one_moment(session);
  const std::vector<Step> steps = StepStore(session).Of(order.complaint);
  const ReplyDraft reply = DraftOf(steps);
  const auto complaint = ComplaintStore(session).Load(order.complaint);
  if (reply.draft == nullptr || !complaint) {
    return std::nullopt;
  }
  return ReviewDraft(session, config, *complaint, reply.draft->why, reply.draft->at);
}

}  // namespace

ExitCode DoOrder(const CommonOptions& common, const std::string& complaint, Order order) {
  const auto id = ReadComplaintName(complaint);
  if (!id) {
    return ExitCode::Usage;
  }
  order.complaint = *id;
  order.account = WhomSudoServes();
  const Config config = LoadConfig(common.config, common.places);
  StartLogging("warn");
  auto result = SendOrder(InboxOf(config.store), order, kAnswerWithin);
  if (!result) {
    try {
      result = DoItself(config, WriteOrder(order));
    } catch (const AnotherInstance&) {
      std::cerr << "没有做：值守的程序在运行，但现在不接受操作（正在启动，或磁盘满了在等）；"
                   "稍后再试，或用 doctor 看看\n";
      return ExitCode::AnotherInstance;
    }
  }
  const auto review = result->done ? ReviewAfter(config, order) : std::nullopt;
  if (common.json) {
    nlohmann::ordered_json json = {{"complaint", Name(*id)},
                                   {"done", result->done},
                                   {"said", result->said},
                                   {"made", nullptr}};
    if (result->made) {
      json["made"] = Name(*result->made);
    }
    if (review) {
      json["review"] = ReviewJson(*review);
    }
    std::cout << json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)
              << "\n";
  } else if (review) {
    WriteReview(*review, std::cout);
  }
  std::cerr << (result->done ? "" : "没有做：") << result->said << "\n";
  return result->done ? ExitCode::Done : ExitCode::BadInput;
}

}  // namespace forumwatch
