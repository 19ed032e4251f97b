#include "tests/support/simforum/gzip_bomb.h"

#include <array>
#include <string_view>

#include <zlib.h>

namespace forumwatch::sim {
namespace {

constexpr std::size_t kMebibyte = 1U << 20U;
constexpr int kRawDeflate = -15;

// A deflate block that ends on a byte and leans on nothing before it.
std::string PackAlone(std::string plain) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, kRawDeflate, 9, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, plain.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(plain.data());  // zlib reads bytes in this form
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FULL_FLUSH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

void AppendNumber(std::string& out, unsigned long number) {
  for (int i = 0; i < 4; ++i) {
    out += static_cast<char>((number >> (8U * static_cast<unsigned>(i))) & 0xFFU);
  }
}

}  // namespace

std::string GzipBomb(std::size_t mebibytes) {
  static constexpr std::string_view kHeader("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10);
  static constexpr std::string_view kLastBlock("\x03\0", 2);
  static constexpr std::string_view kLine = "<p>The lift stands still. Again.</p>";
  std::string plain;
  while (plain.size() < kMebibyte) {
    plain += kLine;
  }
  plain.resize(kMebibyte, ' ');
  const unsigned long crc = crc32(0, reinterpret_cast<const Bytef*>(plain.data()),
                                  static_cast<uInt>(plain.size()));  // zlib's form of bytes
  const std::string packed = PackAlone(std::move(plain));
  std::string out(kHeader);
  unsigned long whole = 0;
  for (std::size_t i = 0; i < mebibytes; ++i) {
    out += packed;
    whole = i == 0 ? crc : crc32_combine(whole, crc, static_cast<z_off_t>(kMebibyte));
  }
  out += kLastBlock;
  AppendNumber(out, whole);
  AppendNumber(out, mebibytes * kMebibyte);
  return out;
}

}  // namespace forumwatch::sim
