#include "analysis/grouping/named.h"

#include <algorithm>

#include "analysis/grouping/place_relation.h"

namespace forumwatch {
namespace {

bool SharesATopic(const Complaint& complaint, const NamedMatters& named) {
  return std::any_of(complaint.topics.begin(), complaint.topics.end(), [&](const std::string& t) {
    return std::find(named.topics.begin(), named.topics.end(), t) != named.topics.end();
  });
}

}  // namespace

bool IsNamed(const Complaint& complaint, const NamedMatters& named) {
  const auto is = [&](PlaceRelation relation) {
    return [&complaint, relation](const std::string& place) {
      return Relate(complaint.place, place) == relation;
    };
  };
  if (std::any_of(named.places.begin(), named.places.end(), is(PlaceRelation::Same))) {
    return true;
  }
  const bool only_elsewhere =
      !named.places.empty() &&
      std::all_of(named.places.begin(), named.places.end(), is(PlaceRelation::Different));
  return !only_elsewhere && SharesATopic(complaint, named);
}

}  // namespace forumwatch
