#include "daemon/source_sight.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "daemon/store/habits.h"

namespace forumwatch {
namespace {

constexpr std::chrono::hours kAheadOfTime{24};  // a time this far ahead was read wrongly
constexpr std::size_t kTellingPosts = 6;        // fewer may well be alike
constexpr const char* kThreadPages = "能读的帖子页（thread.post）";

void Count(Share& share, bool found) {
  share.of += 1;
  share.found += found ? 1 : 0;
}

// Of what tells posts apart at least something must differ from one to the next: a template that
// shows the same words everywhere shows no post.
template <typename Value>
void CountChanges(Shares& shares, const char* what, const std::vector<SeenPost>& posts,
                  Value value) {
  if (posts.size() < kTellingPosts) {
    return;
  }
  Share& share = shares[what];
  for (std::size_t i = 1; i < posts.size(); ++i) {
    Count(share, value(posts[i]) != value(posts[i - 1]));
  }
}

void CountPost(Shares& shares, const SeenPost& post, UtcTime now) {
  Count(shares["作者（thread.author）"], !post.author.empty());
  Count(shares["作者编号（thread.author_id）"], !post.author_id.empty());
  Count(shares["发表时间（thread.posted）"],
        post.posted_at && *post.posted_at <= now + Duration(kAheadOfTime));
  Count(shares["正文（thread.body）"], !post.text.empty());
  Count(shares["楼层（thread.floor）"], post.floor.has_value());
  if (post.is_first) {
    Count(shares["标题（thread.title）"], !post.title.empty());
  }
}

// Changes with whatever decides how pages are read.
std::string WayOf(const SourceConfig& config) {
  const std::string digest =
      config.html ? config.html->digest : (config.json ? config.json->digest : "");
  return config.engine + " " + digest + " " + config.url;
}

}  // namespace

SourceSight::SourceSight(Session& session, SourceStore& sources, SourceId source,
                         const SourceConfig& config)
    : session_(session), sources_(sources), source_(source), way_(WayOf(config)) {}

void SourceSight::Begin() {
  signs_ = {};
  closed_ = 0;
  list_.reset();
  thread_.reset();
}

void SourceSight::Note(const PageRequest& page, const Reading& reading, std::string body,
                       UtcTime now) {
  const bool failed_again = page.again && !IsContent(reading.verdict);
  if (reading.verdict == PageVerdict::Unchanged || failed_again) {
    return;
  }
  const bool thread = page.kind == PageKind::Thread;
  (thread ? thread_ : list_) = KeptPage{page.url, {}, std::move(body), now};
  if (reading.verdict == PageVerdict::Gone) {
    ++signs_.gone;
    return;
  }
  const bool content = IsContent(reading.verdict);
  if (thread && reading.verdict == PageVerdict::Login) {
    ++closed_;
  } else if (thread) {
    signs_.thread_pages += content ? 1 : 0;
    Count(signs_.shares[kThreadPages], content);
  }
  if (content && page.kind != PageKind::Thread) {
    CountRows(page, reading);
  } else if (content && page.page > 1) {
    Count(signs_.shares["主题的页数（thread.page_count）"], reading.pages > 1);
  }
  CountPosts(reading, now);
}

void SourceSight::CountRows(const PageRequest& page, const Reading& reading) {
  Share& rows = signs_.shares["能读的主题行（list.row）"];
  rows.found += reading.rows;
  rows.of += reading.rows +
             static_cast<double>(std::count_if(
                 reading.problems.begin(), reading.problems.end(),
                 [](const Problem& problem) { return problem.where.starts_with("list row"); }));
  if (page.page == 1) {
    signs_.rows = reading.rows;
    Count(signs_.shares["列表的页数（list.page_count）"], reading.pages > 1);
  }
}

void SourceSight::CountPosts(const Reading& reading, UtcTime now) {
  for (const SeenPost& post : reading.posts) {
    CountPost(signs_.shares, post, now);
    if (post.posted_at && *post.posted_at <= now) {
      signs_.newest_post_at = std::max(signs_.newest_post_at, post.posted_at);
    }
  }
  CountChanges(signs_.shares, "各不相同的正文（thread.body）", reading.posts,
               [](const SeenPost& post) { return post.text; });
  CountChanges(signs_.shares, "各不相同的发表时间（thread.posted）", reading.posts,
               [](const SeenPost& post) { return post.posted_at; });
}

std::string SourceSight::Judge(bool well, UtcTime now) {
  HabitStore store(session_);
  Transaction transaction(session_);
  SourceHabits habits = store.Load(source_, way_);
  if (closed_ > 0 && signs_.thread_pages == 0) {
    signs_.shares[kThreadPages].of += closed_;
  }
  std::string why = well ? WhyBlind(signs_, habits, now) : std::string();
  for (std::optional<KeptPage>* const page : {&list_, &thread_}) {
    if (!why.empty() && *page) {
      (*page)->reason = why;
      sources_.KeepPage(source_, **page);
    }
  }
  habits = well && why.empty() ? Learnt(std::move(habits), signs_, now)
                               : Unlearnt(std::move(habits), signs_);
  store.Save(source_, way_, habits);
  transaction.Commit();
  list_.reset();  // pages are large; none is held between visits
  thread_.reset();
  return why;
}

std::string_view WhatToDo(PageVerdict verdict) {
  switch (verdict) {
    case PageVerdict::Login:
      return "只给会员看的版块，请在来源里写 login，用能看它的账号；"
             "或者换一个游客能看的网址，或请论坛管理员放开浏览";
    case PageVerdict::Blocked:
      return "请用浏览器打开看看；把 polling.interval 调长，或请论坛管理员放行本机";
    case PageVerdict::Refused:
      return "请用浏览器打开看看，多半是论坛出了错或有人捣乱";
    case PageVerdict::Ok:
    case PageVerdict::Unchanged:
    case PageVerdict::Gone:
    case PageVerdict::Blind:
      break;
  }
  return "请用浏览器打开看看；若是论坛换了模板，用 forumwatch probe 查是哪一项，改引擎文件；"
         "读不到的原始页面用 forumwatch doctor --pages 取出";
}

}  // namespace forumwatch
