#include "crawlers/parse/charset_labels.h"

#include <algorithm>
#include <array>
#include <memory>

#include <re2/re2.h>
#include <unicode/ucnv.h>

namespace forumwatch {
namespace {

constexpr std::size_t kLabelsWithin = 2048;

std::string Lowered(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return lowered;
}

// Names that mean more than ICU reads into them, as browsers do.
std::string WiderCharset(const std::string& label) {
  constexpr std::array kGb = {"gb2312",   "gbk",     "gb18030",   "x-gbk", "gb_2312-80",
                              "gb_2312",  "cp936",   "ms936",     "936",   "euc-cn",
                              "csgb2312", "chinese", "iso-ir-58", "gb"};
  constexpr std::array kBig5 = {"big5", "big5-hkscs", "big5hkscs", "x-x-big5", "csbig5", "cp950"};
  constexpr std::array kLatin = {"iso-8859-1", "iso8859-1", "latin1", "ascii", "us-ascii"};
  const auto is_one_of = [&](const auto& names) {
    return std::find(names.begin(), names.end(), label) != names.end();
  };
  if (is_one_of(kGb)) {
    return "GB18030";
  }
  if (is_one_of(kBig5)) {
    return "Big5";
  }
  if (is_one_of(kLatin)) {
    return "windows-1252";
  }
  return label == "utf8" || label == "utf-8" ? "UTF-8" : "";
}

// Are its ASCII bytes ASCII, wherever they stand alone?
bool KeepsAscii(UConverter* converter) {
  switch (ucnv_getType(converter)) {
    case UCNV_SBCS:
    case UCNV_MBCS:
    case UCNV_LATIN_1:
    case UCNV_US_ASCII:
    case UCNV_UTF8:
      break;
    default:
      return false;
  }
  std::string ascii = "\t\n\r";
  for (char c = ' '; c <= '~'; ++c) {
    ascii += c;
  }
  std::array<UChar, 128> read{};
  UErrorCode error = U_ZERO_ERROR;
  const std::int32_t length =
      ucnv_toUChars(converter, read.data(), static_cast<std::int32_t>(read.size()), ascii.data(),
                    static_cast<std::int32_t>(ascii.size()), &error);
  return U_SUCCESS(error) != 0 &&
         std::equal(ascii.begin(), ascii.end(), read.begin(), read.begin() + length);
}

}  // namespace

std::string CharsetNamed(std::string_view label) {
  const std::string lowered = Lowered(label);
  std::string wider = WiderCharset(lowered);
  if (!wider.empty()) {
    return wider;
  }
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(
      ucnv_open(lowered.c_str(), &error), &ucnv_close);
  if (lowered.empty() || U_FAILURE(error) != 0 || !KeepsAscii(converter.get())) {
    return {};
  }
  const char* const name = ucnv_getName(converter.get(), &error);
  const char* const mime = ucnv_getStandardName(name, "MIME", &error);
  return mime != nullptr ? mime : lowered;
}

std::vector<std::string> CharsetLabels(std::string_view bytes, std::string_view content_type) {
  static const RE2 kInHeader(R"((?i)charset\s*=\s*["']?\s*([\w.:+-]+))", RE2::Latin1);
  static const RE2 kInMeta(R"((?i)<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:+-]+))", RE2::Latin1);
  static const RE2 kInXml(R"(\s*<\?xml\s[^>]*?encoding\s*=\s*["']\s*([\w.:+-]+))", RE2::Latin1);
  const std::string_view start = bytes.substr(0, kLabelsWithin);
  std::vector<std::string> labels;
  const auto add = [&](bool found, const std::string& label) {
    std::string name = found ? CharsetNamed(label) : std::string();
    if (!name.empty() && std::find(labels.begin(), labels.end(), name) == labels.end()) {
      labels.push_back(std::move(name));
    }
  };
  std::string label;
  add(RE2::PartialMatch({content_type.data(), content_type.size()}, kInHeader, &label), label);
  const re2::StringPiece head(start.data(), start.size());
  add(RE2::PartialMatch(head, kInMeta, &label), label);
  re2::StringPiece declaration = head;
  add(RE2::Consume(&declaration, kInXml, &label), label);
  return labels;
}

}  // namespace forumwatch
