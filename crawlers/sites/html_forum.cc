#include "crawlers/sites/html_forum.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "crawlers/html/document.h"
#include "crawlers/html/guards.h"
#include "crawlers/parse/charset.h"
#include "crawlers/sites/field.h"
#include "crawlers/sites/list_page.h"
#include "crawlers/sites/not_content.h"
#include "crawlers/sites/page_step.h"
#include "crawlers/sites/thread_page.h"

namespace forumwatch {
namespace {

constexpr std::size_t kTail = 4096;  // bytes at the end of a page where its end is looked for

// A page as it arrived, parsed.
struct Page {
  const PageAnswer& answer;
  const Document& document;
  PageContext context;
  bool whole;  // it has arrived to its end
};

bool HasEnd(std::string_view text, const std::string& end) {
  return text.substr(text.size() - std::min(text.size(), kTail)).find(end) !=
         std::string_view::npos;
}

PageJudgement Incomplete(const HtmlEngine& engine) {
  return {PageVerdict::Blind, "页面不完整：末尾没有 " + engine.page_end + "，可能传到一半断了"};
}

// Why a page on which nothing was found shows nothing.
PageJudgement WhyNothing(const Page& page, std::string_view wanted, const Css& looked_for) {
  const HtmlEngine& engine = page.context.engine;
  if (auto known = JudgeNotContent(engine, page.document, page.answer.request.kind)) {
    return *known;
  }
  const int status = page.answer.status;
  const std::string answered = "HTTP " + std::to_string(status);
  if (status == 401) {
    return {PageVerdict::Login, answered + "，要求登录"};
  }
  if (status == 403) {
    const bool thread = page.answer.request.kind == PageKind::Thread;
    return {thread ? PageVerdict::Login : PageVerdict::Blocked, answered + "，拒绝访问"};
  }
  if (page.answer.body.empty()) {
    return {PageVerdict::Blind, answered + "，空白页"};
  }
  if (!page.whole) {
    return Incomplete(engine);
  }
  return {PageVerdict::Blind, (status == 200 ? "" : answered + "，") + "没有找到" +
                                  std::string(wanted) + "（" + looked_for.written +
                                  "），也不是认识的提示页"};
}

class HtmlReader final : public BoardReader {
 public:
  HtmlReader(std::shared_ptr<const HtmlEngine> engine, const BoardSource& source)
      : engine_(std::move(engine)), url_(source.url), utc_offset_(source.utc_offset) {}

  [[nodiscard]] VisitPlaces Places() const override {
    return {url_, engine_->addresses.list, engine_->addresses.thread};
  }

  PageRead<ListContents> ReadList(const PageAnswer& answer, VisitPlaces& places) override {
    PageRead<ListContents> read;
    read.unusable = WithPage(answer, places, [&](const Page& page) {
      read.guest = IsForGuests(page.document);
      read.contents = ReadListPage(page.document, page.context, answer.request.page);
      return JudgeList(page, read.contents);
    });
    read.guest = read.guest || (!engine_->login && AsksForLogin(read.unusable));
    return read;
  }

  PageRead<ThreadContents> ReadThread(const PageAnswer& answer, VisitPlaces& places) override {
    PageRead<ThreadContents> read;
    read.unusable = WithPage(answer, places, [&](const Page& page) {
      read.guest = IsForGuests(page.document);
      read.contents = ReadThreadPage(page.document, page.context, answer.request.page);
      return JudgeThread(page, read.contents);
    });
    return read;
  }

 private:
  using Judgement = std::optional<PageJudgement>;

  // Parses the answer and lets `read` look at it; what it says, else why it could not be parsed.
  template <typename Read>
  Judgement WithPage(const PageAnswer& answer, VisitPlaces& places, Read read) const {
    Decoded decoded = DecodePage(answer.body, ContentType(answer));
    const bool whole = HasEnd(decoded.text, engine_->page_end);
    CheckedMarkup markup(std::move(decoded.text), MarkupLimits());
    if (!markup.refusal().empty()) {
      return PageJudgement{PageVerdict::Refused, markup.refusal()};
    }
    const Document document(std::move(markup));
    LearnSteps(document, answer.request.url, places.list_forms);
    LearnSteps(document, answer.request.url, places.thread_forms);
    const DateContext dates{answer.answered_at, utc_offset_, engine_->date_order};
    return read(Page{answer, document, {*engine_, answer.request.url, dates}, whole});
  }

  [[nodiscard]] bool IsForGuests(const Document& page) const {
    return engine_->login && engine_->login->guest->selector.First(page.root());
  }

  [[nodiscard]] std::string ContentType(const PageAnswer& answer) const {
    const bool named = answer.content_type.find("charset") != std::string::npos;
    return named || engine_->charset.empty() ? answer.content_type
                                             : "text/html; charset=" + engine_->charset;
  }

  [[nodiscard]] Judgement JudgeList(const Page& page, const ListContents& contents) const {
    if (contents.rows.empty() && !contents.empty && contents.blind.empty()) {
      return WhyNothing(page, "主题行", *engine_->list.row);
    }
    if (!page.whole) {
      return Incomplete(*engine_);
    }
    if (contents.rows.empty() && !contents.blind.empty()) {
      return PageJudgement{PageVerdict::Blind, contents.blind};
    }
    return std::nullopt;
  }

  [[nodiscard]] Judgement JudgeThread(const Page& page, const ThreadContents& contents) const {
    if (contents.posts.empty()) {
      return WhyNothing(page, "帖子", *engine_->thread.post);
    }
    return page.whole ? std::nullopt : Judgement(Incomplete(*engine_));
  }

  std::shared_ptr<const HtmlEngine> engine_;
  std::string url_;
  std::chrono::minutes utc_offset_;
};

}  // namespace

std::unique_ptr<Crawler> MakeHtmlForum(std::shared_ptr<const HtmlEngine> engine,
                                       const BoardSource& source) {
  return MakeBoardCrawler(std::make_unique<HtmlReader>(std::move(engine), source), source.staff);
}

}  // namespace forumwatch
