#include "daemon/cli/decision_labels.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <stdexcept>
#include <utility>
#include <variant>

#include <nlohmann/json.hpp>

#include "daemon/cli/label_lines.h"

namespace forumwatch {
namespace {

using Json = nlohmann::json;
using nlohmann::ordered_json;

std::string Line(const ordered_json& object) {
  return object.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

// Of a post within its community; `post` "" stays "".
std::string IdOf(const std::string& source, const std::string& thread, const std::string& post) {
  return post.empty() ? "" : source + "/" + thread + "/" + post;
}

using PostKey = std::pair<std::string, std::string>;  // set, id

LabelledPost PostFrom(const LabelSetFiles& set, const PostLine& line) {
  const SeenPost& seen = line.seen;
  LabelledPost post;
  post.set = set.name + "/" + line.community;
  post.id = IdOf(line.source, seen.thread, seen.post);
  post.thread = post.set + "/" + line.source + "/" + seen.thread;
  post.title = seen.title;
  post.text = seen.text;
  post.author = seen.author;
  post.quotes = IdOf(line.source, seen.thread, seen.quotes);
  post.at = seen.posted_at.value_or(line.seen_at.value_or(UtcTime{}));
  if (line.seen_at) {
    post.at = std::min(post.at, *line.seen_at);
  }
  post.is_first = seen.is_first;
  post.official = seen.official;
  post.decided = true;
  return post;
}

LabelledMatter MatterFrom(const Json& value) {
  LabelledMatter matter;
  matter.label.kind = Kind::Complaint;
  matter.label.start = value.at("start").get<int>();
  matter.label.end = value.at("end").get<int>();
  matter.label.cause = TextOf(value, "cause");
  matter.label.cause_item = TextOf(value, "cause_item");
  matter.complaint = value.at("complaint").get<std::string>();
  for (const Json& said : value.at("decisions")) {
    matter.said.push_back({said.at("step").get<std::int64_t>(), said.at("same").get<bool>(),
                           said.at("moved").get<bool>()});
  }
  return matter;
}

// Threads that complaints and decisions connect: what is said in one is understood by its title and
// its opening, so that none may be learnt from while it tests. The earliest gives its name,
// whatever numbers complaints have.
class Families {
 public:
  explicit Families(const std::vector<LabelledPost>& posts) {
    for (const LabelledPost& post : posts) {
      const auto began = began_.try_emplace(post.thread, post.at).first;
      began->second = std::min(began->second, post.at);
    }
    for (const LabelledPost& post : posts) {
      for (const LabelledMatter& matter : post.matters) {
        Join(of_complaint_.try_emplace(matter.complaint, post.thread).first->second, post.thread);
        for (const SaidOfEvent& said : matter.said) {
          Join(of_decision_.try_emplace(said.decision, post.thread).first->second, post.thread);
        }
      }
    }
  }
  [[nodiscard]] std::string Of(std::string thread) const {
    for (auto before = before_.find(thread); before != before_.end();
         before = before_.find(thread)) {
      thread = before->second;
    }
    return thread;
  }

 private:
  void Join(const std::string& a, const std::string& b) {
    auto first = Of(a);
    auto second = Of(b);
    if (std::pair(began_.at(second), second) < std::pair(began_.at(first), first)) {
      std::swap(first, second);
    }
    if (first != second) {
      before_.emplace(std::move(second), std::move(first));
    }
  }

  std::map<std::string, UtcTime> began_;
  std::map<std::string, std::string> of_complaint_;
  std::map<std::int64_t, std::string> of_decision_;
  std::map<std::string, std::string> before_;  // an earlier one of its family
};

// Without the name of the set, which whoever reads sets puts before it.
void GroupByFamilies(const std::string& set, std::vector<LabelledPost>& posts) {
  const Families families(posts);
  for (LabelledPost& post : posts) {
    const std::string family = families.Of(post.thread).substr(set.size() + 1);
    for (LabelledMatter& matter : post.matters) {
      matter.group = family;
    }
  }
}

}  // namespace

std::string FormatDecided(const PostLine& post, const std::vector<DecidedMention>& matters) {
  ordered_json list = ordered_json::array();
  for (const DecidedMention& matter : matters) {
    ordered_json decisions = ordered_json::array();
    for (const SortedBy& by : matter.sorted) {
      decisions.push_back({{"step", Raw(by.step)}, {"same", by.same}, {"moved", by.moved}});
    }
    list.push_back({{"start", matter.start},
                    {"end", matter.end},
                    {"complaint", Name(matter.complaint)},
                    {"cause", OrNull(matter.cause)},
                    {"cause_item", OrNull(matter.cause_item)},
                    {"decisions", std::move(decisions)}});
  }
  return Line({{"community", post.community},
               {"source", post.source},
               {"thread", post.seen.thread},
               {"post", post.seen.post},
               {"matters", std::move(list)}});
}

void ReadDecided(const LabelSetFiles& set, std::vector<LabelledPost>& posts,
                 std::set<std::string>& names) {
  std::vector<LabelledPost> read;
  std::map<PostKey, std::size_t> places;
  ForEachLine(set.posts, [&](const std::string& text) {
    auto parsed = ParsePostLine(text);
    if (const auto* mistake = std::get_if<std::string>(&parsed)) {
      throw std::runtime_error(*mistake);
    }
    const auto& line = std::get<PostLine>(parsed);
    names.insert(line.community);
    names.insert(line.seen.author);
    read.push_back(PostFrom(set, line));
    places.emplace(PostKey(read.back().set, read.back().id), read.size() - 1);
  });
  for (const std::filesystem::path& labels : set.labels) {
    ForEachObject(labels, [&](const Json& label) {
      const PostKey key(set.name + "/" + label.at("community").get<std::string>(),
                        IdOf(TextOf(label, "source"), label.at("thread").get<std::string>(),
                             label.at("post").get<std::string>()));
      LabelledPost& post = read[FindPost(places, key)];
      for (const Json& matter : label.at("matters")) {
        post.matters.push_back(MatterFrom(matter));
      }
    });
  }
  GroupByFamilies(set.name, read);
  posts.insert(posts.end(), std::make_move_iterator(read.begin()),
               std::make_move_iterator(read.end()));
}

}  // namespace forumwatch
