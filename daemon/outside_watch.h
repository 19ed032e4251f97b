// Tells a watcher outside that the service is well, by asking for an address again and again: who
// hears nothing for a while raises the alarm, be it that the process, the machine or the line is
// gone, or that the service is not fit for its work. Says nothing while the store cannot be
// written: then nobody calls it. Loop thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "config/config.h"
#include "crawlers/http/transport.h"

namespace forumwatch {

class OutsideWatch {
 public:
  // Config and transport outlive it; an answer that comes after it is dropped.
  OutsideWatch(const HeartbeatConfig& config, HttpTransport& transport);

  static constexpr std::chrono::minutes kLooks{1};  // whether it is fit again

  // `steady`: SteadyTime(), so that no clock that is set can silence it. The first call asks.
  // `why_unfit`: fitness.h; while it says something the watcher is not told that all is well, and
  // the log says why. Called when the watcher is to be told.
  void Turn(Duration steady, const std::function<std::string()>& why_unfit);

 private:
  void Take(const HttpOutcome& outcome);

  const HeartbeatConfig& config_;
  HttpTransport& transport_;
  Duration next_{0};
  bool asking_ = false;
  bool heard_ = true;                  // the last one got through
  bool fit_ = true;                    // when it was last to be told
  std::shared_ptr<const bool> alive_;  // what answers look for
};

}  // namespace forumwatch
