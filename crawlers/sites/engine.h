// A forum engine as data: what config/engines/*.json describes and html_forum reads. The file's own
// comments are the manual; here stands only what the program does with each part. Filled by
// config/engine_file; immutable once made; any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "crawlers/crawler.h"
#include "crawlers/html/select.h"
#include "crawlers/parse/date.h"
#include "crawlers/sites/pattern.h"

namespace forumwatch {

// A selector that remembers how it was written, to be named when it finds nothing.
struct Css {
  std::string written;
  Selector selector;
};

// One way to read a value: of the elements `select` finds (the element itself without it) the
// attribute, or the visible text without `drop`; of that what `pattern` captures; to a number
// `add`.
struct ValueSource {
  std::optional<Css> select;
  std::string attribute;  // "" the visible text
  std::vector<Selector> drop;
  std::optional<Pattern> pattern;
  int add = 0;
};

// Ways to read a value, tried in order; the first that gives something wins. Empty: the engine does
// not show it.
using Field = std::vector<ValueSource>;

// How addresses of one kind of page (a board, a thread) look, and how page N's is made of page 1's.
// Exactly one of `page` and `parameter` is set.
struct AddressForm {
  std::optional<Pattern> match;  // finds the named group "id"; none: any address, id unknown
  std::string page;       // what replaces the match: "thread-{id}-{page}-1.html", {group} inserted;
                          // {offset} is (page-1)·step
  std::string parameter;  // the query parameter that holds the page …
  int step = 0;           // … or, when not 0, the number of entries before it: (page-1)·step
  std::optional<Css> step_links;  // links to further pages; what they show of the step wins
};

struct Addresses {
  std::vector<std::string> noise;  // query parameters that change nothing and are dropped
  std::vector<AddressForm> list;   // tried in order
  std::vector<AddressForm> thread;
};

// Which page this is and how many there are. The numbers of everything found are compared, the
// largest is the count; nothing found is one page.
struct Pager {
  Field count;
  Field current;
};

struct ListFormat {
  Field board;  // links of the way here, as in ThreadFormat
  std::optional<Css> row;
  std::optional<Selector> sticky;  // rows that are it or hold it stand outside the order
  Field link;                      // the thread's address; also gives its id
  Field title;
  Field replies;
  Field views;
  Field last_post;
  Field last_author;
  Field pages;               // links to further pages of the thread: the largest number counts
  std::optional<Css> empty;  // stands there when a board truly has no threads
  Pager pager;
};

struct ThreadFormat {
  Field title;
  Field board;  // links of the way here; the last that is a board's address names the board
  Field views;
  Field replies;
  std::optional<Css> post;
  Field id;  // an element whose id cannot be read is no post
  Field author;
  Field author_id;
  Field posted;
  Field edited;
  Field floor;
  std::map<std::string, int> floor_words;  // 沙发 → 2
  Field link;
  Field quotes;  // id of the post quoted
  Field likes;
  std::optional<Css> body;
  std::vector<Selector> drop;  // inside the body: quotes, edit notes, noise
  std::optional<Css> hidden;   // stands there instead of the body of a post guests may not read
  std::optional<Selector> attachments;  // in the post: each is one
  Pager pager;
};

// A page that is not what was asked for, and how it is known.
struct NotContent {
  std::optional<PageKind> kind;  // only for such requests
  std::optional<Css> select;     // must be there …
  std::optional<Pattern> text;   // … and its text (without select: the page's) fit
  PageVerdict verdict = PageVerdict::Blind;
  std::string reason;  // for people
};

// How any page of a forum tells that this engine wrote it, and in which version.
struct EngineSigns {
  std::string engine;  // the name of its file
  std::string name;    // … and of the software
  Field here;          // something is found: it is this engine
  Field version;
};

// What a forum may say to who fills in its login form, and how it is known.
enum class LoginVerdict {
  Captcha,  // it takes a person
  Refused,  // a wrong password, a locked account
  Again     // something of the form did not fit; another time it may
};
struct LoginAnswer {
  std::optional<Css> select;    // must be there …
  std::optional<Pattern> text;  // … and its text (without select: the page's) fit
  LoginVerdict verdict = LoginVerdict::Refused;
  std::string reason;  // for people
};

// How a member gets in: a form on a page.
struct LoginFormat {
  std::string page;         // the page with the form, as a link of the board's page would say
  std::optional<Css> form;  // its hidden fields are sent along
  std::string user;         // the names of the two fields …
  std::string password;     // … that are filled in
  std::map<std::string, std::string> fields;  // sent besides
  std::optional<Css> captcha;                 // in the form: it wants a person
  std::optional<Css> guest;                   // on any page of the forum: it was made for a guest
  std::vector<LoginAnswer> answers;  // the first that fits decides; none does: it let us in
};

struct HtmlEngine {
  std::string name;
  std::string digest;    // another one when anything in the file is
  std::string page_end;  // text without which a page has arrived incomplete; "" none is sure
  std::string charset;   // used when the server names none
  DateOrder date_order = DateOrder::YearMonthDay;
  bool character_references = false;  // "&#128514;" left in texts stands for a character
  Addresses addresses;
  ListFormat list;
  ThreadFormat thread;
  std::vector<NotContent> not_content;  // the first that fits decides
  std::optional<LoginFormat> login;     // nullopt: the file does not say how to
};

}  // namespace forumwatch
