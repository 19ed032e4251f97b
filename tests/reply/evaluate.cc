// reply_evaluate [--errors | --asks | --faults | --pairs]: how well a reply that leaves a point out
// is told from a full one, of each set the learning and the test part; with --errors what was wrong
// in the learning part; with --asks what owners ask within a complaint; with --faults what else
// drafts would have been warned about there; with --pairs what config/lexicons/common_pairs.json is
// made of, counted over the project's own labelled threads but those that hold a case of the test
// part.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include "analysis/reply/coverage.h"
#include "analysis/reply/faults.h"
#include "analysis/reply/shared_words.h"
#include "analysis/text/normalise.h"
#include "analysis/text/plain.h"
#include "config/lexicon_file.h"
#include "config/reply_help_file.h"
#include "tests/reply/measure.h"

namespace forumwatch {
namespace {

const std::string kSource = FORUMWATCH_SOURCE_DIR;
constexpr int kLeastPosts = 8;
constexpr int kShownOfAReply = 60;

void PrintPairs() {
  std::set<std::string> tested;
  for (const ReplyCase& reply : OwnReplyCases()) {
    if (reply.testing) {
      tested.insert(reply.set + reply.thread);
    }
  }
  std::map<std::string, int> posts_with;
  int posts = 0;
  for (const std::string set : {"threads_a", "threads_b"}) {
    std::ifstream in(kSource + "/tests/data/labels/" + set + "_posts.jsonl");
    for (std::string line; std::getline(in, line);) {
      const auto post = nlohmann::json::parse(line);
      if (tested.contains(set + post["thread"].get<std::string>())) {
        continue;
      }
      ++posts;
      PairSet pairs;
      AddPairs(Normalise(post["text"].get<std::string>()), pairs);
      for (const std::string& pair : pairs) {
        ++posts_with[pair];
      }
    }
  }
  std::map<int, std::string, std::greater<>> rows;
  for (const auto& [pair, count] : posts_with) {
    if (count >= kLeastPosts) {
      rows[count] += (rows[count].empty() ? "" : " ") + pair;
    }
  }
  std::cout << "  \"posts\": " << posts << ",\n  \"pairs\": {\n";
  for (const auto& [count, pairs] : rows) {
    std::cout << "    \"" << count << "\": \"" << pairs << "\""
              << (count == rows.rbegin()->first ? "" : ",") << "\n";
  }
  std::cout << "  }\n";
}

void PrintFigures(const std::string& name, const CoverageFigures& f) {
  std::printf(
      "%-26s F1 %.3f  precision %.3f  recall %.3f  (%d right, %d wrong, %d missed, %d full "
      "ones passed)  points %.3f of %d\n",
      name.c_str(), f.F1(), f.Precision(), f.Recall(), f.flagged_rightly, f.flagged_wrongly,
      f.missed, f.passed_rightly,
      f.points == 0 ? 0.0 : static_cast<double>(f.points_right) / f.points, f.points);
}

void PrintErrors(const std::vector<ReplyCase>& cases, const Lexicon& lexicon,
                 const CommonPairs& common) {
  for (const ReplyCase& reply : cases) {
    const auto verdicts = JudgeCoverage(reply.text, reply.points, lexicon, common);
    bool flagged = false;
    for (const PointVerdict& verdict : verdicts) {
      flagged = flagged || !verdict.covered();
    }
    if (reply.testing || flagged == reply.LeavesOut()) {
      continue;
    }
    std::cout << "\n"
              << (flagged ? "flagged wrongly " : "missed ") << reply.post << "  "
              << PlainLine(reply.text) << "\n";
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
      std::cout << (reply.left_out[i] ? "  left out " : "  answered ") << reply.events[i] << " "
                << ShortLine(reply.points[i].said.back(), 30) << " → " << InWords(verdicts[i])
                << "\n";
    }
  }
}

void PrintFaults(const std::vector<ReplyCase>& cases, const Lexicon& lexicon,
                 const DraftWords& words) {
  std::map<std::string, int> times;
  for (const ReplyCase& reply : cases) {
    if (reply.testing) {
      continue;
    }
    const std::vector<FoundFault> faults = FaultsOf(reply.text, lexicon, words);
    ++times[faults.empty() ? "none" : "any"];
    for (const FoundFault& fault : faults) {
      ++times[std::string(Name(fault.fault))];
      std::cout << reply.post << "  " << InWords(fault) << "  "
                << ShortLine(reply.text, kShownOfAReply) << "\n";
    }
  }
  for (const auto& [fault, count] : times) {
    std::cout << fault << " " << count << "\n";
  }
}

// What owners ask within a complaint. No label says which of it a reply leaves open.
void PrintAsks(const std::vector<ReplyCase>& cases, const Lexicon& lexicon, const ReplyHelp& help,
               bool shown) {
  int asks = 0;
  int open = 0;
  int replies = 0;
  for (const ReplyCase& reply : cases) {
    bool any = false;
    for (const FoundAsk& ask : help.asks.AskedIn(reply.asking)) {
      const std::string answer = help.asks.AnswerIn(reply.text, ask, lexicon, std::nullopt);
      ++asks;
      open += answer.empty() ? 1 : 0;
      any = any || answer.empty();
      if (shown && !reply.testing) {
        std::cout << (answer.empty() ? "open      " : "answered  ") << reply.post << "  "
                  << ask.name << "：" << ask.sentence << " → "
                  << (answer.empty() ? ShortLine(reply.text, kShownOfAReply) : answer) << "\n";
      }
    }
    replies += any ? 1 : 0;
  }
  std::printf("%-26s %d asks, %d left open by %d of %zu replies\n", "asks", asks, open, replies,
              cases.size());
}

int Evaluate(const std::string& argument) {
  if (argument == "--pairs") {
    PrintPairs();
    return 0;
  }
  const auto lexicon = LoadLexicon(kSource + "/config");
  std::vector<ConfigMistake> mistakes;
  const ReplyHelp help =
      LoadReplyHelp(ReplyHelpIn(kSource + "/config"), lexicon->handbook(), mistakes);
  const CommonPairs& common = help.common;
  std::vector<ReplyCase> cases = SharedReplyCases();
  if (cases.empty()) {
    std::cout << "no threads of the shared folder here: set FORUMWATCH_SHARED\n";
  }
  for (ReplyCase& reply : OwnReplyCases()) {
    cases.push_back(std::move(reply));
  }
  const std::vector<ReplyCase> misplaced = Misplaced(cases);
  const auto print = [&](const std::string& name, const auto& which) {
    PrintFigures(name + ", learning", MeasureCoverage(cases, *lexicon, common, [&](const auto& r) {
                   return which(r) && !r.testing;
                 }));
    PrintFigures(name + ", test", MeasureCoverage(cases, *lexicon, common, [&](const auto& r) {
                   return which(r) && r.testing;
                 }));
    PrintFigures(name + ", both", MeasureCoverage(cases, *lexicon, common, which));
  };
  for (const std::string set : {"threads", "threads_a", "threads_b"}) {
    print(set, [&](const ReplyCase& reply) { return reply.set == set; });
  }
  const auto all = [](const ReplyCase&) { return true; };
  print("all", all);
  PrintFigures("replies under another's", MeasureCoverage(misplaced, *lexicon, common, all));
  PrintAsks(cases, *lexicon, help, argument == "--asks");
  if (argument == "--errors") {
    PrintErrors(cases, *lexicon, common);
  } else if (argument == "--faults") {
    PrintFaults(cases, *lexicon, help.words);
  }
  return 0;
}

}  // namespace
}  // namespace forumwatch

int main(int argc, char** argv) {
  return forumwatch::Evaluate(argc > 1 ? argv[1] : "");
}
