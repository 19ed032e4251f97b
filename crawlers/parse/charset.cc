#include "crawlers/parse/charset.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>
#include <unicode/ucsdet.h>
#include <unicode/unistr.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

#include "crawlers/parse/charset_labels.h"

namespace forumwatch {
namespace {

constexpr UChar kReplacement = 0xFFFD;
constexpr std::size_t kDetectWithin = 8192;  // ICU looks at no more

bool IsAscii(char c) noexcept {
  return static_cast<unsigned char>(c) < 0x80;
}

std::int32_t Length(std::string_view text) noexcept {
  return static_cast<std::int32_t>(text.size());
}

std::size_t AsciiRun(std::string_view text) noexcept {
  const auto* const end = std::find_if_not(text.begin(), text.end(), IsAscii);
  return static_cast<std::size_t>(end - text.begin());
}

struct Utf16 {
  icu::UnicodeString text;
  int replaced = 0;
};

Utf16 ReadUtf8(std::string_view bytes) {
  Utf16 read;
  std::int32_t length = 0;
  UErrorCode error = U_ZERO_ERROR;
  // UTF-16 never needs more units than UTF-8 has bytes.
  UChar* const buffer = read.text.getBuffer(Length(bytes));
  u_strFromUTF8WithSub(buffer, Length(bytes), &length, bytes.data(), Length(bytes), kReplacement,
                       &read.replaced, &error);
  read.text.releaseBuffer(length);
  return read;
}

// NUL goes the way of broken characters.
Decoded Written(Utf16 read, std::string charset) {
  Decoded decoded{{}, std::move(charset), read.replaced};
  for (std::int32_t nul = read.text.indexOf(u'\0'); nul >= 0; nul = read.text.indexOf(u'\0', nul)) {
    read.text.setCharAt(nul, kReplacement);
    ++decoded.replaced;
  }
  read.text.toUTF8String(decoded.text);
  return decoded;
}

// Characters of three or four bytes in valid UTF-8. U+FFFD says nothing: it may have been put in.
bool GoesBeyondTwoBytes(std::string_view valid) {
  constexpr std::string_view kReplaced = "\uFFFD";
  for (std::size_t at = 0; at < valid.size(); ++at) {
    if (static_cast<unsigned char>(valid[at]) >= 0xE0 && !valid.substr(at).starts_with(kReplaced)) {
      return true;
    }
  }
  return false;
}

Decoded FromUtf8(std::string_view bytes, bool valid) {
  if (valid && bytes.find('\0') == std::string_view::npos) {
    return {std::string(bytes), "UTF-8", 0};
  }
  return Written(ReadUtf8(bytes), "UTF-8");
}
Decoded FromUtf8(std::string_view bytes) {
  return FromUtf8(bytes, IsValidUtf8(bytes));
}

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

// Counts what it replaces. `context` is the int to count in. ICU's own callback would write U+001A
// for a single byte of some charsets.
// NOLINTNEXTLINE(readability-function-size): ICU's callback has six parameters
void CountAndReplace(const void* context, UConverterToUnicodeArgs* args, const char* /*bytes*/,
                     std::int32_t /*length*/, UConverterCallbackReason reason, UErrorCode* error) {
  if (reason <= UCNV_IRREGULAR) {
    ++*const_cast<int*>(static_cast<const int*>(context));
    *error = U_ZERO_ERROR;
    ucnv_cbToUWriteUChars(args, &kReplacement, 1, 0, error);
  }
}

// ICU's Big5 knows no Hong Kong characters; its superset does.
Converter Open(const std::string& charset, int& replaced) {
  UErrorCode error = U_ZERO_ERROR;
  const char* const name = charset == "Big5" ? "Big5-HKSCS" : charset.c_str();
  Converter converter(ucnv_open(name, &error), &ucnv_close);
  ucnv_setToUCallBack(converter.get(), &CountAndReplace, &replaced, nullptr, nullptr, &error);
  return U_SUCCESS(error) != 0 ? std::move(converter) : Converter(nullptr, &ucnv_close);
}

// nullopt when ICU has no such charset.
std::optional<Decoded> FromCharset(std::string_view bytes, const std::string& charset) {
  if (charset == "UTF-8") {
    return FromUtf8(bytes);
  }
  Utf16 text;
  const Converter converter = Open(charset, text.replaced);
  if (converter == nullptr) {
    return std::nullopt;
  }
  const char* from = bytes.data();
  const char* const end = from + bytes.size();
  UErrorCode error = U_BUFFER_OVERFLOW_ERROR;
  while (error == U_BUFFER_OVERFLOW_ERROR) {
    std::array<UChar, 4096> read{};
    UChar* to = read.data();
    error = U_ZERO_ERROR;
    ucnv_toUnicode(converter.get(), &to, read.data() + read.size(), &from, end, nullptr, 1, &error);
    text.text.append(read.data(), static_cast<std::int32_t>(to - read.data()));
  }
  return Written(std::move(text), charset);
}

struct Bom {
  std::string_view bytes;
  const char* charset;
};

std::optional<Decoded> FromBom(std::string_view bytes) {
  using std::string_view_literals::operator""sv;
  constexpr std::array<Bom, 4> kBoms = {{{"\xEF\xBB\xBF"sv, "UTF-8"},
                                         {"\x84\x31\x95\x33"sv, "GB18030"},
                                         {"\xFF\xFE"sv, "UTF-16LE"},
                                         {"\xFE\xFF"sv, "UTF-16BE"}}};
  for (const Bom& bom : kBoms) {
    if (bytes.starts_with(bom.bytes)) {
      return FromCharset(bytes.substr(bom.bytes.size()), bom.charset);
    }
  }
  return std::nullopt;
}

// UTF-8 with Chinese in it cannot come about by chance: bytes of another charset break it at once;
// a few broken ones do not outweigh many that are whole.
bool IsAlmostUtf8(std::string_view bytes) {
  const Utf16 read = ReadUtf8(bytes);
  const auto* const from = read.text.getBuffer();
  const auto beyond_two_bytes = std::count_if(
      from, from + read.text.length(), [](UChar c) { return c >= 0x800 && c != kReplacement; });
  return std::ptrdiff_t{read.replaced} * 20 <= beyond_two_bytes;
}

// ICU's guess, "" for none. It looks at the first 8 KiB only, so begin where the text does.
std::string Guess(std::string_view bytes) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&error),
                                                                            &ucsdet_close);
  const std::string_view text = bytes.substr(AsciiRun(bytes)).substr(0, kDetectWithin);
  ucsdet_setText(detector.get(), text.data(), static_cast<std::int32_t>(text.size()), &error);
  ucsdet_enableInputFilter(detector.get(), 1);
  const UCharsetMatch* const match = ucsdet_detect(detector.get(), &error);
  const char* const name = match == nullptr ? nullptr : ucsdet_getName(match, &error);
  return name == nullptr || U_FAILURE(error) != 0 ? std::string() : CharsetNamed(name);
}

// Is a reading with this many replaced characters still one of that charset? A page cut off in the
// middle of a character, or a title cut by the forum, breaks a few.
bool Fits(const Decoded& decoded, std::size_t bytes) {
  return static_cast<std::size_t>(decoded.replaced) <= 1 + bytes / 400;
}

// Single-byte charsets read anything without an error: their label alone proves nothing.
bool SaysLittle(const std::string& charset) {
  return charset != "UTF-8" && charset != "GB18030" && charset != "Big5";
}

std::vector<std::string> Candidates(std::string_view bytes, std::vector<std::string> labels) {
  std::stable_partition(labels.begin(), labels.end(),
                        [](const std::string& label) { return !SaysLittle(label); });
  const bool trusted = labels.size() == 1 && !SaysLittle(labels.front());
  std::string guess = trusted ? std::string() : Guess(bytes);
  const bool chinese = guess == "GB18030" || guess == "Big5";
  if (chinese) {
    labels.insert(labels.begin(), std::move(guess));
  } else {
    labels.push_back(std::move(guess));
  }
  labels.insert(labels.end(), {"UTF-8", "GB18030"});
  return labels;
}

Decoded BestFit(std::string_view bytes, const std::vector<std::string>& candidates) {
  std::optional<Decoded> best;
  for (const std::string& charset : candidates) {
    std::optional<Decoded> decoded = charset.empty() ? std::nullopt : FromCharset(bytes, charset);
    if (decoded.has_value() && (!best.has_value() || decoded->replaced < best->replaced)) {
      best = std::move(decoded);
    }
    if (best.has_value() && Fits(*best, bytes.size())) {
      break;
    }
  }
  return best.has_value() ? *std::move(best) : FromUtf8(bytes);
}

}  // namespace

Decoded DecodePage(std::string_view bytes, std::string_view content_type) {
  if (std::optional<Decoded> marked = FromBom(bytes)) {
    return *std::move(marked);
  }
  const bool valid = IsValidUtf8(bytes);
  if (valid ? GoesBeyondTwoBytes(bytes) : IsAlmostUtf8(bytes)) {
    return FromUtf8(bytes, valid);
  }
  // Characters of two bytes may come about by chance ("è" and half of GBK): they yield to a label.
  const std::vector<std::string> labels = CharsetLabels(bytes, content_type);
  const bool other = std::any_of(labels.begin(), labels.end(),
                                 [](const std::string& label) { return label != "UTF-8"; });
  if (valid && !other) {
    return FromUtf8(bytes, valid);
  }
  return BestFit(bytes, Candidates(bytes, labels));
}

std::string EncodeAs(std::string_view text, const std::string& charset) {
  UErrorCode error = U_ZERO_ERROR;
  const Converter converter(ucnv_open(charset.c_str(), &error), &ucnv_close);
  ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_ESCAPE, UCNV_ESCAPE_XML_DEC, nullptr,
                        nullptr, &error);
  if (U_FAILURE(error) != 0) {
    return std::string(text);
  }
  const icu::UnicodeString wide = ReadUtf8(text).text;
  const std::int32_t needed =
      ucnv_fromUChars(converter.get(), nullptr, 0, wide.getBuffer(), wide.length(), &error);
  std::string bytes(static_cast<std::size_t>(needed), '\0');
  error = U_ZERO_ERROR;
  ucnv_fromUChars(converter.get(), bytes.data(), needed, wide.getBuffer(), wide.length(), &error);
  return bytes;
}

std::string SanitizeUtf8(std::string_view text) {
  return FromUtf8(text).text;
}

bool IsValidUtf8(std::string_view text) noexcept {
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  constexpr std::uint64_t kBeyondAscii = 0x8080808080808080;
  const std::int32_t end = Length(text);
  for (std::int32_t at = 0; at < end;) {
    std::uint64_t eight = 0;  // of its bytes; most of a page is ASCII
    if (end - at >= 8 && (std::memcpy(&eight, bytes + at, 8), eight & kBeyondAscii) == 0) {
      at += 8;
      continue;
    }
    UChar32 character = 0;
    U8_NEXT(bytes, at, end, character);
    if (character < 0) {
      return false;
    }
  }
  return true;
}

}  // namespace forumwatch
