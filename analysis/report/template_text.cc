#include "analysis/report/template_text.h"

#include <cstring>  // ctemplate's own header needs it and forgets it
#include <stdexcept>

#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>

namespace forumwatch {
namespace {

constexpr std::string_view kAutoescape = R"({{%AUTOESCAPE context="HTML"}})";

}  // namespace

std::string FillTemplate(std::string_view name, std::string_view text,
                         const ctemplate::TemplateDictionary& values) {
  const std::string file(name);
  if (!text.starts_with(kAutoescape)) {
    throw std::runtime_error(file + "：模板必须以 " + std::string(kAutoescape) + " 开头");
  }
  // A cache of its own, frozen: no file is read, no other thread is met.
  ctemplate::TemplateCache cache;
  if (!cache.StringToTemplateCache(file, text.data(), text.size(), ctemplate::STRIP_BLANK_LINES)) {
    throw std::runtime_error(file + "：模板有语法错误");
  }
  cache.Freeze();
  std::string filled;
  if (!cache.ExpandNoLoad(file, ctemplate::STRIP_BLANK_LINES, &values, nullptr, &filled)) {
    throw std::runtime_error(file + "：模板无法填写（不能引用其他文件）");
  }
  return filled;
}

}  // namespace forumwatch
