// Tells a watcher outside that the service is well, by asking for an address again and again: who
// hears nothing for a while raises the alarm, be it that the process, the machine or the line is
// gone. Says nothing while the store cannot be written. Loop thread.
#pragma once

#include <memory>

#include "config/config.h"
#include "crawlers/http/transport.h"

namespace forumwatch {

class OutsideWatch {
 public:
  // Config and transport outlive it; an answer that comes after it is dropped.
  OutsideWatch(const HeartbeatConfig& config, HttpTransport& transport);

  // `steady`: SteadyTime(), so that no clock that is set can silence it. The first call asks.
  void Turn(Duration steady);

 private:
  void Take(const HttpOutcome& outcome);

  const HeartbeatConfig& config_;
  HttpTransport& transport_;
  Duration next_{0};
  bool asking_ = false;
  bool heard_ = true;                  // the last one got through
  std::shared_ptr<const bool> alive_;  // what answers look for
};

}  // namespace forumwatch
