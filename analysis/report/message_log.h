// The 工作信息记录表 (B1): every message that came in, whom it was given to, what became of it.
// Plain data of one moment.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/model/complaint.h"
#include "analysis/model/post.h"

namespace forumwatch {

struct MessageLog {
  std::string company;
  std::string community;  // "" every one
  UtcTime from{};         // inclusive
  UtcTime to{};           // exclusive
  UtcTime written_at{};
  int staff_posts = 0;  // posts by the staff in that time: answers, no messages

  // A part of a message that is about one thing; of one that was joined to a complaint, that.
  struct Matter {
    Kind kind = Kind::Other;
    std::optional<ComplaintId> complaint;
    std::string responsible;  // "" nobody
    std::string stage;        // 待受理 … 已关闭
    std::string result;       // of the handling, "" none on record
  };
  struct Message {
    UtcTime seen_at{};     // when it was first seen, or seen changed
    bool changed = false;  // it came in before `from` and was edited since
    std::optional<UtcTime> posted_at;
    std::string community;
    std::string source;
    Channel channel = Channel::Forum;
    std::string author;
    std::string title;
    std::string text;
    std::vector<Matter> matters;  // one a complaint or kind; none: nothing was found in it
  };
  std::vector<Message> messages;  // in the order they came in

  // When a source was not seen: what was posted and deleted meanwhile is not here.
  struct Unseen {
    std::string source;  // "云栖苑/业主论坛"
    UtcTime from{};
    UtcTime to{};
    std::string reason;
  };
  std::vector<Unseen> unseen;
};

}  // namespace forumwatch
