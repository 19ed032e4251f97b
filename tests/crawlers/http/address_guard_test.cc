#include "crawlers/http/address_guard.h"

#include <cstring>

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/un.h>

namespace forumwatch {
namespace {

using testing::HasSubstr;

struct Edge {
  const char* address;
  const char* why;  // what the refusal says; null: public
};

// Each block with its first and last address, and the neighbours outside.
constexpr Edge kEdges[] = {
    // 0.0.0.0/8
    {"0.0.0.0", "本网络地址"},
    {"0.255.255.255", "本网络地址"},
    {"1.0.0.0", nullptr},
    // 10.0.0.0/8
    {"9.255.255.255", nullptr},
    {"10.0.0.0", "内网地址"},
    {"10.255.255.255", "内网地址"},
    {"11.0.0.0", nullptr},
    // 100.64.0.0/10
    {"100.63.255.255", nullptr},
    {"100.64.0.0", "运营商内部地址"},
    {"100.100.100.200", "运营商内部地址"},
    {"100.127.255.255", "运营商内部地址"},
    {"100.128.0.0", nullptr},
    // 127.0.0.0/8
    {"126.255.255.255", nullptr},
    {"127.0.0.0", "本机地址"},
    {"127.0.0.1", "本机地址"},
    {"127.255.255.255", "本机地址"},
    {"128.0.0.0", nullptr},
    // 169.254.0.0/16
    {"169.253.255.255", nullptr},
    {"169.254.0.0", "链路本地地址"},
    {"169.254.169.254", "链路本地地址"},
    {"169.254.255.255", "链路本地地址"},
    {"169.255.0.0", nullptr},
    // 172.16.0.0/12
    {"172.15.255.255", nullptr},
    {"172.16.0.0", "内网地址"},
    {"172.31.255.255", "内网地址"},
    {"172.32.0.0", nullptr},
    // 192.0.0.0/24, 192.0.2.0/24
    {"191.255.255.255", nullptr},
    {"192.0.0.0", "专用地址"},
    {"192.0.0.255", "专用地址"},
    {"192.0.1.0", nullptr},
    {"192.0.2.0", "文档示例地址"},
    {"192.0.2.255", "文档示例地址"},
    {"192.0.3.0", nullptr},
    // 192.88.99.0/24
    {"192.88.98.255", nullptr},
    {"192.88.99.1", "专用地址"},
    {"192.88.100.0", nullptr},
    // 192.168.0.0/16
    {"192.167.255.255", nullptr},
    {"192.168.0.0", "内网地址"},
    {"192.168.255.255", "内网地址"},
    {"192.169.0.0", nullptr},
    // 198.18.0.0/15
    {"198.17.255.255", nullptr},
    {"198.18.0.0", "测试网地址"},
    {"198.19.255.255", "测试网地址"},
    {"198.20.0.0", nullptr},
    // documentation
    {"198.51.99.255", nullptr},
    {"198.51.100.0", "文档示例地址"},
    {"198.51.100.255", "文档示例地址"},
    {"198.51.101.0", nullptr},
    {"203.0.112.255", nullptr},
    {"203.0.113.0", "文档示例地址"},
    {"203.0.113.255", "文档示例地址"},
    {"203.0.114.0", nullptr},
    // multicast, reserved, broadcast
    {"223.255.255.255", nullptr},
    {"224.0.0.0", "组播地址"},
    {"239.255.255.255", "组播地址"},
    {"240.0.0.0", "保留地址"},
    {"255.255.255.255", "保留地址"},
    // plain public
    {"8.8.8.8", nullptr},
    {"223.5.5.5", nullptr},

    // v6: unspecified, loopback, v4-compatible
    {"::", "本机地址 ::"},
    {"::1", "本机地址 ::1"},
    {"::7f00:1", "本机地址"},
    {"::8.8.8.8", "本机地址"},
    // v4-mapped: what is inside decides the name, none gets through
    {"::ffff:127.0.0.1", "本机地址 ::ffff:127.0.0.1"},
    {"::ffff:10.1.2.3", "内网地址"},
    {"::ffff:169.254.169.254", "链路本地地址"},
    {"::ffff:0.0.0.0", "本网络地址"},
    {"::ffff:8.8.8.8", "包在 IPv6 里的 IPv4 地址"},
    {"::fffe:127.0.0.1", "保留地址"},
    {"::1:0:0:0", "保留地址"},
    // NAT64
    {"64:ff9b::127.0.0.1", "NAT64"},
    {"64:ff9b::8.8.8.8", "NAT64"},
    {"64:ff9b:1::1", "NAT64"},
    {"64:ff9c::1", "保留地址"},
    {"100::1", "保留地址"},
    // global unicast and the blocks within
    {"1fff:ffff::", "保留地址"},
    {"2000::", nullptr},
    {"2001::", "专用地址"},
    {"2001:0:4136:e378:8000:63bf:3fff:fdd2", "专用地址"},
    {"2001:1ff:ffff::", "专用地址"},
    {"2001:200::", nullptr},
    {"2001:da8::1", nullptr},
    {"2001:db7:ffff::", nullptr},
    {"2001:db8::", "文档示例地址"},
    {"2001:db8:ffff::", "文档示例地址"},
    {"2001:db9::", nullptr},
    {"2001:ffff::", nullptr},
    {"2002::", "6to4"},
    {"2002:7f00:1::1", "6to4"},
    {"2002:ffff::", "6to4"},
    {"2003::", nullptr},
    {"2400:3200::1", nullptr},
    {"2606:4700::1111", nullptr},
    {"3ffe:ffff::", nullptr},
    {"3fff::1", "文档示例地址"},
    {"3fff:0fff::1", "文档示例地址"},
    {"3fff:1000::", nullptr},
    {"4000::", "保留地址"},
    // private and local
    {"fbff::", "保留地址"},
    {"fc00::", "内网地址"},
    {"fd12:3456:789a::1", "内网地址"},
    {"fdff:ffff::", "内网地址"},
    {"fe00::", "保留地址"},
    {"fe80::1", "链路本地地址"},
    {"febf:ffff::", "链路本地地址"},
    {"fec0::1", "内网地址"},
    {"ff00::", "组播地址"},
    {"ff02::1", "组播地址"},
    {"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "组播地址"},
};

const sockaddr& Cast(const void* address) {
  return *static_cast<const sockaddr*>(address);
}

TEST(AddressGuard, KnowsEveryBlockToItsEdges) {
  for (const Edge& edge : kEdges) {
    const auto why = WhyNotPublic(std::string(edge.address));
    if (edge.why == nullptr) {
      EXPECT_EQ(why, std::nullopt) << edge.address;
    } else {
      ASSERT_TRUE(why.has_value()) << edge.address;
      EXPECT_THAT(*why, HasSubstr(edge.why)) << edge.address;
    }
  }
}

TEST(AddressGuard, JudgesTheSocketAddressAlike) {
  for (const Edge& edge : kEdges) {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    const bool is_v4 = inet_pton(AF_INET, edge.address, &v4.sin_addr) == 1;
    ASSERT_TRUE(is_v4 || inet_pton(AF_INET6, edge.address, &v6.sin6_addr) == 1) << edge.address;
    const auto why =
        is_v4 ? WhyNotPublic(Cast(&v4), sizeof v4) : WhyNotPublic(Cast(&v6), sizeof v6);
    EXPECT_EQ(why, WhyNotPublic(std::string(edge.address))) << edge.address;
  }
}

TEST(AddressGuard, RefusesWhatItDoesNotKnow) {
  sockaddr_un local{};
  local.sun_family = AF_UNIX;
  EXPECT_THAT(WhyNotPublic(Cast(&local), sizeof local).value_or(""), HasSubstr("不认识的地址类型"));
  sockaddr_storage nothing{};
  EXPECT_TRUE(WhyNotPublic(Cast(&nothing), sizeof nothing).has_value());
  sockaddr_in cut{};
  cut.sin_family = AF_INET;
  inet_pton(AF_INET, "8.8.8.8", &cut.sin_addr);
  EXPECT_EQ(WhyNotPublic(Cast(&cut), sizeof cut), std::nullopt);
  EXPECT_TRUE(WhyNotPublic(Cast(&cut), 4).has_value()) << "too short to hold an address";
}

TEST(AddressGuard, RefusesFiguresThatAreNoAddress) {
  for (const char* figures : {"", "localhost", "8.8.8", "8.8.8.8.8", "256.1.1.1", "[::1]",
                              "g::", "2400:3200::1::", "%eth0"}) {
    EXPECT_TRUE(WhyNotPublic(std::string(figures)).has_value()) << figures;
  }
  EXPECT_THAT(WhyNotPublic(std::string("fe80::1%eth0")).value_or(""), HasSubstr("链路本地地址"));
}

}  // namespace
}  // namespace forumwatch
