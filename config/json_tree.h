// JSON with comments → a tree whose values remember their place. Internal to config; rooms read
// through json_reader.h. The tree owns its nodes at fixed addresses. Depth (64), node count and
// file size are bounded while scanning, before anything is built on them. Slips that leave no doubt
// about what was meant (a comma too many or too few, Chinese punctuation, a key written twice) are
// noted and scanning goes on; others end it. One thread.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "config/mistakes.h"

namespace forumwatch {

enum class JsonType { Null, Bool, Integer, Number, Text, List, Object };

struct JsonNode {
  JsonType type = JsonType::Null;
  int line = 1;
  int column = 1;
  bool boolean = false;
  std::int64_t integer = 0;
  double number = 0;  // also of an Integer
  std::string text;   // decoded text, or a number as it was written

  const JsonNode* parent = nullptr;
  std::size_t index = 0;  // in the parent
  std::string key;        // in a parent object
  int key_line = 0;
  int key_column = 0;

  std::vector<JsonNode*> children;                        // in the order of the file
  std::map<std::string, JsonNode*, std::less<>> members;  // of an object
  std::set<std::string, std::less<>> asked;               // keys a reader looked for
  bool open = false;                                      // its keys are names of the user's own
};

struct JsonTree {
  std::string file;
  std::string digest;  // of the text
  std::deque<JsonNode> nodes;
  JsonNode* root = nullptr;
  std::vector<ConfigMistake> mistakes;
  std::vector<ConfigMistake> warnings;
};

// Throws ConfigError when the text cannot be understood to its end.
std::unique_ptr<JsonTree> ScanJson(std::string_view text, std::string file);

// Of the values, whatever the comments, but for that member of the object.
std::string DigestWithout(const JsonNode& object, std::string_view key);

// "communities[0].name"
std::string PathOf(const JsonNode& node);

}  // namespace forumwatch
