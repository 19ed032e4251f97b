#include "crawlers/sites/json_survey.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "crawlers/html/document.h"
#include "crawlers/html/guards.h"
#include "crawlers/sites/field.h"
#include "crawlers/sites/json_document.h"
#include "crawlers/sites/json_field.h"
#include "crawlers/sites/json_forum.h"
#include "crawlers/sites/json_page.h"
#include "crawlers/sites/json_text.h"

namespace forumwatch {
namespace {

constexpr std::size_t kBoardName = 60;  // bytes

// What every address of the forum begins with, as far as `url` shows it.
std::string RootOf(const JsonEngine& engine, const std::string& url) {
  for (const std::span<const AddressForm> forms :
       {std::span(engine.addresses.list), std::span(engine.addresses.thread)}) {
    for (const AddressForm& form : forms) {
      if (const auto groups = form.match->Groups(url); groups && groups->contains("root")) {
        return groups->at("root");
      }
    }
  }
  const std::string path = url.substr(0, url.find_first_of("?#"));
  return path.substr(0, path.find_last_not_of('/') + 1);
}

bool HoldsAny(std::string text, const std::vector<Selector>& wanted) {
  CheckedMarkup markup(std::move(text), MarkupLimits());
  if (!markup.refusal().empty()) {
    return false;
  }
  const Document document(std::move(markup));
  return std::any_of(wanted.begin(), wanted.end(), [&document](const Selector& selector) {
    return selector.First(document.root());
  });
}

std::vector<Selector> ListOf(const std::optional<Selector>& selector) {
  return selector ? std::vector{*selector} : std::vector<Selector>();
}

// Looks for every field at every place of one kind.
class JsonFinder {
 public:
  JsonFinder(std::string prefix, JsonItem page, std::vector<JsonItem> places,
             const DateContext& dates)
      : prefix_(std::move(prefix)), page_(page), places_(std::move(places)), dates_(dates) {}

  void Look(const char* name, const JsonField& field) {
    Note(name, !field.empty(), [&](const JsonScope& scope) { return ReadValue(field, scope); });
  }

  void LookForTime(const char* name, const JsonField& field) {
    std::vector<ReadTime> times;
    for (const JsonItem place : places_) {
      times.push_back(ReadDate(field, {page_, place}, dates_));
    }
    findings_.push_back(FoundTimes(prefix_ + name, !field.empty(), times, dates_.utc_offset));
  }

  void LookWhether(const char* name, bool described,
                   const std::function<bool(const JsonScope&)>& holds) {
    Note(name, described, [&](const JsonScope& scope) {
      return std::string(described && holds(scope) ? "是" : "");
    });
  }
  void LookWhether(const char* name, const JsonTests& tests) {
    LookWhether(name, !tests.empty(),
                [&tests](const JsonScope& scope) { return AnyHolds(tests, scope); });
  }

  void LookForText(const char* name, const JsonThreadFormat& format) {
    Note(name, true, [&](const JsonScope& scope) {
      return Folded(TextOfMarkup(scope.here.At(format.body).Text(), format.drop).value_or(""));
    });
  }

  void LookInText(const char* name, const std::vector<Selector>& wanted,
                  const JsonThreadFormat& format) {
    LookWhether(name, !wanted.empty(), [&](const JsonScope& scope) {
      return HoldsAny(scope.here.At(format.body).Text(), wanted);
    });
  }

  // Only the ways by which this engine tells how many pages there are.
  void LookForPages(const JsonPager& pager) {
    const auto number = [](std::optional<int> count) {
      return count ? std::to_string(*count) : std::string();
    };
    const auto look = [&](const char* name, const JsonField& field) {
      if (!field.empty()) {
        Note(name, true, [&](const JsonScope& scope) { return number(ReadCount(field, scope)); });
      }
    };
    look("page_count", pager.page_count);
    look("entries", pager.entries);
    look("per_page", pager.per_page);
    if (!pager.more.empty()) {
      Note("more", true, [&](const JsonScope& scope) {
        return std::string(AnyHolds(pager.more, scope) ? "还有下一页" : "没有下一页了");
      });
    }
  }

  void AppendTo(std::vector<FieldFinding>& all) const {
    all.insert(all.end(), findings_.begin(), findings_.end());
  }

 private:
  template <typename Read>
  void Note(const char* name, bool described, Read read) {
    std::vector<std::string> values;
    for (const JsonItem place : places_) {
      values.push_back(read(JsonScope{page_, place}));
    }
    findings_.push_back(Found(prefix_ + name, described, values));
  }

  std::string prefix_;
  JsonItem page_;
  std::vector<JsonItem> places_;
  const DateContext& dates_;
  std::vector<FieldFinding> findings_;
};

FieldFinding Places(std::string name, const std::vector<JsonItem>& places,
                    const JsonPlace& looked_for) {
  const int found = static_cast<int>(places.size());
  return {std::move(name), true, found, found, looked_for.written};
}

}  // namespace

std::string BoardsPage(const JsonEngine& engine, const std::string& url) {
  return FilledLink(engine.boards.page, {{"root", RootOf(engine, url)}}, {});
}

std::vector<BoardLink> BoardsIn(const JsonEngine& engine, const std::string& url,
                                const PageAnswer& answer) {
  const JsonBoards& format = engine.boards;
  const JsonDocument document(PrepareJson(answer.body, JsonLimits()));
  const JsonItem page = document.root();
  const std::map<std::string, std::string> root{{"root", RootOf(engine, url)}};
  std::vector<BoardLink> boards;
  std::set<std::string> known;
  std::vector<JsonItem> rows = page.At(format.rows).Items();
  for (std::size_t i = 0; i < rows.size() && boards.size() < kMostBoards; ++i) {
    const JsonScope scope{page, rows[i]};
    if (!format.inner.steps.empty()) {
      const std::vector<JsonItem> inner = scope.here.At(format.inner).Items();
      rows.insert(rows.end(), inner.begin(), inner.end());
    }
    const std::string id = ReadValue(format.id, scope);
    std::string link =
        FilledLink(format.link, root, {{"id", id}, {"slug", ReadValue(format.slug, scope)}});
    if (!id.empty() && KnowsBoard(engine, link) && known.insert(link).second) {
      boards.push_back({CutText(ReadValue(format.name, scope), kBoardName), std::move(link)});
    }
  }
  return boards;
}

std::vector<FieldFinding> SurveyList(const JsonEngine& engine, const PageAnswer& answer,
                                     const DateContext& dates) {
  const JsonListFormat& format = engine.list;
  const JsonDocument document(PrepareJson(answer.body, JsonLimits()));
  const JsonItem page = document.root();
  std::vector<JsonItem> rows = page.At(format.rows).Items();
  std::vector<FieldFinding> all{Places("list.rows", rows, format.rows)};
  JsonFinder in_rows("list.", page, std::move(rows), dates);
  in_rows.Look("id", format.id);
  in_rows.Look("title", format.title);
  in_rows.Look("replies", format.replies);
  in_rows.Look("views", format.views);
  in_rows.LookForTime("last_post", format.last_post);
  in_rows.Look("last_author", format.last_author);
  in_rows.LookWhether("sticky", format.sticky);
  in_rows.LookWhether("removed", format.removed);
  in_rows.AppendTo(all);
  JsonFinder in_page("list.", page, {page}, dates);
  in_page.Look("board", format.board);
  in_page.LookForPages(format.pager);
  in_page.AppendTo(all);
  return all;
}

std::vector<FieldFinding> SurveyThread(const JsonEngine& engine, const PageAnswer& answer,
                                       const DateContext& dates) {
  const JsonThreadFormat& format = engine.thread;
  const JsonDocument document(PrepareJson(answer.body, JsonLimits()));
  const JsonItem page = document.root();
  std::vector<JsonItem> posts;
  const std::vector<JsonItem> entries = page.At(format.posts).Items();
  for (const JsonItem post : entries) {
    if (!AnyHolds(format.no_post, {page, post}) && !AnyHolds(format.removed, {page, post})) {
      posts.push_back(post);
    }
  }
  std::vector<FieldFinding> all{Places("thread.posts", posts, format.posts)};
  JsonFinder in_posts("thread.", page, std::move(posts), dates);
  in_posts.Look("id", format.id);
  in_posts.Look("author", format.author);
  in_posts.Look("author_id", format.author_id);
  in_posts.LookForTime("posted", format.posted);
  in_posts.LookForTime("edited", format.edited);
  in_posts.Look("floor", format.floor);
  in_posts.Look("quotes", format.quotes);
  in_posts.Look("likes", format.likes);
  in_posts.LookForText("body", format);
  in_posts.LookInText("drop", format.drop, format);
  in_posts.LookInText("attachments", ListOf(format.attachments), format);
  in_posts.AppendTo(all);
  JsonFinder in_entries("thread.", page, entries, dates);
  in_entries.LookWhether("no_post", format.no_post);
  in_entries.LookWhether("removed", format.removed);
  in_entries.LookWhether("hidden", format.hidden);
  in_entries.LookWhether("held", format.held);
  in_entries.AppendTo(all);
  JsonFinder in_page("thread.", page, {page}, dates);
  in_page.Look("title", format.title);
  in_page.Look("board", format.board);
  in_page.Look("views", format.views);
  in_page.LookForPages(format.pager);
  in_page.AppendTo(all);
  return all;
}

}  // namespace forumwatch
