{{%AUTOESCAPE context="HTML"}}
{{! 二类投诉书面通知（B4）的版面。可以改文字、次序和样式，不需要编译程序。 }}
{{! 第一行不能动：有了它，双括号里的内容才会自动转义，论坛上的文字变不成网页代码。 }}
{{! 写法见 analysis.tpl。页面不得引用外部文件、图片和脚本：要能断网打开、直接打印。 }}
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>函 {{NUMBER}}</title>
<style>
@page { size: A4; margin: 14mm 12mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 180mm; padding: 24px 20px 40px; color: #111; background: #fff; font: 14px/1.6 "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
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
body { font-size: 15px; line-height: 1.9; }
.body p { text-indent: 2em; }
.quote { margin: 8px 0; padding: 4px 12px; border: 1px solid #777; }
.end { margin-top: 36px; text-align: right; }
@media print { body { padding: 0; max-width: none; } a { text-decoration: none; } }
</style>
</head>
<body>
<h1>关于业主反映问题的函</h1>
<div class="head"><span>投诉编号：{{NUMBER}}</span><span>小区（项目）：{{COMMUNITY}}</span><span>发文编号：＿＿＿＿＿＿</span></div>
<p>地产公司客户关系中心：</p>
<div class="body">
<p>{{COMMUNITY}}业主反映以下问题，{{#SECOND_CLASS}}经初步判断属于地产公司原因（二类）{{/SECOND_CLASS}}{{#CLASS_UNSURE}}类别待核实{{/CLASS_UNSURE}}，现书面告知，请核实处理。</p>
</div>
<table>
<colgroup><col style="width:20%"><col style="width:80%"></colgroup>
<tbody>
<tr><th>反映的问题</th><td>{{SUMMARY}}</td></tr>
<tr><th>地点</th><td>{{PLACE}}</td></tr>
<tr><th>问题类型</th><td>{{TOPICS}}</td></tr>
<tr><th>最早反映</th><td>{{FIRST_SAID_AT}}</td></tr>
<tr><th>反映的人</th><td>{{PEOPLE}} 人，{{TIMES}} 次</td></tr>
</tbody>
</table>
<p>业主原话（发帖人的网名和电话、微信、邮箱等联系方式已隐去）：</p>
{{#QUOTE}}
<div class="quote">
<p class="note">{{AT}}</p>
{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}
</div>
{{/QUOTE}}
{{#MORE}}<p class="note">另有 {{COUNT}} 帖，没有附上。</p>{{/MORE}}
{{#TAKEN_BACK}}<p class="note">另有 {{COUNT}} 帖已从论坛上删除，没有附上。</p>{{/TAKEN_BACK}}
<div class="body">
<p>请书面答复：一、核实的情况和原因；二、处理办法和完成时间；三、贵中心的联系人。我公司将据此告知业主并跟踪到解决。</p>
</div>
<div class="end">
{{#COMPANY}}<p>{{NAME}}</p>{{/COMPANY}}
<p>{{DAY}}</p>
<p>我公司责任人：{{#RESPONSIBLE}}{{NAME}}{{/RESPONSIBLE}}{{#NOBODY}}＿＿＿＿＿＿{{/NOBODY}}　部门负责人签字：＿＿＿＿＿＿</p>
</div>
</body>
</html>
