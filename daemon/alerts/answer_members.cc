#include "daemon/alerts/answer_members.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <nlohmann/json.hpp>

#include "analysis/text/code_points.h"

namespace forumwatch {
namespace {

using nlohmann::json;

constexpr std::string_view kTold[] = {"errcode", "statuscode", "code",   "ok",  "success",
                                      "error",   "status",     "errmsg", "msg", "message"};

class MemberReader : public json::json_sax_t {
 public:
  bool null() override { return Take(""); }
  bool boolean(bool value) override { return Take(value ? "true" : "false"); }
  bool number_integer(json::number_integer_t value) override { return Take(std::to_string(value)); }
  bool number_unsigned(json::number_unsigned_t value) override {
    return Take(std::to_string(value));
  }
  bool number_float(json::number_float_t /*value*/, const std::string& text) override {
    return Take(text);
  }
  bool string(std::string& value) override { return Take(std::move(value)); }
  bool binary(json::binary_t& /*value*/) override { return true; }
  bool start_object(std::size_t /*elements*/) override { return Enter(); }
  bool start_array(std::size_t /*elements*/) override { return Enter(); }
  bool end_object() override { return Leave(); }
  bool end_array() override { return Leave(); }
  bool key(std::string& name) override {
    if (depth_ == 1) {
      key_ = LowerCase(name);
    }
    return true;
  }
  bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                   const json::exception& /*error*/) override {
    return false;
  }

  AnswerMembers TakeMembers() { return std::move(members_); }

 private:
  bool Take(std::string value) {
    if (depth_ == 1 && std::find(std::begin(kTold), std::end(kTold), key_) != std::end(kTold)) {
      members_[key_] = std::move(value);
    }
    return true;
  }
  bool Enter() {
    Take("{}");
    ++depth_;
    return true;
  }
  bool Leave() {
    --depth_;
    return true;
  }

  std::uint64_t depth_ = 0;
  std::string key_;
  AnswerMembers members_;
};

// A message in another charset must not hide the code beside it.
std::string ValidUtf8(std::string_view text) {
  std::string valid;
  for (std::size_t at = 0; at < text.size();) {
    AppendUtf8(valid, NextCodePoint(text, at));
  }
  return valid;
}

}  // namespace

std::string LowerCase(std::string_view ascii) {
  std::string text(ascii);
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

std::optional<AnswerMembers> ReadAnswerMembers(std::string_view body) {
  MemberReader reader;
  if (body.substr(0, 1) != "{" || !json::sax_parse(ValidUtf8(body), &reader)) {
    return std::nullopt;
  }
  return reader.TakeMembers();
}

}  // namespace forumwatch
