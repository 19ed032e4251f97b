// What is asked of the forum from behind the scenes, under /__sim__/:
//   mode?what=NAME[&for=N][&only=PART][&to=URL][&after=SECONDS][&every=MS]   misbehave; none ends
//   it posts     POST: JSON lines (formats.md §2), shown when their time comes · GET: what shows
//   now changes   POST: JSON lines (contents.h) log · counts · clock as JSON
#include <sstream>

#include <nlohmann/json.hpp>

#include "tests/support/simforum.h"

namespace forumwatch {
namespace {

using nlohmann::ordered_json;
using sim::Reply;
using sim::WireRequest;

constexpr std::chrono::minutes kChina{480};

Reply Json(const ordered_json& value, int status = 200) {
  return sim::MakeReply(status, "application/json", value.dump() + "\n");
}

Reply JsonLines(std::string lines) {
  return sim::MakeReply(200, "application/x-ndjson", std::move(lines));
}

Reply Mistake(const std::string& message) {
  return Json({{"error", message}}, 400);
}

// Each line that is not empty to `take`, which returns a message when it cannot be taken.
template <typename Take>
Reply TakeLines(const std::string& body, Take take) {
  std::istringstream in(body);
  int taken = 0;
  std::vector<std::string> mistakes;
  for (std::string line; std::getline(in, line);) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) {
      continue;
    }
    const std::string mistake = take(line);
    if (mistake.empty()) {
      ++taken;
    } else {
      mistakes.push_back(mistake);
    }
  }
  return Json({{"taken", taken}, {"mistakes", mistakes}}, mistakes.empty() ? 200 : 400);
}

}  // namespace

Reply SimForum::Control(const WireRequest& request, UtcTime now) {
  const std::string what = request.path.substr(request.path.rfind('/') + 1);
  if (what == "mode") {
    return ControlMode(request);
  }
  if (what == "posts") {
    return ControlPosts(request);
  }
  if (what == "changes" && request.method == "POST") {
    return ControlChanges(request, now);
  }
  if (what == "log") {
    return JsonLines(LogLines());
  }
  if (what == "counts") {
    return Json(ordered_json(counts_));
  }
  if (what == "clock") {
    return Json({{"now", FormatRfc3339(now, kChina)}});
  }
  return Mistake("no such control: " + what);
}

Reply SimForum::ControlMode(const WireRequest& request) {
  const auto what = sim::MisbehaviourFromName(request.Query("what"));
  if (!what) {
    return Json({{"error", "what is one of names"}, {"names", sim::MisbehaviourNames()}}, 400);
  }
  sim::Mode mode;
  mode.what = *what;
  if (const auto requests = sim::ParseId(request.Query("for"))) {
    mode.requests = static_cast<int>(*requests);
  }
  mode.only = request.Query("only");
  mode.to = request.Query("to");
  if (const auto after = sim::ParseId(request.Query("after"))) {
    mode.retry_after = std::chrono::seconds(*after);
  }
  if (const auto every = sim::ParseId(request.Query("every"))) {
    mode.every = std::chrono::milliseconds(*every);
  }
  if (mode.what == sim::Misbehaviour::Redirect && mode.to.empty()) {
    return Mistake("redirect needs to=URL");
  }
  mode_ = mode;
  sent_to_itself_.clear();
  return Json({{"what", sim::Name(mode.what)}});
}

Reply SimForum::ControlPosts(const WireRequest& request) {
  if (request.method == "GET") {
    std::string lines;
    for (const PostLine& line : contents_.Visible(clock_.Now())) {
      lines += FormatPostLine(line, kChina) + "\n";
    }
    return JsonLines(std::move(lines));
  }
  return TakeLines(request.body, [this](const std::string& text) {
    const auto line = ParsePostLine(text);
    return std::holds_alternative<PostLine>(line)
               ? contents_.Add(std::get<PostLine>(line)).value_or("")
               : std::get<std::string>(line);
  });
}

Reply SimForum::ControlChanges(const WireRequest& request, UtcTime now) {
  return TakeLines(request.body, [&](const std::string& text) {
    auto change = sim::ParseChangeLine(text, now);
    if (auto* mistake = std::get_if<std::string>(&change)) {
      return *mistake;
    }
    contents_.Add(std::get<sim::Change>(std::move(change)));
    return std::string();
  });
}

std::string SimForum::LogLines() const {
  std::string lines;
  for (const SimRequest& entry : requests_) {
    const ordered_json line{{"at", FormatRfc3339(entry.at, kChina)},
                            {"since_start_ms", entry.since_start.count()},
                            {"method", entry.method},
                            {"target", entry.target},
                            {"kind", entry.kind},
                            {"status", entry.status},
                            {"mode", sim::Name(entry.mode)},
                            {"conditional", entry.conditional},
                            {"user_agent", entry.user_agent}};
    lines += line.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
  }
  return lines;
}

}  // namespace forumwatch
