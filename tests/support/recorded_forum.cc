#include "tests/support/recorded_forum.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "crawlers/http/politeness.h"

namespace forumwatch {
namespace {

std::string ReadAll(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    throw std::runtime_error("cannot read " + file.string());
  }
  return {std::istreambuf_iterator<char>(in), {}};
}

// Path and sorted query without noise.
std::string KeyOf(const std::string& url) {
  static const std::set<std::string> kNoise = {"extra", "sid", "highlight", "PHPSESSID"};
  const auto host = url.find("://");
  const auto slash = url.find('/', host == std::string::npos ? 0 : host + 3);
  const std::string rest = url.substr(std::min(slash, url.size()));
  const auto mark = std::min(rest.find('?'), rest.size());
  std::vector<std::string> fields;
  std::string query = rest.substr(std::min(mark + 1, rest.size()));
  query = query.substr(0, query.find('#'));
  for (std::size_t at = 0; at < query.size();) {
    const auto end = std::min(query.find('&', at), query.size());
    const std::string field = query.substr(at, end - at);
    if (!kNoise.contains(field.substr(0, field.find('='))) && field != "page=1") {
      fields.push_back(field);
    }
    at = end + 1;
  }
  std::sort(fields.begin(), fields.end());
  std::string key = rest.substr(0, mark);
  for (const std::string& field : fields) {
    key += "&" + field;
  }
  return key;
}

std::string Header(const nlohmann::json& entry, const char* name) {
  for (const auto& header : entry.at("headers")) {
    if (header.at(0) == name) {
      return header.at(1);
    }
  }
  return {};
}

bool OfPhone(const nlohmann::json& entry) {
  const std::string agent = entry.at("request_headers").value("User-Agent", "");
  return agent.find("Mobile") != std::string::npos &&
         entry.at("url").get<std::string>().find("mobile=") == std::string::npos;
}

bool IsRedirect(int status) {
  return status >= 301 && status <= 303;
}

}  // namespace

std::filesystem::path RecordingsFolder() {
  // Tests set no environment variables.
  const char* const shared = std::getenv("FORUMWATCH_SHARED");  // NOLINT(concurrency-mt-unsafe)
  const std::filesystem::path beside = FORUMWATCH_SOURCE_DIR "/../shared";
  return (shared == nullptr ? beside : std::filesystem::path(shared)) / "recordings";
}

void RecordedForum::Switch(const std::filesystem::path& folder) {
  const auto index = nlohmann::json::parse(ReadAll(folder / "index.json"));
  Folder pages;
  for (const auto& entry : index.at("entries")) {
    if (entry.value("method", "GET") != "GET" || OfPhone(entry)) {
      continue;
    }
    Recorded page{entry.at("status"), Header(entry, "Content-Type"), Header(entry, "Date"), {}};
    if (const std::string file = entry.value("file", ""); !file.empty()) {
      page.body = ReadAll(folder / file);
    }
    std::deque<Recorded>& answers = pages[KeyOf(entry.at("url"))];
    if (answers.empty() || IsRedirect(answers.back().status)) {
      answers.push_back(std::move(page));
    }
  }
  folders_.push_back(std::move(pages));
}

PageAnswer RecordedForum::Answer(const PageRequest& request) {
  asked_.push_back(request.url);
  PageAnswer answer;
  answer.request = request;
  answer.status = 404;
  answer.content_type = "text/plain";
  answer.body = "not recorded\n";
  for (std::size_t newest = folders_.size(); newest > 0; --newest) {
    auto& folder = folders_[newest - 1];
    const auto found = folder.find(KeyOf(request.url));
    if (found == folder.end()) {
      continue;
    }
    std::deque<Recorded>& answers = found->second;
    while (answers.size() > 1) {
      answers.pop_front();  // the redirect to itself, followed
    }
    const Recorded& page = answers.front();
    answer.status = page.status;
    answer.content_type = page.content_type;
    answer.body = page.body;
    answer.answered_at = ParseHttpDate(page.date).value_or(UtcTime{});
    break;
  }
  return answer;
}

}  // namespace forumwatch
