#include "crawlers/sites/survey.h"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "crawlers/html/guards.h"
#include "crawlers/html/visible_text.h"
#include "crawlers/parse/charset.h"
#include "crawlers/sites/address.h"
#include "crawlers/sites/page_links.h"

namespace forumwatch {
namespace {

constexpr std::size_t kSample = 60;  // bytes

// Looks for every field at every place of one kind.
class Finder {
 public:
  Finder(std::string prefix, std::vector<Node> places, const DateContext& dates)
      : prefix_(std::move(prefix)), places_(std::move(places)), dates_(dates) {}

  void Look(const char* name, const Field& field) {
    Note(name, !field.empty(), [&](Node place) { return ReadValue(field, place); });
  }

  void LookForTime(const char* name, const Field& field) {
    std::vector<ReadTime> times;
    for (const Node place : places_) {
      times.push_back(ReadDate(field, place, dates_));
    }
    findings_.push_back(FoundTimes(prefix_ + name, !field.empty(), times, dates_.utc_offset));
  }

  void LookForText(const char* name, const std::optional<Css>& body,
                   const std::vector<Selector>& drop) {
    Note(name, body.has_value(), [&](Node place) {
      const Node there = body ? body->selector.First(place) : Node();
      return there ? Folded(VisibleText(there, drop)) : std::string();
    });
  }

  // Something that is there or is not.
  void LookWhether(const char* name, bool described, const std::function<bool(Node)>& is_there) {
    Note(name, described,
         [&](Node place) { return std::string(described && is_there(place) ? "有" : ""); });
  }

  std::vector<FieldFinding> Take() { return std::move(findings_); }

 private:
  template <typename Read>
  void Note(const char* name, bool described, Read read) {
    std::vector<std::string> values;
    for (const Node place : places_) {
      values.push_back(read(place));
    }
    findings_.push_back(Found(prefix_ + name, described, values));
  }

  std::string prefix_;
  std::vector<Node> places_;
  const DateContext& dates_;
  std::vector<FieldFinding> findings_;
};

FieldFinding Places(std::string name, const std::vector<Node>& places, const Css& looked_for) {
  const int found = static_cast<int>(places.size());
  return {std::move(name), true, found, found, looked_for.written};
}

// Without what changes nothing; noise of threads may be what names a board.
std::string WithoutNoise(std::string address, const std::string& id, const Addresses& addresses) {
  for (const std::string& noise : addresses.noise) {
    std::string without = WithoutParameters(address, {&noise, 1});
    if (IdIn(without, addresses.list) == id) {
      address = std::move(without);
    }
  }
  return address;
}

template <typename Findings>
void Append(std::vector<FieldFinding>& all, Findings more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

SurveyedPage ParsePage(const PageAnswer& answer) {
  Decoded decoded = DecodePage(answer.body, answer.content_type);
  CheckedMarkup markup(std::move(decoded.text), MarkupLimits());
  SurveyedPage page{decoded.charset, markup.refusal(), std::nullopt};
  if (page.refused.empty()) {
    page.document.emplace(std::move(markup));
  }
  return page;
}

std::optional<Recognised> Recognise(const Document& page, std::span<const EngineSigns> engines) {
  for (const EngineSigns& engine : engines) {
    if (!ReadValue(engine.here, page.root()).empty()) {
      return Recognised{engine.engine, engine.name, ReadValue(engine.version, page.root())};
    }
  }
  return std::nullopt;
}

std::vector<BoardLink> BoardsOn(const Document& page, const std::string& address,
                                const Addresses& addresses) {
  static const Selector kLinks("a[href]");
  const PageLinks links(address, page.base_href());
  const std::string own = IdIn(address, addresses.list);
  std::vector<BoardLink> boards;
  std::set<std::string> known;
  for (const Node link : kLinks.All(page.root())) {
    const std::string href(link.Attribute("href"));
    const std::string to = links.Resolve(href);
    const std::string id = to.empty() ? "" : IdIn(to, addresses.list);
    std::string name = Folded(VisibleText(link));
    // A pager's numbers and "skip to content" lead to boards too, but do not name them.
    const bool names_nothing = href.find('#') != std::string::npos ||
                               name.find_first_not_of("0123456789") == std::string::npos;
    const std::string there = WithoutNoise(to, id, addresses);
    const std::string first_page = PageAddress(there, addresses.list, 1);
    // 下一页 leads to the board one stands on.
    const bool leads_on = id == own && there != first_page;
    if (id.empty() || names_nothing || leads_on || !links.IsOwn(to) ||
        !IdIn(to, addresses.thread).empty() || boards.size() >= kMostBoards ||
        !known.insert(id).second) {
      continue;
    }
    boards.push_back({CutText(std::move(name), kSample), first_page});
  }
  return boards;
}

FieldFinding Found(std::string field, bool described, const std::vector<std::string>& values) {
  FieldFinding finding{std::move(field), described, static_cast<int>(values.size()), 0, {}};
  for (const std::string& value : values) {
    finding.found += value.empty() ? 0 : 1;
    if (finding.sample.empty()) {
      finding.sample = CutText(value, kSample);
    }
  }
  return finding;
}

FieldFinding FoundTimes(std::string field, bool described, const std::vector<ReadTime>& times,
                        std::chrono::minutes utc_offset) {
  std::vector<std::string> values;
  std::string unread;
  for (const ReadTime& time : times) {
    values.push_back(time.at ? FormatRfc3339(*time.at, utc_offset) : "");
    unread = unread.empty() ? time.unread : unread;
  }
  FieldFinding finding = Found(std::move(field), described, values);
  if (finding.found == 0 && !unread.empty()) {
    finding.sample = "读不懂“" + CutText(unread, kSample) + "”";
  }
  return finding;
}

std::vector<FieldFinding> SurveyList(const HtmlEngine& engine, const Document& page,
                                     const DateContext& dates) {
  const ListFormat& format = engine.list;
  std::vector<Node> rows = format.row->selector.All(page.root());
  std::vector<FieldFinding> all{Places("list.row", rows, *format.row)};
  Finder in_rows("list.", std::move(rows), dates);
  in_rows.Look("link", format.link);
  in_rows.Look("title", format.title);
  in_rows.Look("replies", format.replies);
  in_rows.Look("views", format.views);
  in_rows.LookForTime("last_post", format.last_post);
  in_rows.Look("last_author", format.last_author);
  in_rows.Look("pages", format.pages);
  in_rows.LookWhether("sticky", format.sticky.has_value(), [&format](Node row) {
    return format.sticky->Matches(row) || format.sticky->First(row);
  });
  Append(all, in_rows.Take());
  Finder in_page("list.", {page.root()}, dates);
  in_page.Look("board", format.board);
  in_page.Look("page_count", format.pager.count);
  in_page.Look("current_page", format.pager.current);
  in_page.LookWhether("empty", format.empty.has_value(), [&format](Node root) {
    return static_cast<bool>(format.empty->selector.First(root));
  });
  Append(all, in_page.Take());
  return all;
}

std::vector<FieldFinding> SurveyThread(const HtmlEngine& engine, const Document& page,
                                       const DateContext& dates) {
  const ThreadFormat& format = engine.thread;
  std::vector<Node> posts;
  for (const Node post : format.post->selector.All(page.root())) {
    if (!ReadValue(format.id, post).empty()) {
      posts.push_back(post);
    }
  }
  std::vector<FieldFinding> all{Places("thread.post", posts, *format.post)};
  Finder in_posts("thread.", std::move(posts), dates);
  in_posts.Look("id", format.id);
  in_posts.Look("author", format.author);
  in_posts.Look("author_id", format.author_id);
  in_posts.LookForTime("posted", format.posted);
  in_posts.LookForTime("edited", format.edited);
  in_posts.Look("floor", format.floor);
  in_posts.Look("link", format.link);
  in_posts.Look("quotes", format.quotes);
  in_posts.Look("likes", format.likes);
  in_posts.LookForText("body", format.body, format.drop);
  in_posts.LookWhether("drop", !format.drop.empty(), [&format](Node post) {
    return std::any_of(format.drop.begin(), format.drop.end(),
                       [post](const Selector& drop) { return drop.First(post); });
  });
  in_posts.LookWhether("hidden", format.hidden.has_value(), [&format](Node post) {
    return static_cast<bool>(format.hidden->selector.First(post));
  });
  in_posts.LookWhether("attachments", format.attachments.has_value(), [&format](Node post) {
    return static_cast<bool>(format.attachments->First(post));
  });
  Append(all, in_posts.Take());
  Finder in_page("thread.", {page.root()}, dates);
  in_page.Look("title", format.title);
  in_page.Look("board", format.board);
  in_page.Look("views", format.views);
  in_page.Look("replies", format.replies);
  in_page.Look("page_count", format.pager.count);
  in_page.Look("current_page", format.pager.current);
  Append(all, in_page.Take());
  return all;
}

}  // namespace forumwatch
