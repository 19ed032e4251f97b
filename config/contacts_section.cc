#include <algorithm>

#include "config/sections.h"

namespace forumwatch {
namespace {

constexpr std::string_view kMailForm = "邮箱，例如 \"name@example.com\"";

// A channel whose own section is wrong is neither: its contacts are not judged.
enum class ChannelKind { Group, Mail, Broken };

ChannelKind KindOf(const ChannelConfig& channel) {
  if (channel.mail) {
    return ChannelKind::Mail;
  }
  return channel.webhook || channel.robot ? ChannelKind::Group : ChannelKind::Broken;
}

const ChannelConfig* FindChannel(const Config& config, const std::string& name) {
  const auto found = std::find_if(config.channels.begin(), config.channels.end(),
                                  [&](const ChannelConfig& c) { return c.name == name; });
  return found == config.channels.end() ? nullptr : &*found;
}

void NoSuchChannel(const JsonValue& value, const std::string& name, const Config& config) {
  std::vector<std::string> known;
  for (const ChannelConfig& channel : config.channels) {
    known.push_back(channel.name);
  }
  const std::string meant = Closest(name, known);
  value.Mistake("channels 里没有“" + name + "”" +
                (meant.empty() ? "" : "，是不是“" + meant + "”？") +
                (known.empty() ? "" : "（现有 " + Listed(known) + "）"));
}

Contact ReadContact(const JsonValue& item, const Config& config) {
  const JsonValue name = item.Required("channel", "用哪个通道通知");
  const JsonValue to = item["to"];
  Contact contact{name.NonEmptyText(), to.NonEmptyText()};
  if (contact.channel.empty()) {
    return contact;
  }
  const ChannelConfig* const channel = FindChannel(config, contact.channel);
  if (channel == nullptr) {
    NoSuchChannel(name, contact.channel, config);
  } else if (KindOf(*channel) == ChannelKind::Mail) {
    if (!to.present()) {
      item.Mistake("用邮件通知，要写 \"to\"：收件人的" + std::string(kMailForm));
    } else if (!contact.to.empty() && !IsMailAddress(contact.to)) {
      to.Mistake("应当是一个" + std::string(kMailForm));
    }
  } else if (KindOf(*channel) == ChannelKind::Group && to.present()) {
    to.Mistake("“" + contact.channel + "”发到群里，没有收件人；请删去 \"to\"" +
               (channel->robot ? "，要 @ 谁写在这个通道的 mention 里" : ""));
  }
  return contact;
}

// Whom a robot's channel knows by an account.
void CheckAccounts(const JsonValue& channels, const Config& config) {
  std::vector<std::string> known;
  for (const auto& [name, contacts] : config.people) {
    known.push_back(name);
  }
  for (const ChannelConfig& channel : config.channels) {
    for (const auto& [name, account] : channel.robot.value_or(RobotConfig{}).accounts) {
      if (!config.people.contains(name)) {
        const std::string meant = Closest(name, known);
        channels[channel.name]["accounts"][name].Mistake(
            "people 里没有“" + name + "”" + (meant.empty() ? "" : "，是不是“" + meant + "”？"));
      }
    }
  }
}

}  // namespace

std::vector<Contact> ReadContacts(const JsonValue& list, const Config& config) {
  std::vector<Contact> contacts;
  for (const JsonValue& item : list.Items()) {
    Contact contact = ReadContact(item, config);
    const bool twice = std::any_of(contacts.begin(), contacts.end(), [&](const Contact& c) {
      return c.channel == contact.channel && c.to == contact.to;
    });
    if (twice && !contact.channel.empty()) {
      item.Mistake("写了两遍同样的通知方式");
    }
    contacts.push_back(std::move(contact));
  }
  if (list.is_list() && list.Items().empty()) {
    list.Mistake("至少要有一种通知方式；没有就删去这一项");
  }
  return contacts;
}

void ReadPeople(const JsonValue& root, ConfigDraft& draft) {
  for (const auto& [name, list] : root["people"].Members()) {
    CheckName(list, name);
    draft.config.people[name] = ReadContacts(list, draft.config);
  }
  CheckAccounts(root["channels"], draft.config);
}

}  // namespace forumwatch
