#include "crawlers/sites/json_forum.h"

#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "crawlers/sites/address.h"
#include "crawlers/sites/field.h"
#include "crawlers/sites/json_document.h"
#include "crawlers/sites/json_page.h"
#include "crawlers/sites/json_text.h"

namespace forumwatch {
namespace {

using Groups = std::map<std::string, std::string>;

constexpr std::size_t kJudgedText = 4096;

// An answer as it arrived, parsed if it could be.
struct Answer {
  const PageAnswer& page;
  const JsonText& prepared;
  JsonItem root;
};

// What an answer says where the description looks; nullopt: the description does not fit.
std::optional<std::string> SaidThere(const JsonNotContent& description, const Answer& answer,
                                     bool empty_list) {
  const bool fits = (!description.status || *description.status == answer.page.status) &&
                    (!description.kind || *description.kind == answer.page.request.kind) &&
                    (!description.empty || empty_list);
  if (!fits) {
    return std::nullopt;
  }
  if (description.at.steps.empty() && !description.text) {
    return std::string();
  }
  const std::string said =
      Folded(description.at.steps.empty() ? CutText(answer.prepared.text, kJudgedText)
                                          : answer.root.At(description.at).Text());
  const bool found = !said.empty() && (!description.text || description.text->Found(said));
  return found ? std::make_optional(said) : std::nullopt;
}

std::optional<PageJudgement> Known(const JsonEngine& engine, const Answer& answer,
                                   bool empty_list) {
  for (const JsonNotContent& description : engine.not_content) {
    if (const auto said = SaidThere(description, answer, empty_list)) {
      PageJudgement judgement{description.verdict, description.reason, said->empty()};
      if (!said->empty()) {
        judgement.reason += "（论坛说：" + CutText(*said, kQuotedText) + "）";
      }
      return judgement;
    }
  }
  return std::nullopt;
}

// Why an answer without the list that was asked for has none.
PageJudgement WhyNothing(const JsonEngine& engine, const Answer& answer, const JsonPlace& wanted) {
  if (auto known = Known(engine, answer, false)) {
    return *known;
  }
  const int status = answer.page.status;
  const std::string answered = status == 200 ? "" : "HTTP " + std::to_string(status) + "，";
  if (status == 401) {
    return {PageVerdict::Login, answered + "要求登录"};
  }
  if (status == 403) {
    return {PageVerdict::Blocked, answered + "拒绝访问"};
  }
  if (answer.page.body.empty()) {
    return {PageVerdict::Blind, answered + "空白页"};
  }
  if (!answer.prepared.looks_json) {
    return {PageVerdict::Blind,
            answered + "得到的不是 JSON：接口可能关了，或者这个论坛用的不是这种程序"};
  }
  if (!answer.prepared.ended) {
    return {PageVerdict::Blind, answered + "JSON 没有写完，可能传到一半断了"};
  }
  if (!answer.root) {
    return {PageVerdict::Blind, answered + "JSON 写得不对，读不懂"};
  }
  return {PageVerdict::Blind, answered + "没有找到 " + wanted.written + "，也不是认识的提示"};
}

class JsonReader final : public BoardReader {
 public:
  JsonReader(std::shared_ptr<const JsonEngine> engine, const BoardSource& source)
      : engine_(std::move(engine)),
        url_(source.url),
        board_(BoardGroups(*engine_, url_)),
        utc_offset_(source.utc_offset) {}

  [[nodiscard]] VisitPlaces Places() const override {
    VisitPlaces places{url_, engine_->addresses.list, engine_->addresses.thread};
    places.first_page = PageAddress(url_, places.list_forms, 1, FirstPage::ByNumber);
    return places;
  }

  PageRead<ListContents> ReadList(const PageAnswer& answer, VisitPlaces& /*places*/) override {
    PageRead<ListContents> read;
    read.unusable = WithAnswer(answer, [&](const Answer& arrived) -> Judgement {
      const JsonPlace& rows = engine_->list.rows;
      if (!arrived.root.At(rows).is_list()) {
        return PastTheEnd(answer, read.contents) ? std::nullopt
                                                 : Judgement(WhyNothing(*engine_, arrived, rows));
      }
      read.contents = ReadJsonList(arrived.root, ContextOf(answer));
      NoteRepair(arrived, read.contents.problems);
      if (!read.contents.rows.empty()) {
        return std::nullopt;
      }
      if (!read.contents.blind.empty()) {
        return PageJudgement{PageVerdict::Blind, read.contents.blind};
      }
      return answer.request.page == 1 ? Known(*engine_, arrived, true) : std::nullopt;
    });
    read.guest = AsksForLogin(read.unusable);
    return read;
  }

  PageRead<ThreadContents> ReadThread(const PageAnswer& answer, VisitPlaces& /*places*/) override {
    PageRead<ThreadContents> read;
    read.unusable = WithAnswer(answer, [&](const Answer& arrived) -> Judgement {
      const JsonPlace& posts = engine_->thread.posts;
      const JsonItem list = arrived.root.At(posts);
      if (!list.is_list()) {
        return PastTheEnd(answer, read.contents) ? std::nullopt
                                                 : Judgement(WhyNothing(*engine_, arrived, posts));
      }
      read.contents = ReadJsonThread(arrived.root, ContextOf(answer));
      NoteRepair(arrived, read.contents.problems);
      if (!read.contents.blind.empty()) {
        return PageJudgement{PageVerdict::Blind, read.contents.blind};
      }
      if (list.size() == 0 && answer.request.page == 1) {
        return JudgeEmpty(arrived);
      }
      return std::nullopt;
    });
    return read;
  }

 private:
  using Judgement = std::optional<PageJudgement>;

  // Parses the answer and lets `read` look at it; what it says, else why it may not be parsed.
  template <typename Read>
  static Judgement WithAnswer(const PageAnswer& answer, Read read) {
    const JsonText prepared = PrepareJson(answer.body, JsonLimits());
    if (!prepared.refusal.empty()) {
      return PageJudgement{PageVerdict::Refused, prepared.refusal};
    }
    const JsonDocument document(prepared);
    return read(Answer{answer, prepared, document.root()});
  }

  [[nodiscard]] JsonContext ContextOf(const PageAnswer& answer) const {
    return {*engine_, answer.request, board_, {answer.answered_at, utc_offset_}};
  }

  // A page beyond the last one is nowhere, or empty.
  template <typename Contents>
  static bool PastTheEnd(const PageAnswer& answer, Contents& contents) {
    contents.page = answer.request.page;
    contents.pages = answer.request.page;
    return answer.status == 404 && answer.request.page > 1;
  }

  [[nodiscard]] PageJudgement JudgeEmpty(const Answer& arrived) const {
    return Known(*engine_, arrived, true)
        .value_or(PageJudgement{PageVerdict::Blind,
                                "主题里一帖也没有（" + engine_->thread.posts.written + "）"});
  }

  template <typename Problems>
  static void NoteRepair(const Answer& arrived, Problems& problems) {
    if (arrived.prepared.repaired) {
      problems.push_back({"page", "有坏的字符（不是 UTF-8 或半个字符），已用 � 代替"});
    }
  }

  std::shared_ptr<const JsonEngine> engine_;
  std::string url_;
  Groups board_;
  std::chrono::minutes utc_offset_;
};

}  // namespace

std::map<std::string, std::string> BoardGroups(const JsonEngine& engine, const std::string& url) {
  for (const AddressForm& form : engine.addresses.list) {
    if (auto groups = form.match->Groups(url)) {
      return std::move(*groups);
    }
  }
  return {};
}

std::string ThreadLink(const JsonEngine& engine, const std::string& board,
                       const std::string& thread) {
  return FilledLink(engine.addresses.thread_link, BoardGroups(engine, board), {{"thread", thread}});
}

bool KnowsBoard(const JsonEngine& engine, const std::string& url) {
  return !BoardGroups(engine, url).empty();
}

std::unique_ptr<BoardReader> MakeJsonReader(std::shared_ptr<const JsonEngine> engine,
                                            const BoardSource& source) {
  return std::make_unique<JsonReader>(std::move(engine), source);
}

std::unique_ptr<Crawler> MakeJsonForum(std::shared_ptr<const JsonEngine> engine,
                                       const BoardSource& source) {
  return MakeBoardCrawler(MakeJsonReader(std::move(engine), source), source.staff);
}

}  // namespace forumwatch
