#include "tests/support/simforum/wire.h"

#include <algorithm>
#include <charconv>

namespace forumwatch::sim {
namespace {

constexpr std::string_view kEndOfHead = "\r\n\r\n";

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lower;
}

std::string_view Trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  const std::size_t last = text.find_last_not_of(" \t");
  return first == std::string_view::npos ? std::string_view()
                                         : text.substr(first, last - first + 1);
}

std::string Decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    int byte = 0;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(text.data() + i + 1, text.data() + i + 3, byte, 16).ptr ==
            text.data() + i + 3) {
      out += static_cast<char>(byte);
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

// Takes what stands before `separator`, or all.
std::string_view Cut(std::string_view& text, std::string_view separator) {
  const std::size_t at = text.find(separator);
  const std::string_view part = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + separator.size());
  return part;
}

void ReadTarget(WireRequest& request) {
  std::string_view rest = request.target;
  request.path = Cut(rest, "?");
  while (!rest.empty()) {
    std::string_view pair = Cut(rest, "&");
    const std::string_view name = Cut(pair, "=");
    request.query[Decode(name)] = Decode(pair);
  }
}

std::string_view Reason(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 302:
      return "Found";
    case 404:
      return "Not Found";
    case 429:
      return "Too Many Requests";
    case 503:
      return "Service Unavailable";
    default:
      return "Other";
  }
}

}  // namespace

std::string WireRequest::Query(std::string_view name) const {
  const auto found = query.find(name);
  return found == query.end() ? "" : found->second;
}

std::string WireRequest::Header(std::string_view name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

Reply MakeReply(int status, std::string content_type, std::string body) {
  Reply reply;
  reply.status = status;
  reply.headers.emplace_back("Content-Type", std::move(content_type));
  reply.body = std::move(body);
  return reply;
}

WireRequest ParseRequest(std::string_view head) {
  WireRequest request;
  std::string_view first = Cut(head, "\r\n");
  request.method = Cut(first, " ");
  request.target = Cut(first, " ");
  while (!head.empty()) {
    std::string_view line = Cut(head, "\r\n");
    const std::string name = Lower(Cut(line, ":"));
    request.headers[name] = Trim(line);
  }
  request.keep_alive =
      first == "HTTP/1.1" && Lower(request.Header("connection")).find("close") == std::string::npos;
  if (!first.starts_with("HTTP/1.") || !request.target.starts_with('/')) {
    request.method.clear();
  }
  ReadTarget(request);
  return request;
}

std::size_t ContentLength(const WireRequest& request) {
  const std::string written = request.Header("content-length");
  std::size_t length = 0;
  std::from_chars(written.data(), written.data() + written.size(), length);
  return length;
}

std::string FormatReply(const Reply& reply, bool keep_alive) {
  std::string out = "HTTP/1.1 " + std::to_string(reply.status) + " ";
  out.reserve(reply.body.size() + 512);
  out.append(Reason(reply.status)).append("\r\nServer: simforum\r\n");
  for (const auto& [name, value] : reply.headers) {
    out.append(name).append(": ").append(value).append("\r\n");
  }
  out.append(keep_alive ? "Connection: keep-alive\r\n" : "Connection: close\r\n");
  switch (reply.delivery) {
    case Delivery::EndlessHead:
      return out;
    case Delivery::EndlessBody:
      return out.append("Transfer-Encoding: chunked\r\n\r\n");
    default:
      out.append("Content-Length: ").append(std::to_string(reply.body.size()));
      out.append(kEndOfHead);
      return reply.delivery == Delivery::CutOff ? out.append(reply.body, 0, reply.body.size() / 2)
                                                : out.append(reply.body);
  }
}

}  // namespace forumwatch::sim
