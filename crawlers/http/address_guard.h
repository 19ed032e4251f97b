// Whether an address belongs to the public internet: the gate against being sent inside (SSRF). It
// looks at the socket address about to be connected to, after every name, number form, redirect
// and answer of a name server has become what it is. Pure.
#pragma once

#include <optional>
#include <string>

#include <sys/socket.h>

namespace forumwatch {

// nullopt: public. Else why not, for people: "本机地址 127.0.0.1". Whatever is not known to be
// public is not: other families, short structures, special-purpose blocks (IANA registries of
// RFC 6890), v4 addresses wrapped into v6 in any way.
std::optional<std::string> WhyNotPublic(const sockaddr& address, socklen_t length);

// The same for an address in figures ("127.0.0.1", "fe80::1%eth0"); what is no address is refused.
std::optional<std::string> WhyNotPublic(const std::string& figures);

}  // namespace forumwatch
