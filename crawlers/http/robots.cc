#include "crawlers/http/robots.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

#include "crawlers/http/header_text.h"

namespace forumwatch {
namespace {

constexpr std::size_t kMostRules = 5000;
constexpr std::size_t kMostSteps = 5'000'000;  // some hundredths of a second

char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool SameWord(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return Lower(x) == Lower(y); });
}

// The letters, "-" and "_" at the beginning: "Googlebot/2.1" names Googlebot.
std::string_view ProductToken(std::string_view value) {
  const auto end = std::find_if(value.begin(), value.end(), [](char c) {
    return !(std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_');
  });
  return value.substr(0, static_cast<std::size_t>(end - value.begin()));
}

std::optional<int> HexDigit(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  const char low = Lower(c);
  return low >= 'a' && low <= 'f' ? std::optional<int>(low - 'a' + 10) : std::nullopt;
}

// One way of writing for every address (RFC 9309 §2.2.2): letters, digits and marks as themselves,
// other bytes escaped with capital digits.
std::string Normal(std::string_view path) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::string_view kUnreserved = "-._~";
  std::string out;
  const auto escape = [&out, kHex](unsigned char byte) {
    out += '%';
    out += kHex[byte >> 4U];
    out += kHex[byte & 15U];
  };
  for (std::size_t i = 0; i < path.size(); ++i) {
    const auto byte = static_cast<unsigned char>(path[i]);
    const auto high = byte == '%' && i + 2 < path.size() ? HexDigit(path[i + 1]) : std::nullopt;
    const auto low = high ? HexDigit(path[i + 2]) : std::nullopt;
    if (high && low) {
      const auto meant = static_cast<unsigned char>(*high * 16 + *low);
      i += 2;
      if (meant < 128 && (std::isalnum(meant) != 0 ||
                          kUnreserved.find(static_cast<char>(meant)) != std::string_view::npos)) {
        out += static_cast<char>(meant);
      } else {
        escape(meant);
      }
    } else if (byte >= 128 || byte <= ' ') {
      escape(byte);
    } else {
      out += static_cast<char>(byte);
    }
  }
  return out;
}

// Goes back no further than the last "*": at worst the product of both lengths, never a power.
// `steps`: how many may still be made; 0: it was left undecided.
bool Fits(std::string_view pattern, std::string_view path, std::size_t& steps) {
  const bool to_the_end = !pattern.empty() && pattern.back() == '$';
  pattern = pattern.substr(0, pattern.size() - (to_the_end ? 1 : 0));
  std::size_t at = 0;
  std::size_t p = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (p < pattern.size() || (to_the_end && at < path.size())) {
    if (steps == 0) {
      return false;
    }
    --steps;
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = at;
    } else if (p < pattern.size() && at < path.size() && pattern[p] == path[at]) {
      ++p;
      ++at;
    } else if (star != std::string_view::npos && resume < path.size()) {
      p = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  return true;
}

struct Line {
  std::string_view key;
  std::string_view value;
};

Line Split(std::string_view line) {
  line = line.substr(0, line.find('#'));
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) {
    return {};
  }
  return {Trimmed(line.substr(0, colon)), Trimmed(line.substr(colon + 1))};
}

// "10", "0.5"; nonsense asks for nothing, what is beyond a day for a day.
std::chrono::milliseconds Delay(std::string_view value) {
  constexpr double kMost = 24 * 3600;
  double seconds = 0;
  const auto read = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (read.ec != std::errc() || !(seconds > 0)) {
    return {};
  }
  return std::chrono::milliseconds(static_cast<std::int64_t>(1000 * std::min(seconds, kMost)));
}

// Not the line that was cut off: half of "Disallow: /admin" may be "Disallow: /".
std::string_view WholeLines(std::string_view text, std::size_t most) {
  if (text.size() < most) {
    return text;
  }
  const auto end = text.substr(0, most).find_last_of("\r\n");
  return text.substr(0, end == std::string_view::npos ? 0 : end);
}

enum class Meant { Nobody, Everybody, Us };

Meant MeantBy(std::string_view agent, std::string_view product) {
  if (agent == "*") {
    return Meant::Everybody;
  }
  return SameWord(ProductToken(agent), product) ? Meant::Us : Meant::Nobody;
}

bool IsRule(std::string_view key) {
  return SameWord(key, "allow") || SameWord(key, "disallow");
}

}  // namespace

RobotsRules::RobotsRules(std::string_view text, std::string_view product) {
  text = WholeLines(text, kMostBytes);
  if (text.starts_with("\xEF\xBB\xBF")) {
    text.remove_prefix(3);
  }
  RobotsRules everybody;
  bool named = false;  // a group for us was seen
  Meant meant = Meant::Nobody;
  bool agents = false;  // the line before named an agent, too
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of("\r\n"), text.size());
    const Line line = Split(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (SameWord(line.key, "user-agent")) {
      const Meant here = MeantBy(line.value, product);
      meant = agents ? std::max(meant, here) : here;
      named = named || here == Meant::Us;
      agents = true;
      continue;
    }
    agents = agents && !IsRule(line.key);  // other lines do not end a group of agents
    if (meant != Meant::Nobody) {
      (meant == Meant::Us ? *this : everybody).Take(line.key, line.value);
    }
  }
  if (!named) {
    *this = std::move(everybody);
  }
}

void RobotsRules::Take(std::string_view key, std::string_view value) {
  if (SameWord(key, "crawl-delay")) {
    delay_ = std::max(delay_, Delay(value));
  } else if (IsRule(key) && !value.empty() && rules_.size() < kMostRules) {
    rules_.push_back({Normal(value), SameWord(key, "allow")});
  }
}

bool RobotsRules::Allows(std::string_view path) const {
  if (path == "/robots.txt") {
    return true;
  }
  const std::string normal = Normal(path);
  const Rule* best = nullptr;
  std::size_t steps = kMostSteps;
  for (const Rule& rule : rules_) {
    const bool better = best == nullptr || rule.pattern.size() > best->pattern.size() ||
                        (rule.pattern.size() == best->pattern.size() && rule.allow);
    if (better && Fits(rule.pattern, normal, steps)) {
      best = &rule;
    }
  }
  return steps > 0 && (best == nullptr || best->allow);
}

}  // namespace forumwatch
