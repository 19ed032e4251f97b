// Any text as an engine file: it is read, or its mistakes are told.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "config/engine_file.h"
#include "config/json_engine_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const auto file =
        forumwatch::JsonFile::Parse(std::string(data, data + size), "engines/fuzz.json");
    if ((forumwatch::ReadHtmlEngine(file) == nullptr) == file.Mistakes().empty()) {
      std::abort();
    }
    const auto in_json =
        forumwatch::JsonFile::Parse(std::string(data, data + size), "engines/fuzz.json");
    if ((forumwatch::ReadJsonEngine(in_json) == nullptr) == in_json.Mistakes().empty()) {
      std::abort();
    }
  } catch (const forumwatch::ConfigError&) {
    return 0;  // not to be understood to its end
  }
  return 0;
}
