// Addresses of forum pages: resolved, freed of noise, recognised, and turned into those of other
// pages. Pure; nothing is fetched. An address that cannot be understood is "".
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "crawlers/sites/engine.h"

namespace forumwatch {

// `link` as a reader standing on `page` would follow it; `base` is the page's own <base href>,
// which counts only when it names the page's host (`www.` apart), and with the page's scheme and
// port. http and https only; hosts as crawlers/web/url.h writes them, without user, password and
// fragment.
std::string ResolveLink(std::string_view page, std::string_view base, std::string_view link);

// `address` with the fragment of `link` if that is a plain word: to be followed by people, not us.
std::string WithFragmentOf(std::string_view link, std::string address);

std::string WithoutParameters(std::string_view address, std::span<const std::string> names);

// The number a query parameter holds; 0 when there is none or it is no number.
int NumberParameter(std::string_view address, std::string_view name);

// The id an address carries according to the first form that finds one; "" none does.
std::string IdIn(std::string_view address, std::span<const AddressForm> forms);

// A first page is mostly addressed without a number. By number it is the same page, but not the
// copy that a cache may have kept of the plain address.
enum class FirstPage { Plain, ByNumber };

// The address of page `page`, made of that of any page by the first form that fits; the address
// itself when none does.
std::string PageAddress(std::string_view address, std::span<const AddressForm> forms, int page,
                        FirstPage first = FirstPage::Plain);

}  // namespace forumwatch
