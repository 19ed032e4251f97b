#include "crawlers/html/tree_model.h"

#include <algorithm>

namespace forumwatch {
namespace {

using Reach = OpenElements::Reach;

constexpr std::size_t kNodesOfIsindex = 6;  // a form with two lines, a label, its text and an input

// What gumbo takes for the name of an element of <svg> or <math> when it looks for its end tag; ""
// when it will find none.
std::string_view NameToEnd(const Markup& tag) {
  return tag.after_no_tag ? std::string_view() : tag.name.substr(0, tag.name.find('\v'));
}

bool StylesFont(std::span<const MarkupAttribute> attributes) {
  return std::any_of(attributes.begin(), attributes.end(), [](const MarkupAttribute& attribute) {
    return SameName(attribute.name, "color") || SameName(attribute.name, "face") ||
           SameName(attribute.name, "size");
  });
}

}  // namespace

bool TreeModel::foreign() const {
  return open_.top() != nullptr && open_.top()->space != Space::Html;
}

std::string_view TreeModel::objection() const {
  return objection_.empty() && open_.IsSpaceDoubtful() ? "svg 或 math 与外面的标签交错"
                                                       : objection_;
}

TreeModel::Table TreeModel::InnermostTable() const {
  Table table;
  for (int i = open_.size() - 1; i >= 0 && table.at < 0 && !table.in_template; --i) {
    const OpenElement& element = open_[i];
    if (element.Is(GUMBO_TAG_TABLE)) {
      table.at = i;
    } else if (element.Is(GUMBO_TAG_TEMPLATE)) {
      table.in_template = true;
    } else if (table.part < 0 && element.Is(Trait::TablePart)) {
      table.part = i;
    }
  }
  return table;
}

// The <select> that is being filled, or -1. Only options stand in it.
int TreeModel::OpenSelect() const {
  int at = open_.size() - 1;
  while (at >= 0 && (open_[at].Is(GUMBO_TAG_OPTION) || open_[at].Is(GUMBO_TAG_OPTGROUP))) {
    --at;
  }
  return at >= 0 && open_[at].Is(GUMBO_TAG_SELECT) ? at : -1;
}

bool TreeModel::ReadsHtmlHere(GumboTag tag) const {
  if (!foreign()) {
    return true;
  }
  const bool formula = tag == GUMBO_TAG_MGLYPH || tag == GUMBO_TAG_MALIGNMARK;
  return open_.top()->TakesHtml() && !(formula && open_.top()->space == Space::Math);
}

void TreeModel::CloseParagraph() {
  const int at = open_.Find(GUMBO_TAG_P, Reach::Button);
  if (at >= 0) {
    open_.Close(at, Reach::Button);
  }
}

void TreeModel::CloseRest(int at) {
  bool cell = false;
  for (int i = at; i < open_.size(); ++i) {
    cell = cell || open_[i].Is(Trait::Cell) || open_[i].Is(GUMBO_TAG_CAPTION);
  }
  open_.PopTo(at);
  if (cell) {
    open_.ClearToMarker();
  }
}

void TreeModel::Put(const Markup& tag, GumboTag name) {
  open_.Push({name, tag.name, Space::Html, false, -1});
}

RawText TreeModel::StartTag(const Markup& tag, std::span<const MarkupAttribute> attributes) {
  const GumboTag name = TagNamed(tag.name);
  if (ReadsHtmlHere(name)) {
    return StartInHtml(tag, name);
  }
  if (Has(name, Trait::LeavesForeign) || (name == GUMBO_TAG_FONT && StylesFont(attributes))) {
    while (foreign() && !open_.top()->TakesHtml()) {
      open_.PopTo(open_.size() - 1);
    }
    return StartInHtml(tag, name);
  }
  StartForeign(tag, name);
  return RawText::None;
}

void TreeModel::StartForeign(const Markup& tag, GumboTag name) {
  if (Has(name, Trait::NotForeign)) {
    objection_ = "svg 或 math 里混有表格、列表框一类的标签";
  }
  if (!tag.self_closing) {
    open_.Push({name, NameToEnd(tag), open_.top()->space, false, -1});
  }
}

RawText TreeModel::StartInHtml(const Markup& tag, GumboTag name) {
  if (open_.TopIs(GUMBO_TAG_COLGROUP) && name != GUMBO_TAG_COL && name != GUMBO_TAG_TEMPLATE &&
      name != GUMBO_TAG_HTML) {
    open_.PopTo(open_.size() - 1);
  }
  if (OpenSelect() >= 0 && StartInSelect(name)) {
    return RawText::None;
  }
  if (Has(name, Trait::TablePart)) {
    StartTablePart(tag, name);
    return RawText::None;
  }
  return StartInBody(tag, name);
}

// Says whether that was all.
bool TreeModel::StartInSelect(GumboTag name) {
  const int select = OpenSelect();
  const bool closes = name == GUMBO_TAG_INPUT || name == GUMBO_TAG_KEYGEN ||
                      name == GUMBO_TAG_TEXTAREA || name == GUMBO_TAG_SELECT;
  const bool by_table = Has(name, Trait::ClosesSelect) && InnermostTable().at >= 0;
  if (closes || by_table) {
    open_.PopTo(select);
    return name == GUMBO_TAG_SELECT;
  }
  if (name == GUMBO_TAG_OPTGROUP) {
    open_.PopTo(select + 1);
    return false;
  }
  return name != GUMBO_TAG_OPTION && name != GUMBO_TAG_SCRIPT && name != GUMBO_TAG_TEMPLATE &&
         name != GUMBO_TAG_HTML;
}

// gumbo makes the groups and rows that are left out.
void TreeModel::PrepareRow(int table, bool cell) {
  int keep = table + 1;
  while (keep < open_.size() && !open_[keep].Is(Trait::RowGroup)) {
    ++keep;
  }
  const bool grouped = keep < open_.size();
  keep = grouped ? keep + 1 : table + 1;
  const bool in_row = cell && grouped && keep < open_.size() && open_[keep].Is(GUMBO_TAG_TR);
  CloseRest(in_row ? keep + 1 : keep);
  if (!grouped) {
    open_.Push({GUMBO_TAG_TBODY, "tbody", Space::Html, false, -1});
  }
  if (cell && !in_row) {
    open_.Push({GUMBO_TAG_TR, "tr", Space::Html, false, -1});
  }
}

void TreeModel::StartTablePart(const Markup& tag, GumboTag name) {
  const Table table = InnermostTable();
  if (table.at < 0) {
    if (table.in_template) {
      objection_ = "template 里有不在表格中的表格标签";
    }
    return;
  }
  if (name == GUMBO_TAG_COL && open_.TopIs(GUMBO_TAG_COLGROUP)) {
    return;
  }
  const bool cell = Has(name, Trait::Cell);
  if (cell || name == GUMBO_TAG_TR) {
    PrepareRow(table.at, cell);
  } else {
    CloseRest(table.at + 1);
  }
  open_.Push({name == GUMBO_TAG_COL ? GUMBO_TAG_COLGROUP : name, tag.name, Space::Html, false, -1});
  if (cell || name == GUMBO_TAG_CAPTION) {
    open_.PushMarker();
  }
}

// In a table, but in none of its cells.
bool TreeModel::IsBetweenCells() const {
  const Table table = InnermostTable();
  if (table.at < 0) {
    return false;
  }
  return table.part < 0 ||
         (!open_[table.part].Is(Trait::Cell) && !open_[table.part].Is(GUMBO_TAG_CAPTION));
}

void TreeModel::StartTable(const Markup& tag) {
  if (IsBetweenCells()) {
    open_.PopTo(InnermostTable().at);
  }
  // In quirks mode it does not close a paragraph; the mode is not followed here.
  const int paragraph = open_.Find(GUMBO_TAG_P, Reach::Button);
  if (paragraph >= 0) {
    open_.Doubt(paragraph);
  }
  Put(tag, GUMBO_TAG_TABLE);
}

void TreeModel::StartListItem(GumboTag name) {
  const bool in_list = name == GUMBO_TAG_LI;
  open_.Charge(static_cast<std::size_t>(open_.size()));
  if (in_list ? !open_.IsOpen(name) : !open_.IsOpen(GUMBO_TAG_DD) && !open_.IsOpen(GUMBO_TAG_DT)) {
    return;
  }
  bool surely = true;
  for (int i = open_.size() - 1; i >= 0; --i) {
    const OpenElement& element = open_[i];
    if (in_list ? element.Is(name) : element.Is(GUMBO_TAG_DD) || element.Is(GUMBO_TAG_DT)) {
      if (surely) {
        open_.Close(i, Reach::Special);
      } else {
        open_.Doubt(i);
      }
      return;
    }
    const bool passed =
        element.Is(GUMBO_TAG_ADDRESS) || element.Is(GUMBO_TAG_DIV) || element.Is(GUMBO_TAG_P);
    if (!passed && open_.IsSpecial(i)) {
      if (!element.doubtful) {
        return;
      }
      surely = false;
    }
  }
}

void TreeModel::StartAnchor() {
  if (open_.IsFormatting(GUMBO_TAG_A)) {
    open_.CloseFormatting(GUMBO_TAG_A);
    open_.ForgetFormatting(GUMBO_TAG_A);
  }
}

// gumbo has one form at a time, and none in a table's structure: what it may leave out is doubtful.
void TreeModel::StartForm(const Markup& tag) {
  const Table table = InnermostTable();
  const bool surely = !form_ && table.at < 0 && !table.in_template;
  if (surely) {
    CloseParagraph();
  } else {
    const int paragraph = open_.Find(GUMBO_TAG_P, Reach::Button);
    if (paragraph >= 0) {
      open_.Doubt(paragraph);
    }
  }
  open_.Push({GUMBO_TAG_FORM, tag.name, Space::Html, !surely, -1});
  form_ = true;
}

void TreeModel::PrepareRuby(GumboTag name) {
  const bool base = name == GUMBO_TAG_RB || name == GUMBO_TAG_RTC;
  const bool part = base || name == GUMBO_TAG_RP || name == GUMBO_TAG_RT;
  if (part && open_.Find(GUMBO_TAG_RUBY, Reach::Scope) >= 0) {
    open_.CloseImplied(base ? GUMBO_TAG_LAST : GUMBO_TAG_RTC);
  }
}

// What the start of an element closes.
void TreeModel::PrepareStart(GumboTag name) {
  if (name == GUMBO_TAG_LI || name == GUMBO_TAG_DD || name == GUMBO_TAG_DT) {
    StartListItem(name);
  }
  if (Has(name, Trait::ClosesParagraph)) {
    CloseParagraph();
  }
  if (Has(name, Trait::Heading) && open_.TopHas(Trait::Heading)) {
    open_.Close(open_.size() - 1, Reach::Scope);
  }
  const bool option = name == GUMBO_TAG_OPTION || name == GUMBO_TAG_OPTGROUP;
  if (option && open_.TopIs(GUMBO_TAG_OPTION)) {
    open_.Close(open_.size() - 1, Reach::Scope);
  }
  if (name == GUMBO_TAG_BUTTON) {
    const int button = open_.Find(name, Reach::Scope);
    if (button >= 0) {
      open_.Close(button, Reach::Scope);
    }
  }
  PrepareRuby(name);
  if (name == GUMBO_TAG_A) {
    StartAnchor();
  }
}

RawText TreeModel::StartInBody(const Markup& tag, GumboTag name) {
  switch (name) {
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_BODY:
      root_attributes_ += tag.attributes;
      return RawText::None;
    case GUMBO_TAG_HEAD:
      return RawText::None;
    case GUMBO_TAG_FRAMESET:
      objection_ = "页面是框架集（frameset），没有正文";
      return RawText::None;
    case GUMBO_TAG_TABLE:
      StartTable(tag);
      return RawText::None;
    case GUMBO_TAG_FORM:
      StartForm(tag);
      return RawText::None;
    case GUMBO_TAG_TEMPLATE:
      Put(tag, name);
      open_.PushMarker();
      return RawText::None;
    default:
      PrepareStart(name);
      return PutStart(tag, name);
  }
}

void TreeModel::PutForeign(const Markup& tag, GumboTag name) {
  if (!tag.self_closing) {
    const Space space = name == GUMBO_TAG_SVG ? Space::Svg : Space::Math;
    open_.Push({name, NameToEnd(tag), space, false, -1});
  }
}

RawText TreeModel::PutStart(const Markup& tag, GumboTag name) {
  if (Has(name, Trait::Reopens)) {
    open_.ReopenFormatting();
  }
  if (name == GUMBO_TAG_NOBR && open_.Find(name, Reach::Scope) >= 0) {
    open_.CloseFormatting(name);
    open_.ReopenFormatting();
  }
  if (Has(name, Trait::RawText)) {
    return name == GUMBO_TAG_SCRIPT      ? RawText::Script
           : name == GUMBO_TAG_PLAINTEXT ? RawText::ToTheEnd
                                         : RawText::Plain;
  }
  if (Has(name, Trait::Void)) {
    open_.ChargeNodes(name == GUMBO_TAG_ISINDEX ? kNodesOfIsindex : 0);
    return RawText::None;
  }
  if (name == GUMBO_TAG_SVG || name == GUMBO_TAG_MATH) {
    PutForeign(tag, name);
    return RawText::None;
  }
  if (Has(name, Trait::Formatting)) {
    open_.PushFormatting({name, tag.name, Space::Html, false, -1}, tag.attributes, tag.inside);
    return RawText::None;
  }
  // In <head> gumbo closes <noscript> at the first thing that belongs in the body.
  open_.Push({name, tag.name, Space::Html, name == GUMBO_TAG_NOSCRIPT, -1});
  if (Has(name, Trait::Marker)) {
    open_.PushMarker();
  }
  return RawText::None;
}

void TreeModel::Text(const Markup& text) {
  if (text.kind == Markup::Kind::Cdata && open_.top()->TakesHtml() && IsBetweenCells()) {
    objection_ = "表格里的 svg 或 math 含有 CDATA 段";
  }
  if (ReadsHtmlHere(GUMBO_TAG_UNKNOWN) && OpenSelect() < 0) {
    open_.ReopenFormatting();
    if (open_.formatting() > 0) {
      // For each character gumbo looks for the innermost formatting among all that is open.
      open_.Charge(text.inside.size() * static_cast<std::size_t>(open_.size()) / 4);
    }
  }
}

}  // namespace forumwatch
