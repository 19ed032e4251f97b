#include "tests/support/temp_store.h"

#include <cstdlib>
#include <system_error>

namespace forumwatch {

namespace fs = std::filesystem;

TempFolder::TempFolder() {
  std::string name = (fs::temp_directory_path() / "forumwatch-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) {
    throw std::system_error(errno, std::system_category(), name);
  }
  path_ = name;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

TempStore::TempStore() {
  Reopen();
}

void TempStore::Reopen() {
  session_.reset();
  session_ = std::make_unique<Session>(file(), OpenMode::CreateIfMissing);
}

}  // namespace forumwatch
