// grouping_evaluate [--errors] [NAME=VALUE…]: how well grouping does on the labelled data of the
// shared folder, over a row of values of join_at. NAME is an option of GroupingOptions.
#include <chrono>
#include <cstdio>
#include <functional>
#include <iostream>
#include <map>

#include "config/lexicon_file.h"
#include "tests/grouping/measure.h"
#include "tests/understanding/measure.h"

namespace forumwatch {
namespace {

const std::map<std::string, double GroupingOptions::*> kNumbers = {
    {"join_at", &GroupingOptions::join_at},
    {"suggest_at", &GroupingOptions::suggest_at},
    {"thread", &GroupingOptions::thread},
    {"quote", &GroupingOptions::quote},
    {"latest", &GroupingOptions::latest},
    {"same_place", &GroupingOptions::same_place},
    {"same_topic", &GroupingOptions::same_topic},
    {"other_topic", &GroupingOptions::other_topic},
    {"new_matter", &GroupingOptions::new_matter},
    {"elsewhere", &GroupingOptions::elsewhere},
    {"after_silence", &GroupingOptions::after_silence},
    {"prior_posts", &GroupingOptions::prior_posts},
};

void Print(const char* name, const Grouped& g, double join_at) {
  std::printf(
      "%-22s join %.2f  B3 %.3f/%.3f/%.3f  multi %.3f/%.3f/%.3f  joins %d (%d right)  suggested %d "
      "(%d right)  missed %d\n",
      name, join_at, g.all.precision, g.all.recall, g.all.F1(), g.multi.precision, g.multi.recall,
      g.multi.F1(), g.joins, g.right_joins, g.suggestions, g.right_suggestions,
      g.opened_needlessly);
}

void Sweep(const char* name, const std::vector<LabelledMatter>& matters, GroupingOptions options,
           bool errors) {
  Print("  by thread", GroupByThread(matters, false), 0);
  Print("  by thread and topic", GroupByThread(matters, true), 0);
  const double chosen = options.join_at;
  for (const double shift : {-0.10, -0.05, 0.0, 0.05, 0.10}) {
    options.join_at = chosen + shift;
    Print(name, Group(matters, options), options.join_at);
  }
  options.join_at = chosen;
  if (errors) {
    for (const std::string& error : Group(matters, options).errors) {
      std::cout << "  " << error << "\n";
    }
  }
}

int Evaluate(const std::vector<std::string>& arguments) {
  const std::filesystem::path data = SharedData();
  if (data.empty()) {
    std::cout << "no labelled data here: set FORUMWATCH_SHARED\n";
    return 1;
  }
  GroupingOptions options;
  bool errors = false;
  for (const std::string& argument : arguments) {
    const std::size_t equals = argument.find('=');
    if (argument == "--errors") {
      errors = true;
    } else if (argument.starts_with("silence=")) {
      options.silence = std::chrono::hours(std::stol(argument.substr(equals + 1)));
    } else {
      options.*kNumbers.at(argument.substr(0, equals)) = std::stod(argument.substr(equals + 1));
    }
  }
  const auto lexicon = LoadLexicon(FORUMWATCH_SOURCE_DIR "/config");
  Sweep("threads, labelled", LabelledThreads(data, *lexicon), options, errors);
  std::vector<LabelledMatter> understood = UnderstoodThreads(data, *lexicon);
  Sweep("threads, understood", understood, options, false);
  std::erase_if(understood, [](const LabelledMatter& labelled) {
    return labelled.matter.segment.kind != Kind::Complaint;
  });
  Sweep("  of these found", understood, options, errors);
  Sweep("letters, with topics", Letters(data, lexicon.get()), options, errors);
  const auto letters = Letters(data, nullptr);
  const auto start = std::chrono::steady_clock::now();
  Group(letters, options);
  const std::chrono::duration<double, std::micro> taken = std::chrono::steady_clock::now() - start;
  Sweep("letters", letters, options, errors);
  std::printf("%.0f µs to place and remember a letter\n",
              taken.count() / static_cast<double>(letters.size()));
  return 0;
}

}  // namespace
}  // namespace forumwatch

int main(int argc, char** argv) {
  return forumwatch::Evaluate({argv + 1, argv + argc});
}
