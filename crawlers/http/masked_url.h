// URLs as they may be shown: without the secrets that robots, forums and mail servers put into
// them. Pure; takes any bytes.
#pragma once

#include <string>
#include <string_view>

namespace forumwatch {

// One printable ASCII word of at most about 300 bytes, fit for key=value logs. "***" stands for
// user and password, for the values of key=, access_token=, sign= and their like, and for what
// follows a path step such as /hook/ (some robots' whole secret is in the path).
std::string MaskedUrl(std::string_view url);

}  // namespace forumwatch
