// What a recorded forum truly holds (its truth.json), and whether a post was read as it is. One
// thread.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "analysis/model/post.h"
#include "analysis/model/time.h"

namespace forumwatch {

struct TruePost {
  std::string thread;
  int board = 0;
  std::string author;  // as guests see it
  int floor = 0;
  bool is_first = false;
  bool official = false;
  std::string posted_at;                 // RFC 3339
  std::optional<std::string> edited_at;  // nullopt: never
  std::optional<std::string> quotes;     // id of the post quoted
  std::string text;                      // as guests see it
  std::string state;                     // visible, banned, deleted …
  bool guest_visible = false;
  bool has_attachment = false;
};

enum class Eyes { Guest, Member };

class Truth {
 public:
  // With the texts as they are seen by `eyes`. nullopt when that recording is not here.
  static std::optional<Truth> Of(const std::filesystem::path& recording, Eyes eyes = Eyes::Guest);

  std::map<std::string, TruePost> posts;  // by id

  // Ids of posts guests may read, of threads that stand in the boards given.
  [[nodiscard]] std::set<std::string> VisibleIn(const std::set<int>& boards) const;
};

// What a recording's changes.json says became different since `before`; posts by id.
struct TrueChanges {
  struct Text {
    std::string thread;
    std::string now;
    std::optional<std::string> earlier;  // nullopt: the post is new
  };
  std::map<std::string, Text> texts;  // of new and of edited posts
  std::set<std::string> gone;         // posts, with those of the threads below
  std::set<std::string> gone_threads;

  static TrueChanges Of(const std::filesystem::path& recording, const Truth& before);

  // Ids of the posts whose text is new, or another than before.
  [[nodiscard]] std::set<std::string> New() const { return Ids(false); }
  [[nodiscard]] std::set<std::string> Edited() const { return Ids(true); }

 private:
  [[nodiscard]] std::set<std::string> Ids(bool edited) const;
};

// Says (by gtest) where `seen` differs from the true post. Blanks do not count, times do to the
// minute, floors where the forum shows them.
void ComparePost(const SeenPost& seen, const Truth& truth, bool shows_floors = true);

std::string WithoutBlanks(std::string_view text);
std::string ToTheMinute(const std::optional<UtcTime>& at);

}  // namespace forumwatch
