#include "config/handbook_file.h"

#include <algorithm>

namespace forumwatch {
namespace {

constexpr int kMostClasses = 3;  // A2

void ReadCauses(const JsonValue& causes, Handbook& handbook) {
  for (const auto& [cause, items] : causes.Members()) {
    for (const std::string& item : items.Texts()) {
      handbook.causes.push_back({cause, item});
    }
  }
}

std::string KnownSpecialty(const JsonValue& value, const std::vector<std::string>& known) {
  std::string specialty = value.NonEmptyText();
  if (value.is_text() && std::find(known.begin(), known.end(), specialty) == known.end()) {
    value.Mistake("specialties 里没有“" + specialty + "”");
  }
  return specialty;
}

void ReadTopic(const std::string& name, const JsonValue& value,
               const std::vector<std::string>& specialties, Handbook& handbook) {
  TopicRow row;
  row.name = name;
  row.complaint_class = value.Required("class", "1、2 或 3").Int(1, 1, kMostClasses);
  row.specialty = KnownSpecialty(value.Required("specialty", "专业"), specialties);
  const JsonValue item = value.Required("item", "原因细项");
  const std::string cause = value.Required("cause", "人、机、料、法、环之一").NonEmptyText();
  if (const auto found = FindCause(handbook, cause, item.Text())) {
    row.cause = *found;
  } else if (item.is_text()) {
    item.Mistake("causes 里没有“" + cause + "：" + item.Text() + "”");
  }
  handbook.topics.push_back(std::move(row));
}

}  // namespace

Handbook ReadHandbook(const JsonFile& file) {
  Handbook handbook;
  const JsonValue root = file.root();
  ReadCauses(root.Required("causes", "人机料法环及其细项"), handbook);
  handbook.flags = root.Required("flags", "危险信号的名字").Texts();
  const std::vector<std::string> specialties = root.Required("specialties", "专业的名字").Texts();
  for (const auto& [name, value] : root.Required("topics", "话题").Members()) {
    ReadTopic(name, value, specialties, handbook);
  }
  for (const auto& [rule, text] : root["rules"].Members()) {
    handbook.rules.emplace(rule, text.NonEmptyText());
  }
  return handbook;
}

}  // namespace forumwatch
