#include "crawlers/sites/html_forum.h"

#include <algorithm>
#include <set>
#include <utility>

#include "crawlers/html/document.h"
#include "crawlers/html/guards.h"
#include "crawlers/parse/charset.h"
#include "crawlers/sites/field.h"
#include "crawlers/sites/list_page.h"
#include "crawlers/sites/not_content.h"
#include "crawlers/sites/page_step.h"
#include "crawlers/sites/thread_page.h"
#include "crawlers/sites/visit.h"

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
    return {PageVerdict::Blocked, answered + "，拒绝访问"};
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

class HtmlForum final : public Crawler {
 public:
  HtmlForum(std::shared_ptr<const HtmlEngine> engine, HtmlForumSource source)
      : engine_(std::move(engine)),
        source_(std::move(source)),
        staff_(source_.staff.begin(), source_.staff.end()) {
    HtmlForum::Plan({}, {}, {});
  }

  std::vector<PageRequest> Plan(const Cursor& cursor, const VisitOptions& options,
                                UtcTime now) override {
    visit_ = std::make_unique<Visit>(
        cursor, options, now,
        visit_ ? visit_->places()
               : VisitPlaces{source_.url, engine_->addresses.list, engine_->addresses.thread});
    fill_ = {};
    return visit_->Begin();
  }

  Reading Read(const PageAnswer& answer) override {
    Reading out;
    Decoded decoded = DecodePage(answer.body, ContentType(answer));
    if (std::string refused = CheckMarkup(decoded.text, MarkupLimits()); !refused.empty()) {
      Miss(answer, {PageVerdict::Refused, std::move(refused)}, out);
      return out;
    }
    const bool whole = HasEnd(decoded.text, engine_->page_end);
    const Document document(std::move(decoded.text));
    const DateContext dates{answer.answered_at, source_.utc_offset, engine_->date_order};
    const Page page{answer, document, {*engine_, answer.request.url, dates}, whole};
    LearnSteps(document, answer.request.url, visit_->places().list_forms);
    LearnSteps(document, answer.request.url, visit_->places().thread_forms);
    if (answer.request.kind == PageKind::List) {
      ReadList(page, out);
    } else {
      ReadThread(page, out);
    }
    return out;
  }

  Reading Failed(const PageRequest& request) override {
    Reading out;
    visit_->Miss(request, Missing::NotArrived, out);
    return out;
  }

  Reading Unchanged(const PageRequest& request) override {
    Reading out;
    out.verdict = PageVerdict::Unchanged;
    if (request.kind == PageKind::List && request.page == 1) {
      visit_->ListUnchanged(out);
    } else {
      visit_->Miss(request, Missing::NotArrived, out);
    }
    return out;
  }

 private:
  [[nodiscard]] std::string ContentType(const PageAnswer& answer) const {
    const bool named = answer.content_type.find("charset") != std::string::npos;
    return named || engine_->charset.empty() ? answer.content_type
                                             : "text/html; charset=" + engine_->charset;
  }

  void Miss(const PageAnswer& answer, PageJudgement why, Reading& out) {
    out.verdict = why.verdict;
    out.reason = std::move(why.reason);
    const bool nowhere = answer.status == 404 || answer.status == 410;
    visit_->Miss(answer.request, nowhere ? Missing::NotFound : Missing::NoContent, out);
  }

  void ReadList(const Page& page, Reading& out) {
    const PageRequest& request = page.answer.request;
    ListContents contents = ReadListPage(page.document, page.context, request.page);
    out.problems = std::move(contents.problems);
    out.rows = static_cast<int>(contents.rows.size());
    if (contents.rows.empty() && contents.empty && visit_->KnowsThreads()) {
      return Miss(page.answer, {PageVerdict::Blind, "列表说没有主题，可这个版块原来有"}, out);
    }
    if (contents.rows.empty() && !contents.empty && contents.blind.empty()) {
      return Miss(page.answer, WhyNothing(page, "主题行", *engine_->list.row), out);
    }
    if (!page.whole) {
      return Miss(page.answer, Incomplete(*engine_), out);
    }
    if (!contents.blind.empty() && contents.rows.empty()) {
      return Miss(page.answer, {PageVerdict::Blind, contents.blind}, out);
    }
    if (!contents.blind.empty()) {
      out.verdict = PageVerdict::Blind;
      out.reason = contents.blind;
    }
    visit_->TakeList(std::move(contents), out);
  }

  void ReadThread(const Page& page, Reading& out) {
    const PageRequest& request = page.answer.request;
    ThreadContents contents = ReadThreadPage(page.document, page.context, request.page);
    out.problems = std::move(contents.problems);
    if (contents.posts.empty()) {
      return Miss(page.answer, WhyNothing(page, "帖子", *engine_->thread.post), out);
    }
    if (!page.whole) {
      return Miss(page.answer, Incomplete(*engine_), out);
    }
    fill_ += contents.fill;
    const std::string here = WhyHollow(contents.fill);
    if (const std::string hollow = here.empty() ? WhyHollow(fill_) : here; !hollow.empty()) {
      return Miss(page.answer, {PageVerdict::Blind, hollow}, out);
    }
    for (SeenPost& post : contents.posts) {
      post.official = staff_.contains(post.author);
    }
    visit_->TakeThread(request, std::move(contents), out);
  }

  std::shared_ptr<const HtmlEngine> engine_;
  HtmlForumSource source_;
  std::set<std::string, std::less<>> staff_;
  std::unique_ptr<Visit> visit_;
  PostFill fill_;  // of this visit
};

}  // namespace

std::unique_ptr<Crawler> MakeHtmlForum(std::shared_ptr<const HtmlEngine> engine,
                                       HtmlForumSource source) {
  return std::make_unique<HtmlForum>(std::move(engine), std::move(source));
}

}  // namespace forumwatch
