{{%AUTOESCAPE context="HTML"}}
{{! 重大投诉案卷（B7）的版面。可以改文字、次序和样式，不需要编译程序。 }}
{{! 第一行不能动：有了它，双括号里的内容才会自动转义，论坛上的文字变不成网页代码。 }}
{{! 写法见 analysis.tpl。页面不得引用外部文件、图片和脚本：要能断网打开、直接打印。 }}
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>投诉案卷 {{NUMBER}}</title>
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
.contents { margin: 10px 0; padding: 8px 12px 8px 34px; border: 1px solid #111; }
.post { border: 1px solid #777; padding: 8px 12px; margin: 10px 0; }
.post h3, .reply h3 { margin: 0 0 4px; font-size: 14px; break-after: avoid; overflow-wrap: anywhere; }
.reply { border-left: 4px solid #777; padding: 2px 0 2px 12px; margin: 10px 0; }
.old { margin: 8px 0 0; padding: 6px 10px; border: 1px dashed #777; }
@media print { body { padding: 0; max-width: none; } a { text-decoration: none; } }
</style>
</head>
<body>
{{#COMPANY}}<p class="company">{{NAME}}</p>{{/COMPANY}}
<h1>投诉案卷 {{NUMBER}}</h1>
<div class="head"><span>小区（项目）：{{COMMUNITY}}</span><span>状态：{{STAGE}}</span><span>立卷（B7）：{{WRITTEN_AT}}</span></div>
<p>{{SUMMARY}}</p>
<ol class="contents">
<li><a href="#record">顾客投诉处理记录表</a></li>
<li><a href="#events">时间线</a></li>
<li><a href="#posts">帖子原文和修改</a></li>
<li><a href="#letters">往来记录</a></li>
<li><a href="#replies">回帖稿、审批和论坛上的回帖</a></li>
<li><a href="#alerts">提醒和送到没有</a></li>
</ol>

<h2 id="record">一、顾客投诉处理记录表（B5）</h2>
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

<h2 id="events">二、时间线</h2>
<table>
<colgroup><col style="width:22%"><col style="width:22%"><col style="width:20%"><col style="width:36%"></colgroup>
<thead><tr><th>时间</th><th>发生了什么</th><th>谁</th><th>内容</th></tr></thead>
<tbody>
{{#EVENT}}
<tr><td>{{AT}}</td><td>{{WHAT}}</td><td>{{WHO}}</td><td>{{TEXT}}</td></tr>
{{/EVENT}}
</tbody>
</table>

<h2 id="posts">三、帖子原文和修改</h2>
<p class="note">照读到的样子收入，包括这些主题的开头、改过的帖子和物业的回帖；同一主题里其他与本投诉无关的帖子没有收入。看不见的和改变书写方向的字符已经去掉，空行不留；数据库里存着原样。</p>
{{#NO_POST}}<p>没有帖子。</p>{{/NO_POST}}
{{#POST}}
<div class="post">
<h3>{{NUMBER_IN_FILE}}　{{AUTHOR}}　{{AT}}{{#TIME_UNKNOWN}}（发帖时间不详，这是读到的时间）{{/TIME_UNKNOWN}}</h3>
<p class="note">{{WHERE}}；读到：{{SEEN_AT}}{{#EDITED}}；论坛注明 {{WHEN}} 修改过{{/EDITED}}{{#GONE}}；{{WHEN}} 起看不到了，已删除{{/GONE}}</p>
{{#LINK}}<p class="note"><a href="{{URL}}" rel="noopener noreferrer nofollow ugc">{{URL}}</a></p>{{/LINK}}
{{#BESIDE}}<p class="note">{{WHY}}</p>{{/BESIDE}}
{{#STAFF}}<p class="note">物业的回帖：{{COUNTS_FOR}}（B2、B3）</p>{{/STAFF}}
{{#TITLE}}<p><b>{{TEXT}}</b></p>{{/TITLE}}
{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}
{{#FILES}}<p class="note">另有图片或文件 {{COUNT}} 个，没有收入，请到论坛上看。</p>{{/FILES}}
{{#REVISION}}
<div class="old">
<p class="note">{{FROM}} 到 {{UNTIL}} 之间是这样写的（署名 {{BY}}）：</p>
{{#OLD_TITLE}}<p><b>{{TEXT}}</b></p>{{/OLD_TITLE}}
{{#OLD_LINE}}<p>{{TEXT}}</p>{{/OLD_LINE}}
</div>
{{/REVISION}}
</div>
{{/POST}}

<h2 id="letters">四、往来记录</h2>
{{#NO_LETTER}}<p>没有记录。电话、上门、信函用 complaint note、respond、notified、revisit 登记。</p>{{/NO_LETTER}}
{{#LETTER}}
<div class="reply">
<h3>{{WHAT}}　{{SIGNED}}</h3>
{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}
</div>
{{/LETTER}}

<h2 id="replies">五、回帖稿、审批和论坛上的回帖（B12）</h2>
{{#NO_REPLY}}<p>没有拟过回帖稿。</p>{{/NO_REPLY}}
{{#UNDRAFTED}}<p>论坛上 {{AT}} {{AUTHOR}} 的回帖没有拟稿，未经批准，原文见第三部分</p>{{/UNDRAFTED}}
{{#REPLY}}
<div class="reply">
<h3>拟稿　{{DRAFTED}}</h3>
{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}
{{#WAITS}}<p class="note">等待审批</p>{{/WAITS}}
{{#DECISION}}<p class="note">{{WHAT}}　{{SIGNED}}　{{WHY}}</p>{{/DECISION}}
{{#ON_FORUM}}<p class="note">论坛上 {{AT}} {{AUTHOR}} 的回帖{{#SAME}}与这一稿一致{{/SAME}}{{#DIFFERENT}}与这一稿不同，原文见第三部分{{/DIFFERENT}}{{#POSTED_FIRST}}；先发后批{{/POSTED_FIRST}}{{#UNAPPROVED}}；未经批准{{/UNAPPROVED}}</p>{{/ON_FORUM}}
</div>
{{/REPLY}}

<h2 id="alerts">六、提醒和送到没有</h2>
{{#NO_ALERT}}<p>没有发过提醒。</p>{{/NO_ALERT}}
{{#ALERT}}
<p>{{AT}}　{{TITLE}}</p>
<p class="note">{{REASON}}</p>
{{#FATE}}<p class="note">{{TEXT}}</p>{{/FATE}}
{{#TOLD_NOBODY}}<p class="note">没有发出：当时没有配置联系人</p>{{/TOLD_NOBODY}}
{{/ALERT}}
<p class="note">内部资料，含业主的姓名和言论，请妥善保管；移交时记下交给谁。</p>
</body>
</html>
