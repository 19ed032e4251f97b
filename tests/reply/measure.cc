#include "tests/reply/measure.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include "analysis/learning/labelled.h"
#include "analysis/reply/coverage.h"
#include "analysis/text/code_points.h"
#include "tests/understanding/measure.h"

namespace forumwatch {
namespace {

using Json = nlohmann::json;

std::vector<Json> ReadRows(const std::filesystem::path& path) {
  std::vector<Json> rows;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    rows.push_back(Json::parse(line));
  }
  return rows;
}

// What one thread has said so far.
class ThreadSoFar {
 public:
  void AddOwner(const Json& post, const Json& label) {
    for (const Json& segment : label["segments"]) {
      if (segment["kind"] != "投诉" || !segment["event"].is_string()) {
        continue;
      }
      const auto event = segment["event"].get<std::string>();
      Point& point = PointOf(event, post);
      point.said.emplace_back(CodePoints(post["text"].get<std::string>(),
                                         segment["start"].get<int>(), segment["end"].get<int>()));
      asking_[event].push_back(point.said.back());
      point.authors.push_back(post["author"].get<std::string>());
      for (const Json& topic : segment["topics"]) {
        point.topics.push_back(topic.get<std::string>());
      }
    }
  }

  // Nothing where it is about none of the thread's events.
  std::optional<ReplyCase> AddAnswer(const Json& post, const Json& label) {
    std::set<std::string> about;
    for (const Json& event : label["about"]) {
      about.insert(event.get<std::string>());
    }
    ReplyCase reply;
    reply.text = post["text"].get<std::string>();
    reply.post = post["post"].get<std::string>();
    bool is_about_any = false;
    for (const auto& [event, point] : said_) {
      const bool is_about = about.contains(event);
      is_about_any = is_about_any || is_about;
      if (is_about || !answered_.contains(event)) {
        reply.points.push_back(point);
        reply.events.push_back(event);
        reply.left_out.push_back(!is_about);
      }
    }
    for (const std::string& event : about) {
      std::vector<std::string>& asking = asking_[event];
      std::move(asking.begin(), asking.end(), std::back_inserter(reply.asking));
      asking.clear();
    }
    answered_.insert(about.begin(), about.end());
    return is_about_any ? std::optional(std::move(reply)) : std::nullopt;
  }

 private:
  Point& PointOf(const std::string& event, const Json& post) {
    const auto known = std::find_if(said_.begin(), said_.end(),
                                    [&](const auto& entry) { return entry.first == event; });
    if (known != said_.end()) {
      return known->second;
    }
    Point point;
    point.main = said_.empty();
    if (point.main) {
      point.said.push_back(post["title"].get<std::string>());
    }
    return said_.emplace_back(event, std::move(point)).second;
  }

  std::vector<std::pair<std::string, Point>> said_;  // by event, in the order they came up
  std::set<std::string> answered_;
  std::map<std::string, std::vector<std::string>> asking_;  // by event, since it was answered
};

double Ratio(int part, int of) {
  return of == 0 ? 0 : static_cast<double>(part) / of;
}

}  // namespace

bool ReplyCase::LeavesOut() const {
  return std::find(left_out.begin(), left_out.end(), true) != left_out.end();
}

std::vector<ReplyCase> ReadReplyCases(const std::filesystem::path& posts,
                                      const std::filesystem::path& labels, const std::string& set) {
  std::map<std::string, Json> label_of;
  for (const Json& label : ReadRows(labels)) {
    label_of[label["post"].get<std::string>()] = label;
  }
  std::map<std::string, ThreadSoFar> threads;
  std::vector<ReplyCase> cases;
  for (const Json& post : ReadRows(posts)) {
    const Json& label = label_of.at(post["post"].get<std::string>());
    const auto name = post["thread"].get<std::string>();
    ThreadSoFar& thread = threads[name];
    if (!post["official"].get<bool>()) {
      thread.AddOwner(post, label);
    } else if (label["reply"].is_string() && label["reply"] != "acknowledgement") {
      if (auto reply = thread.AddAnswer(post, label)) {
        reply->set = set;
        reply->thread = name;
        reply->testing = IsForTesting(set + "/" + label["about"].front().get<std::string>());
        cases.push_back(std::move(*reply));
      }
    }
  }
  return cases;
}

std::vector<ReplyCase> OwnReplyCases() {
  const std::filesystem::path folder = FORUMWATCH_SOURCE_DIR "/tests/data/labels";
  std::vector<ReplyCase> cases;
  for (const std::string set : {"threads_a", "threads_b"}) {
    for (ReplyCase& reply :
         ReadReplyCases(folder / (set + "_posts.jsonl"), folder / (set + "_labels.jsonl"), set)) {
      cases.push_back(std::move(reply));
    }
  }
  return cases;
}

std::vector<ReplyCase> SharedReplyCases() {
  const std::filesystem::path data = SharedData();
  return data.empty() ? std::vector<ReplyCase>()
                      : ReadReplyCases(data / "threads" / "posts.jsonl",
                                       data / "threads" / "labels.jsonl", "threads");
}

std::vector<ReplyCase> Misplaced(const std::vector<ReplyCase>& cases) {
  constexpr std::size_t kFurther = 37;  // far enough to be of another thread
  std::vector<ReplyCase> misplaced;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const ReplyCase& other = cases[(i + kFurther) % cases.size()];
    if (other.set == cases[i].set && other.thread != cases[i].thread) {
      ReplyCase wrong = cases[i];
      wrong.text = other.text;
      wrong.left_out.assign(wrong.points.size(), true);
      misplaced.push_back(std::move(wrong));
    }
  }
  return misplaced;
}

double CoverageFigures::Precision() const {
  return Ratio(flagged_rightly, flagged_rightly + flagged_wrongly);
}

double CoverageFigures::Recall() const {
  return Ratio(flagged_rightly, flagged_rightly + missed);
}

double CoverageFigures::F1() const {
  return Ratio(2 * flagged_rightly, 2 * flagged_rightly + flagged_wrongly + missed);
}

CoverageFigures MeasureCoverage(const std::vector<ReplyCase>& cases, const Lexicon& lexicon,
                                const CommonPairs& common,
                                const std::function<bool(const ReplyCase&)>& which) {
  CoverageFigures figures;
  for (const ReplyCase& reply : cases) {
    if (!which(reply)) {
      continue;
    }
    bool flagged = false;
    const auto verdicts = JudgeCoverage(reply.text, reply.points, lexicon, common);
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
      flagged = flagged || !verdicts[i].covered();
      ++figures.points;
      figures.points_right += verdicts[i].covered() != reply.left_out[i] ? 1 : 0;
    }
    const bool leaves_out = reply.LeavesOut();
    ++(flagged ? (leaves_out ? figures.flagged_rightly : figures.flagged_wrongly)
               : (leaves_out ? figures.missed : figures.passed_rightly));
  }
  return figures;
}

}  // namespace forumwatch
