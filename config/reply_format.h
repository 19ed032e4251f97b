// The section "reply" of an engine file: how the forum is replied to. Internal to config.
#pragma once

#include <optional>
#include <vector>

#include "config/json_reader.h"
#include "crawlers/sites/json_engine.h"

namespace forumwatch {

// `addresses`: that section of the file; `boards`: how boards are addressed. nullopt: the section
// is absent, or a mistake was noted.
std::optional<JsonReplyFormat> ReadReplyFormat(const JsonValue& section, const JsonValue& addresses,
                                               const std::vector<AddressForm>& boards);

}  // namespace forumwatch
