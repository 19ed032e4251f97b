#include "daemon/cli/probe.h"

#include <algorithm>
#include <deque>
#include <iostream>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "config/data_folder.h"
#include "config/engine_file.h"
#include "config/json_reader.h"
#include "crawlers/http/client.h"
#include "crawlers/http/robots_gate.h"
#include "crawlers/sites/address.h"
#include "crawlers/sites/json_forum.h"
#include "crawlers/sites/json_survey.h"
#include "crawlers/sites/not_content.h"
#include "crawlers/web/url.h"
#include "daemon/cli/commands.h"
#include "daemon/daemon.h"
#include "daemon/logging.h"
#include "daemon/source_sight.h"

namespace forumwatch {
namespace {

constexpr int kPages = 8;  // half of them of the list
constexpr std::size_t kPosts = 5;
constexpr std::size_t kBoardsTried = 3;

HttpClientOptions ClientOptions(const CommonOptions& common, const ProbeOptions& options) {
  HttpClientOptions http;
  http.user_agent = "forumwatch/" FORUMWATCH_VERSION;
  if (!common.config.empty()) {
    http = LoadConfig(common.config, common.places).http;
  }
  if (const auto url = Url::Parse(options.url); url && options.allow_private) {
    http.allow_private.push_back(url->HostAndPort());
  }
  return http;
}

bool LooksLikeFeed(const HttpOutcome& outcome) {
  const auto type = outcome.headers.find("content-type");
  const std::string start = outcome.body.substr(0, 200);
  return (type != outcome.headers.end() && type->second.find("xml") != std::string::npos &&
          type->second.find("xhtml") == std::string::npos) ||
         start.find("<rss") != std::string::npos || start.find("<feed") != std::string::npos;
}

void AddFinding(std::vector<FieldFinding>& all, FieldFinding more) {
  const auto known = std::find_if(all.begin(), all.end(), [&more](const FieldFinding& field) {
    return field.field == more.field;
  });
  if (known == all.end()) {
    all.push_back(std::move(more));
    return;
  }
  if (known->found == 0) {
    known->sample = std::move(more.sample);
  }
  known->of += more.of;
  known->found += more.found;
}

class Prober {
 public:
  Prober(const CommonOptions& common, const ProbeOptions& options)
      : data_(common.places.data), client_(ClientOptions(common, options)) {
    for (const std::string& word :
         JsonFile::Load(common.places.data / "probe.json").root()["staff"].Texts()) {
      staff_words_.push_back(word);
    }
    found_.url = options.url;
    front_.url = options.url;
    if (!options.engine.empty()) {
      Use(LoadEngine(options.engine));
      const std::string& name = source_.html ? source_.html->name : source_.json->name;
      found_.engine = {options.engine.stem().string(), name, {}};
    }
  }

  // False when the forum could not be reached.
  bool Look() {
    const HttpOutcome front = Fetch(found_.url);
    if (front.kind != OutcomeKind::Ok) {
      Trouble("打不开这个网址：" + front.reason);
      if (front.kind == OutcomeKind::Blocked) {
        Trouble(
            "如果它就在内网，加上 --allow-private 再试；正式使用时写进配置的 http.allow_private");
      }
      return false;
    }
    if (LooksLikeFeed(front)) {
      found_.engine = {"feed", "RSS 或 Atom", {}};
      found_.board = {"", found_.url};
      ReadBoard(found_.board);
    } else if (Identify(AnswerOf(front_, front))) {
      if (source_.json) {
        ReadJsonBoards(*source_.json);
      } else {
        ReadBoards(AnswerOf(front_, front));
      }
    }
    GuessStaff();
    return true;
  }

  ProbeFindings Take() { return std::move(found_); }

 private:
  void Use(const ForumEngine& engine) {
    source_.html = engine.html;
    source_.json = engine.json;
  }
  [[nodiscard]] bool has_engine() const { return source_.html || source_.json; }

  void Trouble(std::string text) { found_.trouble.push_back(std::move(text)); }

  HttpOutcome Fetch(const std::string& url) {
    std::optional<HttpOutcome> ended;
    HttpRequest request;
    request.url = url;
    forum_.Start(std::move(request), [&ended](HttpOutcome outcome) { ended = std::move(outcome); });
    forum_.Deliver();
    while (!ended) {
      client_.Turn(clock_.Now(), std::chrono::milliseconds(200));
    }
    return std::move(*ended);
  }

  [[nodiscard]] PageAnswer AnswerOf(PageRequest request, const HttpOutcome& outcome) {
    PageAnswer answer;
    answer.request = std::move(request);
    answer.status = outcome.status;
    const auto type = outcome.headers.find("content-type");
    answer.content_type = type == outcome.headers.end() ? "" : type->second;
    answer.body = outcome.body;
    answer.answered_at = outcome.date.value_or(clock_.Now());
    return answer;
  }

  // Which engine wrote the page; false: nobody here knows it, or the engine has no description
  // that is in order.
  bool Identify(const PageAnswer& answer) {
    const SurveyedPage page = ParsePage(answer);
    found_.charset = page.charset;
    if (!page.document) {
      Trouble("页面不能读：" + page.refused);
      return false;
    }
    if (!has_engine()) {
      const auto recognised = Recognise(*page.document, data_.Signs());
      if (!recognised) {
        Trouble(
            "认不出是什么论坛软件。可以照 engines/discuz.json（用 JSON 回答的照 nodebb.json）"
            "写一个引擎文件，用 --engine 文件来试；论坛有 RSS 的，也可以用 \"engine\": \"feed\"");
        return false;
      }
      found_.engine = *recognised;
      Use(data_.Engine(recognised->engine));
    }
    return has_engine();
  }

  // The page itself when it is a board, else boards it leads to.
  void ReadBoards(const PageAnswer& front) {
    const SurveyedPage page = ParsePage(front);
    const HtmlEngine& engine = *source_.html;
    found_.boards = BoardsOn(*page.document, found_.url, engine.addresses);
    if (engine.list.row->selector.First(page.document->root())) {
      const auto own =
          std::find_if(found_.boards.begin(), found_.boards.end(),
                       [this](const BoardLink& board) { return board.url == found_.url; });
      ReadBoard({own == found_.boards.end() ? "" : own->name, found_.url});
      return;
    }
    if (found_.boards.empty()) {
      found_.fields = SurveyList(engine, *page.document,
                                 {front.answered_at, source_.utc_offset, engine.date_order});
      const auto known = JudgeNotContent(engine, *page.document, PageKind::List);
      Trouble(known ? known->reason + "；" + std::string(WhatToDo(known->verdict))
                    : "这一页上没有主题行（" + engine.list.row->written +
                          "），也没有通往版块的链接；请给出版块的网址，或改引擎文件的 list.row");
    }
    ReadSomeBoard();
  }

  // Boards as the forum names them over its JSON.
  void ReadJsonBoards(const JsonEngine& engine) {
    if (const std::string page = BoardsPage(engine, found_.url); !page.empty()) {
      PageRequest request;
      request.url = page;
      const HttpOutcome outcome = Fetch(page);
      found_.boards = BoardsIn(engine, found_.url, AnswerOf(request, outcome));
      if (found_.boards.empty()) {
        const std::string why =
            outcome.kind == OutcomeKind::Ok ? "里面没有认得的版块" : outcome.reason;
        Trouble(page + "：" + why);
      }
    }
    if (KnowsBoard(engine, found_.url)) {
      const auto asked = [&engine](const std::string& board) {
        return PageAddress(board, engine.addresses.list, 1);
      };
      const auto own = std::find_if(
          found_.boards.begin(), found_.boards.end(),
          [&](const BoardLink& board) { return asked(board.url) == asked(found_.url); });
      ReadBoard({own == found_.boards.end() ? "" : own->name, found_.url});
      return;
    }
    if (found_.boards.empty()) {
      Trouble("请给出论坛首页或版块的网址，例如 " + engine.addresses.example);
    }
    ReadSomeBoard();
  }

  // The first that shows posts, if it is among the first few.
  void ReadSomeBoard() {
    const std::vector<BoardLink> boards = found_.boards;
    for (std::size_t i = 0; i < std::min(kBoardsTried, boards.size()) && found_.posts.empty();
         ++i) {
      ReadBoard(boards[i]);
    }
  }

  // As the service would on its first visit, but for a few pages.
  void ReadBoard(const BoardLink& board) {
    found_.board = board;
    found_.fields.clear();
    source_.engine = found_.engine.engine;
    source_.url = board.url;
    const std::unique_ptr<Crawler> crawler = MakeCrawler(source_);
    VisitOptions options;
    options.max_pages = kPages;
    std::deque<PageRequest> waiting;
    const auto take = [&waiting](std::vector<PageRequest> pages) {
      waiting.insert(waiting.end(), pages.begin(), pages.end());
    };
    take(crawler->Plan({}, options, clock_.Now()));
    while (!waiting.empty()) {
      const PageRequest request = waiting.front();
      waiting.pop_front();
      take(ReadPage(*crawler, request));
    }
  }

  std::vector<PageRequest> ReadPage(Crawler& crawler, const PageRequest& request) {
    const HttpOutcome outcome = Fetch(request.url);
    if (outcome.body.empty()) {
      Trouble(request.url + "：" + outcome.reason);
      return crawler.Failed(request).follow_ups;
    }
    const PageAnswer answer = AnswerOf(request, outcome);
    Reading reading = crawler.Read(answer);
    if (!IsContent(reading.verdict) && reading.verdict != PageVerdict::Gone) {
      Trouble(request.url + "：" + reading.reason + "；" + std::string(WhatToDo(reading.verdict)));
    }
    Survey(answer);
    for (SeenPost& post : reading.posts) {
      authors_.insert(post.author);
      if (found_.posts.size() < kPosts && !post.text.empty()) {
        found_.posts.push_back(std::move(post));
      }
    }
    return reading.follow_ups;
  }

  // Field by field, of all pages that are read.
  void Survey(const PageAnswer& answer) {
    const bool thread = answer.request.kind == PageKind::Thread;
    std::vector<FieldFinding> more;
    if (source_.json) {
      const DateContext dates{answer.answered_at, source_.utc_offset};
      more = thread ? SurveyThread(*source_.json, answer, dates)
                    : SurveyList(*source_.json, answer, dates);
    } else if (const SurveyedPage page = ParsePage(answer); page.document && source_.html) {
      found_.charset = page.charset;
      const DateContext dates{answer.answered_at, source_.utc_offset, source_.html->date_order};
      more = thread ? SurveyThread(*source_.html, *page.document, dates)
                    : SurveyList(*source_.html, *page.document, dates);
    }
    for (FieldFinding& field : more) {
      AddFinding(found_.fields, std::move(field));
    }
  }

  void GuessStaff() {
    for (const std::string& author : authors_) {
      if (std::any_of(staff_words_.begin(), staff_words_.end(), [&author](const std::string& word) {
            return author.find(word) != std::string::npos;
          })) {
        found_.staff.push_back(author);
      }
    }
  }

  PageRequest front_;  // what was named
  DataFolder data_;
  HttpClient client_;
  SystemClock clock_;
  RobotsGate forum_{client_, [this] { return clock_.Now(); }};
  std::vector<std::string> staff_words_;
  SourceConfig source_;
  std::set<std::string> authors_;
  ProbeFindings found_;
};

}  // namespace

ExitCode Probe(const CommonOptions& common, const ProbeOptions& options) {
  StartLogging("error");
  Prober prober(common, options);
  const bool reached = prober.Look();
  const ProbeFindings found = prober.Take();
  PrintProbe(found, common.json, std::cout, std::cerr);
  if (!reached) {
    return ExitCode::Unavailable;
  }
  return found.posts.empty() ? ExitCode::Failed : ExitCode::Done;
}

}  // namespace forumwatch
