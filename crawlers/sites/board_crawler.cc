#include "crawlers/sites/board_crawler.h"

#include <set>
#include <utility>

namespace forumwatch {
namespace {

// A page beyond the last may be answered by an earlier one; one that is there may not. Redirects
// that drop the page's number do so.
template <typename Contents>
std::optional<PageJudgement> JudgePage(const PageRequest& asked, const Contents& contents) {
  if (contents.page >= asked.page || asked.page > contents.pages) {
    return std::nullopt;
  }
  return PageJudgement{PageVerdict::Blind,
                       "要的是第 " + std::to_string(asked.page) + " 页，得到的是第 " +
                           std::to_string(contents.page) + " 页（共 " +
                           std::to_string(contents.pages) +
                           " 页）：网址里的页码没有起作用，请照浏览器里的网址改"};
}

class BoardCrawler final : public Crawler {
 public:
  BoardCrawler(std::unique_ptr<BoardReader> reader, const std::vector<std::string>& staff)
      : reader_(std::move(reader)), staff_(staff.begin(), staff.end()) {
    BoardCrawler::Plan({}, {}, {});
  }

  std::vector<PageRequest> Plan(const Cursor& cursor, const VisitOptions& options,
                                UtcTime now) override {
    visit_ = std::make_unique<Visit>(cursor, options, now,
                                     visit_ ? visit_->places() : reader_->Places());
    fill_ = {};
    list_seen_ = false;
    return visit_->Begin();
  }

  Reading Read(const PageAnswer& answer) override {
    Reading out;
    if (answer.request.kind == PageKind::List) {
      TakeList(answer, reader_->ReadList(answer, visit_->places()), out);
    } else {
      TakeThread(answer, reader_->ReadThread(answer, visit_->places()), out);
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
      list_seen_ = true;
      visit_->ListUnchanged(out);
    } else {
      visit_->Miss(request, Missing::NotArrived, out);
    }
    return out;
  }

  void WindUp() override { visit_->WindUp(); }
  [[nodiscard]] bool LeavesNews() const override { return visit_->LeavesNews(); }

 private:
  // Where not even the list can be read, or the list has just shown it, a thread that is "not
  // there" without a word says nothing.
  void Miss(const PageAnswer& answer, PageJudgement why, Reading& out) {
    bool nowhere = answer.status == 404 || answer.status == 410;
    if (why.verdict == PageVerdict::Gone && why.wordless) {
      const bool shown = visit_->Shows(answer.request.thread);
      why.verdict = shown || !list_seen_ ? PageVerdict::Blind : why.verdict;
      why.reason += shown ? "，可是列表上有它" : "";
      nowhere = nowhere && !shown;
    }
    out.verdict = why.verdict;
    out.reason = std::move(why.reason);
    visit_->Miss(answer.request, nowhere ? Missing::NotFound : Missing::NoContent, out);
  }

  void TakeList(const PageAnswer& answer, PageRead<ListContents> page, Reading& out) {
    ListContents& contents = page.contents;
    out.guest = page.guest;
    out.problems = std::move(contents.problems);
    out.pages = contents.pages;
    out.rows = static_cast<int>(contents.rows.size());
    page.unusable = page.unusable ? page.unusable : JudgePage(answer.request, contents);
    if (page.unusable) {
      return Miss(answer, std::move(*page.unusable), out);
    }
    if (contents.rows.empty() && contents.page == 1 && visit_->KnowsThreads()) {
      return Miss(answer, {PageVerdict::Blind, "列表说没有主题，可这个版块原来有"}, out);
    }
    if (!contents.blind.empty()) {
      out.verdict = PageVerdict::Blind;
      out.reason = contents.blind;
    }
    list_seen_ = true;
    visit_->TakeList(std::move(contents), out);
  }

  void TakeThread(const PageAnswer& answer, PageRead<ThreadContents> page, Reading& out) {
    ThreadContents& contents = page.contents;
    out.guest = page.guest;
    out.problems = std::move(contents.problems);
    out.pages = contents.pages;
    page.unusable = page.unusable ? page.unusable : JudgePage(answer.request, contents);
    if (page.unusable) {
      return Miss(answer, std::move(*page.unusable), out);
    }
    fill_ += contents.fill;
    const std::string here = WhyHollow(contents.fill);
    if (const std::string hollow = here.empty() ? WhyHollow(fill_) : here; !hollow.empty()) {
      return Miss(answer, {PageVerdict::Blind, hollow}, out);
    }
    for (SeenPost& post : contents.posts) {
      post.official = staff_.contains(post.author);
    }
    visit_->TakeThread(answer.request, std::move(contents), out);
  }

  std::unique_ptr<BoardReader> reader_;
  std::set<std::string, std::less<>> staff_;
  std::unique_ptr<Visit> visit_;
  PostFill fill_;           // of this visit
  bool list_seen_ = false;  // in this visit
};

}  // namespace

std::unique_ptr<Crawler> MakeBoardCrawler(std::unique_ptr<BoardReader> reader,
                                          const std::vector<std::string>& staff) {
  return std::make_unique<BoardCrawler>(std::move(reader), staff);
}

}  // namespace forumwatch
