// What makes the bytes of a page differ on every fetch although its content is the same: hidden
// garbage against copying, form tokens, visitor counts. Silent when switched off.
#pragma once

#include <cstdint>
#include <random>
#include <string>

namespace forumwatch::sim {

class Noise {
 public:
  Noise(bool on, std::uint64_t seed) : on_(on), random_(seed) {}

  std::string Garbage();         // "" when off; a hidden element in the forum's two forms
  std::string Token();           // eight hex digits; always the same ones when off
  int Count(int low, int high);  // `low` when off

 private:
  bool on_;
  std::mt19937_64 random_;
};

}  // namespace forumwatch::sim
