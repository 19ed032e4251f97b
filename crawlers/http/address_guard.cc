#include "crawlers/http/address_guard.h"

#include <array>
#include <cstdint>
#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace forumwatch {
namespace {

using V4 = std::uint32_t;                 // host order
using V6 = std::array<std::uint8_t, 16>;  // network order

struct V4Block {
  V4 first;
  int bits;
  const char* name;
};

// IANA IPv4 Special-Purpose Address Registry, and multicast.
constexpr V4Block kInsideV4[] = {
    {0x00000000, 8, "本网络地址"},       // 0.0.0.0/8
    {0x0A000000, 8, "内网地址"},         // 10.0.0.0/8
    {0x64400000, 10, "运营商内部地址"},  // 100.64.0.0/10, also some clouds' metadata
    {0x7F000000, 8, "本机地址"},         // 127.0.0.0/8
    {0xA9FE0000, 16, "链路本地地址"},    // 169.254.0.0/16, also clouds' metadata
    {0xAC100000, 12, "内网地址"},        // 172.16.0.0/12
    {0xC0000000, 24, "专用地址"},        // 192.0.0.0/24
    {0xC0000200, 24, "文档示例地址"},    // 192.0.2.0/24
    {0xC0586300, 24, "专用地址"},        // 192.88.99.0/24, 6to4 relays
    {0xC0A80000, 16, "内网地址"},        // 192.168.0.0/16
    {0xC6120000, 15, "测试网地址"},      // 198.18.0.0/15
    {0xC6336400, 24, "文档示例地址"},    // 198.51.100.0/24
    {0xCB007100, 24, "文档示例地址"},    // 203.0.113.0/24
    {0xE0000000, 4, "组播地址"},         // 224.0.0.0/4
    {0xF0000000, 4, "保留地址"},         // 240.0.0.0/4, with the broadcast address
};

struct V6Block {
  V6 first;
  int bits;
  const char* name;
};

constexpr V6 Front(std::uint16_t a, std::uint16_t b = 0) {
  return {static_cast<std::uint8_t>(a >> 8), static_cast<std::uint8_t>(a),
          static_cast<std::uint8_t>(b >> 8), static_cast<std::uint8_t>(b)};
}

// Global unicast is 2000::/3; everything outside is refused. Named here: what people meet outside,
// and the special-purpose blocks within (IANA IPv6 Special-Purpose Address Registry).
constexpr V6Block kInsideV6[] = {
    {{}, 96, "本机地址"},                           // ::, ::1 and v4-compatible
    {Front(0x0064, 0xFF9B), 32, "NAT64 转换地址"},  // 64:ff9b::/96 and 64:ff9b:1::/48
    {Front(0x2001, 0x0000), 23, "专用地址"},        // 2001::/23, Teredo among them
    {Front(0x2001, 0x0DB8), 32, "文档示例地址"},
    {Front(0x2002), 16, "6to4 转换地址"},
    {Front(0x3FFF), 20, "文档示例地址"},
    {Front(0xFC00), 7, "内网地址"},
    {Front(0xFE80), 10, "链路本地地址"},
    {Front(0xFEC0), 10, "内网地址"},
    {Front(0xFF00), 8, "组播地址"},
};

bool Within(V4 address, const V4Block& block) {
  return ((address ^ block.first) >> (32 - block.bits)) == 0;
}

bool Within(const V6& address, const V6Block& block) {
  int left = block.bits;
  for (std::size_t i = 0; left > 0; ++i, left -= 8) {
    const int unused = left >= 8 ? 0 : 8 - left;
    if (((address[i] ^ block.first[i]) >> unused) != 0) {
      return false;
    }
  }
  return true;
}

const char* InsideName(V4 address) {
  for (const V4Block& block : kInsideV4) {
    if (Within(address, block)) {
      return block.name;
    }
  }
  return nullptr;
}

V4 LastFour(const V6& address) {
  V4 value = 0;
  for (std::size_t i = 12; i < 16; ++i) {
    value = value << 8 | address[i];
  }
  return value;
}

const char* InsideName(const V6& address) {
  static constexpr V6 kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};  // ::ffff:0:0/96
  if (Within(address, V6Block{kMapped, 96, nullptr})) {
    const char* const inner = InsideName(LastFour(address));
    return inner != nullptr ? inner : "包在 IPv6 里的 IPv4 地址";
  }
  for (const V6Block& block : kInsideV6) {
    if (Within(address, block)) {
      return block.name;
    }
  }
  return (address[0] & 0xE0) == 0x20 ? nullptr : "保留地址";
}

template <typename Address>
std::optional<std::string> Refusal(int family, const Address& raw, const char* name) {
  if (name == nullptr) {
    return std::nullopt;
  }
  std::array<char, INET6_ADDRSTRLEN> figures{};
  inet_ntop(family, &raw, figures.data(), figures.size());
  return std::string(name) + " " + figures.data();
}

std::optional<std::string> WhyNotPublic(const in_addr& raw) {
  return Refusal(AF_INET, raw, InsideName(ntohl(raw.s_addr)));
}

std::optional<std::string> WhyNotPublic(const in6_addr& raw) {
  V6 address{};
  std::memcpy(address.data(), raw.s6_addr, address.size());
  return Refusal(AF_INET6, raw, InsideName(address));
}

}  // namespace

std::optional<std::string> WhyNotPublic(const sockaddr& address, socklen_t length) {
  if (address.sa_family == AF_INET && length >= sizeof(sockaddr_in)) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    return WhyNotPublic(v4.sin_addr);
  }
  if (address.sa_family == AF_INET6 && length >= sizeof(sockaddr_in6)) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    return WhyNotPublic(v6.sin6_addr);
  }
  return "不认识的地址类型 " + std::to_string(address.sa_family);
}

std::optional<std::string> WhyNotPublic(const std::string& figures) {
  in_addr v4{};
  if (inet_pton(AF_INET, figures.c_str(), &v4) == 1) {
    return WhyNotPublic(v4);
  }
  in6_addr v6{};
  if (inet_pton(AF_INET6, figures.substr(0, figures.find('%')).c_str(), &v6) == 1) {
    return WhyNotPublic(v6);
  }
  return "看不懂的地址";
}

}  // namespace forumwatch
