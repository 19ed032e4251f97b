// An invented estate's March and February as a report's input: all classes, causes, clock states,
// confirmed and not, several tens of complaints. For tests of report.
#pragma once

#include <cstdlib>

#include "analysis/report/documents.h"

namespace forumwatch {

inline const Zone& Shanghai() {
  static const Zone kZone("Asia/Shanghai");
  return kZone;
}

struct SampleComplaint {
  const char* opened;  // "2026-03-02T21:14:00+08:00"
  const char* summary;
  const char* place;
  const char* specialty;
  const char* topic;
  const char* cause;
  const char* item;
  double peak;          // of its heat
  int complaint_class;  // 0: not decided
  int people;
  int times;
  DutyState first_reply;
  DutyState measures;
  bool confirmed;
};

inline const SampleComplaint kSamples[] = {
    // the period before: 25 January to 24 February
    {"2026-01-26T09:10:00+08:00", "3栋电梯按键失灵", "3栋", "维修", "电梯", "机", "质量合格性", 27,
     1, 2, 3, DutyState::Met, DutyState::Met, true},
    {"2026-01-30T20:40:00+08:00", "北门岗亭夜里没人", "北门", "安全", "安保门禁", "人", "服务规范",
     14, 1, 1, 1, DutyState::Late, DutyState::Met, true},
    {"2026-02-01T11:00:00+08:00", "楼道垃圾两天没收", "5栋", "清洁", "卫生", "法", "管理方法", 35,
     1, 3, 3, DutyState::Met, DutyState::Met, true},
    {"2026-02-05T22:30:00+08:00", "地下车库照明损坏", "地下车库", "维修", "公共照明", "机",
     "质量合格性", 17, 1, 1, 2, DutyState::Met, DutyState::Late, true},
    {"2026-02-09T08:15:00+08:00", "外墙渗水到卧室", "11栋", "维修", "渗漏", "机", "质量合格性", 21,
     2, 1, 4, DutyState::Met, DutyState::Missed, true},
    {"2026-02-20T19:00:00+08:00", "春节烟花太吵", "全小区", "安全", "噪音", "环", "外部环境", 44, 3,
     4, 5, DutyState::Met, DutyState::Met, true},
    // this period: 25 February to 24 March
    {"2026-02-25T07:50:00+08:00", "6栋电梯连续三天停运", "6栋", "维修", "电梯", "机", "质量合格性",
     96.4, 1, 9, 16, DutyState::Late, DutyState::Late, true},
    {"2026-02-26T12:10:00+08:00", "电梯里广告屏声音太大", "6栋", "维修", "电梯", "法", "管理方法",
     26, 1, 2, 2, DutyState::Met, DutyState::Met, false},
    {"2026-02-27T21:05:00+08:00", "地库B区又被外来车占位", "地下车库B区", "车辆", "停车", "法",
     "管理方法", 71.2, 1, 6, 8, DutyState::Met, DutyState::Met, true},
    {"2026-02-28T18:30:00+08:00", "月卡到期没有提醒就被拦在门外", "东门", "车辆", "停车", "法",
     "规范流程", 25, 1, 2, 2, DutyState::Met, DutyState::Met, true},
    {"2026-03-01T10:00:00+08:00", "保安对老人说话态度恶劣", "东门", "安全", "服务态度", "人",
     "服务态度", 52.8, 1, 4, 6, DutyState::Met, DutyState::Late, true},
    {"2026-03-02T21:14:00+08:00", "水压低，高层早上没水用", "2栋", "维修", "水电气暖", "机",
     "功能适用性", 60.3, 1, 5, 7, DutyState::Met, DutyState::Met, false},
    {"2026-03-03T08:20:00+08:00", "窗框漏雨，报了两年没修好", "9栋", "维修", "渗漏", "机",
     "质量合格性", 48.1, 2, 3, 7, DutyState::Met, DutyState::Missed, true},
    {"2026-03-04T23:40:00+08:00", "夜里两点广场有人放音响", "中心广场", "安全", "噪音", "法",
     "管理方法", 38, 1, 3, 4, DutyState::Missed, DutyState::Missed, false},
    {"2026-03-05T15:25:00+08:00", "绿化带改成停车位没有公示", "中心花园", "绿化", "绿化", "法",
     "规范流程", 80.5, 1, 7, 9, DutyState::Late, DutyState::Missed, false},
    {"2026-03-06T09:00:00+08:00", "门口工地半夜浇混凝土", "西门外", "安全", "噪音", "环",
     "外部环境", 58, 3, 5, 6, DutyState::Met, DutyState::Met, true},
    {"2026-03-08T13:45:00+08:00", "物业费账单多算了一个月", "", "收费", "物业费", "料", "准确性",
     18, 1, 1, 2, DutyState::Met, DutyState::Met, true},
    {"2026-03-09T20:10:00+08:00", "装修垃圾堆在电梯厅", "4栋", "装修", "乱堆放", "法", "管理方法",
     29, 1, 2, 3, DutyState::Met, DutyState::Met, true},
    {"2026-03-10T07:35:00+08:00", "单元门禁坏了一周", "12栋", "维修", "安保门禁", "机",
     "质量合格性", 24, 1, 2, 2, DutyState::Met, DutyState::Met, false},
    {"2026-03-11T18:05:00+08:00", "快递柜挡住消防通道", "南门", "安全", "消防", "法", "管理方法",
     23, 1, 2, 2, DutyState::Met, DutyState::Met, false},
    {"2026-03-12T09:30:00+08:00", "阳台玻璃自爆", "1栋", "维修", "房屋质量", "机", "质量合格性", 15,
     2, 1, 1, DutyState::Met, DutyState::Met, false},
    {"2026-03-13T22:15:00+08:00", "地库积水没人处理", "地下车库A区", "清洁", "卫生", "人",
     "服务规范", 33, 1, 3, 3, DutyState::Met, DutyState::Met, false},
    {"2026-03-14T10:10:00+08:00", "遛狗不牵绳，草坪全是粪便", "中心花园", "客服", "养宠物", "法",
     "管理方法", 62, 1, 6, 7, DutyState::Met, DutyState::Met, false},
    {"2026-03-15T19:55:00+08:00", "路灯不亮", "3栋前", "维修", "公共照明", "料", "耐用性", 14, 1, 1,
     1, DutyState::Met, DutyState::Met, true},
    {"2026-03-16T08:05:00+08:00", "公交站迁走后没有盲道", "东门外", "客服", "周边设施", "环",
     "外部环境", 13, 3, 1, 1, DutyState::Met, DutyState::Met, false},
    {"2026-03-17T12:00:00+08:00", "报修电话没人接", "", "客服", "客服响应", "人", "服务规范", 25, 1,
     2, 2, DutyState::Met, DutyState::Met, false},
    {"2026-03-19T21:30:00+08:00", "电梯轿厢有异味", "6栋", "清洁", "电梯", "", "", 15, 1, 1, 1,
     DutyState::Met, DutyState::Met, false},
    {"2026-03-21T17:40:00+08:00", "儿童滑梯螺丝松了", "中心花园", "维修", "公共设施", "机",
     "外观完好性", 31, 1, 2, 3, DutyState::Met, DutyState::Met, false},
    {"2026-03-22T20:20:00+08:00", "天花板有水渍，怀疑楼上防水没做", "7栋", "维修", "渗漏", "", "",
     19, 2, 1, 2, DutyState::Met, DutyState::Open, false},
    {"2026-03-24T23:10:00+08:00", "地库出口道闸反应慢，早高峰堵到路上", "地库出口", "车辆", "停车",
     "机", "功能适用性", 49, 1, 4, 4, DutyState::Open, DutyState::Open, false},
};

inline Duty SampleDuty(DutyKind kind, DutyState state, UtcTime opened) {
  using std::chrono::hours;
  using std::chrono::minutes;
  Duty duty;
  duty.kind = kind;
  duty.starts_at = opened;
  duty.due_at = opened + (kind == DutyKind::FirstReply ? hours(4) : hours(20));
  duty.state = state;
  if (state == DutyState::Met) {
    duty.satisfied_at = opened + minutes(25 + ToMicros(opened) / 60'000'000 % 170);
  } else if (state == DutyState::Late) {
    duty.satisfied_at = duty.due_at + minutes(65);
  }
  return duty;
}

// Seen after a minute, said after two; nobody has done anything but answer.
inline HandlingRecord SampleHandling(UtcTime opened) {
  using std::chrono::minutes;
  return {{{opened, opened + minutes(1)}}, {{opened + minutes(1), opened + minutes(2)}}, {}};
}

inline ReportInput::Row SampleRow(const SampleComplaint& sample, int id) {
  ReportInput::Row row;
  Complaint& c = row.complaint;
  c.id = ComplaintId{id};
  c.community = CommunityId{1};
  c.summary = sample.summary;
  c.opened_at = *ParseRfc3339(sample.opened);
  if (sample.complaint_class != 0) {
    c.complaint_class = sample.complaint_class;
  }
  c.topics = {sample.topic};
  c.specialty = sample.specialty;
  c.cause = sample.cause;
  c.cause_item = sample.item;
  c.cause_confirmed = sample.confirmed;
  c.place = sample.place;
  c.people = sample.people;
  c.times = sample.times;
  c.heat = {sample.peak * 0.6, sample.peak, sample.peak * 1.5, {}};
  c.status = sample.measures == DutyState::Met ? ComplaintStatus::Closed : ComplaintStatus::Open;
  c.flags = sample.people >= 6 ? std::vector<std::string>{"群体"} : std::vector<std::string>{};
  row.duties = {SampleDuty(DutyKind::FirstReply, sample.first_reply, c.opened_at),
                SampleDuty(DutyKind::Measures, sample.measures, c.opened_at),
                SampleDuty(DutyKind::WorkingDay, sample.measures, c.opened_at)};
  row.handling = SampleHandling(c.opened_at);
  row.community = "桂花苑";
  row.posts = {std::to_string(9000 + id)};
  row.first_url = "https://bbs.guihuayuan.example/thread-" + std::to_string(id) + "-1-1.html";
  return row;
}

inline ReportInput SampleMonth() {
  ReportInput input;
  input.company = "安和物业服务有限公司";
  input.communities = {"桂花苑"};
  input.calendar_versions = {"china-2026"};
  input.month = std::chrono::year(2026) / 3;
  input.written_at = *ParseRfc3339("2026-03-25T00:30:00+08:00");
  int id = 100;
  for (const SampleComplaint& sample : kSamples) {
    input.rows.push_back(SampleRow(sample, ++id));
  }
  return input;
}

inline std::string SampleHtml(const ReportInput& input, std::string_view template_text) {
  return RenderAnalysisHtml(BuildMonthlyReport(input, Shanghai()), input, template_text,
                            Shanghai());
}

}  // namespace forumwatch
