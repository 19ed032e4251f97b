#include <array>
#include <cstdint>

#include <sodium.h>

#include "analysis/alerting/decide.h"

namespace forumwatch {
namespace {

constexpr std::size_t kLength = 26;
constexpr std::size_t kTimeLength = 10;  // 48 bits of milliseconds and 2 of padding
constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford's base 32

}  // namespace

std::string StableUlid(UtcTime at, std::string_view key) {
  std::string ulid(kLength, '0');
  const auto ms = std::chrono::floor<std::chrono::milliseconds>(at).time_since_epoch().count();
  auto rest = static_cast<std::uint64_t>(ms < 0 ? 0 : ms) & 0xFFFFFFFFFFFFU;
  for (std::size_t i = kTimeLength; i-- > 0; rest >>= 5U) {
    ulid[i] = kAlphabet[rest & 31U];
  }
  std::array<unsigned char, crypto_generichash_BYTES> hash{};
  crypto_generichash(hash.data(), hash.size(),
                     reinterpret_cast<const unsigned char*>(key.data()),  // libsodium's text type
                     key.size(), nullptr, 0);
  std::uint64_t bits = 0;
  unsigned held = 0;
  std::size_t next = 0;
  for (std::size_t i = kTimeLength; i < kLength; ++i) {
    if (held < 5) {
      bits = bits << 8U | hash.at(next++);
      held += 8;
    }
    held -= 5;
    ulid[i] = kAlphabet[bits >> held & 31U];
  }
  return ulid;
}

}  // namespace forumwatch
