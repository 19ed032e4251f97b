#include <algorithm>
#include <iostream>

#include <nlohmann/json.hpp>

#include "daemon/cli/commands.h"
#include "daemon/cli/named_complaint.h"
#include "daemon/clock.h"
#include "daemon/desk/desk.h"
#include "daemon/desk/inbox.h"
#include "daemon/instance_lock.h"
#include "daemon/logging.h"
#include "daemon/pipeline.h"

namespace forumwatch {
namespace {

constexpr std::chrono::seconds kAnswerWithin{20};  // a visit's longest transaction is far shorter

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
  order.who = Signed(order.who, OwnAccount());
  return Desk(session, config, pipeline).Do(order, now);
}

}  // namespace

ExitCode DoOrder(const CommonOptions& common, const std::string& complaint, Order order) {
  const auto id = ReadComplaintName(complaint);
  if (!id) {
    return ExitCode::Usage;
  }
  order.complaint = *id;
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
  if (common.json) {
    nlohmann::ordered_json json = {{"complaint", Name(*id)},
                                   {"done", result->done},
                                   {"said", result->said},
                                   {"made", nullptr}};
    if (result->made) {
      json["made"] = Name(*result->made);
    }
    std::cout << json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)
              << "\n";
  }
  std::cerr << (result->done ? "" : "没有做：") << result->said << "\n";
  return result->done ? ExitCode::Done : ExitCode::BadInput;
}

}  // namespace forumwatch
