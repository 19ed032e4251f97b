#include "daemon/cli/labels_file.h"

#include <algorithm>
#include <iostream>
#include <set>

#include "config/json_reader.h"
#include "daemon/cli/label_forms.h"

namespace forumwatch {
namespace {

namespace fs = std::filesystem;

// "texts:x" stands in the folder of the texts, everything else beside the list.
class Folders {
 public:
  Folders(fs::path list, fs::path texts) : list_(std::move(list)), texts_(std::move(texts)) {}

  [[nodiscard]] fs::path Of(const std::string& name) const {
    constexpr std::string_view kTexts = "texts:";
    return name.starts_with(kTexts) ? texts_ / name.substr(kTexts.size()) : list_ / name;
  }

 private:
  fs::path list_;
  fs::path texts_;
};

LabelForm ReadForm(const JsonValue& set) {
  return set.Required("form", "怎样标注的")
      .OneOf<LabelForm>({{"threads", LabelForm::Threads},
                         {"written", LabelForm::Written},
                         {"letters", LabelForm::Letters},
                         {"chatter", LabelForm::Chatter},
                         {"replies", LabelForm::Replies},
                         {"events", LabelForm::Events},
                         {"decisions", LabelForm::Decisions}},
                        LabelForm::Threads);
}

std::vector<LabelSetFiles> ReadSets(const JsonFile& file, const Folders& folders) {
  std::vector<LabelSetFiles> sets;
  for (const JsonValue& value : file.root().Required("sets", "标注过的帖子").Items()) {
    LabelSetFiles set;
    set.name = value.Required("name", "这一组叫什么").NonEmptyText();
    set.form = ReadForm(value);
    set.posts = folders.Of(value.Required("posts", "帖子文件").NonEmptyText());
    if (set.form != LabelForm::Written) {
      for (const std::string& labels : value.Required("labels", "标注文件").Texts()) {
        set.labels.push_back(folders.Of(labels));
      }
    }
    if (const JsonValue events = value["events"]; events.present()) {
      set.events = folders.Of(events.NonEmptyText());
    }
    set.gate = value["gate"].Bool(false);
    sets.push_back(std::move(set));
  }
  return sets;
}

bool IsThere(const LabelSetFiles& set) {
  return fs::exists(set.posts) && (set.events.empty() || fs::exists(set.events)) &&
         std::all_of(set.labels.begin(), set.labels.end(),
                     [](const fs::path& file) { return fs::exists(file); });
}

// A name is the beginning of every group and post of its set.
void TakeName(const LabelSetFiles& set, const fs::path& list, std::set<std::string>& taken) {
  if (!taken.insert(set.name).second) {
    throw LabelsError(list.string() + "：“" + set.name +
                      "”这个名字（name）已经有一组用了，请改掉一个");
  }
}

void ReadList(const fs::path& list, const fs::path& texts, std::set<std::string>& taken,
              Labels& labels, std::set<std::string>& names) {
  const JsonFile file = JsonFile::Load(list);
  const fs::path beside = list.parent_path();
  const fs::path usual = beside / file.root()["texts"].Text(".");
  const Folders folders(beside, texts.empty() ? usual : texts);
  for (std::string& masked : file.root()["mask"].Texts()) {
    labels.masked.push_back(std::move(masked));
  }
  const std::vector<LabelSetFiles> sets = ReadSets(file, folders);
  file.Done();
  for (const LabelSetFiles& set : sets) {
    TakeName(set, list, taken);
    labels.has_decisions |= set.form == LabelForm::Decisions;
    if (!IsThere(set)) {
      std::cerr << "没有找到“" << set.name << "”的帖子，这一组不算（--texts 指明它们在哪里）\n";
      continue;
    }
    ReadLabelSet(set, set.gate ? labels.gate : labels.posts, names);
  }
}

}  // namespace

Labels ReadLabels(const std::vector<fs::path>& lists, const fs::path& texts) {
  Labels labels;
  std::set<std::string> taken;
  std::set<std::string> names;
  for (const fs::path& list : lists) {
    ReadList(list, texts, taken, labels, names);
  }
  if (labels.posts.empty()) {
    throw LabelsError(lists.front().string() +
                      "：没有一组标注的帖子在这里，用 --texts 指明它们在哪里");
  }
  labels.masked.insert(labels.masked.end(), names.begin(), names.end());
  return labels;
}

}  // namespace forumwatch
