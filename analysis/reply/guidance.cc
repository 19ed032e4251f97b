#include "analysis/reply/guidance.h"

#include <algorithm>

#include "analysis/text/normalise.h"

namespace forumwatch {

std::vector<Guidance> GuidanceFor(std::span<const std::string> topics,
                                  std::optional<int> complaint_class, std::string_view said,
                                  std::span<const Guidance> all) {
  const std::string normalised = Normalise(said);
  const auto is_said = [&](const std::string& word) {
    return normalised.find(Normalise(word)) != std::string::npos;
  };
  std::vector<Guidance> fitting;
  for (const Guidance& one : all) {
    const bool of_topic = std::any_of(topics.begin(), topics.end(), [&](const std::string& topic) {
      return std::find(one.topics.begin(), one.topics.end(), topic) != one.topics.end();
    });
    const bool of_class =
        !complaint_class || one.classes.empty() ||
        std::find(one.classes.begin(), one.classes.end(), *complaint_class) != one.classes.end();
    if (of_topic && of_class &&
        (one.words.empty() || std::any_of(one.words.begin(), one.words.end(), is_said))) {
      fitting.push_back(one);
    }
  }
  return fitting;
}

}  // namespace forumwatch
