// A forum that answers in JSON, as data: what config/engines/*.json with "format": "json" describes
// and json_forum reads. The files' own comments are the manual; here stands only what the program
// does with each part. Filled by config/json_engine_file; immutable once made; any thread.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "crawlers/crawler.h"
#include "crawlers/html/select.h"
#include "crawlers/sites/engine.h"
#include "crawlers/sites/pattern.h"

namespace forumwatch {

// A JSON pointer (RFC 6901) taken apart. Without steps it is the value itself.
struct JsonPlace {
  std::string written;
  std::vector<std::string> steps;
};

struct JsonTest;

// One way to read a value.
struct JsonWay {
  JsonPlace at;     // in the row or post; for what the page says as a whole, in the page
  std::string say;  // not "": this, whatever the page says
  JsonPlace in;     // with steps: a list of the page, in which the object found is looked up …
  std::vector<std::string> same;  // … by these members; the value is taken from what is found …
  JsonPlace then;                 // … here
  std::shared_ptr<const JsonTest> when;      // only if this holds
  bool html = false;                         // "&lt;" stands for "<"
  std::optional<Pattern> pattern;            // as in ValueSource
  std::map<std::string, std::string> words;  // what certain values mean
  int add = 0;                               // to a number
};

// Tried in order; the first that gives something wins.
using JsonField = std::vector<JsonWay>;

// Holds when the value is one of `is`; with `is_not`, when it is none of them; with neither, when
// it is anything but false, 0, "", null or absent.
struct JsonTest {
  JsonWay way;
  std::vector<std::string> is;
  std::vector<std::string> is_not;
};
using JsonTests = std::vector<JsonTest>;  // any of them

struct JsonAddresses {
  std::string example;              // of a board, for people
  std::vector<AddressForm> list;    // a board as its readers address it → its page in JSON
  std::vector<AddressForm> thread;  // a thread likewise
  std::string thread_link;          // "{root}/topic/{thread}": made of the board's address
  std::string post_link;            // "{root}/post/{post}", {floor}
};

// How many pages there are: as it is written, by the number of entries, or at least one more.
struct JsonPager {
  JsonField page_count;
  JsonField entries;   // a number, or a list that is counted
  JsonField per_page;  // with it, entries make pages; without, they only tell whether all was read
  JsonTests more;
  JsonTests end;  // with `more`: one of the two holds, or the page does not tell
};

struct JsonListFormat {
  JsonField board;
  JsonPlace rows;
  JsonField id;
  JsonField title;
  JsonField replies;
  JsonField views;
  JsonField last_post;
  JsonField last_author;
  JsonTests sticky;
  JsonTests removed;  // the row only tells that the thread was taken away
  JsonPager pager;
};

struct JsonThreadFormat {
  JsonField board;
  JsonField title;
  JsonField views;
  JsonPlace posts;
  JsonField id;
  JsonField author;
  JsonField author_id;
  JsonField posted;
  JsonField edited;
  JsonField floor;
  JsonField quotes;
  JsonField likes;
  JsonPlace body;                       // markup
  std::vector<Selector> drop;           // inside the body
  std::optional<Selector> attachments;  // inside the body: each is one
  JsonTests no_post;                    // events, notes of the system
  JsonTests removed;                    // the place of a post that was taken away
  JsonTests hidden;                     // a post whose text we may not read
  JsonTests held;                       // its author alone reads it: a moderator has to let it pass
  JsonPager pager;
};

// An answer that is not what was asked for, and how it is known: everything given must fit.
struct JsonNotContent {
  std::optional<int> status;
  std::optional<PageKind> kind;
  JsonPlace at;                 // with steps: there must be a text …
  std::optional<Pattern> text;  // … that fits; without steps: the whole answer
  bool empty = false;           // the list of threads or posts is there, and empty
  PageVerdict verdict = PageVerdict::Blind;
  std::string reason;
};

// Where the forum names its boards; asked for by `probe` alone.
struct JsonBoards {
  std::string page;  // "{root}/api/categories"; "" nowhere
  JsonPlace rows;
  JsonPlace inner;  // in a board: the boards below it
  JsonField id;
  JsonField slug;
  JsonField name;
  std::string link;  // "{root}/c/{slug}/{id}", as its readers address it
};

// What an answer to a reply says of it.
enum class ReplyVerdict {
  Posted,   // it stands on the forum
  Held,     // it was taken and waits for a moderator: nobody reads it yet
  Wait,     // it was not taken; after a while it may be
  Refused,  // it was not taken, and will not be
  Unsure    // nobody can tell: the thread has to be looked at
};

// An answer that is no post, and how it is known: everything given must fit.
struct JsonReplyAnswer {
  std::optional<int> status;
  JsonPlace at;                 // with steps: there must be a text …
  std::optional<Pattern> text;  // … that fits; without steps: the whole answer
  ReplyVerdict verdict = ReplyVerdict::Refused;
  std::string reason;  // for people
  JsonField seconds;   // Wait: for how long; nothing there: as the header or we say
};

// What a thread says that takes no reply.
struct JsonNoReply {
  JsonTests when;      // of a page of the thread
  std::string reason;  // for people
};

// How a reply is posted. In forms stand {root} and the board's other groups, {thread}, {account},
// {token}, {user_id}, {text}.
struct JsonReplyFormat {
  std::string address;
  std::vector<std::pair<std::string, std::string>> headers;
  std::vector<std::pair<JsonPlace, std::string>> body;  // texts at their places in an object
  std::string escape;       // characters of the text that get a backslash …
  std::string escape_line;  // … and those that get one at the beginning of a line; with ".",
                            // numbers of a list, too
  int longest = 0;          // code points of the text as it is sent
  JsonField post;           // where the answer has the post's id
  JsonTests held;
  // What is added to the query of a page that is looked at; a form that comes to nothing is not.
  std::vector<std::pair<std::string, std::string>> look;
  std::vector<JsonNoReply> no_reply;
  std::vector<JsonReplyAnswer> answers;  // the first that fits decides
};

struct JsonEngine {
  std::string name;
  std::string digest;                 // another one when anything in the file is, but for `reply`
  bool character_references = false;  // "&quot;" left in texts stands for a character
  JsonAddresses addresses;
  JsonBoards boards;
  JsonListFormat list;
  JsonThreadFormat thread;
  std::vector<JsonNotContent> not_content;  // the first that fits decides
  std::optional<JsonReplyFormat> reply;     // nullopt: the file does not say how to
};

}  // namespace forumwatch
