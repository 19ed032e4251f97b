#include "daemon/cli/command_line.h"

int main(int argc, char** argv) {
  return forumwatch::CommandLine(argc, argv);
}
