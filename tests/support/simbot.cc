#include "tests/support/simbot.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <ostream>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sodium.h>
#include <unistd.h>

#include "tests/support/simforum/deliver.h"

namespace forumwatch {

using nlohmann::json;
using nlohmann::ordered_json;

struct SimBot::Mode {
  enum class End { Answered, Silent, Closed, Half };

  std::string_view name;
  std::string_view body;
  End end;
  int status;
  bool takes;
  bool says_when = false;  // with Retry-After
};

namespace {

constexpr std::string_view kEndOfHead = "\r\n\r\n";
constexpr std::string_view kPage = "<!DOCTYPE html><html><title>请登录</title></html>";

const unsigned char* AsBytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());  // libsodium's text type
}

std::string HmacHex(std::string_view secret, std::string_view text) {
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> hash{};
  std::array<char, 2 * crypto_auth_hmacsha256_BYTES + 1> hex{};
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, AsBytes(secret), secret.size());
  crypto_auth_hmacsha256_update(&state, AsBytes(text), text.size());
  crypto_auth_hmacsha256_final(&state, hash.data());
  return sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
}

bool IsSigned(const sim::WireRequest& request, std::string_view secret) {
  return request.Header("x-forumwatch-signature") ==
         "sha256=" + HmacHex(secret, request.Header("x-forumwatch-timestamp") + "." + request.body);
}

int NumberOr(const std::string& text, int otherwise) {
  int number = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

int OpenLog(const std::filesystem::path& file) {
  if (file.empty()) {
    return -1;
  }
  const int fd = open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (fd < 0) {
    throw std::system_error(errno, std::generic_category(), file.string());
  }
  return fd;
}

UtcTime SystemNow() {
  return std::chrono::floor<Duration>(std::chrono::system_clock::now());
}

std::string_view TypeOf(std::string_view body) {
  if (body.starts_with("{")) {
    return "application/json";
  }
  return body.starts_with("<") ? "text/html; charset=utf-8" : "text/plain";
}

ordered_json AsJson(const SimBotCounts& counts) {
  return {{"requests", counts.requests},
          {"taken", counts.taken},
          {"repeats", counts.repeats},
          {"unmarked_repeats", counts.unmarked_repeats},
          {"bad_signatures", counts.bad_signatures},
          {"by_alert", counts.by_alert},
          {"over_limit", counts.over_limit}};
}

}  // namespace

const SimBot::Mode* SimBot::FindMode(std::string_view name) {
  using End = Mode::End;
  static constexpr Mode kModes[] = {
      {"ok", R"({"errcode":0,"errmsg":"ok"})", End::Answered, 200, true},
      {"text", "ok", End::Answered, 200, true},
      {"empty", "", End::Answered, 200, true},
      {"no_content", "", End::Answered, 204, true},
      {"hang_after", "", End::Silent, 0, true},
      {"close_after", "", End::Closed, 0, true},
      {"half", R"({"errcode":0,"errmsg":"ok"})", End::Half, 200, true},
      {"401", "who are you", End::Answered, 401, false},
      {"500", "broken", End::Answered, 500, false},
      {"503", "busy", End::Answered, 503, false, true},
      {"429", "too many", End::Answered, 429, false, true},
      {"302", "", End::Answered, 302, false},
      {"html", kPage, End::Answered, 200, false},
      {"busy", R"({"errcode":45009,"errmsg":"api freq out of limit"})", End::Answered, 200, false},
      {"key", R"({"errcode":93000,"errmsg":"invalid webhook url"})", End::Answered, 200, false},
      {"code", R"({"code":9499,"msg":"too many request","data":{}})", End::Answered, 200, false},
      {"statuscode", R"({"StatusCode":11232,"StatusMessage":"frequency limited"})", End::Answered,
       200, false},
      {"not_ok", R"({"ok":false,"description":"try later"})", End::Answered, 200, false},
      {"fast", R"({"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"})",
       End::Answered, 200, false},
      {"keyword", R"({"errcode":310000,"errmsg":"keywords not in content, more: [https://x]"})",
       End::Answered, 200, false},
      {"no_code", R"({"data":{}})", End::Answered, 200, true},
      {"hang_before", "", End::Silent, 0, false},
      {"close_before", "", End::Closed, 0, false},
  };
  const auto* const found = std::find_if(std::begin(kModes), std::end(kModes),
                                         [name](const Mode& mode) { return mode.name == name; });
  return found == std::end(kModes) ? nullptr : found;
}

SimBot::SimBot(SimBotOptions options)
    : options_(std::move(options)),
      log_(OpenLog(options_.log)),
      robots_(options_.secret, options_.clock ? options_.clock : SystemNow),
      mode_(FindMode("ok")),
      server_([this](Peer& peer) { Serve(peer); }, "127.0.0.1", options_.port) {}

SimBot::~SimBot() {
  if (log_ >= 0) {
    close(log_);
  }
}

bool SimBot::SetMode(std::string_view mode, int times, int retry_after) {
  const Mode* const found = FindMode(mode);
  if (found == nullptr) {
    return false;
  }
  const std::lock_guard lock(mutex_);
  mode_ = found;
  times_ = times;
  retry_after_ = retry_after;
  return true;
}

SimBotCounts SimBot::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

void SimBot::Serve(Peer& peer) {
  while (!peer.gone()) {
    const std::string head = peer.ReadUntil(kEndOfHead);
    const sim::WireRequest request = sim::ParseRequest(head);
    if (!head.ends_with(kEndOfHead) || request.method.empty()) {
      return;
    }
    const bool goes_on = request.path.starts_with("/__sim__/")
                             ? sim::Deliver(Control(request), request.keep_alive, peer)
                             : ServeAlert(request, peer);
    if (!goes_on) {
      return;
    }
  }
}

const SimBot::Mode& SimBot::NextMode() {
  const std::lock_guard lock(mutex_);
  ++counts_.requests;
  if (times_ == 0) {
    mode_ = FindMode("ok");
    times_ = -1;
  }
  times_ -= times_ > 0 ? 1 : 0;
  return *mode_;
}

bool SimBot::ServeAlert(const sim::WireRequest& head, Peer& peer) {
  using End = Mode::End;
  const Mode& mode = NextMode();
  sim::Reply reply =
      sim::MakeReply(mode.status, std::string(TypeOf(mode.body)), std::string(mode.body));
  if (mode.takes || mode.end == End::Answered) {
    sim::WireRequest request = head;
    request.body = peer.ReadExactly(sim::ContentLength(head));
    const Receipt receipt = mode.takes ? Take(request) : Receipt{true, reply};
    if (!receipt.taken || mode.name == "ok") {
      return sim::Deliver(receipt.reply, head.keep_alive, peer);
    }
  }
  if (mode.end == End::Silent) {
    peer.AwaitClose();
  }
  if (mode.end == End::Silent || mode.end == End::Closed) {
    return false;
  }
  if (mode.end == End::Half) {
    reply.delivery = sim::Delivery::CutOff;
  }
  if (mode.says_when) {
    const std::lock_guard lock(mutex_);
    reply.headers.emplace_back("Retry-After", std::to_string(retry_after_));
  }
  if (mode.status == 302) {
    reply.headers.emplace_back("Location", "/elsewhere");
  }
  return sim::Deliver(reply, head.keep_alive, peer);
}

SimBot::Receipt SimBot::Take(const sim::WireRequest& request) {
  const std::lock_guard lock(mutex_);
  if (const auto receipt = robots_.Take(request)) {
    return TakeMessage(*receipt, request.path);
  }
  const int status = TakeWebhook(request);
  return status == 200 ? Receipt{true, sim::MakeReply(200, "application/json", "{\"errcode\":0}")}
                       : Receipt{false, sim::MakeReply(status, "text/plain", "no")};
}

void SimBot::Count(const std::string& alert, const std::string& key, bool marked) {
  ++counts_.taken;
  ++counts_.by_alert[alert];
  if (++keys_[key] > 1) {
    ++counts_.repeats;
    counts_.unmarked_repeats += marked ? 0 : 1;
  }
}

SimBot::Receipt SimBot::TakeMessage(const SimRobots::Receipt& receipt, const std::string& robot) {
  counts_.bad_signatures += receipt.bad_signature ? 1 : 0;
  counts_.over_limit += receipt.over_limit ? 1 : 0;
  if (receipt.taken) {
    for (const std::string& alert : AlertsNamedIn(receipt.text)) {
      Count(alert, std::string(robot).append("/").append(alert),
            receipt.text.starts_with("可能重复"));
    }
    Keep(ordered_json{{"robot", robot}, {"text", receipt.text}}.dump().append("\n"));
    if (options_.print != nullptr) {
      *options_.print << "[提醒] " << receipt.text << std::endl;
    }
  }
  return {receipt.taken, sim::MakeReply(200, "application/json", receipt.answer)};
}

int SimBot::TakeWebhook(const sim::WireRequest& request) {
  const ordered_json body = ordered_json::parse(request.body, nullptr, false);
  const std::string key = request.Header("idempotency-key");
  if (request.method != "POST" || !body.is_object() || !body.contains("id") ||
      !body["id"].is_string() || key.empty()) {
    return 400;
  }
  if (!options_.secret.empty() && !IsSigned(request, options_.secret)) {
    ++counts_.bad_signatures;
    return 401;
  }
  Count(body["id"].get<std::string>(), key, body.value("maybe_repeat", false));
  Keep(ordered_json{{"key", key}, {"alert", body}}.dump() + "\n");
  if (options_.print != nullptr) {
    *options_.print << "[提醒] " << body.value("title", "") << "\n       为什么："
                    << body.value("reason", "") << std::endl;
  }
  return 200;
}

void SimBot::Keep(const std::string& line) const {
  if (log_ < 0) {
    return;
  }
  if (write(log_, line.data(), line.size()) != static_cast<ssize_t>(line.size()) ||
      fsync(log_) != 0) {
    throw std::system_error(errno, std::generic_category(), options_.log.string());
  }
}

sim::Reply SimBot::Control(const sim::WireRequest& request) {
  if (request.path == "/__sim__/counts") {
    return sim::MakeReply(200, "application/json", AsJson(counts()).dump() + "\n");
  }
  if (request.path == "/__sim__/mode" &&
      SetMode(request.Query("mode"), NumberOr(request.Query("times"), -1),
              NumberOr(request.Query("retry_after"), 30))) {
    return sim::MakeReply(200, "text/plain", request.Query("mode") + "\n");
  }
  return sim::MakeReply(400, "text/plain", "no such mode, no such page\n");
}

}  // namespace forumwatch
