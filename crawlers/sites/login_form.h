// A forum's login form: what is to be sent, and what the answer means. Pure; never throws on
// content. What is made here holds a password and is for the forum alone.
#pragma once

#include <optional>
#include <string>

#include "crawlers/crawler.h"
#include "crawlers/sites/engine.h"

namespace forumwatch {

// Who wants to get in, and to which board.
struct Applicant {
  std::string user;
  std::string password;
  std::string board;  // its address
};

struct LoginPost {
  std::string url;
  std::string body;  // application/x-www-form-urlencoded, in the page's charset
};

// Why a login did not go on.
struct LoginHurdle {
  LoginVerdict verdict = LoginVerdict::Again;
  std::string reason;  // for people
};

struct FilledForm {
  LoginPost post;
  std::optional<LoginHurdle> hurdle;  // then there is nothing to be sent
};

// `page`: the one with the form; its request names where it was found. A password is told to the
// board's own host alone, and not in the open where the board or the form is encrypted.
FilledForm FillIn(const LoginFormat& format, const PageAnswer& page, const Applicant& applicant);

// What the answer to the form says against us; nullopt: nothing. The forum's own words are part of
// the reason, unless they repeat the password.
std::optional<LoginHurdle> HurdleIn(const LoginFormat& format, const PageAnswer& answer,
                                    const std::string& password);

}  // namespace forumwatch
