#include "config/calendar_file.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "config/written_forms.h"

namespace forumwatch {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::string_view kHoursFile = "hours.json";
constexpr int kLongestHolidayDays = 60;

std::optional<WorkFrame> ParseFrame(std::string_view text) {
  const auto dash = text.find('-');
  if (dash == std::string_view::npos) {
    return std::nullopt;
  }
  const auto from = ParseHourMinute(text.substr(0, dash));
  const auto to = ParseHourMinute(text.substr(dash + 1));
  if (!from || !to || *from >= *to || *to > std::chrono::hours(24)) {
    return std::nullopt;
  }
  return WorkFrame{*from, *to};
}

class YearReader {
 public:
  explicit YearReader(int year) { read_.year = year; }

  void Holiday(const JsonValue& item) {
    const std::string name = item.Required("name", "节日名称").NonEmptyText();
    const JsonValue from_value = item.Required("from", "放假第一天");
    const JsonValue to_value = item.Required("to", "放假最后一天");
    const auto from = Day(from_value);
    const auto to = Day(to_value);
    if (from && to && sys_days(*to) < sys_days(*from)) {
      to_value.Mistake("最后一天早于第一天");
    } else if (from && to &&
               sys_days(*to) - sys_days(*from) >= std::chrono::days(kLongestHolidayDays)) {
      to_value.Mistake("一个假期不会有 " + std::to_string(kLongestHolidayDays) + " 天，请核对年份");
    } else if (from && to) {
      for (sys_days day(*from); day <= sys_days(*to); day += std::chrono::days(1)) {
        Add(from_value, day, {name, false});
      }
    }
    for (const JsonValue& value : item["workdays"].Items()) {
      if (const auto day = Day(value)) {
        Add(value, *day, {name, true});
      }
    }
  }

  YearOfHolidays Take() { return std::move(read_); }

 private:
  // A holiday at New Year may reach into the neighbouring year, no further.
  [[nodiscard]] std::optional<year_month_day> Day(const JsonValue& value) const {
    const auto day = value.Date();
    if (day && read_.year != 0 && std::abs(static_cast<int>(day->year()) - read_.year) > 1) {
      value.Mistake("不是 " + std::to_string(read_.year) + " 年前后的日期");
      return std::nullopt;
    }
    return day;
  }

  void Add(const JsonValue& place, year_month_day day, SpecialDay special) {
    const auto [known, is_new] = read_.days.emplace(day, std::move(special));
    if (!is_new) {
      place.Mistake(WrittenDate(day) + " 写了两遍（已经写在“" + known->second.name + "”里）");
    }
  }

  static std::string WrittenDate(year_month_day day) {
    const auto two = [](unsigned n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return std::to_string(static_cast<int>(day.year())) + "-" +
           two(static_cast<unsigned>(day.month())) + "-" + two(static_cast<unsigned>(day.day()));
  }

  YearOfHolidays read_;
};

// FNV-1a: the same in every run, and short enough to be read out on the telephone.
class Fingerprint {
 public:
  void Add(std::string_view text) {
    for (const char c : text) {
      hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    }
    hash_ = (hash_ ^ 0xFFU) * 0x100000001b3U;
  }
  void Add(std::int64_t number) { Add(std::to_string(number)); }

  [[nodiscard]] std::string Text() const {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (unsigned shift = 32; shift > 0; shift -= 4) {
      text += kDigits[(hash_ ^ hash_ >> 32U) >> (shift - 4) & 15U];
    }
    return text;
  }

 private:
  std::uint64_t hash_ = 0xcbf29ce484222325U;
};

// "2007–2026", "2024、2026"
std::string WrittenYears(const std::set<int>& years) {
  std::string text;
  for (auto year = years.begin(); year != years.end();) {
    const int first = *year;
    int last = first;
    for (++year; year != years.end() && *year == last + 1; ++year) {
      last = *year;
    }
    text += (text.empty() ? "" : "、") + std::to_string(first) +
            (last == first ? "" : "–" + std::to_string(last));
  }
  return text;
}

std::string VersionOf(const WorkingCalendar& calendar, std::size_t own_days) {
  Fingerprint fingerprint;
  fingerprint.Add(calendar.zone.name());
  for (const WorkFrame& frame : calendar.frames) {
    fingerprint.Add(frame.from.count());
    fingerprint.Add(frame.to.count());
  }
  for (const unsigned weekday : calendar.weekdays) {
    fingerprint.Add(weekday);
  }
  for (const auto& [day, special] : calendar.special_days) {
    fingerprint.Add(sys_days(day).time_since_epoch().count());
    fingerprint.Add(special.working ? "work" : "rest");
  }
  const std::string years = WrittenYears(calendar.years);
  return (years.empty() ? "未录入节假日" : "法定节假日 " + years) +
         (own_days == 0 ? "" : "，本项目自定 " + std::to_string(own_days) + " 天") + "（" +
         fingerprint.Text() + "）";
}

// Reads one file after the other and keeps every mistake for one message.
class CalendarFiles {
 public:
  WorkHours Hours(const std::filesystem::path& path) {
    return Read<WorkHours>(path, ReadWorkHours);
  }

  void Year(const std::filesystem::path& path, WorkingCalendar& calendar) {
    const auto year = Read<YearOfHolidays>(path, ReadYearOfHolidays);
    calendar.years.insert(year.year);
    for (const auto& [day, special] : year.days) {
      calendar.special_days.insert_or_assign(day, special);
    }
  }

  void Done() const {
    if (!mistakes_.empty()) {
      throw ConfigError(mistakes_);
    }
  }

 private:
  template <typename Result, typename Reader>
  Result Read(const std::filesystem::path& path, Reader reader) {
    try {
      const JsonFile file = JsonFile::Load(path);
      Result result = reader(file);
      const auto found = file.Mistakes();
      mistakes_.insert(mistakes_.end(), found.begin(), found.end());
      return result;
    } catch (const ConfigError& error) {
      mistakes_.insert(mistakes_.end(), error.mistakes().begin(), error.mistakes().end());
      return {};
    }
  }

  std::vector<ConfigMistake> mistakes_;
};

// In the order of their names, whatever the file system thinks of it.
std::vector<std::filesystem::path> YearFiles(const std::filesystem::path& directory) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
    if (entry.path().extension() == ".json" && entry.path().filename() != kHoursFile) {
      files.push_back(entry.path());
    }
  }
  if (error) {
    throw ConfigError({{directory.string(), 0, 0, "", "读不到日历目录：" + error.message()}});
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

std::vector<WorkFrame> ReadWorkFrames(const JsonValue& list) {
  std::vector<WorkFrame> frames;
  for (const JsonValue& item : list.Items()) {
    const auto frame = ParseFrame(item.Text());
    if (!item.is_text()) {
      continue;
    }
    if (!frame) {
      item.Mistake("应当是一段上班时间，例如 \"09:00-12:00\"");
    } else if (!frames.empty() && frame->from < frames.back().to) {
      item.Mistake("上班时间要按先后写，不能重叠");
    } else {
      frames.push_back(*frame);
    }
  }
  if (list.is_list() && list.Items().empty()) {
    list.Mistake("至少要有一段上班时间，例如 [\"09:00-12:00\", \"13:30-18:00\"]");
  }
  return frames;
}

std::set<unsigned> ReadWeekdays(const JsonValue& list) {
  std::set<unsigned> weekdays;
  for (const JsonValue& day : list.Items()) {
    if (const int number = day.Int(0, 1, 7); number != 0) {
      weekdays.insert(static_cast<unsigned>(number));
    }
  }
  if (list.is_list() && list.Items().empty()) {
    list.Mistake("至少要有一天：周一是 1，周日是 7");
  }
  return weekdays;
}

WorkHours ReadWorkHours(const JsonFile& file) {
  return {ReadWorkFrames(file.root().Required("hours", "上班时间")),
          ReadWeekdays(file.root().Required("weekdays", "一周里哪几天上班"))};
}

YearOfHolidays ReadYearOfHolidays(const JsonFile& file) {
  const int year = file.root().Required("year", "哪一年的节假日").Int(0, 1990, 2200);
  YearReader reader(year);
  const JsonValue holidays = file.root().Required("holidays", "这一年的假期");
  for (const JsonValue& item : holidays.Items()) {
    reader.Holiday(item);
  }
  if (holidays.is_list() && holidays.Items().empty()) {
    holidays.Mistake(
        "一个假期也没有，期限会按全年没有节假日来算；放假安排还没有公布就先不写这个文件");
  }
  return reader.Take();
}

WorkingCalendar LoadWorkingCalendar(const CalendarSources& sources, const Zone& zone) {
  CalendarFiles files;
  WorkingCalendar calendar{zone, {}, {}, {}, {}, {}};
  const WorkHours hours = files.Hours(sources.directory / kHoursFile);
  calendar.frames = sources.own_frames.empty() ? hours.frames : sources.own_frames;
  calendar.weekdays = sources.own_weekdays.empty() ? hours.weekdays : sources.own_weekdays;
  for (const auto& path : YearFiles(sources.directory)) {
    files.Year(path, calendar);
  }
  for (const auto& path : sources.more_files) {
    files.Year(path, calendar);
  }
  files.Done();
  for (const auto& [day, special] : sources.own_days) {
    calendar.special_days.insert_or_assign(day, special);
  }
  calendar.version = VersionOf(calendar, sources.own_days.size());
  return calendar;
}

}  // namespace forumwatch
