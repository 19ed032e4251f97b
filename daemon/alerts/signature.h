// Signatures by which receivers know that a message is ours. Pure.
#pragma once

#include <string>
#include <string_view>

namespace forumwatch {

// The 32 bytes of HMAC-SHA-256, as they are.
std::string HmacSha256(std::string_view key, std::string_view message);
std::string Hex(std::string_view bytes);
std::string Base64(std::string_view bytes);

// 钉钉: over "MS\nSECRET" with the secret as key; base64, percent-encoded once, fit for a query.
std::string DingTalkSign(std::string_view secret, std::string_view milliseconds);
// 飞书: over nothing, with "SEC\nSECRET" as key; base64.
std::string FeishuSign(std::string_view secret, std::string_view seconds);

}  // namespace forumwatch
