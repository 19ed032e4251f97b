#include "crawlers/sites/address.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <utility>

#include "crawlers/sites/page_links.h"

namespace forumwatch {
namespace {

std::string_view NameOf(std::string_view field) {
  return field.substr(0, field.find('='));
}

// Calls `keep` with each "name=value"; joins what it keeps, in order.
template <typename Keep>
std::string FilterQuery(std::string_view query, Keep keep) {
  std::string kept;
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    std::string_view field = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (field.starts_with("amp;")) {
      field.remove_prefix(4);  // "&amp;" escaped twice
    }
    if (!field.empty() && keep(field)) {
      kept += (kept.empty() ? "" : "&");
      kept += field;
    }
  }
  return kept;
}

struct Split {
  std::string before;  // up to the query
  std::string query;
};

Split SplitQuery(std::string_view address) {
  address = address.substr(0, address.find('#'));
  const auto mark = address.find('?');
  if (mark == std::string_view::npos) {
    return {std::string(address), {}};
  }
  return {std::string(address.substr(0, mark)), std::string(address.substr(mark + 1))};
}

std::string Join(const Split& parts) {
  return parts.query.empty() ? parts.before : parts.before + "?" + parts.query;
}

std::string WithParameter(std::string_view address, const AddressForm& form, int page,
                          FirstPage first) {
  Split parts = SplitQuery(address);
  parts.query = FilterQuery(
      parts.query, [&](std::string_view field) { return NameOf(field) != form.parameter; });
  if (page > 1 || first == FirstPage::ByNumber) {
    const int value = form.step > 0 ? (page - 1) * form.step : page;
    parts.query += (parts.query.empty() ? "" : "&") + form.parameter + "=" + std::to_string(value);
  }
  return Join(parts);
}

// Inserts the named groups, the page and the number of entries before it into the form's page:
// "thread-{id}-{page}-1.html".
std::string Filled(const AddressForm& address, std::map<std::string, std::string> groups,
                   int page) {
  const std::string& form = address.page;
  groups["page"] = std::to_string(page);
  groups["offset"] = std::to_string((page - 1) * address.step);
  std::string filled;
  for (std::size_t at = 0; at < form.size();) {
    const auto close = form[at] == '{' ? form.find('}', at) : std::string::npos;
    if (close == std::string::npos) {
      filled += form[at++];
      continue;
    }
    filled += groups[form.substr(at + 1, close - at - 1)];
    at = close + 1;
  }
  return filled;
}

}  // namespace

std::string ResolveLink(std::string_view page, std::string_view base, std::string_view link) {
  return PageLinks(page, base).Resolve(link);
}

std::string WithoutParameters(std::string_view address, std::span<const std::string> names) {
  Split parts = SplitQuery(address);
  parts.query = FilterQuery(parts.query, [&](std::string_view field) {
    return std::find(names.begin(), names.end(), NameOf(field)) == names.end();
  });
  return Join(parts);
}

std::string WithFragmentOf(std::string_view link, std::string address) {
  constexpr std::size_t kLongest = 64;
  constexpr std::string_view kPlain =
      "#-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
  const std::string_view fragment = link.substr(std::min(link.find('#'), link.size()));
  const bool plain = fragment.find_first_not_of(kPlain) == std::string_view::npos;
  if (!address.empty() && fragment.size() > 1 && fragment.size() <= kLongest && plain) {
    address += fragment;
  }
  return address;
}

int NumberParameter(std::string_view address, std::string_view name) {
  int number = 0;
  FilterQuery(SplitQuery(address).query, [&](std::string_view field) {
    const auto mark = field.find('=');
    if (mark != std::string_view::npos && field.substr(0, mark) == name) {
      const std::string_view digits = field.substr(mark + 1);
      const char* const end = digits.data() + digits.size();
      const auto result = std::from_chars(digits.data(), end, number);
      number = result.ec == std::errc() && result.ptr == end ? number : 0;
    }
    return false;
  });
  return number;
}

std::string IdIn(std::string_view address, std::span<const AddressForm> forms) {
  for (const AddressForm& form : forms) {
    auto id = form.match ? form.match->Group("id", address) : std::nullopt;
    if (id && !id->empty()) {
      return *std::move(id);
    }
  }
  return {};
}

std::string PageAddress(std::string_view address, std::span<const AddressForm> forms, int page,
                        FirstPage first) {
  for (const AddressForm& form : forms) {
    const auto groups = form.match ? form.match->Groups(address)
                                   : std::make_optional<std::map<std::string, std::string>>();
    if (!groups) {
      continue;
    }
    if (!form.parameter.empty()) {
      return WithParameter(address, form, page, first);
    }
    return form.match ? form.match->ReplaceFirst(address, Filled(form, *groups, page))
                      : std::string(address);
  }
  return std::string(address);
}

}  // namespace forumwatch
