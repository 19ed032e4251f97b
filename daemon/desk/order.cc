#include "daemon/desk/order.h"

#include <cstdint>

#include <nlohmann/json.hpp>

namespace forumwatch {
namespace {

using Json = nlohmann::ordered_json;

// Bytes that are no UTF-8 (a terminal of another charset) are replaced, not refused.
std::string Text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string Trimmed(const Json& json) {
  const std::string text = json.get<std::string>();
  constexpr std::string_view kSpace = " \t\r\n";
  const auto begin = text.find_first_not_of(kSpace);
  return begin == std::string::npos ? ""
                                    : text.substr(begin, text.find_last_not_of(kSpace) + 1 - begin);
}

template <typename Value, typename Read>
std::optional<Value> ReadObject(std::string_view text, Read&& read) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) {
    return std::nullopt;
  }
  try {
    return read(json);
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace

std::string WriteOrder(const Order& order) {
  return Text({{"kind", Name(order.kind)},
               {"complaint", Raw(order.complaint)},
               {"who", order.who},
               {"detail", order.detail},
               {"why", order.why},
               {"posts", order.posts},
               {"account", order.account}});
}

std::optional<Order> ReadOrder(std::string_view text) {
  return ReadObject<Order>(text, [](const Json& json) -> std::optional<Order> {
    const auto kind = StepKindFromName(json.at("kind").get<std::string>());
    if (!kind) {
      return std::nullopt;
    }
    return Order{*kind,
                 ComplaintId(json.at("complaint").get<std::int64_t>()),
                 Trimmed(json.at("who")),
                 Trimmed(json.at("detail")),
                 Trimmed(json.at("why")),
                 json.at("posts").get<std::vector<std::string>>(),
                 json.at("account").get<std::string>()};
  });
}

std::string WriteResult(const OrderResult& result) {
  return Text({{"done", result.done},
               {"said", result.said},
               {"made", result.made ? Json(Raw(*result.made)) : Json(nullptr)}});
}

std::optional<OrderResult> ReadResult(std::string_view text) {
  return ReadObject<OrderResult>(text, [](const Json& json) -> std::optional<OrderResult> {
    OrderResult result{json.at("done").get<bool>(), json.at("said").get<std::string>(), {}};
    if (const Json& made = json.at("made"); !made.is_null()) {
      result.made = ComplaintId(made.get<std::int64_t>());
    }
    return result;
  });
}

}  // namespace forumwatch
