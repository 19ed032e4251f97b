#include <algorithm>
#include <cstring>  // ctemplate's own header needs it and forgets it
#include <stdexcept>
#include <vector>

#include <ctemplate/template_dictionary.h>

#include "analysis/report/documents.h"
#include "analysis/report/template_text.h"
#include "analysis/text/code_points.h"

namespace forumwatch {
namespace {

bool IsName(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::string Written(char mark, std::string_view name) {
  return "{{" + std::string(1, mark) + std::string(name) + "}}";
}

// Looks at the marks one after the other, with the line of each, which the engine does not tell.
class Marks {
 public:
  explicit Marks(std::string_view text) : text_(text) {}

  std::optional<TemplateMistake> FirstMistake() {
    for (std::size_t at = 0; (at = text_.find("{{", at)) != std::string_view::npos;) {
      const std::size_t end = text_.find("}}", at);
      if (end == std::string_view::npos) {
        return TemplateMistake{LineOf(at), "“{{”没有用“}}”结束"};
      }
      if (auto mistake = Look(text_.substr(at + 2, end - at - 2), LineOf(at))) {
        return mistake;
      }
      at = end + 2;
    }
    if (open_.empty()) {
      return std::nullopt;
    }
    return TemplateMistake{open_.back().line, Written('#', open_.back().name) + " 没有用 " +
                                                  Written('/', open_.back().name) + " 结束"};
  }

 private:
  struct Section {
    std::string_view name;
    int line = 0;
  };

  // Marks are asked for in order, so every line break is counted once.
  int LineOf(std::size_t at) {
    line_ += static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(counted_),
                                         text_.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    counted_ = at;
    return line_;
  }

  std::optional<TemplateMistake> Look(std::string_view mark, int line) {
    const char kind = mark.empty() ? ' ' : mark.front();
    if (kind == '!' || kind == '%') {
      return std::nullopt;
    }
    if (kind == '>') {
      return TemplateMistake{line, "不能引用其他文件：{{" + std::string(mark) + "}}"};
    }
    if (kind != '#' && kind != '/') {
      const std::string_view name = mark.substr(0, mark.find(':'));
      return IsName(name)
                 ? std::nullopt
                 : std::optional(TemplateMistake{
                       line, "看不懂 {{" + std::string(mark) + "}}：名字只能用字母、数字和下划线"});
    }
    const std::string_view name = mark.substr(1);
    if (kind == '#') {
      open_.push_back({name, line});
      return std::nullopt;
    }
    if (open_.empty()) {
      return TemplateMistake{line, Written('/', name) + " 前面没有 " + Written('#', name)};
    }
    const Section section = open_.back();
    open_.pop_back();
    if (section.name == name) {
      return std::nullopt;
    }
    return TemplateMistake{line, "这里应当先用 " + Written('/', section.name) + " 结束第 " +
                                     std::to_string(section.line) + " 行的 " +
                                     Written('#', section.name) + "，现在是 " + Written('/', name)};
  }

  std::string_view text_;
  std::vector<Section> open_;
  std::size_t counted_ = 0;
  int line_ = 1;
};

constexpr std::string_view kOwnNames = "BI_";  // of the engine: {{BI_NEWLINE}}, {{BI_SPACE}}

// As an editor saves what it takes for the usual encoding.
std::optional<TemplateMistake> MistakeOfEncoding(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) {
    return TemplateMistake{1, "文件开头有看不见的 BOM 标记，请另存为不带 BOM 的 UTF-8"};
  }
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    std::string again;
    AppendUtf8(again, NextCodePoint(text, at));
    if (text.substr(begin, at - begin) != again) {
      const auto breaks =
          std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(begin), '\n');
      return TemplateMistake{1 + static_cast<int>(breaks), "这里不是 UTF-8，请另存为 UTF-8"};
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<TemplateMistake> WhatIsWrongWithTemplate(std::string_view name,
                                                       std::string_view text) {
  if (auto mistake = MistakeOfEncoding(text)) {
    return mistake;
  }
  if (auto mistake = Marks(text).FirstMistake()) {
    return mistake;
  }
  try {
    FillTemplate(name, text, ctemplate::TemplateDictionary("check"));
    return std::nullopt;
  } catch (const std::runtime_error& error) {
    return TemplateMistake{1, error.what()};
  }
}

std::vector<TemplateName> NamesInTemplate(std::string_view text) {
  std::vector<TemplateName> names;
  int line = 1;
  std::size_t counted = 0;
  for (std::size_t at = 0; (at = text.find("{{", at)) != std::string_view::npos;) {
    std::string_view name = text.substr(at + 2, text.find("}}", at) - at - 2);
    const bool section = name.starts_with('#') || name.starts_with('/');
    name = name.substr(section ? 1 : 0);
    name = name.substr(0, name.find(':'));
    line += static_cast<int>(std::count(text.begin() + static_cast<std::ptrdiff_t>(counted),
                                        text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    counted = at;
    at += 2;
    if (IsName(name) && !name.starts_with(kOwnNames) &&
        std::none_of(names.begin(), names.end(),
                     [&](const TemplateName& known) { return known.name == name; })) {
      names.push_back({std::string(name), line, section});
    }
  }
  return names;
}

}  // namespace forumwatch
