{{%AUTOESCAPE context="HTML"}}
{{! 工作信息记录表（B1）的版面。可以改文字、次序和样式，不需要编译程序。 }}
{{! 第一行不能动：有了它，双括号里的内容才会自动转义，论坛上的文字变不成网页代码。 }}
{{! 写法见 analysis.tpl。页面不得引用外部文件、图片和脚本：要能断网打开、直接打印。 }}
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>工作信息记录表 {{PERIOD}}</title>
<style>
@page { size: A4 landscape; margin: 14mm 12mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 277mm; padding: 24px 20px 40px; color: #111; background: #fff; font: 14px/1.6 "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
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
@media print { body { padding: 0; max-width: none; } a { text-decoration: none; } }
</style>
</head>
<body>
{{#COMPANY}}<p class="company">{{NAME}}</p>{{/COMPANY}}
<h1>工作信息记录表</h1>
<div class="head"><span>日期：{{PERIOD}}</span><span>小区（项目）：{{COMMUNITY}}</span><span>共 {{COUNT}} 条</span><span>打印：{{WRITTEN_AT}}</span></div>
{{#NOTHING}}<p>这段时间没有收到信息。论坛监控是否正常，请以 forumwatch doctor 为准。</p>{{/NOTHING}}
<table>
<colgroup><col style="width:4%"><col style="width:9%"><col style="width:11%"><col style="width:10%"><col style="width:31%"><col style="width:35%"></colgroup>
<thead><tr><th>序号</th><th>登记<br>（发出）</th><th>渠道</th><th>发信人</th><th>内容</th><th>性质；指派给谁；处理结果</th></tr></thead>
<tbody>
{{#MESSAGE}}
<tr><td>{{NUMBER_IN_LOG}}</td><td><p>{{SEEN_AT}}</p>{{#CHANGED}}<p class="note">旧帖，这时看到改过</p>{{/CHANGED}}<p class="note">（{{POSTED_AT}}）</p></td><td><p>{{CHANNEL}}</p><p class="note">{{FROM}}</p></td><td>{{AUTHOR}}</td><td><p><b>{{TITLE}}</b></p><p>{{TEXT}}</p></td><td>{{#MATTER}}<p>{{KIND}}{{#COMPLAINT}} {{NUMBER}}，{{STAGE}}；责任人：{{#RESPONSIBLE}}{{NAME}}{{/RESPONSIBLE}}{{#NOBODY}}<span class="empty">未填写</span>{{/NOBODY}}；处理结果：{{#RESULT}}{{TEXT}}{{/RESULT}}{{#NO_RESULT}}<span class="empty">未填写</span>{{/NO_RESULT}}{{/COMPLAINT}}</p>{{/MATTER}}</td></tr>
{{/MESSAGE}}
</tbody>
</table>
{{#UNSEEN}}<p class="note">{{SOURCE}} 从 {{SINCE}} 到 {{UNTIL}} 没有看到（{{REASON}}），这期间发了又删的不在这里。</p>{{/UNSEEN}}
<p class="note">按登记的先后列出（B1）：这段时间第一次看到的，和以前看到、这段时间看到改过的，都照现在的样子；物业自己的回帖 {{STAFF}} 条不列，见各投诉的记录。“未填写”的：责任人用 forumwatch complaint assign 编号 责任人，处理结果用 forumwatch complaint handled 编号 --why 结果。</p>
<p class="note">内部资料，含业主的姓名和言论，请妥善保管，不要外传。</p>
</body>
</html>
