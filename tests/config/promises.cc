#include "tests/config/promises.h"

#include <algorithm>
#include <set>

#include "config/web_address.h"

namespace forumwatch {
namespace {

std::string OfMistakes(const std::vector<ConfigMistake>& mistakes) {
  for (const ConfigMistake& mistake : mistakes) {
    const std::string line = Describe(mistake);
    if (mistake.file.empty() || mistake.message.empty()) {
      return "a mistake without file or message: " + line;
    }
    if (mistake.line <= 0 && mistake.file == "forumwatch.json") {
      return "a mistake without place: " + line;
    }
    if (line.find('\n') != std::string::npos) {
      return "a mistake on two lines: " + line;
    }
  }
  return {};
}

std::string OfSource(const SourceConfig& source, const Config& config) {
  const auto url = Url::Parse(source.url);
  if (!url || !url->scheme().starts_with("http")) {
    return "an address that is none: " + source.url;
  }
  const auto& allowed = config.http.allow_private;
  const bool ours = std::find(allowed.begin(), allowed.end(), url->HostAndPort()) != allowed.end();
  if (!ours && IsInside(*url)) {
    return "an address inside: " + source.url;
  }
  if (!ours && (source.interval < std::chrono::seconds(60) ||
                source.watched_interval < std::chrono::seconds(60) ||
                config.http.host_spacing < std::chrono::seconds(1))) {
    return "a forum of others asked too often: " + source.url;
  }
  if (source.engine != "feed" && source.html == nullptr && source.json == nullptr) {
    return "no engine: " + source.name;
  }
  if (source.quiet_interval < source.interval) {
    return "a quiet board looked at more often than the rest: " + source.name;
  }
  return source.watched_interval > source.interval ? "watched less often than the rest" : "";
}

std::string OfCommunities(const Config& config) {
  std::set<std::string> names;
  if (config.communities.empty()) {
    return "no community";
  }
  for (const CommunityConfig& community : config.communities) {
    std::set<std::string> sources;
    if (community.name.empty() || !names.insert(community.name).second) {
      return "a community without a name of its own";
    }
    if (community.calendar.frames.empty() || community.calendar.weekdays.empty()) {
      return "a calendar without work";
    }
    for (const SourceConfig& source : community.sources) {
      if (source.name.empty() || !sources.insert(source.name).second) {
        return "a source without a name of its own";
      }
      if (auto broken = OfSource(source, config); !broken.empty()) {
        return broken;
      }
    }
  }
  return {};
}

const ChannelConfig* Find(const Config& config, const std::string& name) {
  const auto found = std::find_if(config.channels.begin(), config.channels.end(),
                                  [&](const ChannelConfig& c) { return c.name == name; });
  return found == config.channels.end() ? nullptr : &*found;
}

std::string OfContacts(const Config& config) {
  for (const ChannelConfig& channel : config.channels) {
    if (channel.webhook.has_value() + channel.mail.has_value() + channel.robot.has_value() != 1) {
      return "a channel of no kind or two: " + channel.name;
    }
    if (channel.robot &&
        (!Url::Parse(channel.robot->url) ||
         (channel.robot->kind == RobotKind::WeCom && !channel.robot->secret.empty()))) {
      return "a robot that cannot be reached: " + channel.name;
    }
  }
  for (const auto* const reached : {&config.roles, &config.people}) {
    for (const auto& [name, contacts] : *reached) {
      for (const Contact& contact : contacts) {
        const ChannelConfig* const channel = Find(config, contact.channel);
        if (channel == nullptr) {
          return "a contact without channel: " + name;
        }
        if (channel->mail && !IsMailAddress(contact.to)) {
          return "mail to nobody: " + name;
        }
      }
    }
  }
  return {};
}

std::string OfRoster(const Config& config) {
  const auto known = [&](const std::string& name) {
    const auto person = config.people.find(name);
    return person != config.people.end() && !person->second.empty();
  };
  for (const auto& [role, roster] : config.roster.roles) {
    for (const WeeklyDuty& duty : roster.weekly) {
      if (duty.weekdays.empty() || !std::all_of(duty.who.begin(), duty.who.end(), known)) {
        return "a shift on no day or of a stranger: " + role;
      }
    }
    for (const DatedDuty& duty : roster.dates) {
      if (duty.to < duty.from || !std::all_of(duty.who.begin(), duty.who.end(), known)) {
        return "a shift on no date or of a stranger: " + role;
      }
    }
  }
  return {};
}

std::string OfAlerts(const Config& config) {
  const bool silent = config.channels.empty() && config.roles.empty();
  for (const auto& [rule, roles] : config.alerting.receivers) {
    const bool heard = std::any_of(roles.begin(), roles.end(), [&](const std::string& role) {
      const auto contacts = config.roles.find(role);
      return config.roster.roles.contains(role) ||
             (contacts != config.roles.end() && !contacts->second.empty());
    });
    // The first person has been told; the monitor is told.
    const bool elsewhere = rule == "complaint.unacknowledged" || rule.starts_with("approval.");
    if (!silent && !heard && !elsewhere) {
      return "a rule nobody hears of: " + rule;
    }
  }
  return config.alerting.receivers.empty() ? "no rule at all" : "";
}

}  // namespace

std::string BrokenPromise(const ConfigReading& reading) {
  if (!reading.mistakes.empty()) {
    return OfMistakes(reading.mistakes);
  }
  for (const auto& broken :
       {OfMistakes(reading.config.warnings), OfCommunities(reading.config),
        OfContacts(reading.config), OfRoster(reading.config), OfAlerts(reading.config)}) {
    if (!broken.empty()) {
      return broken;
    }
  }
  return reading.config.company.empty() ? "no company" : "";
}

}  // namespace forumwatch
