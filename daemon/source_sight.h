// Watches whether a source is really being read, visit by visit: counts what its pages show, holds
// it against what they usually show, keeps the pages that fell short. One a source. Loop thread.
// Throws StoreError.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "analysis/alerting/blindness.h"
#include "analysis/model/ids.h"
#include "config/config.h"
#include "crawlers/crawler.h"
#include "daemon/store/session.h"
#include "daemon/store/sources.h"

namespace forumwatch {

class SourceSight {
 public:
  SourceSight(Session& session, SourceStore& sources, SourceId source, const SourceConfig& config);

  void Begin();
  // A page was read as `reading` says; `body` is what came.
  void Note(const PageRequest& page, const Reading& reading, std::string body, UtcTime now);
  // The visit is over, and went well (`well`) as far as its pages tell. Why it did not after all;
  // "" it did. Learns from it when it did; else the pages are kept for the person who mends it.
  std::string Judge(bool well, UtcTime now);

 private:
  void CountRows(const PageRequest& page, const Reading& reading);
  void CountPosts(const Reading& reading, UtcTime now);

  Session& session_;
  SourceStore& sources_;
  SourceId source_;
  std::string way_;
  VisitSigns signs_;
  // Pages of threads that are for others: no sign, where a thread could be read.
  int closed_ = 0;
  std::optional<KeptPage> list_;    // the last of the visit
  std::optional<KeptPage> thread_;  // … and of its threads
};

// What the person who is told can do about it; a sentence for people.
std::string_view WhatToDo(PageVerdict verdict);

}  // namespace forumwatch
