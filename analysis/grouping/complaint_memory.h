// What is kept of one complaint: examples of its texts, its topics and places, when it was last
// spoken of. Small, for there are many. Internal to grouping.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/grouping/likeness.h"
#include "analysis/grouping/word_statistics.h"

namespace forumwatch {

// Names of topics and places, each kept once for all complaints of a community.
class Names {
 public:
  using Id = std::uint16_t;

  // nullopt: there are too many.
  std::optional<Id> Keep(const std::string& name);
  [[nodiscard]] const std::string& Of(Id id) const { return *names_[id]; }

 private:
  std::map<std::string, Id> ids_;
  std::vector<const std::string*> names_;  // in ids_
};

class ComplaintMemory {
 public:
  explicit ComplaintMemory(ComplaintId id) : id_(id) {}

  // `norm` of the text as it is weighed now.
  void Add(const Matter& matter, const CountedText& text, double norm, Names& names);
  // Takes over all that the other holds.
  void Absorb(const ComplaintMemory& other);

  [[nodiscard]] ComplaintId id() const noexcept { return id_; }
  [[nodiscard]] UtcTime last() const noexcept { return last_; }
  // The opening segment's, else the first named; "" none.
  [[nodiscard]] std::string PlaceIn(const Names& names) const;
  [[nodiscard]] PlaceRelation RelatePlace(const std::string& place, const Names& names) const;
  [[nodiscard]] TopicRelation RelateTopics(const std::vector<std::string>& topics,
                                           const Names& names) const;
  // Notes in `likeness` how alike the words are.
  void RelateWords(const WeighedText& text, Likeness& likeness) const;
  [[nodiscard]] bool HasPlace() const;

 private:
  struct Named {
    static constexpr int kMostAsMain = 0x7FFF;

    Names::Id name = 0;
    std::uint16_t as_main : 15 = 0;  // of a topic: how often it was the main one
    bool is_place : 1 = false;
  };

  Named& Find(Names::Id name, bool is_place);
  void AddTopics(const std::vector<std::string>& topics, Names& names);
  void AddPlace(const std::string& place, Names& names);
  [[nodiscard]] std::ptrdiff_t Places() const;
  [[nodiscard]] const Named* MainTopic() const;
  void Keep(std::span<const std::uint16_t> example);
  void ForgetTheFifth();

  ComplaintId id_;
  UtcTime last_{};
  std::vector<Named> named_;  // in the order of naming
  // The first few and the latest, one after another: how long it is, the norm, the words.
  std::vector<std::uint16_t> examples_;
  std::uint8_t example_count_ = 0;
  bool is_opened_ = false;
  bool place_is_opening_ = false;
};

}  // namespace forumwatch
