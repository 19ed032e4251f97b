#include "crawlers/sites/pattern.h"

#include <stdexcept>
#include <vector>

#include <re2/re2.h>

namespace forumwatch {
namespace {

re2::RE2::Options Quiet() {
  re2::RE2::Options options;
  options.set_log_errors(false);
  return options;
}

std::string_view View(const re2::StringPiece& piece) {
  return {piece.data(), piece.size()};
}

}  // namespace

Pattern::Pattern(std::string_view expression)
    : expression_(std::make_shared<const re2::RE2>(
          re2::StringPiece(expression.data(), expression.size()), Quiet())) {
  if (!expression_->ok()) {
    throw std::invalid_argument(expression_->error());
  }
  const auto& names = expression_->NamedCapturingGroups();
  if (const auto named = names.find("value"); named != names.end()) {
    value_group_ = named->second;
  } else {
    value_group_ = expression_->NumberOfCapturingGroups() > 0 ? 1 : 0;
  }
}

bool Pattern::Found(std::string_view text) const {
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *expression_);
}

std::optional<std::string> Pattern::Value(std::string_view text) const {
  return GroupAt(value_group_, text);
}

std::optional<std::string> Pattern::Group(const std::string& name, std::string_view text) const {
  const auto& names = expression_->NamedCapturingGroups();
  const auto named = names.find(name);
  if (named == names.end()) {
    return Found(text) ? std::make_optional<std::string>() : std::nullopt;
  }
  return GroupAt(named->second, text);
}

std::optional<std::string> Pattern::GroupAt(int group, std::string_view text) const {
  std::vector<re2::StringPiece> groups(static_cast<std::size_t>(group) + 1);
  const re2::StringPiece piece(text.data(), text.size());
  if (!expression_->Match(piece, 0, text.size(), re2::RE2::UNANCHORED, groups.data(),
                          static_cast<int>(groups.size()))) {
    return std::nullopt;
  }
  return std::string(View(groups.back()));
}

std::optional<std::map<std::string, std::string>> Pattern::Groups(std::string_view text) const {
  const int count = expression_->NumberOfCapturingGroups() + 1;
  std::vector<re2::StringPiece> groups(static_cast<std::size_t>(count));
  const re2::StringPiece piece(text.data(), text.size());
  if (!expression_->Match(piece, 0, text.size(), re2::RE2::UNANCHORED, groups.data(), count)) {
    return std::nullopt;
  }
  std::map<std::string, std::string> named;
  for (const auto& [name, group] : expression_->NamedCapturingGroups()) {
    named.emplace(name, View(groups[static_cast<std::size_t>(group)]));
  }
  return named;
}

std::string Pattern::ReplaceFirst(std::string_view text, std::string_view by) const {
  re2::StringPiece whole;
  const re2::StringPiece piece(text.data(), text.size());
  if (!expression_->Match(piece, 0, text.size(), re2::RE2::UNANCHORED, &whole, 1)) {
    return std::string(text);
  }
  const auto start = static_cast<std::size_t>(whole.data() - text.data());
  std::string replaced(text.substr(0, start));
  replaced += by;
  replaced += text.substr(start + whole.size());
  return replaced;
}

bool Pattern::HasGroup(const std::string& name) const {
  return expression_->NamedCapturingGroups().contains(name);
}

}  // namespace forumwatch
