// complaint record, dossier, notice, log: what is on record as papers.
#include <algorithm>
#include <iostream>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "analysis/report/complaint_documents.h"
#include "config/mistakes.h"
#include "daemon/cli/commands.h"
#include "daemon/cli/named_complaint.h"
#include "daemon/cli/posts_file.h"
#include "daemon/cli/whole_file.h"
#include "daemon/clock.h"
#include "daemon/complaint_file.h"

namespace forumwatch {
namespace {

// To the file `out`, into the folder `out` under its usual name, or with "-" to standard output.
// Says where it stands, and whatever else `more` says of it.
void WritePaper(const CommonOptions& common, const std::filesystem::path& out,
                const std::string& usual_name, const std::string& content,
                nlohmann::ordered_json more) {
  if (out == "-") {
    if (!(std::cout << content << std::flush)) {
      throw std::system_error(std::make_error_code(std::errc::io_error),
                              "没有写完，标准输出写不进");
    }
    return;
  }
  std::error_code ignored;  // what keeps it from being looked at keeps it from being written, too
  const auto file = std::filesystem::is_directory(out, ignored) ? out / usual_name : out;
  WriteWhole(file, content, Readers::OwnerOnly);
  if (common.json) {
    more["file"] = file.string();
    std::cout << more.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)
              << "\n";
  } else {
    std::cout << file.string() << "\n";
  }
}

// Not both the paper and what is said of it.
bool IsUsable(const CommonOptions& common, const std::filesystem::path& out) {
  if (common.json && out == "-") {
    std::cerr << "--json 和 --out - 不能一起用：标准输出上只能有一样\n";
    return false;
  }
  return true;
}

ComplaintFile FileOf(const OneComplaint& one) {
  return ReadComplaintFile(one.session, one.config, one.complaint, one.now);
}

std::string FileName(const char* kind, const Complaint& complaint) {
  return std::string(kind) + "-" + Name(complaint.id) + ".html";
}

// "2026-03-02" → the instant it begins.
std::optional<LocalDay> ReadDay(const std::string& text) {
  const auto day = ParseRfc3339(text + "T00:00:00Z");
  if (!day || text.size() != 10) {
    std::cerr << "“" << text << "”看不懂，日期应写成 2026-03-02 这样\n";
    return std::nullopt;
  }
  return LocalDay(std::chrono::floor<std::chrono::days>(*day).time_since_epoch());
}

bool IsKnown(const Config& config, const std::string& community) {
  const bool known = community.empty() ||
                     std::any_of(config.communities.begin(), config.communities.end(),
                                 [&](const CommunityConfig& one) { return one.name == community; });
  if (!known) {
    std::vector<std::string> names;
    for (const CommunityConfig& one : config.communities) {
      names.push_back(one.name);
    }
    std::cerr << "配置里没有“" << community << "”这个小区；有 " << Listed(names) << "\n";
  }
  return known;
}

}  // namespace

ExitCode WriteRecord(const CommonOptions& common, const std::string& name,
                     const std::filesystem::path& out) {
  if (!IsUsable(common, out)) {
    return ExitCode::Usage;
  }
  return ReadOneComplaint(common, name, [&](const OneComplaint& one) {
    RequireTemplate(one.config, &DocumentTemplates::record);
    const ComplaintFile file = FileOf(one);
    const std::vector<std::string> rest = HowToFillTheRest(file, one.zone);
    WritePaper(common, out, FileName("record", one.complaint),
               RenderRecord(file, one.config.templates.record, one.zone),
               {{"complaint", Name(one.complaint.id)}, {"unfilled", rest}});
    if (!rest.empty()) {
      std::cerr << "还有 " << rest.size() << " 栏未填写（命令里加上 --config "
                << common.config.string() << "）：\n";
    }
    for (const std::string& how : rest) {
      std::cerr << "  " << how << "\n";
    }
  });
}

ExitCode WriteDossier(const CommonOptions& common, const std::string& name,
                      const std::filesystem::path& out) {
  if (!IsUsable(common, out)) {
    return ExitCode::Usage;
  }
  return ReadOneComplaint(common, name, [&](const OneComplaint& one) {
    RequireTemplate(one.config, &DocumentTemplates::dossier);
    const ComplaintFile file = FileOf(one);
    WritePaper(common, out, FileName("dossier", one.complaint),
               RenderDossier(file, one.config.templates.dossier, one.zone),
               {{"complaint", Name(one.complaint.id)}, {"posts", file.posts.size()}});
  });
}

ExitCode WriteNotice(const CommonOptions& common, const std::string& name,
                     const std::filesystem::path& out) {
  if (!IsUsable(common, out)) {
    return ExitCode::Usage;
  }
  return ReadOneComplaint(common, name, [&](const OneComplaint& one) {
    RequireTemplate(one.config, &DocumentTemplates::notice);
    WritePaper(
        common, out, FileName("notice", one.complaint),
        RenderNotice(FileOf(one), one.config.templates.notice, one.zone),
        {{"complaint", Name(one.complaint.id)}, {"class", OrNull(one.complaint.complaint_class)}});
    if (one.complaint.complaint_class != 2) {
      std::cerr << "注意：系统没有把 " << Name(one.complaint.id)
                << " 判为二类（A2），送出前请核实是不是地产公司的原因\n";
    }
    std::cerr
        << "请部门负责人看过再送：业主在话里提到的别人的姓名不会自动隐去。送出后登记：forumwatch "
           "complaint notified --config "
        << common.config.string() << " " << Name(one.complaint.id) << " 怎样送的\n";
  });
}

ExitCode WriteMessageLog(const CommonOptions& common, const LogOptions& options,
                         const std::filesystem::path& out) {
  if (!IsUsable(common, out)) {
    return ExitCode::Usage;
  }
  const Config config = LoadConfig(common.config, common.places);
  RequireTemplate(config, &DocumentTemplates::messages);
  const Zone zone(config.zone);
  const UtcTime now = common.now.value_or(SystemClock().Now());
  std::optional<LocalDay> first = std::chrono::floor<std::chrono::days>(zone.ToLocal(now));
  if (!options.from.empty()) {
    first = ReadDay(options.from);
  }
  const std::optional<LocalDay> last = options.to.empty() ? first : ReadDay(options.to);
  if (!first || !last || !IsKnown(config, options.community)) {
    return ExitCode::Usage;
  }
  if (*last < *first) {
    std::cerr << "--to 比 --from 早\n";
    return ExitCode::Usage;
  }
  Session session(config.store, OpenMode::Read);
  const Transaction one_moment(session);
  const MessageLog log =
      ReadMessageLog(session, config, options.community, zone.ToUtc(LocalTime(*first)),
                     zone.ToUtc(LocalTime(*last + std::chrono::days(1))), now);
  const std::string day = zone.Format(log.from).substr(0, 10);
  WritePaper(common, out, "messages-" + day + ".html",
             RenderMessageLog(log, config.templates.messages, zone),
             {{"from", day}, {"messages", log.messages.size()}});
  return ExitCode::Done;
}

}  // namespace forumwatch
