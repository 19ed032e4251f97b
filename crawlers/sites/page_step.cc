#include "crawlers/sites/page_step.h"

#include "crawlers/html/visible_text.h"
#include "crawlers/sites/address.h"
#include "crawlers/sites/field.h"
#include "crawlers/sites/page_links.h"

namespace forumwatch {
namespace {

constexpr int kLargestStep = 1000;

// A link that says "5" has four pages before it. 0 when no link says it or two do not agree.
int StepOf(const Document& document, std::string_view address, const AddressForm& form) {
  const PageLinks links(address, document.base_href());
  int step = 0;
  for (const Node link : form.step_links->selector.All(document.root())) {
    const std::string to = links.Resolve(link.Attribute("href"));
    const int pages_before = FirstNumber(VisibleText(link)).value_or(0) - 1;
    const int entries_before = NumberParameter(to, form.parameter);
    if ((form.match && !form.match->Found(to)) || pages_before < 1 || entries_before < 1) {
      continue;
    }
    const int said = entries_before % pages_before == 0 ? entries_before / pages_before : 0;
    if (said == 0 || (step != 0 && said != step)) {
      return 0;
    }
    step = said;
  }
  return step;
}

}  // namespace

void LearnSteps(const Document& document, std::string_view address,
                std::vector<AddressForm>& forms) {
  for (AddressForm& form : forms) {
    const int step = form.step_links ? StepOf(document, address, form) : 0;
    form.step = step > 0 && step <= kLargestStep ? step : form.step;
  }
}

}  // namespace forumwatch
