#include "crawlers/sites/board_trust.h"

#include <utility>

namespace forumwatch {
namespace {

constexpr int kEnough = 8;  // threads; what waits is kept in memory

}  // namespace

void BoardTrust::ListSays(std::string board) {
  if (!board.empty()) {
    board_ = std::move(board);
  }
}

Belongs BoardTrust::Judge(const ThreadWhereabouts& thread) {
  if (thread.board.empty() || board_.empty()) {
    return Belongs::Yes;
  }
  if (thread.board == board_) {
    ++agree_;
    proven_ = proven_ || !doubts_list_;
    return Belongs::Yes;
  }
  disagree_ += thread.listed ? 1 : 0;
  if (agree_ + disagree_ >= kEnough) {
    Decide();
  }
  if (thread.known || doubts_list_) {
    return Belongs::Yes;
  }
  return thread.sticky || decided_ ? Belongs::No : Belongs::Wait;
}

void BoardTrust::Decide() {
  if (!decided_) {
    decided_ = true;
    doubts_list_ = disagree_ > agree_ + head_start_;
    proven_ = proven_ && !doubts_list_;
  }
}

}  // namespace forumwatch
