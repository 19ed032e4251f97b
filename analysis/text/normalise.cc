#include "analysis/text/normalise.h"

#include <stdexcept>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "analysis/text/code_points.h"
#include "analysis/text/simplify.h"

namespace forumwatch {
namespace {

// Code points with the position each came from.
struct Folded {
  std::u32string text;
  std::vector<std::uint32_t> origins;

  void Add(char32_t c, std::uint32_t origin) {
    text += c;
    origins.push_back(origin);
  }
};

const icu::Normalizer2& CaseFoldedNfkc() {
  static const icu::Normalizer2* const kNormalizer = [] {
    UErrorCode error = U_ZERO_ERROR;
    const icu::Normalizer2* made = icu::Normalizer2::getNFKCCasefoldInstance(error);
    if (U_FAILURE(error) != 0) {
      throw std::runtime_error("ICU has no NFKC data");
    }
    return made;
  }();
  return *kNormalizer;
}

bool IsDropped(char32_t c) {
  if (c >= 0x4E00 && c <= 0x9FFF) {
    return false;
  }
  const auto point = static_cast<UChar32>(c);
  const auto type = u_charType(point);
  return (type == U_CONTROL_CHAR && u_isUWhiteSpace(point) == 0) || type == U_FORMAT_CHAR;
}

// What becomes of a character that the tables need not be asked about; 0 when they must.
char32_t PlainForm(char32_t c) {
  if (c < 0x80) {
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  }
  if ((c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3001 && c <= 0x3029)) {
    return c;
  }
  return c >= 0xFF01 && c <= 0xFF5E ? PlainForm(c - 0xFEE0) : 0;
}

// Whether a character begins anew, whatever stands before it.
bool BeginsAnew(char32_t c) {
  return c < 0x300 || PlainForm(c) != 0 ||
         CaseFoldedNfkc().hasBoundaryBefore(static_cast<UChar32>(c)) != 0;
}

// A base with its marks is folded as one. Longer runs of marks are noise: cut, to stay linear.
constexpr int kLongestCluster = 32;

void FoldCluster(const std::u32string& cluster, std::uint32_t origin, Folded& folded) {
  icu::UnicodeString given;
  for (const char32_t c : cluster) {
    given.append(static_cast<UChar32>(c));
  }
  UErrorCode error = U_ZERO_ERROR;
  const icu::UnicodeString made = CaseFoldedNfkc().normalize(given, error);
  for (std::int32_t i = 0; U_SUCCESS(error) != 0 && i < made.length();) {
    const UChar32 c = made.char32At(i);
    folded.Add(static_cast<char32_t>(c), origin);
    i += U16_LENGTH(c);
  }
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) { Advance(); }

  [[nodiscard]] bool done() const { return done_; }
  [[nodiscard]] char32_t current() const { return current_; }
  [[nodiscard]] std::uint32_t origin() const { return origin_; }

  // To the next character that is not dropped.
  void Advance() {
    while (at_ < text_.size()) {
      origin_ = next_++;
      current_ = NextCodePoint(text_, at_);
      if (!IsDropped(current_)) {
        return;
      }
    }
    done_ = true;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t next_ = 0;
  std::uint32_t origin_ = 0;
  char32_t current_ = 0;
  bool done_ = false;
};

Folded Fold(std::string_view text) {
  Folded folded;
  folded.text.reserve(text.size() / 2);
  folded.origins.reserve(text.size() / 2);
  std::u32string cluster;
  for (Reader reader(text); !reader.done();) {
    const char32_t first = reader.current();
    const std::uint32_t origin = reader.origin();
    cluster.assign(1, first);
    reader.Advance();
    for (int n = 1; n < kLongestCluster && !reader.done() && !BeginsAnew(reader.current()); ++n) {
      cluster += reader.current();
      reader.Advance();
    }
    const char32_t plain = cluster.size() == 1 ? PlainForm(first) : 0;
    if (plain != 0) {
      folded.Add(plain, origin);
    } else {
      FoldCluster(cluster, origin, folded);
    }
  }
  return folded;
}

bool IsSpace(char32_t c) {
  return c == ' ' || (c < 0x4E00 && u_isUWhiteSpace(static_cast<UChar32>(c)) != 0);
}

}  // namespace

NormalisedText NormaliseWithOrigins(std::string_view text) {
  Folded folded = Fold(text);
  SimplifyInPlace(folded.text);
  NormalisedText result;
  result.text.reserve(text.size());
  result.origins.reserve(text.size());
  std::size_t i = 0;
  while (i < folded.text.size()) {
    const std::size_t space = i;
    while (i < folded.text.size() && IsSpace(folded.text[i])) {
      ++i;
    }
    if (i == folded.text.size()) {
      break;
    }
    if (i > space && !result.text.empty()) {
      result.text += ' ';
      result.origins.push_back(folded.origins[space]);
    }
    AppendUtf8(result.text, folded.text[i]);
    result.origins.resize(result.text.size(), folded.origins[i]);
    ++i;
  }
  return result;
}

std::string Normalise(std::string_view text) {
  return NormaliseWithOrigins(text).text;
}

bool SayTheSame(std::string_view one, std::string_view other) {
  return Normalise(one) == Normalise(other);
}

}  // namespace forumwatch
