#include "daemon/cli/complaint_commands.h"

#include <vector>

#include <CLI/CLI.hpp>

#include "analysis/text/plain.h"
#include "daemon/cli/usage.h"

namespace forumwatch {
namespace {

enum class Takes { Nothing, Detail, OptionalDetail, Text, Posts, Thread };

struct Verb {
  const char* name;
  StepKind kind;
  Takes takes;
  const char* about;
  const char* placeholder = "";
  const char* meaning = "";
  const char* why = "理由，一并记录";
};

constexpr Verb kVerbs[] = {
    {"accept", StepKind::Acknowledged, Takes::Nothing, "受理：有人看到了、在跟（B1）"},
    {"assign", StepKind::Assigned, Takes::Detail, "指派责任人（B5）", "WHO", "责任人"},
    {"note", StepKind::Noted, Takes::Text, "记一笔：电话、上门、往来情况（B1）", "TEXT", "内容"},
    {"investigate", StepKind::Investigated, Takes::Text,
     "登记调查情况：责任部门查到了什么（B12），写进记录表", "TEXT", "查到的情况"},
    {"respond", StepKind::Responded, Takes::Text,
     "登记处理回应：不在论坛上给的，如电话、上门（B2 一个工作日）", "TEXT", "怎样回应的"},
    {"notified", StepKind::Notified, Takes::Detail,
     "登记二类投诉的书面通知已送地产公司客户关系中心（B4）；通知用 complaint notice 写", "HOW",
     "怎样送的，如 邮件、专人送达", "发文编号、收件人等，一并记录"},
    {"impact", StepKind::ImpactStated, Takes::Text,
     "登记网下影响程度（E5）：上门、拉横幅、到居委会……", "TEXT", "内容"},
    {"draft", StepKind::Drafted, Takes::Text, "拟回帖稿（B12）：写全文，等另一个人批准", "TEXT",
     "回帖全文"},
    {"approve", StepKind::Approved, Takes::Nothing, "批准最近一稿（B12）；拟稿的人不能批自己的"},
    {"reject", StepKind::Rejected, Takes::Text, "退回最近一稿；已批准、还没有发的也可以退回（B12）",
     "TEXT", "要改什么"},
    {"post", StepKind::PostOrdered, Takes::Thread,
     "把批准了的最近一稿交给系统发到论坛上（B12）。来源的配置里要有 reply；发之前先看主题里有没有，"
     "有了就不发；用 complaint show "
     "看结果。先前交的一稿说不准发了没有、或在等版主审核的，看过论坛和待审队列、"
     "确实没有，要写 --why 才能再交"},
    {"posted", StepKind::Posted, Takes::Nothing,
     "登记已回帖。期限以论坛上看到为准（B2）；没有批准就先发了的要写 --why，随后补批"},
    {"confirm", StepKind::CauseConfirmed, Takes::OptionalDetail,
     "确认原因（E6）。不写原因就是同意系统建议的那个；报告按确认的算", "CAUSE",
     "原因和细项，如 机/质量合格性"},
    {"merge", StepKind::Merged, Takes::Detail,
     "并案：同一件事，并入另一个投诉（E4）。系统以后不会自己改回去；还没有发的"
     "回帖稿转到那件去审批，那件已有稿子的，这份稿子退回",
     "INTO", "并入哪一个，如 C9"},
    {"split", StepKind::Split, Takes::Posts,
     "拆案：这些帖子说的是另一件事（E4），拆成新的投诉。系统以后不会自己改回去", "POST",
     "帖子编号，complaint show 里“帖”后面的；重号时写成 主题/帖"},
    {"handled", StepKind::Handled, Takes::Nothing, "登记已处理，一周观察从此开始（C3）", "", "",
     "处理结果，写进记录表（B1、B5）"},
    {"revisit", StepKind::Revisited, Takes::Detail, "登记回访结果（C1）", "OPINION",
     "满意 或 不满意",
     "必须写：怎样回访的（电话、上门、回帖、问卷），客户对过程、措施、结果的意见，写进记录表"},
    {"no-revisit", StepKind::RevisitWaived, Takes::Detail, "登记为什么不回访（C2）", "REASON",
     "当场解决、无法联系、敏感、外部原因、客户不愿 之一"},
    {"may-revisit", StepKind::RevisitAllowed, Takes::Text,
     "登记说过不愿回访的客户可以回访了，或者是记错的（C2）：从下一次处理起再回访", "TEXT",
     "客户怎样说的，或怎样记错的"},
    {"lessons", StepKind::LessonDrawn, Takes::Text, "登记预防措施：怎样不再发生（F4）", "TEXT",
     "内容"},
    {"close", StepKind::Closed, Takes::Nothing,
     "关闭（C3）：回访满意，或不用回访而处理完满一周。不到时候要写 --why"},
    {"reopen", StepKind::Reopened, Takes::Nothing, "重新打开已关闭的投诉（C3），重新计时"},
};

CLI::App* Add(CLI::App& app, SharedWords shared, const std::string& name, const std::string& about,
              std::function<ExitCode(const CommonOptions&)> work) {
  CLI::App* const command = AddCommand(app, name, about);
  command->add_option("-c,--config", shared.config, "配置文件")->required()->type_name("FILE");
  command->add_flag("--json", shared.json, "输出 JSON");
  command->callback([&chosen = shared.work, work = std::move(work)] { chosen = work; });
  return command;
}

void AddReadingCommands(CLI::App& app, ComplaintWords& words, SharedWords shared) {
  CLI::App* const list =
      Add(app, shared, "list", "有哪些投诉：先到期的在前面，没有计时的按热度",
          [&words](const CommonOptions& common) { return ListComplaints(common, words.list); });
  list->add_option("--status", words.list.status,
                   "open 未关闭（不写就是它）、closed 已关闭、all 全部")
      ->check(CLI::IsMember({"open", "closed", "all"}))
      ->type_name("STATUS");
  list->add_option("--community", words.list.community, "只看这个小区")->type_name("NAME");
  list->add_flag("--history", words.list.history, "连同启用前的旧帖");
  CLI::App* const show =
      Add(app, shared, "show", "一个投诉现在怎样：到了哪一步、谁负责、办理经过、有哪些帖子",
          [&words](const CommonOptions& common) { return ShowComplaint(common, words.complaint); });
  show->add_option("COMPLAINT", words.complaint, "投诉编号，如 C12")->required();
  for (CLI::App* const command : {list, show}) {
    command->add_option("--now", shared.now, "演示：把这个时刻当作现在")->group("");
  }
}

void AddPapers(CLI::App& app, ComplaintWords& words, SharedWords shared) {
  struct Paper {
    const char* name;
    const char* about;
    ExitCode (*write)(const CommonOptions&, const std::string&, const std::filesystem::path&);
  };
  static constexpr Paper kPapers[] = {
      {"record", "写顾客投诉处理记录表（B5），打印用的网页；没有填的栏写明用哪个命令填",
       WriteRecord},
      {"dossier",
       "给重大投诉立卷（B7）：记录表、时间线、帖子原文和修改、往来、回帖、提醒，一个断网也能看的网"
       "页",
       WriteDossier},
      {"notice",
       "给二类投诉写一份送地产公司客户关系中心的函（B4），业主的名字和联系方式不写进去；送出后用 "
       "complaint notified 登记",
       WriteNotice}};
  std::vector<CLI::App*> commands;
  for (const Paper& paper : kPapers) {
    CLI::App* const command = Add(app, shared, paper.name, paper.about,
                                  [&words, write = paper.write](const CommonOptions& common) {
                                    return write(common, words.complaint, words.out);
                                  });
    command->add_option("COMPLAINT", words.complaint, "投诉编号，如 C12")->required();
    commands.push_back(command);
  }
  CLI::App* const log = Add(
      app, shared, "log", "写工作信息记录表（B1）：一段时间里登记的每一条信息，指派给谁、处理结果",
      [&words](const CommonOptions& common) {
        return WriteMessageLog(common, words.log, words.out);
      });
  log->add_option("--from", words.log.from, "从哪一天起，如 2026-03-02（不写就是今天）")
      ->type_name("DAY");
  log->add_option("--to", words.log.to, "到哪一天止，连同那一天（不写就只有一天）")
      ->type_name("DAY");
  log->add_option("--community", words.log.community, "只写这个小区")->type_name("NAME");
  commands.push_back(log);
  for (CLI::App* const command : commands) {
    command
        ->add_option("-o,--out", words.out,
                     "写到这个文件，或放进这个已有的文件夹；- 是标准输出。文件只有自己能读（0600）")
        ->required()
        ->type_name("FILE");
    command->add_option("--now", shared.now, "演示：把这个时刻当作现在")->group("");
  }
}

// B12: every step records who.
std::string IsSomebody(const std::string& name) {
  return PlainLine(name).find_first_not_of(' ') == std::string::npos
             ? "没有写名字；写上办理人，如 --by 王经理，或者不写 --by，记登录这台机器的账号"
             : "";
}

void AddVerb(CLI::App& app, ComplaintWords& words, SharedWords shared, const Verb& verb) {
  Order& order = words.order;
  CLI::App* const command = Add(app, shared, verb.name, verb.about,
                                [&words, kind = verb.kind](const CommonOptions& common) {
                                  words.order.kind = kind;
                                  return DoOrder(common, words.complaint, words.order);
                                });
  command->add_option("COMPLAINT", words.complaint, "投诉编号，如 C12")->required();
  switch (verb.takes) {
    case Takes::Nothing:
      break;
    case Takes::Detail:
    case Takes::OptionalDetail:
      command->add_option(verb.placeholder, order.detail, verb.meaning)
          ->required(verb.takes == Takes::Detail);
      break;
    case Takes::Text:
      command->add_option(verb.placeholder, order.why, verb.meaning)->required();
      break;
    case Takes::Thread:
      command
          ->add_option("--thread", order.detail,
                       "发在哪个主题里：主题编号，或 来源/主题（不写就是最后说到它的那个）")
          ->type_name("THREAD");
      break;
    case Takes::Posts:
      command->add_option(verb.placeholder, order.posts, verb.meaning)->required();
      break;
  }
  if (verb.takes != Takes::Text) {
    command->add_option("--why", order.why, verb.why)->type_name("TEXT");
  }
  command->add_option("--by", order.who, "谁做的（不写就是登录这台机器的账号）")
      ->check(IsSomebody)
      ->type_name("NAME");
}

}  // namespace

void AddComplaintCommands(CLI::App& app, ComplaintWords& words, SharedWords shared) {
  CLI::App* const complaint =
      AddCommand(app, "complaint",
                 "办理投诉：列表、受理、指派、并案、拆案、确认原因、回访、关闭。值守中就交给值守的"
                 "程序做，没有值守就直接记下。每一步都记下谁、什么时候、为什么。");
  complaint->require_subcommand(1);
  AddReadingCommands(*complaint, words, shared);
  AddPapers(*complaint, words, shared);
  for (const Verb& verb : kVerbs) {
    AddVerb(*complaint, words, shared, verb);
  }
}

}  // namespace forumwatch
