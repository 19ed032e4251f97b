// The receiver of alerts as a program. Ends on SIGTERM or SIGINT.
#include <csignal>
#include <iostream>

#include <CLI/CLI.hpp>

#include "tests/support/simbot.h"

namespace forumwatch {
namespace {

// Blocks the two signals before any thread starts, so that only sigwait sees them.
sigset_t BlockEnd() {
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  return ends;
}

int Main(int argc, char** argv) {
  SimBotOptions options;
  bool print = false;
  CLI::App app("simbot：本机上的提醒接收方，按提醒编号计数，可以命令它出错。", "simbot");
  app.add_option("--port", options.port, "端口；不写或 0 是任意空闲端口");
  app.add_option("--log", options.log, "收下的提醒写到这个文件，一行一个 JSON 对象")
      ->type_name("FILE");
  app.add_option("--secret", options.secret, "检查签名用的密钥；不写就不检查");
  app.add_flag("--print", print, "收到提醒时显示标题和原因");
  try {
    app.parse(argc, argv);
    options.print = print ? &std::cout : nullptr;
    const sigset_t ends = BlockEnd();
    const SimBot bot(options);
    std::cout << "ready " << bot.url() << std::endl;
    int signal = 0;
    sigwait(&ends, &signal);
    return 0;
  } catch (const CLI::ParseError& e) {
    return app.exit(e);
  } catch (const std::exception& e) {
    std::cerr << "simbot: " << e.what() << "\n";
    return 1;
  }
}

}  // namespace
}  // namespace forumwatch

int main(int argc, char** argv) {
  try {
    return forumwatch::Main(argc, argv);
  } catch (...) {
    return 1;
  }
}
