// What stands on the simulated forum at a moment: posts and changes wait until the forum's clock
// passes them, then they show. Time that runs backwards hides nothing again. Not synchronised: the
// forum holds its lock.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "daemon/cli/posts_file.h"

namespace forumwatch::sim {

// What happens to something that was posted. A deleted first post takes its thread along; an edit
// leaves a note unless it comes within a minute; neither bumps the list.
struct Change {
  enum class What { Edit, Delete, Ban, Stick };

  UtcTime at{};
  What what = What::Edit;
  std::string target;       // the post; the thread for Stick
  std::string text;         // Edit: the new text
  bool everywhere = false;  // Stick: on page 1 of every board
};

struct Writing {
  std::int64_t pid = 0;
  std::string author;  // "" anonymous
  std::string author_id;
  bool official = false;
  UtcTime posted_at{};
  std::optional<UtcTime> edited_at;
  std::string text;
  std::string quotes;
  int floor = 0;  // gaps stay where posts were deleted
  int likes = 0;
  bool banned = false;
};

struct Topic {
  std::int64_t tid = 0;
  int fid = 0;
  std::string title;
  std::vector<Writing> posts;  // in the order of posting; never empty
  UtcTime last_at{};
  int views = 0;  // when the last post came
  int next_floor = 1;
  int deletions = 0;
  bool sticky = false;
  bool everywhere = false;
};

struct Board {
  int fid = 0;
  std::string name;
  std::set<std::pair<UtcTime, std::int64_t>> order;  // (last reply, tid), stickies left out
};

class Contents {
 public:
  explicit Contents(std::string community) : community_(std::move(community)) {}

  // Takes a post for its time (seen_at when given, else posted_at). A message when it cannot be
  // shown: no time, or an id that is not a number.
  std::optional<std::string> Add(const PostLine& line);
  void Add(Change change);
  // Shows what is due by `now`.
  void Advance(UtcTime now);

  // Adds a board if there is none of this name.
  int Fid(const std::string& board);
  [[nodiscard]] const Board* FindBoard(int fid) const;
  [[nodiscard]] const Topic* FindTopic(std::int64_t tid) const;
  [[nodiscard]] const Topic* TopicOfPost(std::int64_t pid) const;
  [[nodiscard]] const std::map<int, Board>& boards() const noexcept { return boards_; }
  // Stickies of a board, its own and those of all boards, by id.
  [[nodiscard]] std::vector<const Topic*> Stickies(int fid) const;
  [[nodiscard]] std::int64_t free_tid() const noexcept { return highest_tid_ + 1; }
  [[nodiscard]] std::int64_t free_pid() const noexcept { return highest_pid_ + 1; }

  // What a careful visitor reads at `now`, board by board and thread by thread; banned posts
  // without their text.
  [[nodiscard]] std::vector<PostLine> Visible(UtcTime now) const;

 private:
  using Event = std::variant<PostLine, Change>;

  void Show(const PostLine& line);
  void Apply(const Change& change, UtcTime now);
  void Stick(const Change& change);
  void Delete(Topic& topic, std::size_t index);
  void Reorder(Topic& topic, UtcTime last_at);

  std::string community_;
  std::multimap<UtcTime, Event> waiting_;
  std::map<int, Board> boards_;
  std::unordered_map<std::int64_t, Topic> topics_;
  std::set<std::int64_t> stickies_;
  std::unordered_map<std::int64_t, std::int64_t> topic_of_post_;
  std::int64_t highest_tid_ = 0;
  std::int64_t highest_pid_ = 0;
};

// One line of a changes file: {"at":"…","what":"edit|delete|ban|stick","post":"…"|"thread":"…",
// "text":"…","everywhere":true}. Without "at" it is `now`. A message when it cannot be read.
std::variant<Change, std::string> ParseChangeLine(std::string_view line, UtcTime now);

// Views go on growing for a day after the last post.
int ViewsAt(const Topic& topic, UtcTime now);

// All digits and above zero, else nullopt.
std::optional<std::int64_t> ParseId(std::string_view text);

}  // namespace forumwatch::sim
