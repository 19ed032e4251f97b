// A JSON Schema of config/, applied by a validator that knows nothing of our reader.
#pragma once

#include <memory>
#include <string>

namespace forumwatch {

class SchemaCheck {
 public:
  // By its name below config/.
  explicit SchemaCheck(const std::string& schema = "forumwatch.schema.json");
  ~SchemaCheck();
  SchemaCheck(const SchemaCheck&) = delete;
  SchemaCheck& operator=(const SchemaCheck&) = delete;

  // "" when the JSON (with comments) is valid, else what the schema does not like.
  [[nodiscard]] std::string Complaint(const std::string& text) const;

 private:
  struct Parsed;
  std::unique_ptr<Parsed> parsed_;
};

}  // namespace forumwatch
