#include "daemon/cli/written_threads.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <tuple>

#include "analysis/text/code_points.h"
#include "daemon/cli/labels_file.h"

namespace forumwatch {
namespace {

constexpr std::string_view kThread = "==";
constexpr std::string_view kComment = "#";
constexpr std::string_view kCommunity = "community ";
constexpr std::string_view kStart = "start ";

std::string_view Trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  return first == std::string_view::npos
             ? std::string_view()
             : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// Takes from `text` what stands before `mark`, and the mark; all of it when there is no mark.
std::string_view TakeTo(std::string_view& text, std::string_view mark) {
  const auto at = text.find(mark);
  const std::string_view taken = text.substr(0, at);
  text = at == std::string_view::npos ? std::string_view() : text.substr(at + mark.size());
  return taken;
}

std::vector<std::string> Listed(std::string_view words, std::string_view between) {
  std::vector<std::string> list;
  while (!words.empty()) {
    list.emplace_back(TakeTo(words, between));
  }
  return list;
}

bool IsEvent(std::string_view word) {
  return word.size() > 1 && word.front() == 'E' &&
         std::all_of(word.begin() + 1, word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

[[noreturn]] void Refuse(std::string_view what, std::string_view word) {
  throw std::runtime_error(std::string(what) + "：“" + std::string(word) + "”");
}

// "T1", "S", "Q", "O": what it is, and of which class.
Segment Begun(std::string_view word) {
  Segment label;
  label.topics = {"其他"};
  if (word.size() == 2 && word.front() == 'T' && word[1] >= '1' && word[1] <= '3') {
    label.kind = Kind::Complaint;
    label.complaint_class = word[1] - '0';
  } else if (word == "S") {
    label.kind = Kind::Suggestion;
  } else if (word == "Q") {
    label.kind = Kind::Inquiry;
  } else if (word == "O") {
    label.kind = Kind::Other;
  } else {
    Refuse("标注应以 T1、T2、T3、S、Q、O 或 R 开头", word);
  }
  return label;
}

// "T1 停车+收费 料.经济性 E12 !群体 @7栋"
LabelledMatter MatterFrom(std::string_view label) {
  LabelledMatter matter{Begun(TakeTo(label, " ")), "", false};
  Segment& segment = matter.label;
  while (!label.empty()) {
    const std::string_view word = TakeTo(label, " ");
    if (IsEvent(word)) {
      matter.group = word;
    } else if (word.starts_with('!')) {
      segment.flags = Listed(word.substr(1), "+");
    } else if (word.starts_with('@')) {
      segment.place = word.substr(1);
    } else if (const auto dot = word.find('.'); dot != std::string_view::npos) {
      segment.cause = word.substr(0, dot);
      segment.cause_item = word.substr(dot + 1);
    } else if (!word.empty()) {
      segment.topics = Listed(word, "+");
    }
  }
  if (segment.kind == Kind::Complaint && (segment.cause.empty() || matter.group.empty())) {
    throw std::runtime_error("投诉要标原因（如 机.质量合格性）和事件（如 E12）");
  }
  return matter;
}

std::string Unescaped(std::string_view text) {
  constexpr std::string_view kLineBreak = "\\n";
  std::string plain(text);
  for (std::size_t at = plain.find(kLineBreak); at != std::string::npos;
       at = plain.find(kLineBreak, at)) {
    plain.replace(at, kLineBreak.size(), "\n");
  }
  return plain;
}

// "11-01 07:12" → month, day and time, as far as written; nothing is asked of the year.
struct WrittenTime {
  unsigned month = 0;
  unsigned day = 0;
  unsigned hour = 0;
  unsigned minute = 0;
};

WrittenTime TimeFrom(std::string_view written) {
  WrittenTime time;
  if (std::sscanf(std::string(written).c_str(), "%2u-%2u %2u:%2u", &time.month, &time.day,
                  &time.hour, &time.minute) != 4) {
    Refuse("主题行应为“== 月-日 时:分 | 标题”", written);
  }
  return time;
}

// "+9m", "+3h", "+1d", "+2w"
std::chrono::minutes SpanFrom(std::string_view written) {
  int number = 0;
  char unit = 0;
  if (std::sscanf(std::string(written).c_str(), "+%5d%c", &number, &unit) == 2) {
    for (const auto& [name, span] :
         {std::pair('m', std::chrono::minutes(1)), std::pair('h', std::chrono::minutes(60)),
          std::pair('d', std::chrono::minutes(24 * 60)),
          std::pair('w', std::chrono::minutes(7 * 24 * 60))}) {
      if (name == unit) {
        return number * span;
      }
    }
  }
  Refuse("隔多久应写成 +9m、+3h、+1d、+2w", written);
}

class ThreadsReader {
 public:
  explicit ThreadsReader(std::set<std::string>& names) : names_(names) {}

  void Add(std::string_view line) {
    if (line.starts_with(kComment)) {
      if (const auto at = line.find(kCommunity); at != std::string_view::npos) {
        std::string_view rest = Trimmed(line.substr(at + kCommunity.size()));
        names_.emplace(TakeTo(rest, " "));
        TakeTo(rest, kStart);
        std::ignore = std::sscanf(std::string(rest).c_str(), "%4d-%2u", &year_, &first_month_);
      }
    } else if (line.starts_with(kThread)) {
      BeginThread(line);
    } else if (!line.empty()) {
      AddPost(line);
    }
  }

  std::vector<LabelledPost> Take() { return std::move(posts_); }

 private:
  void BeginThread(std::string_view line) {
    const WrittenTime time = TimeFrom(Trimmed(TakeTo(line, "|").substr(kThread.size())));
    const std::chrono::year year(year_ + (time.month < first_month_ ? 1 : 0));
    constexpr std::chrono::hours kEast(8);  // written as in China
    at_ = std::chrono::sys_days(year / static_cast<int>(time.month) / static_cast<int>(time.day)) +
          std::chrono::hours(time.hour) + std::chrono::minutes(time.minute) - kEast;
    title_ = Trimmed(line);
    if (title_.empty()) {
      throw std::runtime_error("主题行应为“== 月-日 时:分 | 标题”");
    }
    ++threads_;
    opens_ = true;
  }

  // "+5m *author: words {label}words {label}"
  void AddPost(std::string_view line) {
    if (threads_ == 0) {
      throw std::runtime_error("帖子前面还没有主题行");
    }
    if (line.starts_with('+')) {
      at_ += SpanFrom(TakeTo(line, " "));
    }
    LabelledPost post;
    std::string_view author = Trimmed(TakeTo(line, ": "));
    if (line.empty()) {
      throw std::runtime_error("应为“作者: 话 {标注}”");
    }
    post.official = author.starts_with('*');
    post.author = author.substr(post.official ? 1 : 0);
    post.at = at_;
    names_.insert(post.author);
    post.id = std::to_string(posts_.size() + 1);
    post.thread = std::to_string(threads_);
    post.title = title_;
    post.is_first = opens_;
    while (!line.empty()) {
      const std::string_view words = TakeTo(line, "{");
      const auto end = line.find('}');
      if (end == std::string_view::npos) {
        Refuse("后面没有标注", Trimmed(words));
      }
      AddLabel(Trimmed(words), line.substr(0, end), post);
      line = Trimmed(line.substr(end + 1));
    }
    opens_ = false;
    posts_.push_back(std::move(post));
  }

  static void AddLabel(std::string_view words, std::string_view label, LabelledPost& post) {
    if (words.empty()) {
      Refuse("标注前面没有话", label);
    }
    const int start = CountCodePoints(post.text);
    post.text += Unescaped(words);
    if (post.official) {
      AddReply(label, post);
      return;
    }
    LabelledMatter matter = MatterFrom(label);
    matter.label.start = start;
    matter.label.end = CountCodePoints(post.text);
    post.matters.push_back(std::move(matter));
  }

  // "R measures E12,E13"
  static void AddReply(std::string_view label, LabelledPost& post) {
    if (TakeTo(label, " ") != "R") {
      throw std::runtime_error("物业的帖子要标 R");
    }
    const std::string_view kind = TakeTo(label, " ");
    post.reply = ReplyKindFromName(kind == "ack" ? "acknowledgement" : kind);
    if (!post.reply) {
      Refuse("应为 ack、measures 或 other", kind);
    }
    post.group = TakeTo(label, ",");
  }

  std::set<std::string>& names_;
  std::vector<LabelledPost> posts_;
  std::string title_;
  int year_ = 1970;
  unsigned first_month_ = 0;
  UtcTime at_{};  // of the post read last
  int threads_ = 0;
  bool opens_ = false;
};

}  // namespace

std::vector<LabelledPost> ReadWrittenThreads(const std::filesystem::path& file,
                                             std::set<std::string>& names) {
  std::ifstream in(file);
  if (!in) {
    throw LabelsError(file.string() + "：打不开");
  }
  ThreadsReader reader(names);
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    try {
      reader.Add(Trimmed(line));
    } catch (const std::exception& error) {
      throw LabelsError(file.string() + ":" + std::to_string(number) + "：" + error.what());
    }
  }
  return reader.Take();
}

}  // namespace forumwatch
