#include "tests/support/simforum/charset.h"

#include <memory>
#include <new>

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

namespace forumwatch::sim {
namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

UConverter* Gbk() {
  thread_local const std::unique_ptr<UConverter, CloseConverter> kConverter = [] {
    UErrorCode error = U_ZERO_ERROR;
    std::unique_ptr<UConverter, CloseConverter> opened(ucnv_open("GBK", &error));
    ucnv_setFromUCallBack(opened.get(), UCNV_FROM_U_CALLBACK_ESCAPE, UCNV_ESCAPE_XML_DEC, nullptr,
                          nullptr, &error);
    if (U_FAILURE(error)) {
      throw std::bad_alloc();
    }
    return opened;
  }();
  return kConverter.get();
}

}  // namespace

std::string ToGbk(std::string_view utf8) {
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  std::string bytes(static_cast<std::size_t>(text.length()) * 12 + 16, '\0');
  UErrorCode error = U_ZERO_ERROR;
  const int length = ucnv_fromUChars(Gbk(), bytes.data(), static_cast<std::int32_t>(bytes.size()),
                                     text.getBuffer(), text.length(), &error);
  bytes.resize(U_FAILURE(error) ? 0 : static_cast<std::size_t>(length));
  return bytes;
}

std::string AsKeptInGbk(std::string_view utf8) {
  const std::string bytes = ToGbk(utf8);
  UErrorCode error = U_ZERO_ERROR;
  const icu::UnicodeString text(bytes.data(), static_cast<std::int32_t>(bytes.size()), Gbk(),
                                error);
  std::string kept;
  return text.toUTF8String(kept);
}

}  // namespace forumwatch::sim
