#include "daemon/errors.h"

#include "daemon/logging.h"

namespace forumwatch {
namespace {

std::string What(const std::exception_ptr& error, std::exception_ptr& inner) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& e) {
    if (const auto* nested = dynamic_cast<const std::nested_exception*>(&e)) {
      inner = nested->nested_ptr();
    }
    return e.what();
  } catch (...) {
    return "unknown error";
  }
}

}  // namespace

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
