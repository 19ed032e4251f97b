// What the learned models see of a text: numbered features with values. Hashed pairs and single
// characters of the words as they stand (digits, addresses and codes hidden, so that no name or
// number is learnt by heart), what the lexicons found in it, and where it was said. The same text
// gives the same features in every build and run, to the last bit (no logarithm or exponential,
// which libraries round as they like): models are trained on them. Linear time. Pure.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "analysis/understanding/judge.h"
#include "analysis/understanding/linear_model.h"
#include "analysis/understanding/pieces.h"
#include "analysis/understanding/reading.h"
#include "analysis/understanding/tally.h"

namespace forumwatch {

// Where a feature of the words stands, for showing what decided; bytes of the text itself.
struct Gram {
  std::uint32_t slot = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  float value = 0;
  bool in_title = false;  // of the title, not the text
};

// One matter, as far as it was read without a model.
struct ReadMatter {
  std::string_view text;   // normalised: the stretch
  std::string_view post;   // … and all that the post says
  std::string_view title;  // normalised, of the thread
  const Tally* tally = nullptr;
  const Setting* setting = nullptr;
  const Segment* rules = nullptr;  // what the rules made of it
};

class FeatureList {
 public:
  [[nodiscard]] const std::vector<Feature>& features() const noexcept { return features_; }
  [[nodiscard]] const std::vector<Gram>& grams() const noexcept { return grams_; }

  // A feature is known by its family and name, which exist only as a hash.
  // Single characters and pairs of neighbours of the text, once for each family, together of its
  // weight in length.
  struct Family {
    char name;
    float weight;
  };
  enum class Of { Matter, Title, WholePost };  // words of the last are not shown
  void AddText(std::string_view text, std::initializer_list<Family> families, Of what);
  void AddPieces(const WeighedPieces& pieces, const Family& family);
  void AddKey(char family, std::uint64_t key, float value);
  // Nothing when `value` is 0.
  void Add(char family, std::string_view name, float value);
  // Code points as one of eight lengths, each about three times the one before.
  void AddLength(char family, int length);

 private:
  std::vector<Feature> features_;
  std::vector<Gram> grams_;
};

FeatureList FeaturesOf(const ReadMatter& matter, const Handbook& handbook);
// A letter has 150 code points of normalised text and more.
Manner MannerOf(bool is_first, std::string_view post);
// Of a staff post.
Manner MannerOfReply(std::string_view post);
FeatureList FeaturesOfReply(const Wording& reading, ReplyKind rules);

}  // namespace forumwatch
