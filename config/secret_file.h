// Secrets stand in files of their own, never in the configuration: one line each, readable by
// nobody else.
#pragma once

#include <filesystem>
#include <string>

#include "config/json_reader.h"

namespace forumwatch {

// Where a relative name is looked for: `credentials` ($CREDENTIALS_DIRECTORY; "" none), there also
// with the name systemd gives a file of LoadCredential=credentials:…, then `beside` the
// configuration and its folder credentials/.
struct SecretPlaces {
  std::filesystem::path credentials;
  std::filesystem::path beside;
};

// The one line in the file that `name` names; "" when absent. A file that is missing, unreadable,
// empty or more than a line is a mistake, one that others may read a warning.
std::string ReadSecret(const JsonValue& name, const SecretPlaces& places);

}  // namespace forumwatch
