#include "config/secret_file.h"

#include <array>
#include <fstream>
#include <system_error>
#include <vector>

namespace forumwatch {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestSecret = 16384;  // a browser's cookies are many

std::vector<std::string> Candidates(const std::string& name, const SecretPlaces& places) {
  if (fs::path(name).is_absolute()) {
    return {name};
  }
  std::vector<std::string> files;
  if (!places.credentials.empty()) {
    files.push_back((places.credentials / name).string());
    files.push_back((places.credentials / ("credentials_" + name)).string());
  }
  files.push_back((places.beside / name).string());
  files.push_back((places.beside / "credentials" / name).string());
  return files;
}

std::string ReadLine(const JsonValue& name, const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::array<char, kLongestSecret + 1> bytes{};
  if (!in) {
    name.Mistake("没有权限读 " + file + "；请用能读它的账号运行（例如 sudo）");
    return {};
  }
  in.read(bytes.data(), bytes.size());
  std::string secret(bytes.data(), static_cast<std::size_t>(in.gcount()));
  while (!secret.empty() && (secret.back() == '\n' || secret.back() == '\r')) {
    secret.pop_back();
  }
  if (secret.empty()) {
    name.Mistake(file + " 是空的，请把密码写进去");
  } else if (secret.size() > kLongestSecret ||
             secret.find_first_of(std::string_view("\n\r\0", 3)) != std::string::npos) {
    name.Mistake(file + " 里只能有一行密码");
    secret.clear();
  }
  return secret;
}

std::string Unreadable(const JsonValue& name, const std::string& file,
                       const std::error_code& error) {
  name.Mistake("读不到 " + file + "（" + error.message() + "）");
  return {};
}

std::string ReadFile(const JsonValue& name, const std::string& file,
                     const fs::file_status& status) {
  if (!fs::is_regular_file(status)) {  // a pipe would keep us waiting
    name.Mistake(file + " 不是普通文件");
    return {};
  }
  if ((status.permissions() & fs::perms::others_read) != fs::perms::none) {
    name.Warning("任何人都能读 " + file + "，请执行 chmod 600 " + file);
  }
  return ReadLine(name, file);
}

}  // namespace

std::string ReadSecret(const JsonValue& name, const SecretPlaces& places) {
  const std::string written = name.NonEmptyText();
  if (written.empty()) {
    return {};
  }
  const auto candidates = Candidates(written, places);
  for (const auto& file : candidates) {
    std::error_code error;
    const auto status = fs::status(file, error);
    if (status.type() != fs::file_type::not_found) {
      return error ? Unreadable(name, file, error) : ReadFile(name, file, status);
    }
  }
  name.Mistake("没有这个密码文件，找过：" + Listed(candidates));
  return {};
}

}  // namespace forumwatch
