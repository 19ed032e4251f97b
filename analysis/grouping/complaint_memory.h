// What is kept of one complaint: examples of its texts, its topics and places, when it was last
// spoken of. Internal to grouping.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/grouping/likeness.h"
#include "analysis/grouping/word_statistics.h"

namespace forumwatch {

class ComplaintMemory {
 public:
  explicit ComplaintMemory(ComplaintId id) : id_(id) {}

  void Add(const Matter& matter, KeptText text);
  // Takes over all that the other holds.
  void Absorb(ComplaintMemory&& other);

  [[nodiscard]] ComplaintId id() const noexcept { return id_; }
  [[nodiscard]] UtcTime last() const noexcept { return last_; }
  [[nodiscard]] const std::string& place() const noexcept { return place_; }
  [[nodiscard]] PlaceRelation RelatePlace(const std::string& place) const;
  [[nodiscard]] TopicRelation RelateTopics(const std::vector<std::string>& topics) const;
  // Mean cosine of the three most alike.
  [[nodiscard]] double Text(const WeighedText& text, const WordStatistics& words) const;

 private:
  struct Named {
    std::string name;
    int times = 0;
    int as_main = 0;
  };
  static Named& Find(std::vector<Named>& list, const std::string& name);
  [[nodiscard]] const std::string* MainTopic() const;
  void Keep(KeptText text);

  ComplaintId id_;
  UtcTime last_{};
  std::string place_;  // the opening segment's, else the first named
  bool is_opened_ = false;
  bool place_is_opening_ = false;
  std::vector<Named> topics_;
  std::vector<std::string> places_;
  std::vector<KeptText> examples_;  // the first few and the latest
};

}  // namespace forumwatch
