#include "tests/support/simforum/misbehaviour.h"

#include <algorithm>
#include <array>

#include "tests/support/simforum/gzip_bomb.h"

namespace forumwatch::sim {
namespace {

constexpr std::size_t kNestedBytes = 100'000;
constexpr std::size_t kBombMebibytes = 300;

struct Named {
  std::string_view name;
  Misbehaviour what;
};

constexpr std::array kNames = {
    Named{"none", Misbehaviour::None},           Named{"slow", Misbehaviour::Slow},
    Named{"endless", Misbehaviour::EndlessBody}, Named{"headers", Misbehaviour::EndlessHead},
    Named{"bomb", Misbehaviour::GzipBomb},       Named{"nested", Misbehaviour::Nested},
    Named{"429", Misbehaviour::TooMany},         Named{"503", Misbehaviour::Unavailable},
    Named{"login", Misbehaviour::LoginWall},     Named{"empty", Misbehaviour::EmptyList},
    Named{"bare", Misbehaviour::NoRows},         Named{"layout", Misbehaviour::NewLayout},
    Named{"no-author", Misbehaviour::NoAuthor},  Named{"no-date", Misbehaviour::NoDate},
    Named{"drift", Misbehaviour::Drift},         Named{"self-302", Misbehaviour::SelfRedirect},
    Named{"redirect", Misbehaviour::Redirect},   Named{"reset", Misbehaviour::Reset},
    Named{"flood", Misbehaviour::AntiFlood},     Named{"truncated", Misbehaviour::Truncated},
    Named{"cut-off", Misbehaviour::CutOff},      Named{"charset", Misbehaviour::WrongCharset},
    Named{"foreign", Misbehaviour::Foreign},
};

void SetHeader(Reply& reply, const std::string& name, const std::string& value) {
  for (auto& [known, old] : reply.headers) {
    if (known == name) {
      old = value;
      return;
    }
  }
  reply.headers.emplace_back(name, value);
}

void Refuse(Reply& reply, int status, std::chrono::seconds retry_after) {
  reply.status = status;
  SetHeader(reply, "Retry-After", std::to_string(retry_after.count()));
  reply.body = "<html><head><title>" + std::to_string(status) + "</title></head></html>";
}

void SendFor(Reply& reply, const std::string& location) {
  reply.status = 302;
  SetHeader(reply, "Location", location);
  reply.body.clear();
}

// 64 kB of visible words in one chunk.
std::string EndlessChunk() {
  std::string words;
  while (words.size() < 0x10000) {
    words += "<p>and so on and on</p>\n";
  }
  words.resize(0x10000, ' ');
  return "10000\r\n" + words + "\r\n";
}

void LieAboutCharset(Reply& reply) {
  const auto type = std::find_if(reply.headers.begin(), reply.headers.end(),
                                 [](const auto& header) { return header.first == "Content-Type"; });
  const bool gbk = type != reply.headers.end() && type->second.find("gbk") != std::string::npos;
  SetHeader(reply, "Content-Type", gbk ? "text/html; charset=utf-8" : "text/html; charset=gbk");
  ReplaceAll(reply.body, gbk ? "<meta charset=\"gbk\"" : "<meta charset=\"utf-8\"",
             "<meta charset=\"big5\"");
}

void Deliver(Reply& reply, Delivery delivery, std::string refill = {}) {
  reply.delivery = delivery;
  reply.refill = std::move(refill);
}

const std::string& Bomb() {
  static const std::string kBomb = GzipBomb(kBombMebibytes);
  return kBomb;
}

}  // namespace

std::string_view Name(Misbehaviour what) {
  return std::find_if(kNames.begin(), kNames.end(),
                      [&](const Named& named) { return named.what == what; })
      ->name;
}

std::optional<Misbehaviour> MisbehaviourFromName(std::string_view name) {
  const auto found = std::find_if(kNames.begin(), kNames.end(),
                                  [&](const Named& named) { return named.name == name; });
  return found == kNames.end() ? std::nullopt : std::optional(found->what);
}

std::vector<std::string_view> MisbehaviourNames() {
  std::vector<std::string_view> names;
  names.reserve(kNames.size());
  for (const Named& named : kNames) {
    names.push_back(named.name);
  }
  return names;
}

Flaws FlawsOf(Misbehaviour what) {
  Flaws flaws;
  flaws.empty_list = what == Misbehaviour::EmptyList;
  flaws.no_rows = what == Misbehaviour::NoRows;
  flaws.no_author = what == Misbehaviour::NoAuthor;
  flaws.no_date = what == Misbehaviour::NoDate;
  flaws.renamed = what == Misbehaviour::NewLayout;
  return flaws;
}

Reply Spoil(Reply reply, const Mode& mode) {
  switch (mode.what) {
    case Misbehaviour::Slow:
      Deliver(reply, Delivery::Dripping);
      reply.every = mode.every;
      break;
    case Misbehaviour::EndlessBody:
      Deliver(reply, Delivery::EndlessBody, EndlessChunk());
      break;
    case Misbehaviour::EndlessHead:
      Deliver(reply, Delivery::EndlessHead, "X-And-So-On: " + std::string(200, 'x') + "\r\n");
      break;
    case Misbehaviour::GzipBomb:
      SetHeader(reply, "Content-Encoding", "gzip");
      reply.body = Bomb();
      break;
    case Misbehaviour::Nested:
      reply.body = DeeplyNestedPage(kNestedBytes);
      break;
    case Misbehaviour::TooMany:
      Refuse(reply, 429, mode.retry_after);
      break;
    case Misbehaviour::Unavailable:
      Refuse(reply, 503, mode.retry_after);
      break;
    case Misbehaviour::Redirect:
      SendFor(reply, mode.to);
      break;
    case Misbehaviour::Reset:
      Deliver(reply, Delivery::Reset);
      break;
    case Misbehaviour::AntiFlood:
      reply.body = AntiFloodPage();
      break;
    case Misbehaviour::Truncated:
      reply.body.resize(reply.body.size() / 2);
      break;
    case Misbehaviour::CutOff:
      Deliver(reply, Delivery::CutOff);
      break;
    case Misbehaviour::WrongCharset:
      LieAboutCharset(reply);
      break;
    case Misbehaviour::Foreign:
      reply.body = ForeignPage();
      break;
    default:
      break;  // the page itself is wrong, or it is not about the reply
  }
  return reply;
}

}  // namespace forumwatch::sim
