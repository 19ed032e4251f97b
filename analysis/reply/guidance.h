// What stands beside a draft: how the handbook deals with a standing topic (H), and the wording all
// replies about a topic keep to (B11); config/reply_guidance.json. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace forumwatch {

// Texts are for people; "" where there is nothing to say.
struct Guidance {
  std::string name;
  std::vector<std::string>
      topics;                // of config/handbook.json: it is for complaints of any of them …
  std::vector<int> classes;  // … of one of these classes (A2); none: of all
  std::vector<std::string> words;  // … that say one of these as well; none: of all
  std::string tell;                // whoever complains
  std::string guide;               // the other side
  std::vector<std::string> involve;
  std::string avoid;
  std::string standard;  // the wording
};

// In their order. `complaint_class`: of a complaint without one guidance for any class may be.
// `said`: what was complained of, in the owners' words.
std::vector<Guidance> GuidanceFor(std::span<const std::string> topics,
                                  std::optional<int> complaint_class, std::string_view said,
                                  std::span<const Guidance> all);

}  // namespace forumwatch
