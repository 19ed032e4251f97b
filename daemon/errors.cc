#include "daemon/errors.h"

#include <algorithm>
#include <iterator>

#include "daemon/logging.h"

namespace forumwatch {
namespace {

struct KnownReason {
  std::errc code;
  const char* words;
};

constexpr KnownReason kReasons[] = {
    {std::errc::no_such_file_or_directory, "没有这个文件或文件夹"},
    {std::errc::permission_denied, "没有权限"},
    {std::errc::operation_not_permitted, "不允许这样做"},
    {std::errc::is_a_directory, "这是一个文件夹"},
    {std::errc::not_a_directory, "路径里有一段不是文件夹"},
    {std::errc::directory_not_empty, "文件夹不是空的"},
    {std::errc::file_exists, "已经有同名的文件"},
    {std::errc::no_space_on_device, "磁盘满了"},
    {std::errc::file_too_large, "文件太大"},
    {std::errc::read_only_file_system, "磁盘是只读的"},
    {std::errc::io_error, "磁盘读写出错"},
    {std::errc::too_many_files_open, "打开的文件太多"},
    {std::errc::too_many_symbolic_link_levels, "是符号链接，或者链接绕成了圈"},
    {std::errc::filename_too_long, "文件名太长"},
    {std::errc::not_enough_memory, "内存不够"},
    {std::errc::device_or_resource_busy, "正被占用"},
    {std::errc::address_in_use, "地址已被占用"},
    {std::errc::connection_refused, "对方拒绝连接"},
};

// The system's own words are replaced where the message holds them.
std::string InChinese(const std::system_error& error) {
  std::string what = error.what();
  const std::string own = error.code().message();
  const std::size_t at = own.empty() ? std::string::npos : what.rfind(own);
  return at == std::string::npos ? what : what.replace(at, own.size(), Reason(error.code()));
}

std::string What(const std::exception_ptr& error, std::exception_ptr& inner) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& e) {
    const auto* const refused = dynamic_cast<const std::system_error*>(&e);
    if (const auto* nested = dynamic_cast<const std::nested_exception*>(&e)) {
      inner = nested->nested_ptr();
    }
    return refused != nullptr ? InChinese(*refused) : e.what();
  } catch (...) {
    return "unknown error";
  }
}

}  // namespace

std::string Reason(const std::error_code& code) {
  const auto* const known =
      std::find_if(std::begin(kReasons), std::end(kReasons),
                   [&](const KnownReason& reason) { return code == reason.code; });
  const std::string own = code.message() + "，errno " + std::to_string(code.value());
  return known == std::end(kReasons) ? "系统说 " + own : known->words + ("（" + own + "）");
}

std::string Describe(const std::exception_ptr& error) {
  std::string line;
  for (std::exception_ptr next = error; next;) {
    std::exception_ptr inner;
    if (!line.empty()) {
      line += ": ";
    }
    line += What(next, inner);
    next = inner;
  }
  return Escaped(line);
}

}  // namespace forumwatch
