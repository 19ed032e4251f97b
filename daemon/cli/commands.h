// The subcommands of the program, one file each. They print data to standard output and messages to
// standard error, and say in their exit code how it went. What cannot go on is an exception
// (ConfigError, StoreError, AnotherInstance, std::system_error), turned into words and a code by
// main.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "config/config.h"
#include "daemon/cli/exit_code.h"
#include "daemon/desk/order.h"
#include "daemon/store/session.h"

namespace forumwatch {

class Daemon;

struct CommonOptions {
  std::filesystem::path config;  // "" where a command can do without
  ConfigPlaces places;
  bool json = false;
  std::optional<UtcTime> now;  // a store whose clock was not the real one; unset: it is
};

struct RunOptions {
  bool init = false;                               // begin a new store though there was one here
  std::optional<UtcTime> clock_start;              // demonstrations: a clock of its own …
  double clock_speed = 1;                          // … that runs so many times as fast
  std::function<void(Daemon&, Session&)> prepare;  // before the loop begins; for tests
};
ExitCode Run(const CommonOptions& common, const RunOptions& options);

struct CrawlOptions {
  std::string source;          // its name, or community/name where that is needed
  std::filesystem::path dump;  // "" none, "-" standard output
  int max_pages = 0;           // 0: all
};
ExitCode Crawl(const CommonOptions& common, const CrawlOptions& options);

struct ProbeOptions {
  std::string url;
  std::filesystem::path engine;  // "" to be recognised
  bool allow_private = false;    // the address may be an inside one
};
ExitCode Probe(const CommonOptions& common, const ProbeOptions& options);

struct DoctorOptions {
  std::filesystem::path pages;  // where pages that could not be read are written, "" nowhere
};
ExitCode Doctor(const CommonOptions& common, const DoctorOptions& options);

// One test message through every channel, or `only` the one of that name.
ExitCode TestChannels(const CommonOptions& common, const std::string& only);

struct AlertListOptions {
  int limit = 20;
  bool dead = false;  // those alone that could not be delivered to somebody or are for nobody
};
ExitCode ListAlerts(const CommonOptions& common, const AlertListOptions& options);

// Who is on duty on that day of duty; nullopt: now.
ExitCode Roster(const CommonOptions& common, std::optional<std::chrono::year_month_day> date);

ExitCode ImportPosts(const CommonOptions& common, const std::filesystem::path& file);

struct ReplayOptions {
  std::filesystem::path file;
  std::filesystem::path out;
  std::optional<UtcTime> from;  // posts before are history; unset: everything is replayed
  std::optional<UtcTime> to;    // the clock stops here; unset: at the last post
  bool alerts = true;
};
ExitCode Replay(const CommonOptions& common, const ReplayOptions& options);

struct ReportOptions {
  std::chrono::year_month month;
  std::filesystem::path out;
};
ExitCode Report(const CommonOptions& common, const ReportOptions& options);

ExitCode Explain(const CommonOptions& common, const std::string& name);

struct ListOptions {
  std::string status = "open";  // open, closed, all
  std::string community;        // "" every one
  bool history = false;         // with those that are older than the watch
};
ExitCode ListComplaints(const CommonOptions& common, const ListOptions& options);
ExitCode ShowComplaint(const CommonOptions& common, const std::string& name);

// Papers (HTML). `out`: a file, or a folder that is there. Nobody but the caller may read them.
ExitCode WriteRecord(const CommonOptions& common, const std::string& name,
                     const std::filesystem::path& out);
ExitCode WriteDossier(const CommonOptions& common, const std::string& name,
                      const std::filesystem::path& out);
ExitCode WriteNotice(const CommonOptions& common, const std::string& name,
                     const std::filesystem::path& out);
struct LogOptions {
  std::string from;       // "2026-03-02", the first day; "" today
  std::string to;         // the last; "" the first
  std::string community;  // "" every one
};
ExitCode WriteMessageLog(const CommonOptions& common, const LogOptions& options,
                         const std::filesystem::path& out);

// By the service that runs on this store, or in its place while none does. `order.who`: as the
// person is called, "" the account's name.
ExitCode DoOrder(const CommonOptions& common, const std::string& complaint, Order order);

ExitCode BackupStore(const CommonOptions& common, const std::filesystem::path& file);

// What people decided in their work, as a set that train can learn from. Nobody but the caller may
// read it.
ExitCode ExportLabels(const CommonOptions& common, const std::filesystem::path& out);

struct TrainingOptions {
  std::vector<std::filesystem::path> labels;  // lists
  std::filesystem::path texts;                // "" as each list says
  std::filesystem::path out;
  std::vector<std::string> tasks;  // what the model knows; none: everything it can
};
ExitCode Train(const CommonOptions& common, const TrainingOptions& options);

struct EvaluateOptions {
  std::vector<std::filesystem::path> labels;  // lists
  std::filesystem::path texts;                // "" as each list says
  std::string errors;  // a task: what was taken for what, and the worst; "" all figures
  bool rules = false;  // without models
};
ExitCode Evaluate(const CommonOptions& common, const EvaluateOptions& options);

// Opens the configured store for writing. Creates it on a first start; where the traces of an
// earlier store are found without it, that is refused (an empty start would alert everything again)
// unless `init`. Throws StoreError.
void CheckStoreIsThere(const std::filesystem::path& store, bool init);

}  // namespace forumwatch
