// How far long work has come, on a terminal only: one line on standard error that overwrites
// itself. One thread.
#pragma once

#include <cstddef>
#include <string>

namespace forumwatch {

class Progress {
 public:
  // `unit`: what is counted ("帖"); `of`: how many there will be, 0 unknown.
  explicit Progress(std::string unit, std::size_t of = 0);
  void At(std::size_t count);
  void Done() const;

 private:
  std::string unit_;
  std::size_t of_;
  std::size_t shown_ = 0;
  bool terminal_;
};

}  // namespace forumwatch
