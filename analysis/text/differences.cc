#include "analysis/text/differences.h"

#include <map>

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "analysis/text/normalise.h"
#include "analysis/text/plain.h"
#include "analysis/text/sentences.h"

namespace forumwatch {
namespace {

constexpr int kShownSentence = 60;  // code points

// The mark in 3.5, 15:00, 1-3.
bool IsInFigure(const icu::UnicodeString& text, std::int32_t mark) {
  const std::int32_t next = text.moveIndex32(mark, 1);
  return mark > 0 && next < text.length() && u_isUWhiteSpace(text.char32At(mark)) == 0 &&
         u_isdigit(text.char32At(mark - 1)) != 0 && u_isdigit(text.char32At(next)) != 0;
}

std::string AsCompared(std::string_view sentence) {
  const icu::UnicodeString normal = icu::UnicodeString::fromUTF8(Normalise(sentence));
  icu::UnicodeString words;
  for (std::int32_t i = 0; i < normal.length(); i = normal.moveIndex32(i, 1)) {
    const UChar32 c = normal.char32At(i);
    if (u_isalnum(c) != 0 || IsInFigure(normal, i)) {
      words.append(c);
    }
  }
  std::string key;
  return words.toUTF8String(key);
}

// Those of `text` that `other` has not as often.
std::vector<std::string> NotIn(std::string_view text, std::string_view other) {
  std::map<std::string, int> there;
  for (const Sentence& sentence : SplitSentences(other)) {
    ++there[AsCompared(sentence.text)];
  }
  std::vector<std::string> missing;
  for (const Sentence& sentence : SplitSentences(text)) {
    const std::string key = AsCompared(sentence.text);
    if (!key.empty() && --there[key] < 0) {
      missing.emplace_back(sentence.text);
    }
  }
  return missing;
}

std::string Quoted(const std::vector<std::string>& sentences) {
  std::string text;
  for (const std::string& sentence : sentences) {
    text += "“" + ShortLine(sentence, kShownSentence) + "”";
  }
  return text;
}

}  // namespace

WordingDifference CompareWording(std::string_view drafted, std::string_view posted) {
  return {NotIn(drafted, posted), NotIn(posted, drafted)};
}

std::string InWords(const WordingDifference& difference) {
  if (difference.left_out.empty() && difference.added.empty()) {
    return "只差标点、空格或先后";
  }
  std::string text = difference.left_out.empty() ? "" : "少了" + Quoted(difference.left_out);
  if (!difference.added.empty()) {
    text += (text.empty() ? "多了" : "；多了") + Quoted(difference.added);
  }
  return text;
}

}  // namespace forumwatch
