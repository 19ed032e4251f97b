#include "crawlers/html/tree_model.h"

// End tags.
namespace forumwatch {
namespace {

using Reach = OpenElements::Reach;

}  // namespace

void TreeModel::EndTag(const Markup& tag) {
  if (foreign() && EndForeign(tag)) {
    return;
  }
  EndInHtml(TagNamed(tag.name));
}

// Says whether one of the open elements of <svg> or <math> was meant. To gumbo all that stands
// before '>' is the name: "</g >" ends no <g>.
bool TreeModel::EndForeign(const Markup& tag) {
  constexpr std::size_t kReadsEachName = 6;
  const bool plain = tag.inside.empty() && !tag.after_no_tag;
  for (int i = open_.size() - 1; i >= 0 && open_[i].space != Space::Html; --i) {
    open_.Charge(kReadsEachName);
    if (plain && SameName(open_[i].name, tag.name)) {
      open_.PopTo(i);
      return true;
    }
  }
  return false;
}

void TreeModel::EndInHtml(GumboTag name) {
  if (name == GUMBO_TAG_TEMPLATE) {
    EndTemplate();
    return;
  }
  if (open_.TopIs(GUMBO_TAG_COLGROUP) && name != GUMBO_TAG_COL) {
    open_.PopTo(open_.size() - 1);
  }
  if (OpenSelect() >= 0 && EndInSelect(name)) {
    return;
  }
  if (name == GUMBO_TAG_TABLE || Has(name, Trait::TablePart)) {
    EndTablePart(name);
    return;
  }
  EndInBody(name);
}

bool TreeModel::EndInSelect(GumboTag name) {
  const int select = OpenSelect();
  if (name == GUMBO_TAG_SELECT) {
    open_.PopTo(select);
    return true;
  }
  if (name == GUMBO_TAG_OPTION && open_.TopIs(GUMBO_TAG_OPTION)) {
    open_.PopTo(open_.size() - 1);
  } else if (name == GUMBO_TAG_OPTGROUP) {
    const int top = open_.size() - 1;
    if (open_.TopIs(GUMBO_TAG_OPTION) && open_[top - 1].Is(GUMBO_TAG_OPTGROUP)) {
      open_.PopTo(top - 1);
    } else if (open_.TopIs(GUMBO_TAG_OPTGROUP)) {
      open_.PopTo(top);
    }
  }
  if (Has(name, Trait::ClosesSelect) && open_.Find(name, Reach::Table) >= 0) {
    open_.PopTo(select);
    return false;
  }
  return true;
}

void TreeModel::EndTablePart(GumboTag name) {
  const Table table = InnermostTable();
  if (table.at < 0) {
    return;
  }
  if (name == GUMBO_TAG_TABLE) {
    CloseRest(table.at);
    return;
  }
  const bool in_caption = table.part >= 0 && open_[table.part].Is(GUMBO_TAG_CAPTION);
  const bool in_cell = table.part >= 0 && open_[table.part].Is(Trait::Cell);
  const int at = open_.Find(name, Reach::Table);
  const bool ignored = in_caption
                           ? name != GUMBO_TAG_CAPTION
                           : name == GUMBO_TAG_CAPTION || (Has(name, Trait::Cell) && !in_cell);
  if (at >= 0 && !ignored) {
    CloseRest(at);
  }
}

void TreeModel::EndTemplate() {
  open_.Charge(static_cast<std::size_t>(open_.size()));
  for (int i = open_.size() - 1; open_.IsOpen(GUMBO_TAG_TEMPLATE) && i >= 0; --i) {
    if (open_[i].Is(GUMBO_TAG_TEMPLATE)) {
      open_.PopTo(i);
      open_.ClearToMarker();
      return;
    }
  }
}

void TreeModel::EndForm() {
  form_ = false;
  const int at = open_.Find(GUMBO_TAG_FORM, Reach::Scope);
  if (at < 0) {
    return;
  }
  if (open_[at].doubtful) {
    open_.Close(at, Reach::Scope);
    return;
  }
  open_.CloseImplied(GUMBO_TAG_LAST);
  open_.Remove(at);
}

void TreeModel::EndInBody(GumboTag name) {
  if (name == GUMBO_TAG_BODY || name == GUMBO_TAG_HTML || name == GUMBO_TAG_BR) {
    return;
  }
  if (name == GUMBO_TAG_FORM) {
    EndForm();
    return;
  }
  if (Has(name, Trait::Formatting)) {
    open_.CloseFormatting(name);
    return;
  }
  const bool heading = Has(name, Trait::Heading);
  const Reach reach =
      name == GUMBO_TAG_P        ? Reach::Button
      : name == GUMBO_TAG_LI     ? Reach::List
      : Has(name, Trait::Marker) ? Reach::Table
      : heading || Has(name, Trait::Block) || name == GUMBO_TAG_DD || name == GUMBO_TAG_DT
          ? Reach::Scope
          : Reach::Special;
  const int at = heading ? open_.FindHeading() : open_.Find(name, reach);
  if (at < 0) {
    return;
  }
  open_.Close(at, reach);
  if (Has(name, Trait::Marker)) {
    open_.ClearToMarker();
  }
}

}  // namespace forumwatch
