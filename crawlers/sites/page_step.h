// How many entries a forum shows a page, read off its links to further pages: forums that address a
// page by the number of entries before it let their keeper choose that number. Pure; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "crawlers/html/document.h"
#include "crawlers/sites/engine.h"

namespace forumwatch {

// Sets the step of those forms whose links the page has; the others keep what they had.
void LearnSteps(const Document& document, std::string_view address,
                std::vector<AddressForm>& forms);

}  // namespace forumwatch
