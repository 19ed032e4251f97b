// What the visits of a source usually show. Throws StoreError.
#pragma once

#include <string_view>

#include "analysis/alerting/blindness.h"
#include "analysis/model/ids.h"
#include "daemon/store/meta.h"

namespace forumwatch {

class HabitStore {
 public:
  explicit HabitStore(Session& session) : meta_(session) {}

  // `way`: how the source is read (its address and engine). What was learnt in another way says
  // nothing: the habits are new ones then.
  SourceHabits Load(SourceId source, std::string_view way);
  void Save(SourceId source, std::string_view way, const SourceHabits& habits);

 private:
  MetaStore meta_;
};

}  // namespace forumwatch
