#include <array>
#include <utility>

#include "analysis/model/complaint.h"
#include "analysis/model/duty.h"
#include "analysis/model/post.h"

namespace forumwatch {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kChannels{
    std::pair{Channel::Forum, "forum"sv},      std::pair{Channel::Visit, "visit"sv},
    std::pair{Channel::Phone, "phone"sv},      std::pair{Channel::Letter, "letter"sv},
    std::pair{Channel::Mail, "mail"sv},        std::pair{Channel::Press, "press"sv},
    std::pair{Channel::Superior, "superior"sv}};
constexpr std::array kKinds{std::pair{Kind::Complaint, "投诉"sv},
                            std::pair{Kind::Suggestion, "建议"sv},
                            std::pair{Kind::Inquiry, "咨询"sv}, std::pair{Kind::Other, "其他"sv}};
constexpr std::array kReplies{std::pair{ReplyKind::Acknowledgement, "acknowledgement"sv},
                              std::pair{ReplyKind::Measures, "measures"sv},
                              std::pair{ReplyKind::Other, "other"sv}};
constexpr std::array kDecisions{
    std::pair{Decision::None, "none"sv}, std::pair{Decision::Open, "open"sv},
    std::pair{Decision::Join, "join"sv}, std::pair{Decision::Suggest, "suggest"sv}};
constexpr std::array kStatuses{std::pair{ComplaintStatus::Open, "open"sv},
                               std::pair{ComplaintStatus::Closed, "closed"sv}};
constexpr std::array kDuties{
    std::pair{DutyKind::FirstReply, "first_reply"sv}, std::pair{DutyKind::Measures, "measures"sv},
    std::pair{DutyKind::WorkingDay, "working_day"sv}, std::pair{DutyKind::Revisit, "revisit"sv},
    std::pair{DutyKind::CloseCheck, "close_check"sv}};
constexpr std::array kStates{
    std::pair{DutyState::Open, "open"sv}, std::pair{DutyState::Met, "met"sv},
    std::pair{DutyState::Late, "late"sv}, std::pair{DutyState::Missed, "missed"sv},
    std::pair{DutyState::Void, "void"sv}};

template <typename Table, typename Value>
std::string_view NameIn(const Table& table, Value value) {
  for (const auto& [known, name] : table) {
    if (known == value) {
      return name;
    }
  }
  return {};
}

template <typename Table>
auto ValueIn(const Table& table, std::string_view name)
    -> std::optional<std::remove_cvref_t<decltype(table[0].first)>> {
  for (const auto& [value, known] : table) {
    if (known == name) {
      return value;
    }
  }
  return std::nullopt;
}

}  // namespace

std::string_view Name(Channel channel) {
  return NameIn(kChannels, channel);
}
std::optional<Channel> ChannelFromName(std::string_view name) {
  return ValueIn(kChannels, name);
}
std::string_view ChineseName(Kind kind) {
  return NameIn(kKinds, kind);
}
std::string_view Name(ReplyKind kind) {
  return NameIn(kReplies, kind);
}
std::optional<ReplyKind> ReplyKindFromName(std::string_view name) {
  return ValueIn(kReplies, name);
}
std::string_view Name(Decision decision) {
  return NameIn(kDecisions, decision);
}
std::string_view Name(ComplaintStatus status) {
  return NameIn(kStatuses, status);
}
std::string_view Name(DutyKind kind) {
  return NameIn(kDuties, kind);
}
std::optional<DutyKind> DutyKindFromName(std::string_view name) {
  return ValueIn(kDuties, name);
}
std::string_view Name(DutyState state) {
  return NameIn(kStates, state);
}
std::optional<DutyState> DutyStateFromName(std::string_view name) {
  return ValueIn(kStates, name);
}

std::string_view HandbookRule(DutyKind kind) {
  switch (kind) {
    case DutyKind::FirstReply:
    case DutyKind::WorkingDay:
      return "B2";
    case DutyKind::Measures:
      return "B3";
    case DutyKind::Revisit:
      return "C1";
    case DutyKind::CloseCheck:
      return "C3";
  }
  return {};
}

}  // namespace forumwatch
