#include "tests/support/loopback_server.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>
#include <utility>

#include <zlib.h>

namespace forumwatch {
namespace {

constexpr std::string_view kHeadEnd = "\r\n\r\n";

std::string Lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

std::string Hex(std::size_t value) {
  std::array<char, 20> out{};
  const auto end = std::to_chars(out.data(), out.data() + out.size(), value, 16).ptr;
  return {out.data(), end};
}

std::string Head(int status, std::size_t length, const replies::Headers& headers) {
  std::string head = "HTTP/1.1 " + std::to_string(status) + " Status\r\n";
  for (const auto& [name, value] : headers) {
    head.append(name).append(": ").append(value).append("\r\n");
  }
  return head + "Content-Length: " + std::to_string(length) + std::string(kHeadEnd);
}

AskedRequest ParseHead(const std::string& head) {
  AskedRequest request;
  const std::size_t first = head.find("\r\n");
  const std::string line = head.substr(0, first);
  const std::size_t space = line.find(' ');
  request.method = line.substr(0, space);
  request.path = line.substr(space + 1, line.rfind(' ') - space - 1);
  for (std::size_t at = first + 2; at < head.size();) {
    const std::size_t end = head.find("\r\n", at);
    const std::string field = head.substr(at, end - at);
    if (const auto colon = field.find(": "); colon != std::string::npos) {
      request.headers[Lower(field.substr(0, colon))] = field.substr(colon + 2);
    }
    at = end + 2;
  }
  return request;
}

// Raw deflate data: `bytes`, either ended or ready to be followed by more.
std::string Deflated(std::string_view bytes, bool ended) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error("deflateInit2");
  }
  std::string in(bytes);
  std::string out(deflateBound(&stream, in.size()) + 16, '\0');
  stream.next_in = static_cast<Bytef*>(static_cast<void*>(in.data()));
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = static_cast<Bytef*>(static_cast<void*>(out.data()));
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, ended ? Z_FINISH : Z_FULL_FLUSH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string LittleEndian(std::uint64_t value) {
  std::string bytes;
  for (int i = 0; i < 4; ++i) {
    bytes += static_cast<char>(value >> (8 * i) & 0xFF);
  }
  return bytes;
}

uLong Crc(std::string_view bytes) {
  const std::string copy(bytes);
  return crc32(0, static_cast<const Bytef*>(static_cast<const void*>(copy.data())),
               static_cast<uInt>(copy.size()));
}

// `piece` `repeats` times. Compressed once: after a full flush the same bytes mean the same again.
std::string GzipOfRepeats(std::string_view piece, std::size_t repeats) {
  const std::string packed = Deflated(piece, false);
  const uLong crc = Crc(piece);
  std::string out("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10);
  uLong whole = 0;
  for (std::size_t i = 0; i < repeats; ++i) {
    out += packed;
    whole = crc32_combine(whole, crc, static_cast<z_off_t>(piece.size()));
  }
  return out + Deflated("", true) + LittleEndian(whole) + LittleEndian(piece.size() * repeats);
}

}  // namespace

namespace replies {

Reply Page(std::string body, Headers headers) {
  return Status(200, std::move(body), std::move(headers));
}

Reply Status(int status, std::string body, Headers headers) {
  return [status, body = std::move(body), headers = std::move(headers)](const AskedRequest& request,
                                                                        Peer& peer) {
    const bool bodyless = request.method == "HEAD" || status == 304;
    return peer.Send(Head(status, body.size(), headers) + (bodyless ? "" : body));
  };
}

Reply RedirectTo(std::string location, int status) {
  return Status(status, "", {{"Location", std::move(location)}});
}

Reply Raw(std::string bytes) {
  return [bytes = std::move(bytes)](const AskedRequest& /*request*/, Peer& peer) {
    peer.Send(bytes);
    return false;
  };
}

Reply InTurn(std::vector<Reply> replies) {
  return [replies = std::move(replies)](const AskedRequest& request, Peer& peer) {
    const auto index = std::min(static_cast<std::size_t>(request.number), replies.size()) - 1;
    return replies[index](request, peer);
  };
}

Reply Silent() {
  return [](const AskedRequest& /*request*/, Peer& peer) {
    peer.AwaitClose();
    return false;
  };
}

Reply ResetAfter(std::string bytes) {
  return [bytes = std::move(bytes)](const AskedRequest& /*request*/, Peer& peer) {
    peer.Send(bytes);
    peer.Reset();
    return false;
  };
}

Reply Endless(std::string head, std::string piece) {
  return [head = std::move(head), piece = std::move(piece)](const AskedRequest& /*request*/,
                                                            Peer& peer) {
    if (peer.Send(head)) {
      while (peer.Send(piece)) {
      }
    }
    return false;
  };
}

Reply Drip(std::string body, std::size_t size, std::chrono::milliseconds pause) {
  return [body = std::move(body), size, pause](const AskedRequest& /*request*/, Peer& peer) {
    peer.Send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (std::size_t at = 0; at < body.size(); at += size) {
      const std::string piece = body.substr(at, size);
      if (!peer.Send(Hex(piece.size()) + "\r\n" + piece + "\r\n") || peer.AwaitClose(pause)) {
        return false;
      }
    }
    return peer.Send("0\r\n\r\n");
  };
}

}  // namespace replies

std::string GzipOfZeros(std::size_t count, int layers) {
  const std::size_t piece = std::min<std::size_t>(count, 1'000'000);
  std::string out = GzipOfRepeats(std::string(piece, '\0'), count / piece);
  for (int layer = 1; layer < layers; ++layer) {
    out = Gzip(out);
  }
  return out;
}

std::string Gzip(std::string_view bytes) {
  return GzipOfRepeats(bytes, 1);
}

LoopbackServer::LoopbackServer(const std::string& address, int port)
    : address_(address.find(':') == std::string::npos ? address : "[" + address + "]"),
      otherwise_(replies::Status(404)),
      server_([this](Peer& peer) { Serve(peer); }, address, port) {}

LoopbackServer& LoopbackServer::On(const std::string& path, Reply reply) {
  scripts_[path] = std::move(reply);
  return *this;
}

LoopbackServer& LoopbackServer::Otherwise(Reply reply) {
  otherwise_ = std::move(reply);
  return *this;
}

std::string LoopbackServer::host() const {
  return address_ + ":" + std::to_string(port());
}

int LoopbackServer::Hits(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  const auto found = hits_.find(path);
  return found == hits_.end() ? 0 : found->second;
}

std::vector<AskedRequest> LoopbackServer::asked() const {
  const std::lock_guard lock(mutex_);
  return asked_;
}

Reply LoopbackServer::Note(AskedRequest& request) {
  const std::lock_guard lock(mutex_);
  request.number = ++hits_[request.path];
  asked_.push_back(request);
  const auto script = scripts_.find(request.path);
  return script == scripts_.end() ? otherwise_ : script->second;
}

void LoopbackServer::Serve(Peer& peer) {
  int connection = 0;
  {
    const std::lock_guard lock(mutex_);
    connection = ++last_connection_;
  }
  for (bool more = true; more && !peer.gone();) {
    const std::string head = peer.ReadUntil(kHeadEnd);
    if (!head.ends_with(kHeadEnd)) {
      return;
    }
    AskedRequest request = ParseHead(head);
    request.connection = connection;
    const auto length = request.headers.find("content-length");
    if (length != request.headers.end()) {
      request.body = peer.ReadExactly(std::stoul(length->second));
    }
    const Reply reply = Note(request);
    more = reply(request, peer);
  }
}

}  // namespace forumwatch
