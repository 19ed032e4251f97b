{{%AUTOESCAPE context="HTML"}}
{{! 顾客投诉处理记录表（B5）的版面。可以改文字、次序和样式，不需要编译程序。 }}
{{! 第一行不能动：有了它，双括号里的内容才会自动转义，论坛上的文字变不成网页代码。 }}
{{! 写法见 analysis.tpl。页面不得引用外部文件、图片和脚本：要能断网打开、直接打印。 }}
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>顾客投诉处理记录表 {{NUMBER}}</title>
<style>
@page { size: A4; margin: 14mm 12mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 190mm; padding: 24px 20px 40px; color: #111; background: #fff; font: 14px/1.6 "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
h1 { margin: 0 0 4px; font-size: 24px; text-align: center; letter-spacing: 2px; }
h2 { margin: 26px 0 8px; padding-bottom: 4px; font-size: 17px; border-bottom: 2px solid #111; break-after: avoid; }
p { margin: 0 0 3px; overflow-wrap: anywhere; }
.company { text-align: center; font-size: 16px; }
.head { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 2px 24px; margin: 12px 0 6px; font-size: 13px; }
table { width: 100%; border-collapse: collapse; margin: 8px 0; font-size: 13px; table-layout: fixed; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 1px solid #777; padding: 4px 7px; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { background: #eee; font-weight: 600; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
th i { display: block; font-style: normal; font-weight: 400; font-size: 11px; color: #444; }
.empty { color: #555; font-style: italic; }
.note { font-size: 12px; color: #333; }
a { color: inherit; }
.sign td { height: 18mm; }
@media print { body { padding: 0; max-width: none; } a { text-decoration: none; } }
</style>
</head>
<body>
{{#COMPANY}}<p class="company">{{NAME}}</p>{{/COMPANY}}
<h1>顾客投诉处理记录表</h1>
<div class="head"><span>编号：{{NUMBER}}</span><span>小区（项目）：{{COMMUNITY}}</span><span>状态：{{STAGE}}</span><span>打印：{{WRITTEN_AT}}</span></div>
<table>
<colgroup><col style="width:13%"><col style="width:37%"><col style="width:13%"><col style="width:37%"></colgroup>
<tbody>
<tr><th>投诉事项</th><td colspan="3">{{SUMMARY}}</td></tr>
<tr><th>来源渠道<i>A3</i></th><td>{{#CHANNELS}}{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}{{#EMPTY}}<p class="empty">未填写。填写：{{HOW}}</p>{{/EMPTY}}{{/CHANNELS}}</td><th>反映和登记<i>B1</i></th><td>{{#RECEIVED}}{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}{{#EMPTY}}<p class="empty">未填写。填写：{{HOW}}</p>{{/EMPTY}}{{/RECEIVED}}</td></tr>
<tr><th>受理<i>B1、B12</i></th><td>{{#ACCEPTED}}{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}{{#EMPTY}}<p class="empty">未填写。填写：{{HOW}}</p>{{/EMPTY}}{{/ACCEPTED}}</td><th>责任人<i>B5</i></th><td>{{#RESPONSIBLE}}{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}{{#EMPTY}}<p class="empty">未填写。填写：{{HOW}}</p>{{/EMPTY}}{{/RESPONSIBLE}}</td></tr>
<tr><th>投诉内容<i>B1</i></th><td colspan="3">{{#CONTENTS}}{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}{{#EMPTY}}<p class="empty">未填写。填写：{{HOW}}</p>{{/EMPTY}}{{/CONTENTS}}</td></tr>
<tr><th>类别<i>A2</i></th><td>{{#CLASS}}{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}{{#EMPTY}}<p class="empty">未填写。填写：{{HOW}}</p>{{/EMPTY}}{{/CLASS}}</td><th>问题和专业<i>F2</i></th><td>{{#NATURE}}{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}{{#EMPTY}}<p class="empty">未填写。填写：{{HOW}}</p>{{/EMPTY}}{{/NATURE}}</td></tr>
<tr><th>地点<i>B1</i></th><td>{{#PLACE}}{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}{{#EMPTY}}<p class="empty">未填写。填写：{{HOW}}</p>{{/EMPTY}}{{/PLACE}}</td><th>危险信号<i>B9、B10</i></th><td>{{#DANGER}}{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}{{#EMPTY}}<p class="empty">未填写。填写：{{HOW}}</p>{{/EMPTY}}{{/DANGER}}</td></tr>
<tr><th>人数和次数<i>E4</i></th><td>{{#EXTENT}}{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}{{#EMPTY}}<p class="empty">未填写。填写：{{HOW}}</p>{{/EMPTY}}{{/EXTENT}}</td><th>跟帖反应热度<i>E5</i></th><td>{{#HEAT}}{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}{{#EMPTY}}<p class="empty">未填写。填写：{{HOW}}</p>{{/EMPTY}}{{/HEAT}}</td></tr>
<tr><th>网下影响程度<i>E5</i></th><td colspan="3">{{#IMPACT}}{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}{{#EMPTY}}<p class="empty">未填写。填写：{{HOW}}</p>{{/EMPTY}}{{/IMPACT}}</td></tr>
<tr><th>期限<i>B2、B3、C1、C3</i></th><td colspan="3">{{#CLOCKS}}{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}{{#EMPTY}}<p class="empty">未填写。填写：{{HOW}}</p>{{/EMPTY}}{{/CLOCKS}}</td></tr>
<tr><th>调查情况<i>B12</i></th><td colspan="3">{{#INVESTIGATION}}{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}{{#EMPTY}}<p class="empty">未填写。填写：{{HOW}}</p>{{/EMPTY}}{{/INVESTIGATION}}</td></tr>
<tr><th>系统建议的原因<i>E6</i></th><td>{{#PROPOSED_CAUSE}}{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}{{#EMPTY}}<p class="empty">未填写。填写：{{HOW}}</p>{{/EMPTY}}{{/PROPOSED_CAUSE}}</td><th>确认的原因<i>E6</i></th><td>{{#CONFIRMED_CAUSE}}{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}{{#EMPTY}}<p class="empty">未填写。填写：{{HOW}}</p>{{/EMPTY}}{{/CONFIRMED_CAUSE}}</td></tr>
<tr><th>处理措施<i>B3、B5</i></th><td colspan="3">{{#MEASURES}}{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}{{#EMPTY}}<p class="empty">未填写。填写：{{HOW}}</p>{{/EMPTY}}{{/MEASURES}}</td></tr>
<tr><th>论坛回帖<i>B12</i></th><td colspan="3">{{#REPLIES}}{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}{{#EMPTY}}<p class="empty">未填写。填写：{{HOW}}</p>{{/EMPTY}}{{/REPLIES}}</td></tr>
<tr><th>书面通知地产公司客户关系中心<i>B4，二类</i></th><td colspan="3">{{#NOTICE}}{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}{{#EMPTY}}<p class="empty">未填写。填写：{{HOW}}</p>{{/EMPTY}}{{/NOTICE}}</td></tr>
<tr><th>处理结果<i>B1、B5</i></th><td colspan="3">{{#RESULT}}{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}{{#EMPTY}}<p class="empty">未填写。填写：{{HOW}}</p>{{/EMPTY}}{{/RESULT}}</td></tr>
<tr><th>回访<i>C1、C2</i></th><td colspan="3">{{#REVISIT}}{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}{{#EMPTY}}<p class="empty">未填写。填写：{{HOW}}</p>{{/EMPTY}}{{/REVISIT}}</td></tr>
<tr><th>预防措施<i>F4</i></th><td colspan="3">{{#LESSONS}}{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}{{#EMPTY}}<p class="empty">未填写。填写：{{HOW}}</p>{{/EMPTY}}{{/LESSONS}}</td></tr>
<tr><th>关闭<i>C3、E7</i></th><td colspan="3">{{#CLOSING}}{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}{{#EMPTY}}<p class="empty">未填写。填写：{{HOW}}</p>{{/EMPTY}}{{/CLOSING}}</td></tr>
</tbody>
</table>

<h2>办理经过（B12）</h2>
<table>
<colgroup><col style="width:24%"><col style="width:20%"><col style="width:22%"><col style="width:34%"></colgroup>
<thead><tr><th>时间</th><th>谁</th><th>做了什么</th><th>内容、理由</th></tr></thead>
<tbody>
{{#STEP}}
<tr><td>{{AT}}</td><td>{{WHO}}</td><td>{{WHAT}}</td><td>{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}</td></tr>
{{/STEP}}
{{#NO_STEP}}<tr><td colspan="4">还没有人办理</td></tr>{{/NO_STEP}}
</tbody>
</table>
<table class="sign">
<thead><tr><th>责任人签字</th><th>部门负责人签字</th><th>日期</th></tr></thead>
<tbody><tr><td></td><td></td><td></td></tr></tbody>
</table>
<p class="note">内部资料，含业主的姓名和言论，请妥善保管，不要外传。</p>
</body>
</html>
