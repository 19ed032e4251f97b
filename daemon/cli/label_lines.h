// Lines of labels, shared by the forms they stand in. Throws LabelsError with file and line.
#pragma once

#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>

#include <nlohmann/json_fwd.hpp>

namespace forumwatch {

// Calls `each` with every line that is not empty; what it throws gets the place.
void ForEachLine(const std::filesystem::path& file,
                 const std::function<void(const std::string&)>& each);
void ForEachObject(const std::filesystem::path& file,
                   const std::function<void(const nlohmann::json&)>& each);

// "" for null and for what is not there.
std::string TextOf(const nlohmann::json& object, const char* key);

// What a line of labels speaks of must be among the posts.
template <typename Posts>
const auto& FindPost(const Posts& posts, const typename Posts::key_type& key) {
  const auto found = posts.find(key);
  if (found == posts.end()) {
    throw std::runtime_error("帖子文件里没有它标注的帖子");
  }
  return found->second;
}

}  // namespace forumwatch
