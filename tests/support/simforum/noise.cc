#include "tests/support/simforum/noise.h"

#include <string_view>

namespace forumwatch::sim {

std::string Noise::Garbage() {
  if (!on_) {
    return {};
  }
  static constexpr std::string_view kSigns =
      "abcdefghijkmnopqrstuvwxyzABCDEFGHKLMNPQRSTUVWXYZ0123456789 .,;:!?#$%*()[]{}^~+-/|";
  std::string garbage;
  const int length = Count(8, 24);
  for (int i = 0; i < length; ++i) {
    garbage += kSigns[random_() % kSigns.size()];
  }
  return Count(0, 1) == 0 ? "<font class=\"jammer\">" + garbage + "</font>"
                          : "<span style=\"display:none\">" + garbage + "</span>";
}

std::string Noise::Token() {
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string token;
  for (int i = 0; i < 8; ++i) {
    token += on_ ? kHex[random_() % kHex.size()] : '0';
  }
  return token;
}

int Noise::Count(int low, int high) {
  const auto span = static_cast<std::uint64_t>(high - low) + 1;
  return on_ ? low + static_cast<int>(random_() % span) : low;
}

}  // namespace forumwatch::sim
