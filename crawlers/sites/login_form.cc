#include "crawlers/sites/login_form.h"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <utility>
#include <vector>

#include "crawlers/html/document.h"
#include "crawlers/parse/charset.h"
#include "crawlers/sites/address.h"
#include "crawlers/sites/not_content.h"
#include "crawlers/sites/survey.h"
#include "crawlers/web/url.h"

namespace forumwatch {
namespace {

// No login form comes near these; what does is no login form.
constexpr std::size_t kMostFields = 100;
constexpr std::size_t kLongestField = 4096;  // bytes

FilledForm Hindered(LoginVerdict verdict, std::string reason) {
  return {{}, LoginHurdle{verdict, std::move(reason)}};
}

std::string FormEscaped(std::string_view bytes) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::string_view kAsTheyAre = "-._*";
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 128 && (std::isalnum(byte) != 0 || kAsTheyAre.find(c) != std::string_view::npos)) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    }
  }
  return out;
}

// What is sent, in the order of the form; a field that is set again keeps its place.
class FormFields {
 public:
  explicit FormFields(std::string charset) : charset_(std::move(charset)) {}

  void Set(const std::string& name, const std::string& value) {
    const auto known = std::find_if(fields_.begin(), fields_.end(),
                                    [&name](const auto& field) { return field.first == name; });
    if (known != fields_.end()) {
      known->second = value;
    } else {
      fields_.emplace_back(name, value);
    }
  }

  [[nodiscard]] std::string Written() const {
    std::string body;
    for (const auto& [name, value] : fields_) {
      body += (body.empty() ? "" : "&") + FormEscaped(EncodeAs(name, charset_)) + "=" +
              FormEscaped(EncodeAs(value, charset_));
    }
    return body;
  }

 private:
  std::string charset_;
  std::vector<std::pair<std::string, std::string>> fields_;
};

bool IsHiddenField(Node input) {
  std::string type(input.Attribute("type"));
  std::transform(type.begin(), type.end(), type.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return type == "hidden" && !input.Attribute("name").empty();
}

// What the form hides goes back with it; false: too much of it.
bool TakeHidden(Node form, FormFields& fields) {
  static const Selector kInputs("input");
  std::size_t taken = 0;
  for (const Node input : kInputs.All(form)) {
    if (!IsHiddenField(input)) {
      continue;
    }
    const std::string name(input.Attribute("name"));
    const std::string value(input.Attribute("value"));
    if (++taken > kMostFields || name.size() > kLongestField || value.size() > kLongestField) {
      return false;
    }
    fields.Set(name, value);
  }
  return true;
}

// The same place, or the same host encrypted.
bool MayBeTold(const std::string& from, const std::string& to) {
  const auto here = Url::Parse(from);
  const auto there = Url::Parse(to);
  return here && there && here->host() == there->host() &&
         (here->scheme() == there->scheme() ? here->port() == there->port()
                                            : there->scheme() == "https");
}

}  // namespace

FilledForm FillIn(const LoginFormat& format, const PageAnswer& page, const Applicant& applicant) {
  const SurveyedPage parsed = ParsePage(page);
  if (!parsed.document) {
    return Hindered(LoginVerdict::Again, "登录页不能读：" + parsed.refused);
  }
  const Node form = format.form->selector.First(parsed.document->root());
  if (!form) {
    return Hindered(LoginVerdict::Again,
                    "登录页上没有找到登录表单（" + format.form->written + "）");
  }
  if (format.captcha && format.captcha->selector.First(form)) {
    return Hindered(LoginVerdict::Captcha, "论坛登录要验证码");
  }
  const std::string& here = page.request.url;
  const std::string action(form.Attribute("action"));
  const std::string target =
      action.empty() ? here : ResolveLink(here, parsed.document->base_href(), action);
  if (!MayBeTold(applicant.board, here) || !MayBeTold(here, target)) {
    return Hindered(LoginVerdict::Again, "登录表单要把密码送到别的网站或不加密的网址，没有送");
  }
  FormFields fields(parsed.charset);
  if (!TakeHidden(form, fields)) {
    return Hindered(LoginVerdict::Again, "登录表单里隐藏的格子太多或太长，没有送");
  }
  for (const auto& [name, value] : format.fields) {
    fields.Set(name, value);
  }
  fields.Set(format.user, applicant.user);
  fields.Set(format.password, applicant.password);
  return {{target, fields.Written()}, std::nullopt};
}

std::optional<LoginHurdle> HurdleIn(const LoginFormat& format, const PageAnswer& answer,
                                    const std::string& password) {
  const SurveyedPage page = ParsePage(answer);
  if (!page.document) {
    return LoginHurdle{LoginVerdict::Again, "登录的回答不能读：" + page.refused};
  }
  for (const LoginAnswer& known : format.answers) {
    if (const auto said = WordsAt(known.select, known.text, *page.document)) {
      const bool repeats = !password.empty() && said->find(password) != std::string::npos;
      return LoginHurdle{known.verdict, WithTheirWords(known.reason, repeats ? "" : *said)};
    }
  }
  return std::nullopt;
}

}  // namespace forumwatch
