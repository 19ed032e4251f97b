#include "crawlers/sites/not_content.h"

#include "crawlers/html/visible_text.h"
#include "crawlers/sites/field.h"

namespace forumwatch {
namespace {

// What the page says where the description looks; nullopt: the description does not fit.
std::optional<std::string> SaidThere(const NotContent& description, const Document& document) {
  std::optional<std::string> fitting;
  if (!description.select) {
    fitting = Folded(VisibleText(document.root()));
    return !description.text || description.text->Found(*fitting) ? fitting : std::nullopt;
  }
  for (const Node node : description.select->selector.All(document.root())) {
    std::string said = Folded(VisibleText(node));
    if (!description.text || description.text->Found(said)) {
      return said;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<PageJudgement> JudgeNotContent(const HtmlEngine& engine, const Document& document,
                                             PageKind asked) {
  for (const NotContent& description : engine.not_content) {
    if (description.kind && *description.kind != asked) {
      continue;
    }
    if (const auto said = SaidThere(description, document)) {
      PageJudgement judgement{description.verdict, description.reason};
      if (!said->empty()) {
        judgement.reason += "（页面写着：" + CutText(*said, kQuotedText) + "）";
      }
      return judgement;
    }
  }
  return std::nullopt;
}

}  // namespace forumwatch
