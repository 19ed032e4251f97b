// Any bytes as a page. What the guards let pass is parsed in bounded time and is no deeper and no
// larger than they said; what is read of it is valid text and what gumbo makes of the whole page,
// and selectors agree with a second, slower opinion. Input: a selector, a line break, the page;
// what follows a byte 0 is repeated until the page is large or the guards refuse it.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gumbo.h>

#include "crawlers/html/document.h"
#include "crawlers/html/guards.h"
#include "crawlers/html/page_element.h"
#include "crawlers/html/select.h"
#include "crawlers/html/visible_text.h"
#include "crawlers/parse/charset.h"
#include "tests/fuzz/require.h"
#include "tests/support/cpu.h"
#include "tests/support/whole_page.h"

namespace forumwatch {
namespace {

constexpr std::size_t kLarge = 8'000;  // bytes of a page that was made to grow
constexpr std::size_t kSelected = 60;  // elements that are asked one by one
// An ordinary page costs about 0.03 µs per byte. What costs more again and again is not the
// machine's fault.
constexpr double kAlways = 0.01;
constexpr double kPerByte = 1e-6;

Document Parsed(const std::string& page) {
  const double allowed = kAlways + kPerByte * static_cast<double>(page.size());
  for (int attempts = 4;; --attempts) {
    std::optional<Document> document;
    if (CpuOf([&] { document.emplace(page); }) <= allowed) {
      return std::move(*document);
    }
    Require(attempts > 0);
  }
}

std::optional<Selector> Compiled(std::string_view css) {
  try {
    return Selector(css);
  } catch (const std::invalid_argument& error) {
    Require(*error.what() != '\0');
    return std::nullopt;
  }
}

std::size_t Count(std::string_view text, std::string_view piece) {
  std::size_t count = 0;
  for (std::size_t at = text.find(piece); at != std::string_view::npos;
       at = text.find(piece, at + 1)) {
    ++count;
  }
  return count;
}

// What gumbo may make beside what was said: see tests/crawlers/html/guards_model_test.cc.
void CheckSize(const Document& document, std::string page, const MarkupMeasure& said) {
  std::transform(page.begin(), page.end(), page.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  const std::size_t deepest = said.depth + 6 + Count(page, "</form");
  const std::size_t most = said.nodes + 8 + 2 * (Count(page, "<t") + Count(page, "<col"));
  std::size_t nodes = 0;
  std::vector<std::pair<const GumboNode*, std::size_t>> open = {
      {document.root().element()->node, 1}};
  while (!open.empty()) {
    const auto [node, depth] = open.back();
    open.pop_back();
    Require(++nodes <= most);
    if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE) {
      Require(depth <= deepest);
      const GumboVector& children = node->v.element.children;
      for (unsigned i = 0; i < children.length; ++i) {
        open.emplace_back(static_cast<const GumboNode*>(children.data[i]), depth + 1);
      }
    }
  }
}

// Every element, in document order.
std::vector<Node> ElementsBelow(Node root) {
  std::vector<Node> elements;
  std::vector<Node> open = {root};
  while (!open.empty()) {
    const Node node = open.back();
    open.pop_back();
    elements.push_back(node);
    Require(node.tag().find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ \t\n>/") ==
            std::string_view::npos);
    std::vector<Node> children = node.Children();
    for (std::size_t i = 0; i < children.size(); ++i) {
      Require(children[i].parent() == node);
      Require(children[i].NextSibling() == (i + 1 < children.size() ? children[i + 1] : Node()));
    }
    open.insert(open.end(), children.rbegin(), children.rend());
  }
  return elements;
}

void CheckText(const std::string& text) {
  Require(IsValidUtf8(text));
  Require(text.find_first_of("\t\r\v\f") == std::string::npos);
  for (const char* const gap : {"  ", "\n\n", " \n", "\n ", "\u00a0", "\u3000"}) {
    Require(text.find(gap) == std::string::npos);
  }
  Require(text.empty() ||
          (text.find_first_of(" \n") != 0 && text.back() != ' ' && text.back() != '\n'));
}

void CheckSelector(const Selector& selector, const std::vector<Node>& elements) {
  const Node root = elements.front();
  const std::vector<Node> found = selector.All(root);
  Require(selector.First(root) == (found.empty() ? Node() : found.front()));
  auto next = found.begin();
  for (std::size_t i = 1; i < elements.size(); ++i) {
    const bool is_found = next != found.end() && *next == elements[i];
    Require(i > kSelected || selector.Matches(elements[i]) == is_found);
    next += is_found ? 1 : 0;
  }
  Require(next == found.end());  // in document order, each once
}

void CheckReading(const Document& document, const std::optional<Selector>& selector) {
  const std::vector<Node> elements = ElementsBelow(document.root());
  const std::string text = VisibleText(document.root());
  CheckText(text);
  Require(IsValidUtf8(document.base_href()));
  Require(Selector("*").All(document.root()).size() == elements.size() - 1);
  for (std::size_t i = 0; i < std::min(elements.size(), kSelected); ++i) {
    Require(IsValidUtf8(elements[i].OwnText()));
    const PageElement& element = *elements[i].element();
    for (const char* const name : {"href", "class", "id", "title", "a"}) {
      Require(IsValidUtf8(elements[i].Attribute(name)));
      Require(FindAttribute(element, name) == FindAmongAttributes(element, name));
    }
  }
  if (selector) {
    CheckSelector(*selector, elements);
    const std::string rest = VisibleText(document.root(), {&*selector, 1});
    CheckText(rest);
    Require(rest.size() <= text.size());
  }
}

void TryPage(const std::string& page, const std::optional<Selector>& selector) {
  const MarkupMeasure said = MeasureMarkup(page, {});
  Require(IsValidUtf8(said.refusal) && CheckedMarkup(page, {}).refusal() == said.refusal);
  if (said.refusal.empty()) {
    const Document document = Parsed(page);
    CheckSize(document, page, said);
    CheckReading(document, selector);
    Require(PageComparison::Difference(document, WholePage(page)).empty());
  }
}

// The largest that passes, by halves.
void TryGrown(const std::string& begin, const std::string& unit) {
  MarkupMeasure said;
  std::string page;
  std::size_t times = std::max<std::size_t>(kLarge / unit.size(), 2);
  do {
    page = begin;
    for (std::size_t i = 0; i < times; ++i) {
      page += unit;
    }
    said = MeasureMarkup(page, {});
    times /= 2;
  } while (!said.refusal.empty() && times > 1);
  if (said.refusal.empty()) {
    CheckSize(Parsed(page), page, said);
  }
}

void Run(std::string_view input) {
  const std::size_t line = std::min(input.find('\n'), input.size());
  const auto selector = Compiled(input.substr(0, line));
  input.remove_prefix(std::min(line + 1, input.size()));
  const std::size_t parted = std::min(input.find('\0'), input.size());
  const std::string begin = SanitizeUtf8(input.substr(0, parted));
  const std::string unit = SanitizeUtf8(input.substr(std::min(parted + 1, input.size())));
  TryPage(begin + unit, selector);
  if (!unit.empty()) {
    TryGrown(begin, unit);
  }
}

}  // namespace
}  // namespace forumwatch

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  forumwatch::Run({static_cast<const char*>(static_cast<const void*>(data)), size});
  return 0;
}
