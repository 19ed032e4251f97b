// How rooms' files are read: JSON with // and /* */ comments whose values know their place. A
// reader asks for what it knows (value["interval"].Span(...)); a wrong type, range or form is noted
// and the fallback returned, so that every mistake is found in one go; Done() adds the keys nobody
// asked for and throws ConfigError with the whole list.
//   const JsonFile file = JsonFile::Load(path);
//   options.depth = file.root()["depth"].Int(3, 1, 9);
//   file.Done();
// A JsonValue is a cheap view that must not outlive its JsonFile. An absent value answers every
// question with the fallback. One thread.
#pragma once

#include <array>
#include <chrono>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/model/time.h"
#include "config/mistakes.h"

namespace forumwatch {

struct JsonNode;
struct JsonTree;

class JsonValue {
 public:
  [[nodiscard]] bool present() const noexcept { return node_ != nullptr; }
  [[nodiscard]] bool is_text() const noexcept;
  [[nodiscard]] bool is_number() const noexcept;
  [[nodiscard]] bool is_list() const noexcept;
  [[nodiscard]] bool is_object() const noexcept;
  [[nodiscard]] bool is_null() const noexcept;

  // A member; absent when there is none. Asking makes the key a known one.
  JsonValue operator[](std::string_view key) const;
  // The same, and its absence is a mistake; `what` says what belongs there ("小区名称").
  [[nodiscard]] JsonValue Required(std::string_view key, std::string_view what = {}) const;
  // Of a list, in order.
  [[nodiscard]] std::vector<JsonValue> Items() const;
  // Of an object whose keys are names of the user's own; all of them count as known.
  [[nodiscard]] std::vector<std::pair<std::string, JsonValue>> Members() const;

  [[nodiscard]] std::string Text(std::string_view fallback = {}) const;
  [[nodiscard]] std::string NonEmptyText(std::string_view fallback = {}) const;
  [[nodiscard]] std::vector<std::string> Texts() const;  // a list of non-empty texts
  [[nodiscard]] bool Bool(bool fallback) const;
  [[nodiscard]] int Int(int fallback, int least = std::numeric_limits<int>::min(),
                        int most = std::numeric_limits<int>::max()) const;
  [[nodiscard]] double Number(double fallback, double least, double most) const;
  // "90s" "30m" "4h" "14d" "1h30m".
  [[nodiscard]] std::chrono::seconds Span(std::chrono::seconds fallback, std::chrono::seconds least,
                                          std::chrono::seconds most) const;
  // "09:00" … "24:00", since midnight.
  [[nodiscard]] std::optional<std::chrono::minutes> TimeOfDay() const;
  // "+08:00"
  [[nodiscard]] std::optional<std::chrono::minutes> Offset() const;
  // "2026-10-01"
  [[nodiscard]] std::optional<std::chrono::year_month_day> Date() const;
  [[nodiscard]] std::optional<UtcTime> Instant() const;  // RFC 3339

  // One of a few words, each with its meaning: OneOf<Kind>({{"投诉", Kind::Complaint}, …},
  // Kind::Other).
  template <typename T>
  [[nodiscard]] T OneOf(std::initializer_list<std::pair<std::string_view, T>> words,
                        T fallback) const {
    std::vector<std::string> known;
    const std::string word = Text();
    for (const auto& [name, meaning] : words) {
      if (name == word && present()) {
        return meaning;
      }
      known.emplace_back(name);
    }
    NotOneOf(word, known);
    return fallback;
  }

  // Notes what a reader finds wrong here. The first is an error, the second leaves the file valid.
  void Mistake(std::string message) const;
  void Warning(std::string message) const;
  [[nodiscard]] ConfigMistake Place(std::string message) const;  // the same, not noted anywhere

 private:
  friend class JsonFile;
  JsonValue(JsonTree& tree, JsonNode* node, JsonNode* holder, std::string_view key);
  void WrongType(std::string_view wanted) const;
  void OutOfRange(const std::string& least, const std::string& most) const;
  void NotOneOf(const std::string& word, const std::vector<std::string>& known) const;
  // Of a Text node; notes the wrong type otherwise.
  [[nodiscard]] const std::string* Written(std::string_view wanted) const;

  JsonTree* tree_;
  JsonNode* node_;    // null: absent
  JsonNode* holder_;  // where an absent value was looked for
  std::string key_;   // and under which key
};

class JsonFile {
 public:
  // Throws ConfigError when the file cannot be read or understood to its end.
  static JsonFile Load(const std::filesystem::path& path);
  // `name` stands for the file in messages.
  static JsonFile Parse(std::string_view text, std::string name);

  ~JsonFile();
  JsonFile(JsonFile&&) noexcept;
  JsonFile& operator=(JsonFile&&) noexcept;
  JsonFile(const JsonFile&) = delete;
  JsonFile& operator=(const JsonFile&) = delete;

  // "$schema" in the root is known to everybody.
  [[nodiscard]] JsonValue root() const;
  // After everything has been asked for. Throws ConfigError when anything is wrong.
  void Done() const;
  // The same without throwing: every mistake so far and every unknown key, in the order of the
  // file.
  [[nodiscard]] std::vector<ConfigMistake> Mistakes() const;
  [[nodiscard]] std::vector<ConfigMistake> Warnings() const;
  // Another one when anything in the text is, comments included.
  [[nodiscard]] const std::string& digest() const noexcept;
  // Of what is said, whatever the comments, but for a member of the whole.
  [[nodiscard]] std::string DigestWithout(std::string_view key) const;
  // Every key that was asked for, there or not: "communities[].sources[].url"; "*" stands for names
  // of the user's own.
  [[nodiscard]] std::set<std::string> KnownKeys() const;

 private:
  explicit JsonFile(std::unique_ptr<JsonTree> tree);
  std::unique_ptr<JsonTree> tree_;
};

}  // namespace forumwatch
