#include "analysis/grouping/tables.h"

#include <algorithm>

namespace forumwatch {
namespace {

// What a place says where one is named, and what where none is.
double PlaceSign(const Likeness& likeness) {
  constexpr double kWide = 10;  // where another building does not make it another matter
  if (likeness.place != PlaceRelation::Unknown) {
    return static_cast<double>(likeness.place) + (likeness.is_wide ? kWide : 0);
  }
  return -1 - (likeness.names_place ? 1 : 0) - (likeness.has_place ? 2 : 0);
}

double TopicSign(const Likeness& likeness) {
  return likeness.topic == TopicRelation::Unknown && !likeness.names_topic
             ? -1
             : static_cast<double>(likeness.topic);
}

double PostSign(const Likeness& likeness) {
  return (likeness.is_same_post ? 2 : 0) + (likeness.begins_post ? 0 : 1);
}

}  // namespace

const std::array<LikenessSign, kLikenessSigns> kSignsOfLikeness = {{
    {"text", [](const Likeness& l) { return l.text; }},
    {"best", [](const Likeness& l) { return l.best; }},
    {"lead", [](const Likeness& l) { return l.lead; }},
    {"shared", [](const Likeness& l) { return l.shared; }},
    {"rarest", [](const Likeness& l) { return l.rarest; }},
    {"place", PlaceSign},
    {"topic", TopicSign},
    {"author", [](const Likeness& l) { return static_cast<double>(l.author); }},
    {"beside", [](const Likeness& l) { return static_cast<double>(l.in_thread_beside); }},
    {"since", [](const Likeness& l) { return static_cast<double>(l.spoken_of_since); }},
    {"quoted", [](const Likeness& l) { return l.is_quoted ? 1.0 : 0.0; }},
    {"post", PostSign},
    {"days", [](const Likeness& l) { return l.days; }},
    {"texts", [](const Likeness& l) { return static_cast<double>(l.texts); }},
    {"brings_new", [](const Likeness& l) { return l.brings_new ? 1.0 : 0.0; }},
    {"only_reacts", [](const Likeness& l) { return l.only_reacts ? 1.0 : 0.0; }},
    {"supports", [](const Likeness& l) { return l.supports ? 1.0 : 0.0; }},
    {"length", [](const Likeness& l) { return static_cast<double>(l.length); }},
    {"confidence", [](const Likeness& l) { return l.confidence; }},
}};

Relation RelationOf(const Likeness& likeness) {
  if (!likeness.in_thread) {
    return likeness.opens_thread ? Relation::OpeningElsewhere : Relation::FollowUpElsewhere;
  }
  if (!likeness.opened_thread) {
    return Relation::OtherOfThread;
  }
  return likeness.in_thread_beside > 0 ? Relation::FirstOfThread : Relation::OnlyOfThread;
}

float StepTable::At(double x) const {
  const auto next = std::upper_bound(from.begin(), from.end(), static_cast<float>(x));
  return value[static_cast<std::size_t>(next - from.begin())];
}

double GroupingTables::LogOdds(const Likeness& likeness) const {
  const OfRelation& of = relations.at(static_cast<std::size_t>(RelationOf(likeness)));
  double sum = static_cast<double>(of.bias);
  for (std::size_t i = 0; i < kLikenessSigns; ++i) {
    sum += static_cast<double>(of.signs.at(i).At(kSignsOfLikeness.at(i).of(likeness)));
  }
  return sum;
}

}  // namespace forumwatch
