#include "daemon/logging.h"

#include <stdexcept>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace forumwatch {
namespace {

// U+2028, U+2029 and the bidi controls U+200E/F, U+202A–E, U+2066–9: three bytes E2 80/81 xx.
bool IsHostileFormat(std::string_view three) {
  if (three.size() < 3 || three[0] != '\xE2') {
    return false;
  }
  const auto last = static_cast<unsigned char>(three[2]);
  if (three[1] == '\x80') {
    return last == 0x8E || last == 0x8F || (last >= 0xA8 && last <= 0xAE);
  }
  return three[1] == '\x81' && last >= 0xA6 && last <= 0xA9;
}

}  // namespace

void StartLogging(std::string_view level) {
  const auto parsed = spdlog::level::from_str(std::string(level));
  if (parsed == spdlog::level::off && level != "off") {
    throw std::invalid_argument("日志级别 “" + std::string(level) +
                                "” 不认识，可用：debug info warn error");
  }
  auto logger = std::make_shared<spdlog::logger>("forumwatch",
                                                 std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
  logger->set_level(parsed);
  logger->flush_on(spdlog::level::info);
  spdlog::set_default_logger(std::move(logger));
}

std::string Escaped(std::string_view text) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x20 || c == 0x7F) {
      out += {'\\', 'x', kHex[c >> 4U], kHex[c & 0xFU]};
    } else if (IsHostileFormat(text.substr(i, 3))) {
      out += "\\u";
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string Quoted(std::string_view text, std::size_t limit) {
  std::size_t end = text.size();
  if (end > limit) {
    end = limit;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
      --end;
    }
  }
  std::string out = "\"";
  for (const char c : Escaped(text.substr(0, end))) {
    if (c == '"') {
      out += '\\';
    }
    out += c;
  }
  out += end < text.size() ? "…\"" : "\"";
  return out;
}

}  // namespace forumwatch
