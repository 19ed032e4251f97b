// The unit as it will be installed, judged by systemd's own tools: it is well formed, it exposes
// little, and it still leaves the service what it needs. Controls: the same judge sees a broken
// unit and an unhardened one for what they are.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace forumwatch {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string ReadAll(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

struct Outcome {
  int status = -1;
  std::string output;  // both streams
};

Outcome RunCommand(const std::string& command) {
  Outcome run;
  std::FILE* const pipe = popen((command + " 2>&1").c_str(), "r");
  std::array<char, 4096> buffer{};
  while (std::fgets(buffer.data(), buffer.size(), pipe) != nullptr) {
    run.output += buffer.data();
  }
  run.status = pclose(pipe);
  return run;
}

class SystemdUnit : public testing::Test {
 protected:
  void SetUp() override {
    if (RunCommand("command -v systemd-analyze").status != 0) {
      GTEST_SKIP() << "systemd-analyze is not installed";
    }
    std::string pattern = (std::filesystem::path(testing::TempDir()) / "unit.XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
  }

  void TearDown() override { std::filesystem::remove_all(directory_); }

  // The unit with a program that exists on this machine.
  static std::string Unit() {
    std::string text = ReadAll(FORUMWATCH_UNIT);
    const std::string program = FORUMWATCH_BINDIR "/forumwatch";
    for (auto at = text.find(program); at != std::string::npos; at = text.find(program, at)) {
      text.replace(at, program.size(), "/bin/true");
    }
    return text;
  }

  [[nodiscard]] Outcome Verify(const std::string& text) const {
    return RunCommand("systemd-analyze verify " + Write(text).string());
  }

  // systemd's exposure level: 0 sealed … 10 open; -1 when it gives none.
  [[nodiscard]] double Exposure(const std::string& text) const {
    const Outcome run =
        RunCommand("systemd-analyze security --offline=true --no-pager " + Write(text).string());
    std::smatch level;
    const bool found =
        std::regex_search(run.output, level, std::regex("exposure level for [^:]+: ([0-9.]+)"));
    return found ? std::stod(level[1]) : -1;
  }

  [[nodiscard]] std::filesystem::path Write(const std::string& text) const {
    auto path = directory_ / "forumwatch.service";
    std::ofstream(path) << text;
    return path;
  }

  std::filesystem::path directory_;
};

TEST_F(SystemdUnit, IsWellFormed) {
  const Outcome run = Verify(Unit());
  EXPECT_EQ(run.status, 0);
  EXPECT_EQ(run.output, "");
}

TEST_F(SystemdUnit, ControlABrokenUnitIsSeen) {
  const std::string broken =
      std::regex_replace(Unit(), std::regex("WatchdogSec=30"), "WatchdogSecs=soon");
  EXPECT_THAT(Verify(broken).output, HasSubstr("WatchdogSecs"));
}

TEST_F(SystemdUnit, ExposesLittle) {
  const double exposure = Exposure(Unit());
  EXPECT_GE(exposure, 0);
  EXPECT_LE(exposure, 1.2);
}

TEST_F(SystemdUnit, ControlWithoutItsHardeningItIsOpen) {
  std::istringstream lines(Unit());
  std::string open;
  const std::regex hardening(
      "^(Protect|Private|Restrict|SystemCall|Capability|Ambient|NoNewPrivileges|NoExec|Exec[P]|"
      "IPAddress|"
      "Memory[D]|Lock|UMask|Proc|RemoveIPC|Keyring|User|Group).*");
  for (std::string line; std::getline(lines, line);) {
    if (!std::regex_match(line, hardening)) {
      open += line + "\n";
    }
  }
  EXPECT_GE(Exposure(open), 8);
}

TEST_F(SystemdUnit, EveryWallCounts) {
  const double whole = Exposure(Unit());
  for (const std::string wall : {"PrivateUsers=yes", "ProtectSystem=strict", "NoNewPrivileges=yes",
                                 "SystemCallFilter=@system-service", "CapabilityBoundingSet="}) {
    EXPECT_GT(Exposure(std::regex_replace(Unit(), std::regex("(^|\n)" + wall + "\n"), "\n")), whole)
        << wall;
  }
}

// Forums and mail by IPv4 and IPv6, name service and journal by local sockets; a private network or
// an address allow list would cut it off from forums nobody knows beforehand.
TEST_F(SystemdUnit, StillReachesForumsNamesAndMail) {
  const std::string unit = Unit();
  EXPECT_THAT(unit, HasSubstr("RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX\n"));
  EXPECT_THAT(unit, Not(HasSubstr("PrivateNetwork=yes")));
  EXPECT_THAT(unit, Not(HasSubstr("IPAddressDeny=any")));
  const Outcome run = RunCommand("systemd-analyze syscall-filter @system-service");
  EXPECT_THAT(run.output, HasSubstr("@network-io"));
}

TEST_F(SystemdUnit, IsRestartedForEverButNotOnABadConfiguration) {
  const std::string unit = Unit();
  EXPECT_THAT(unit, HasSubstr("\nRestart=always\n"));
  EXPECT_THAT(unit, HasSubstr("\nStartLimitIntervalSec=0\n"));
  EXPECT_THAT(unit, HasSubstr("\nRestartPreventExitStatus=78\n"));
  EXPECT_THAT(unit, HasSubstr("\nType=notify\n"));
}

TEST_F(SystemdUnit, StartsTheProgramThatIsInstalledWithIt) {
  const Outcome run = RunCommand("DESTDIR=" + directory_.string() + " " + FORUMWATCH_INSTALL);
  ASSERT_EQ(run.status, 0) << run.output;
  const std::string unit = ReadAll(directory_ / "opt/fw/lib/systemd/system/forumwatch.service");
  EXPECT_THAT(unit, HasSubstr("\nExecStart=/opt/fw/bin/forumwatch run "));
  EXPECT_TRUE(std::filesystem::exists(directory_ / "opt/fw/bin/forumwatch"));
}

TEST_F(SystemdUnit, SysusersAndTmpfilesAreAccepted) {
  const std::string systemd = FORUMWATCH_SOURCE_DIR "/systemd/";
  const std::string root = testing::TempDir();
  EXPECT_EQ(
      RunCommand("systemd-sysusers --dry-run " + systemd + "sysusers.d/forumwatch.conf").status, 0);
  const Outcome run = RunCommand("systemd-tmpfiles --create --root=" + root + "/unit_root " +
                                 systemd + "tmpfiles.d/forumwatch.conf");
  EXPECT_EQ(run.status, 0) << run.output;
  EXPECT_TRUE(std::filesystem::is_directory(root + "/unit_root/etc/forumwatch/credentials"));
  std::filesystem::remove_all(root + "/unit_root");
}

}  // namespace
}  // namespace forumwatch
