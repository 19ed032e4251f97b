#include "crawlers/sites/not_content.h"

#include "crawlers/html/visible_text.h"
#include "crawlers/sites/field.h"

namespace forumwatch {

std::optional<std::string> WordsAt(const std::optional<Css>& select,
                                   const std::optional<Pattern>& text, const Document& document) {
  std::optional<std::string> fitting;
  if (!select) {
    fitting = Folded(VisibleText(document.root()));
    return !text || text->Found(*fitting) ? fitting : std::nullopt;
  }
  for (const Node node : select->selector.All(document.root())) {
    std::string said = Folded(VisibleText(node));
    if (!text || text->Found(said)) {
      return said;
    }
  }
  return std::nullopt;
}

std::string WithTheirWords(const std::string& reason, const std::string& said) {
  return said.empty() ? reason : reason + "（页面写着：" + CutText(said, kQuotedText) + "）";
}

std::optional<PageJudgement> JudgeNotContent(const HtmlEngine& engine, const Document& document,
                                             PageKind asked) {
  for (const NotContent& description : engine.not_content) {
    if (description.kind && *description.kind != asked) {
      continue;
    }
    if (const auto said = WordsAt(description.select, description.text, document)) {
      return PageJudgement{description.verdict, WithTheirWords(description.reason, *said)};
    }
  }
  return std::nullopt;
}

}  // namespace forumwatch
