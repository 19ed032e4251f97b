#include "daemon/alerts/signature.h"

#include <array>

#include <sodium.h>

namespace forumwatch {
namespace {

const unsigned char* AsBytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());  // libsodium's text type
}

// What base64 has and a query must not.
std::string InQuery(std::string_view base64) {
  std::string encoded;
  for (const char c : base64) {
    encoded += c == '+' ? "%2B" : c == '/' ? "%2F" : c == '=' ? "%3D" : std::string(1, c);
  }
  return encoded;
}

}  // namespace

std::string HmacSha256(std::string_view key, std::string_view message) {
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> hash{};
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, AsBytes(key), key.size());
  crypto_auth_hmacsha256_update(&state, AsBytes(message), message.size());
  crypto_auth_hmacsha256_final(&state, hash.data());
  return {hash.begin(), hash.end()};
}

std::string Hex(std::string_view bytes) {
  std::string hex(2 * bytes.size() + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), AsBytes(bytes), bytes.size());
  hex.pop_back();
  return hex;
}

std::string Base64(std::string_view bytes) {
  constexpr int kVariant = sodium_base64_VARIANT_ORIGINAL;
  std::string base64(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
  sodium_bin2base64(base64.data(), base64.size(), AsBytes(bytes), bytes.size(), kVariant);
  base64.pop_back();
  return base64;
}

std::string DingTalkSign(std::string_view secret, std::string_view milliseconds) {
  const std::string message = std::string(milliseconds) + "\n" + std::string(secret);
  return InQuery(Base64(HmacSha256(secret, message)));
}

std::string FeishuSign(std::string_view secret, std::string_view seconds) {
  return Base64(HmacSha256(std::string(seconds) + "\n" + std::string(secret), ""));
}

}  // namespace forumwatch
