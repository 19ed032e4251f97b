// understanding_evaluate [ERRORS]: how well the lexicons do on the labelled data of the shared
// folder. ERRORS is one of kind, topic, class, cause, flags, place, cuts, replies, chatter,
// letters: what was misjudged, with the words that decided.
#include <chrono>
#include <cstdio>
#include <iomanip>
#include <iostream>

#include "config/lexicon_file.h"
#include "tests/understanding/measure.h"

namespace forumwatch {
namespace {

std::string Joined(const std::vector<std::string>& list) {
  std::string joined;
  for (const std::string& item : list) {
    joined += (joined.empty() ? "" : " ") + item;
  }
  return joined;
}

std::string Line(const Segment& s) {
  std::string line(ChineseName(s.kind));
  line += s.complaint_class ? " " + std::to_string(*s.complaint_class) : "";
  line += " [" + Joined(s.topics) + "] " + s.cause + s.cause_item + " {" + Joined(s.flags) + "} @" +
          s.place + (s.supports ? " 附和" : "");
  return line;
}

bool Differs(const Compared& pair, const std::string& what) {
  const Segment& a = pair.labelled;
  const Segment& b = pair.found;
  const bool both = a.kind == Kind::Complaint && b.kind == Kind::Complaint;
  if (what == "kind") {
    return a.kind != b.kind;
  }
  if (what == "flags") {
    return a.flags != b.flags;
  }
  if (!both) {
    return false;
  }
  return (what == "topic" && a.topics.front() != b.topics.front()) ||
         (what == "class" && a.complaint_class != b.complaint_class) ||
         (what == "cause" && (a.cause != b.cause || a.cause_item != b.cause_item)) ||
         (what == "place" && !a.place.empty() && a.place != b.place);
}

void PrintErrors(const Figures& figures, const std::string& what) {
  for (const Compared& pair : figures.compared) {
    if (Differs(pair, what)) {
      std::cout << pair.post << " " << pair.text << "\n    是 " << Line(pair.labelled)
                << "\n    作 " << Line(pair.found) << "  " << pair.found.confidence << "\n    "
                << Joined(pair.found.reasons) << "\n";
    }
  }
  for (const std::string& marked : figures.cut_errors) {
    if (what == "cuts") {
      std::cout << marked << "\n";
    }
  }
  for (const auto& [kinds, text] : figures.reply_errors) {
    if (what == "replies") {
      std::cout << kinds << " " << text << "\n";
    }
  }
}

void Print(const std::string& name, const Share& share) {
  std::cout << "  " << std::left << std::setw(28) << name << std::right << std::fixed
            << std::setprecision(3) << share.Value() << "  (" << share.right << "/" << share.of
            << ")\n";
}
void Print(const std::string& name, const Counts& c) {
  std::cout << "  " << std::left << std::setw(28) << name << std::right << std::fixed
            << std::setprecision(3) << "F1 " << c.F1() << "  right " << c.right << " wrong "
            << c.wrong << " missed " << c.missed << "\n";
}

void Print(const std::string& title, const Figures& f) {
  std::cout << title << "\n";
  if (!f.compared.empty()) {
    std::cout << "  complaint or not, macro F1   " << std::fixed << std::setprecision(3)
              << f.ComplaintMacroF1() << "\n";
    for (const auto& [kind, counts] : f.kinds) {
      Print(std::string("kind ") + std::string(ChineseName(kind)), counts);
    }
    Print("class", f.complaint_class);
    Print("main topic", f.main_topic);
    Print("main topic, missed = wrong", f.main_topic_strict);
    Print("cause", f.cause);
    Print("cause and item", f.cause_and_item);
    Print("place (buildings named)", f.place);
    std::cout << "  flags, micro F1              " << f.FlagsMicroF1() << "\n";
    for (const auto& [flag, counts] : f.flags) {
      Print("flag " + flag, counts);
    }
    Print("as many segments", f.segment_count);
    Print("posts of several matters", f.cuts);
  }
  if (!f.replies.empty()) {
    std::cout << "  replies, accuracy            " << f.ReplyAccuracy() << "  macro F1 "
              << f.ReplyMacroF1() << "\n";
    for (const auto& [kind, counts] : f.replies) {
      Print("reply " + std::string(Name(kind)), counts);
    }
  }
}

int Evaluate(const std::string& errors) {
  const auto data = SharedData();
  if (data.empty()) {
    std::cout << "no labelled data here: set FORUMWATCH_SHARED\n";
    return 1;
  }
  const auto lexicon = LoadLexicon(std::filesystem::path(FORUMWATCH_SOURCE_DIR) / "config");
  const Figures threads = MeasureThreads(data, *lexicon, [](int) { return true; });
  const Figures letters = MeasureLetters(data, *lexicon);
  const Figures replies = MeasureReplies(data, *lexicon);
  const FalseAlarms chatter = MeasureChatter(data, *lexicon);
  if (errors == "chatter") {
    for (const auto& [title, segment] : chatter.openings) {
      std::cout << title << "\n    " << Line(segment) << " " << segment.confidence << "\n    "
                << Joined(segment.reasons) << "\n";
    }
  }
  if (errors.starts_with("letters-")) {
    PrintErrors(letters, errors.substr(8));
  } else {
    PrintErrors(threads, errors);
    PrintErrors(replies, errors);
  }
  Print("threads", threads);
  Print("letters", letters);
  Print("replies to letters", replies);
  std::cout << "chatter\n  openings taken for complaints " << chatter.openings.size() << " of "
            << chatter.threads << ", posts " << chatter.posts_alarmed << " of " << chatter.posts
            << "\n";
  return 0;
}

}  // namespace
}  // namespace forumwatch

int main(int argc, char** argv) {
  try {
    return forumwatch::Evaluate(argc > 1 ? argv[1] : "");
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
