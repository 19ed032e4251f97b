// Any bytes as a post: first byte says where it stands, a line break parts title from text. What is
// found must lie within the text, in order; with the lexicon as it is delivered.
#include <cstdlib>
#include <filesystem>

#include "analysis/text/code_points.h"
#include "analysis/understanding/understand.h"
#include "config/lexicon_file.h"

namespace forumwatch {
namespace {

const Lexicon& RealLexicon() {
  static const std::shared_ptr<const Lexicon> kLexicon =
      LoadLexicon(std::filesystem::path(FORUMWATCH_SOURCE_DIR) / "config");
  return *kLexicon;
}

void Check(bool holds) {
  if (!holds) {
    std::abort();
  }
}

void UnderstandAny(std::string_view bytes) {
  const auto place = bytes.empty() ? 0U : static_cast<unsigned char>(bytes.front());
  bytes.remove_prefix(bytes.empty() ? 0 : 1);
  const std::size_t line = bytes.find('\n');
  const std::string_view title = bytes.substr(0, line);
  const std::string_view text = line == std::string_view::npos ? bytes : bytes.substr(line + 1);
  Segment matter;
  matter.kind = (place & 4U) != 0 ? Kind::Complaint : Kind::Other;
  matter.topics = {"电梯"};
  matter.complaint_class = 1;
  const bool is_first = (place & 1U) != 0;
  const Understanding understood = Understand(
      {title, text, is_first, (place & 2U) != 0, is_first ? nullptr : &matter}, RealLexicon());
  const int length = CountCodePoints(text);
  int last = 0;
  for (const Segment& segment : understood.segments) {
    Check(segment.start >= last && segment.start <= segment.end && segment.end <= length);
    Check(segment.confidence >= 0 && segment.confidence <= 1 && !segment.reasons.empty());
    last = segment.end;
  }
}

}  // namespace
}  // namespace forumwatch

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  // The bytes are read as characters; that is what they are.
  forumwatch::UnderstandAny({reinterpret_cast<const char*>(data), size});
  return 0;
}
