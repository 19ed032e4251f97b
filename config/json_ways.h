// Places, ways and tests of an engine file that is about JSON, and the forms in which names stand
// in braces. A slip is noted at its place. Internal to config.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "config/json_reader.h"
#include "crawlers/sites/json_engine.h"

namespace forumwatch {

// Taken apart; without steps where it does not begin with "/".
JsonPlace PlaceOf(std::string written);
// "/user/name"; what is no place is noted.
JsonPlace ReadPlace(const JsonValue& value);
JsonTests ReadTests(const JsonValue& list);
// A place, a way, or several; absent: none.
JsonField ReadWays(const JsonValue& value);
JsonField RequiredWays(const JsonValue& holder, const char* key, const char* what);

// The names in braces of a form.
std::set<std::string> NamesIn(const JsonValue& value, const std::string& form);
// Every name must be one that is known when the form is filled in: given, or found in every board's
// address.
void CheckLink(const JsonValue& value, const std::string& form, const std::set<std::string>& known,
               const std::vector<AddressForm>& boards);

}  // namespace forumwatch
