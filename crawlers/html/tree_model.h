// Follows gumbo's tree construction by names alone: after every tag, how deep gumbo's stack is at
// most and what the page has cost it. One pass, bounded storage. What no forum writes and gumbo
// stumbles over is named as an objection. Inside this room only.
#pragma once

#include <span>
#include <string_view>

#include "crawlers/html/markup_scan.h"
#include "crawlers/html/open_elements.h"

namespace forumwatch {

class TreeModel {
 public:
  // Says what becomes of the text after the tag.
  RawText StartTag(const Markup& tag, std::span<const MarkupAttribute> attributes);
  void EndTag(const Markup& tag);
  void Text(const Markup& text);

  [[nodiscard]] int depth() const noexcept { return open_.size() + (open_.over() ? 1 : 0); }
  [[nodiscard]] int formatting() const noexcept { return open_.formatting(); }
  [[nodiscard]] bool foreign() const;  // is the innermost element one of <svg> or <math>?
  [[nodiscard]] const ParseCost& cost() const noexcept { return open_.cost(); }
  [[nodiscard]] std::string_view objection() const;
  // Attributes of all <html> and <body> tags: gumbo puts them together.
  [[nodiscard]] std::size_t root_attributes() const noexcept { return root_attributes_; }

 private:
  struct Table {
    int at = -1;    // the innermost <table> whose parts may stand here
    int part = -1;  // the innermost caption, cell, row … in it
    bool in_template = false;
  };

  [[nodiscard]] Table InnermostTable() const;
  [[nodiscard]] bool IsBetweenCells() const;
  [[nodiscard]] int OpenSelect() const;
  [[nodiscard]] bool ReadsHtmlHere(GumboTag tag) const;

  RawText StartInHtml(const Markup& tag, GumboTag name);
  RawText StartInBody(const Markup& tag, GumboTag name);
  void StartForeign(const Markup& tag, GumboTag name);
  bool StartInSelect(GumboTag name);
  void StartTablePart(const Markup& tag, GumboTag name);
  void PrepareRow(int table, bool cell);
  void StartTable(const Markup& tag);
  void StartListItem(GumboTag name);
  void StartAnchor();
  void StartForm(const Markup& tag);
  void PrepareStart(GumboTag name);
  void PrepareRuby(GumboTag name);
  void PutForeign(const Markup& tag, GumboTag name);
  RawText PutStart(const Markup& tag, GumboTag name);

  bool EndForeign(const Markup& tag);
  void EndInHtml(GumboTag name);
  void EndInBody(GumboTag name);
  bool EndInSelect(GumboTag name);
  void EndTablePart(GumboTag name);
  void EndTemplate();
  void EndForm();

  void CloseParagraph();
  void CloseRest(int at);  // and the cell or caption in it, with its formatting
  void Put(const Markup& tag, GumboTag name);

  OpenElements open_;
  bool form_ = false;  // gumbo remembers one
  std::string_view objection_;
  std::size_t root_attributes_ = 0;
};

}  // namespace forumwatch
