#include "crawlers/sites/feed.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>

#include "crawlers/parse/charset.h"
#include "crawlers/parse/date.h"
#include "crawlers/sites/address.h"
#include "crawlers/sites/feed_document.h"
#include "crawlers/sites/field.h"
#include "crawlers/sites/longest.h"
#include "crawlers/sites/pattern.h"

namespace forumwatch {
namespace {

// FNV-1a, 64 bits.
std::uint64_t Hash(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  }
  return hash;
}

// Of an overlong id the whole counts, not its beginning alone.
std::string ShortId(const std::string& id) {
  if (id.size() <= kLongestId) {
    return id;
  }
  const std::string mark = "#" + std::to_string(Hash(id));
  return CutText(id, kLongestId - mark.size()) + mark;
}

// The charset the XML declaration names counts when the server names none.
std::string ContentType(const PageAnswer& answer) {
  static const Pattern kDeclared(R"re(^[^<]{0,8}<\?xml[^>]*encoding=["']([A-Za-z0-9_.:-]+)["'])re");
  if (answer.content_type.find("charset") != std::string::npos) {
    return answer.content_type;
  }
  const auto declared = kDeclared.Value(std::string_view(answer.body).substr(0, 200));
  return declared ? "application/xml; charset=" + *declared : answer.content_type;
}

class Feed final : public Crawler {
 public:
  explicit Feed(FeedSource source)
      : source_(std::move(source)), staff_(source_.staff.begin(), source_.staff.end()) {}

  std::vector<PageRequest> Plan(const Cursor& /*cursor*/, const VisitOptions& /*options*/,
                                UtcTime /*now*/) override {
    PageRequest request;
    request.url = source_.url;
    request.kind = PageKind::Feed;
    request.conditional = true;
    return {request};
  }

  Reading Read(const PageAnswer& answer) override {
    Reading out;
    const Decoded decoded = DecodePage(answer.body, ContentType(answer));
    if (out.reason = CheckXml(decoded.text, XmlLimits()); !out.reason.empty()) {
      out.verdict = PageVerdict::Refused;
      return out;
    }
    FeedContents contents = ReadFeed(decoded.text);
    if (!contents.wrong.empty()) {
      out.verdict = PageVerdict::Blind;
      out.reason = contents.wrong;
      return out;
    }
    for (std::size_t i = 0; i < contents.items.size(); ++i) {
      Take(std::move(contents.items[i]), "item " + std::to_string(i + 1), answer.answered_at, out);
    }
    if (contents.items.empty()) {
      out.problems.push_back({"page", "订阅源这次是空的"});
    }
    return out;
  }

  Reading Failed(const PageRequest& /*request*/) override { return {}; }

  Reading Unchanged(const PageRequest& /*request*/) override {
    Reading out;
    out.verdict = PageVerdict::Unchanged;
    return out;
  }

 private:
  void Take(FeedItem item, std::string where, UtcTime answered_at, Reading& out) const {
    const std::string url = item.link.empty() ? "" : ResolveLink(source_.url, {}, item.link);
    const std::string& id = item.id.empty() ? url : item.id;
    if (id.empty()) {
      out.problems.push_back(
          {std::move(where), "没有网址也没有编号（link、guid），认不出是哪一帖"});
      return;
    }
    const DateContext dates{answered_at, source_.utc_offset, DateOrder::YearMonthDay};
    SeenPost post;
    post.thread = ShortId(id);
    post.post = post.thread;
    post.is_first = true;
    post.title = CutText(std::move(item.title), kLongestTitle);
    post.author = std::move(item.author);
    post.official = staff_.contains(post.author);
    post.posted_at = ParseForumDate(item.published, dates);
    const auto updated = ParseForumDate(item.updated, dates);
    post.edited_at = updated > post.posted_at ? updated : std::nullopt;
    post.text = CutText(std::move(item.text), kLongestText);
    post.url = url;
    if (!post.posted_at) {
      out.problems.push_back({std::move(where), item.published.empty()
                                                    ? "没有发表时间"
                                                    : "发表时间“" + item.published + "”读不懂"});
    }
    ++out.rows;
    out.posts.push_back(std::move(post));
  }

  FeedSource source_;
  std::set<std::string, std::less<>> staff_;
};

}  // namespace

std::unique_ptr<Crawler> MakeFeed(FeedSource source) {
  return std::make_unique<Feed>(std::move(source));
}

}  // namespace forumwatch
