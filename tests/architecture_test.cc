// The house rules that a compiler does not see: who may include whom, what may not be written, how
// long a file may be. Reads every source of the tree. The control plants one violation of each kind
// and sees it found.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <re2/re2.h>

namespace forumwatch {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

// The arrows. A room may include itself and what stands here: rooms of ours (by path) and libraries
// (by header). The longest prefix of a file's path that has a row decides. "*" is everything.
struct Arrows {
  std::string room;
  std::vector<std::string> may_include;
};

const std::vector<Arrows> kArrows = {
    {"analysis/model/", {}},
    {"analysis/text/", {"analysis/model/", "unicode/", "opencc/"}},
    {"analysis/understanding/", {"analysis/model/", "analysis/text/", "re2/", "unicode/"}},
    {"analysis/learning/",
     {"analysis/model/", "analysis/text/", "analysis/understanding/", "analysis/grouping/",
      "linear.h"}},
    {"analysis/reply/", {"analysis/model/", "analysis/text/", "analysis/understanding/"}},
    {"analysis/grouping/",
     {"analysis/model/", "analysis/text/", "analysis/understanding/", "unicode/"}},
    {"analysis/heat/", {"analysis/model/", "analysis/text/"}},
    {"analysis/deadlines/", {"analysis/model/", "date/"}},
    {"analysis/alerting/",
     {"analysis/model/", "analysis/text/", "analysis/heat/", "analysis/deadlines/", "sodium.h"}},
    {"analysis/report/",
     {"analysis/model/", "analysis/text/", "analysis/deadlines/", "nlohmann/", "ctemplate/"}},
    {"crawlers/crawler.h", {"analysis/model/"}},
    {"crawlers/web/", {"curl/urlapi.h", "libpsl.h", "idn2.h"}},
    {"crawlers/http/",
     {"analysis/model/", "crawlers/web/", "curl/", "spdlog/", "sys/", "netinet/", "arpa/",
      "netdb.h", "unistd.h"}},
    {"crawlers/html/", {"analysis/model/", "crawlers/crawler.h", "gumbo.h"}},
    {"crawlers/parse/", {"analysis/model/", "crawlers/crawler.h", "unicode/", "re2/"}},
    {"crawlers/sites/",
     {"analysis/model/", "crawlers/crawler.h", "crawlers/html/", "crawlers/parse/", "crawlers/web/",
      "nlohmann/", "pugixml.hpp", "re2/", "unicode/"}},
    {"config/", {"analysis/", "crawlers/", "nlohmann/"}},
    {"daemon/store/",
     {"analysis/model/", "analysis/text/", "analysis/grouping/", "analysis/deadlines/",
      "analysis/alerting/", "analysis/report/", "crawlers/crawler.h", "soci/", "sqlite3.h",
      "nlohmann/", "sys/", "unistd.h", "fcntl.h"}},
    {"daemon/", {"*"}},
    {"tests/", {"*"}},
};

// Who may not be written, where. `where` and `but_not` are matched against the path, `what` against
// a line of code.
struct Forbidden {
  std::string name;
  std::string where;
  std::string but_not;
  std::string what;
};

const std::vector<Forbidden> kForbidden = {
    {"clock", R"(.*\.(h|cc))", R"(daemon/clock\.cc|tests/.*)",
     R"(::now\(\)|\btime\((nullptr|NULL|0)\)|\bgettimeofday\b|\bclock_gettime\b)"},
    {"sleep", R"(.*\.(h|cc))", "", R"(\bsleep_for\b|\bsleep_until\b|\busleep\b|\bnanosleep\b)"},
    {"json in a header", R"(.*\.h)", "", R"(#include [<"]nlohmann/json\.hpp)"},
    {"httplib in a header", R"(.*\.h)", "", R"(#include [<"]httplib\.h)"},
    {"using namespace", R"(.*\.(h|cc))", "", R"(^\s*using namespace\b)"},
    {"logging", R"(.*\.(h|cc))", R"(daemon/.*|crawlers/http/.*|tests/.*)",
     R"(\bspdlog\b|\bstd::(cout|cerr|clog)\b|\bprintf\()"},
    {"unfinished", R"(.*\.(h|cc|txt|json|cmake|in)|scripts/.*)", "", R"(\b(TODO|FIXME|XXX)\b)"},
    {"config outside daemon", R"((analysis|crawlers)/.*)", "", R"(#include "config/)"},
    {"global random", R"((analysis|crawlers|config)/.*)", "",
     R"(\bstd::random_device\b|\brand\(\))"},
};

constexpr std::size_t kLongestFile = 400;

struct Source {
  std::string path;  // from the root, with /
  std::vector<std::string> lines;
};

bool IsSource(const std::filesystem::path& path) {
  const auto extension = path.extension();
  return extension == ".h" || extension == ".cc";
}

Source ReadSource(const std::filesystem::path& path, std::string name) {
  Source source{std::move(name), {}};
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    source.lines.push_back(std::move(line));
  }
  return source;
}

std::vector<Source> ReadTree() {
  std::vector<Source> sources;
  const std::filesystem::path root = FORUMWATCH_SOURCE_DIR;
  for (const std::string room :
       {"analysis", "crawlers", "config", "daemon", "tests", "scripts", "cmake", "systemd"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / room)) {
      const std::string name = std::filesystem::relative(entry.path(), root).generic_string();
      const bool ours = IsSource(entry.path()) || name.starts_with("scripts/") ||
                        name.ends_with("CMakeLists.txt");
      if (entry.is_regular_file() && ours && !name.starts_with("tests/data/")) {
        sources.push_back(ReadSource(entry.path(), name));
      }
    }
  }
  return sources;
}

// The line without its comment and without the insides of its texts: rules are about code, not
// about words.
std::string CodeOf(const std::string& line) {
  if (line.starts_with("#include")) {
    return line;
  }
  std::string code;
  bool in_text = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') {
      in_text = !in_text;
    } else if (in_text && line[i] == '\\') {
      ++i;
    } else if (!in_text) {
      if (line.compare(i, 2, "//") == 0) {
        break;
      }
      code += line[i];
    }
  }
  return code;
}

const Arrows* ArrowsOf(const std::string& path) {
  const Arrows* best = nullptr;
  for (const Arrows& arrows : kArrows) {
    if (path.starts_with(arrows.room) &&
        (best == nullptr || arrows.room.size() > best->room.size())) {
      best = &arrows;
    }
  }
  return best;
}

bool IsStandard(const std::string& header) {
  return header.find('/') == std::string::npos && header.find('.') == std::string::npos;
}

void CheckIncludes(const Source& source, std::vector<std::string>& found) {
  if (!IsSource(source.path)) {
    return;
  }
  const Arrows* const arrows = ArrowsOf(source.path);
  if (arrows == nullptr) {
    found.push_back(source.path + ": stands in no room");
    return;
  }
  static const RE2 kInclude(R"re(^\s*#\s*include\s*["<]([^">]+)[">].*)re");
  for (std::size_t i = 0; i < source.lines.size(); ++i) {
    std::string header;
    if (!RE2::FullMatch(source.lines[i], kInclude, &header)) {
      continue;
    }
    const bool allowed = IsStandard(header) || header.starts_with(arrows->room) ||
                         std::any_of(arrows->may_include.begin(), arrows->may_include.end(),
                                     [&](const std::string& prefix) {
                                       return prefix == "*" || header.starts_with(prefix);
                                     });
    if (!allowed) {
      found.push_back(source.path + ":" + std::to_string(i + 1) + ": " + arrows->room +
                      " may not include " + header);
    }
  }
}

void CheckForbidden(const Source& source, std::vector<std::string>& found) {
  for (const Forbidden& rule : kForbidden) {
    if (!RE2::FullMatch(source.path, rule.where) || RE2::FullMatch(source.path, rule.but_not)) {
      continue;
    }
    const RE2 what(rule.what);
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      const bool words_count = rule.name == "unfinished";  // in comments, above all
      const std::string line = words_count ? source.lines[i] : CodeOf(source.lines[i]);
      if (RE2::PartialMatch(line, what)) {
        found.push_back(source.path + ":" + std::to_string(i + 1) + ": " + rule.name + ": " +
                        source.lines[i]);
      }
    }
  }
}

void CheckShape(const Source& source, std::vector<std::string>& found) {
  if (!IsSource(source.path)) {
    return;
  }
  if (source.lines.size() > kLongestFile) {
    found.push_back(source.path + ": " + std::to_string(source.lines.size()) + " lines, at most " +
                    std::to_string(kLongestFile));
  }
  if (!source.path.ends_with(".h")) {
    return;
  }
  if (source.lines.empty() || !source.lines.front().starts_with("// ")) {
    found.push_back(source.path + ": a header begins with a comment that says what it is for");
  }
  if (std::find(source.lines.begin(), source.lines.end(), "#pragma once") == source.lines.end()) {
    found.push_back(source.path + ": #pragma once is missing");
  }
}

// One name, one type: two headers that define the same name give a program that links and
// crashes.
void CheckTypeNames(const std::vector<Source>& sources, std::vector<std::string>& found) {
  static const RE2 kDefinition(
      R"re((?:struct|class|enum class) (\w+)(?: final)?(?: : [^;]*)? \{.*)re");
  std::map<std::string, std::string> where;
  for (const Source& source : sources) {
    if (!source.path.ends_with(".h") || source.path.starts_with("tests/")) {
      continue;
    }
    for (const std::string& line : source.lines) {
      std::string name;
      if (!RE2::FullMatch(line, kDefinition, &name)) {
        continue;
      }
      if (const auto [known, is_new] = where.emplace(name, source.path); !is_new) {
        found.push_back(source.path + ": " + name + " is defined in " + known->second + " too");
      }
    }
  }
}

std::vector<std::string> Check(const std::vector<Source>& sources) {
  std::vector<std::string> found;
  CheckTypeNames(sources, found);
  for (const Source& source : sources) {
    if (source.path == "tests/architecture_test.cc") {
      continue;  // it has to name what it forbids
    }
    CheckIncludes(source, found);
    CheckForbidden(source, found);
    CheckShape(source, found);
  }
  return found;
}

TEST(Architecture, TheTreeKeepsTheHouseRules) {
  const std::vector<Source> sources = ReadTree();
  EXPECT_GT(sources.size(), 50U);
  EXPECT_THAT(Check(sources), IsEmpty());
}

Source Planted(std::string path, const std::string& text) {
  Source source{std::move(path), {}};
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    source.lines.push_back(std::move(line));
  }
  return source;
}

struct Violation {
  const char* path;
  std::string text;
  const char* found;
};

TEST(Architecture, ControlEachKindOfViolationIsFound) {
  std::string long_file = "// x\n#pragma once\n";
  for (std::size_t i = 0; i < kLongestFile; ++i) {
    long_file += "\n";
  }
  const std::string ok = "// x\n#pragma once\n";
  const Violation violations[] = {
      // arrows turned round
      {"analysis/model/a.h", ok + "#include \"analysis/text/normalise.h\"",
       "analysis/model/ may not include"},
      {"analysis/heat/a.cc", "#include \"analysis/report/monthly.h\"",
       "analysis/heat/ may not include"},
      {"analysis/text/a.cc", "#include <spdlog/spdlog.h>", "analysis/text/ may not include spdlog"},
      {"analysis/deadlines/a.cc", "#include \"daemon/clock.h\"",
       "analysis/deadlines/ may not include"},
      {"crawlers/sites/a.cc", "#include \"crawlers/http/transport.h\"",
       "crawlers/sites/ may not include"},
      {"crawlers/html/a.cc", "#include <curl/curl.h>", "crawlers/html/ may not include curl"},
      {"crawlers/http/a.cc", "#include \"crawlers/html/document.h\"",
       "crawlers/http/ may not include"},
      {"config/a.cc", "#include \"daemon/pipeline.h\"", "config/ may not include"},
      {"daemon/store/a.cc", "#include \"config/config.h\"", "daemon/store/ may not include"},
      {"daemon/store/a.cc", "  #  include <curl/curl.h> // hidden",
       "daemon/store/ may not include"},
      {"elsewhere/a.cc", "int x;", "stands in no room"},
      // words
      {"daemon/a.cc", "const auto t = std::chrono::system_clock::now();", "clock"},
      {"config/a.cc", "x = time(nullptr);", "clock"},
      {"tests/a.cc", "std::this_thread::sleep_for(1s);", "sleep"},
      {"config/a.h", ok + "#include <nlohmann/json.hpp>", "json in a header"},
      {"daemon/a.h", ok + "#include <httplib.h>", "httplib in a header"},
      {"daemon/a.cc", "  using namespace std;", "using namespace"},
      {"analysis/heat/a.cc", "std::cout << heat;", "logging"},
      {"analysis/heat/a.cc",
       "// TO"
       "DO: later",
       "unfinished"},
      {"scripts/demo",
       "# FIX"
       "ME",
       "unfinished"},
      {"crawlers/sites/a.cc", "#include \"config/json_reader.h\"", "config outside daemon"},
      // shape
      {"config/a.h", "#pragma once\n", "begins with a comment"},
      {"config/a.h", "// x\n", "#pragma once is missing"},
      {"config/a.h", long_file, "402 lines, at most 400"},
  };
  for (const Violation& violation : violations) {
    EXPECT_THAT(Check({Planted(violation.path, violation.text)}),
                Contains(HasSubstr(violation.found)))
        << violation.path << "\n"
        << violation.text;
  }
}

TEST(Architecture, ControlTwoTypesOfOneNameAreFound) {
  const std::string ok = "// x\n#pragma once\n";
  EXPECT_THAT(Check({Planted("analysis/heat/a.h", ok + "struct Reading {"),
                     Planted("crawlers/sites/b.h", ok + "class Reading final : public X {")}),
              Contains(HasSubstr("Reading is defined in analysis/heat/a.h too")));
  EXPECT_THAT(Check({Planted("analysis/heat/a.h", ok + "struct Reading;"),
                     Planted("crawlers/sites/b.h", ok + "class Reading {")}),
              IsEmpty());
}

TEST(Architecture, WhatIsAllowedIsNotFound) {
  const Source fine[] = {
      Planted("analysis/text/a.cc",
              "#include <vector>\n#include \"analysis/model/time.h\"\n#include <unicode/uchar.h>"),
      Planted("crawlers/sites/a.cc",
              "#include \"crawlers/html/document.h\"\n#include <pugixml.hpp>"),
      Planted("config/a.cc", "#include <nlohmann/json.hpp>\n#include \"crawlers/crawler.h\""),
      Planted("daemon/clock.cc", "return std::chrono::system_clock::now();"),
      Planted("daemon/a.cc",
              "#include \"config/config.h\"\n// the word now() in a comment: ::now()"),
      Planted("analysis/heat/a.cc", "const auto text = \"::now()\";"),
      Planted("tests/a.cc", "const auto seed = std::chrono::steady_clock::now();"),
  };
  for (const Source& source : fine) {
    EXPECT_THAT(Check({source}), IsEmpty()) << source.path;
  }
}

}  // namespace
}  // namespace forumwatch
