#include "tests/config/schema_check.h"

#include <fstream>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace forumwatch {

using valijson::adapters::NlohmannJsonAdapter;

struct SchemaCheck::Parsed {
  nlohmann::json text;
  valijson::Schema schema;
};

SchemaCheck::SchemaCheck(const std::string& schema) : parsed_(std::make_unique<Parsed>()) {
  std::ifstream in(FORUMWATCH_SOURCE_DIR "/config/" + schema);
  parsed_->text = nlohmann::json::parse(in);
  valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
  parser.populateSchema(NlohmannJsonAdapter(parsed_->text), parsed_->schema);
}

SchemaCheck::~SchemaCheck() = default;

std::string SchemaCheck::Complaint(const std::string& text) const {
  const auto json = nlohmann::json::parse(text, nullptr, false, true);
  if (json.is_discarded()) {
    return "no JSON";
  }
  valijson::Validator validator;
  valijson::ValidationResults results;
  if (validator.validate(parsed_->schema, NlohmannJsonAdapter(json), &results)) {
    return {};
  }
  std::string complaint = "not valid";
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    complaint += "\n";
    for (const auto& step : error.context) {
      complaint += step;
    }
    complaint += ": " + error.description;
  }
  return complaint;
}

}  // namespace forumwatch
