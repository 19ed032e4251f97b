// The one place where a template is filled: HTML, every value escaped by the engine. Internal to
// report. Keeps nothing between calls; any thread.
#pragma once

#include <string>
#include <string_view>

namespace ctemplate {
class TemplateDictionary;
}

namespace forumwatch {

// `name` is spoken of in errors. Throws std::runtime_error when the text does not parse, includes
// another file, or does not begin with the AUTOESCAPE mark: without it nothing would be escaped.
std::string FillTemplate(std::string_view name, std::string_view text,
                         const ctemplate::TemplateDictionary& values);

}  // namespace forumwatch
