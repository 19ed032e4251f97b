{{%AUTOESCAPE context="HTML"}}
{{! 月度投诉分析报告（D3）的版面。可以改文字、次序和样式，不需要编译程序。 }}
{{! 第一行不能动：有了它，双括号里的内容才会自动转义，论坛上的文字变不成网页代码。 }}
{{! 写法：双括号里的大写字是一个值；以 # 开头到以 / 开头的同名两处之间，有几条就重复几次，没有就不出现。 }}
{{! 页面不得引用外部文件、图片和脚本：报告要能用邮件转发、断网打开、直接打印。 }}
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>投诉月度分析报告 {{MONTH}}</title>
<style>
@page { size: A4; margin: 16mm 14mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 190mm; padding: 24px 20px 40px; color: #111; background: #fff; font: 14px/1.65 "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
h1 { margin: 0 0 4px; font-size: 26px; text-align: center; letter-spacing: 2px; }
h2 { margin: 30px 0 10px; padding-bottom: 4px; font-size: 18px; border-bottom: 2px solid #111; break-after: avoid; }
h3 { margin: 16px 0 6px; font-size: 15px; break-after: avoid; }
p { margin: 6px 0; }
.company { text-align: center; font-size: 16px; }
.head { margin: 14px 0 0; padding: 0; list-style: none; display: grid; grid-template-columns: 1fr 1fr; gap: 2px 24px; font-size: 13px; border-top: 1px solid #111; border-bottom: 1px solid #111; padding: 8px 4px; }
.summary { margin: 16px 0; padding: 12px 16px; border: 1px solid #111; border-left-width: 6px; break-inside: avoid; }
.summary h2 { margin: 0 0 6px; padding: 0; border: 0; font-size: 16px; }
.numbers { display: grid; grid-template-columns: repeat(4, 1fr); gap: 10px; break-inside: avoid; }
.numbers div { border: 1px solid #777; padding: 8px 10px; text-align: center; }
.numbers b { display: block; font-size: 26px; line-height: 1.3; }
.numbers span { font-size: 12px; color: #333; }
table { width: 100%; border-collapse: collapse; margin: 8px 0; font-size: 13px; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 1px solid #777; padding: 4px 7px; text-align: left; vertical-align: top; }
th { background: #eee; font-weight: 600; white-space: nowrap; }
td.n, th.n { text-align: right; white-space: nowrap; }
td.s { white-space: nowrap; }
td.w { overflow-wrap: anywhere; }
.ids { font-size: 11px; line-height: 1.5; color: #333; }
.ids a { white-space: nowrap; }
.tall { width: 27%; }
a { color: inherit; text-decoration-color: #999; }
.bar { display: block; }
.note { font-size: 12px; color: #333; }
table.list { font-size: 12px; }
table.list .note { font-size: 11px; }
.pareto { display: block; width: 100%; height: auto; margin: 6px 0; break-inside: avoid; }
.case { break-inside: avoid; border: 1px solid #777; padding: 8px 12px 10px; margin: 10px 0; }
.case h3 { margin: 0 0 6px; overflow-wrap: anywhere; }
.case dl { margin: 0; display: grid; grid-template-columns: 5em 1fr 5em 1fr; gap: 2px 10px; font-size: 13px; }
.case dt { color: #333; }
.case dd { margin: 0; overflow-wrap: anywhere; }
@media print { body { padding: 0; max-width: none; } a { text-decoration: none; } th { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
</style>
</head>
<body>
{{#COMPANY}}<p class="company">{{NAME}}</p>{{/COMPANY}}
<h1>投诉月度分析报告</h1>
<ul class="head">
<li>统计月份：{{MONTH}}</li>
<li>统计期间：{{PERIOD}}{{#UNFINISHED}}（尚未结束，数字到报告生成时为止）{{/UNFINISHED}}</li>
<li>小区（项目）：{{COMMUNITIES}}</li>
<li>报告生成：{{WRITTEN_AT}}</li>
<li>呈送：品质管理部、分管领导（D3）</li>
<li>工作日历：{{CALENDAR}}</li>
</ul>

<section class="summary">
<h2>本期小结</h2>
<p>{{#SENTENCE}}{{TEXT}}{{/SENTENCE}}</p>
</section>

{{#NOTHING}}
<p>统计期内没有记录到投诉，因此没有分类、时限、原因和案例的分析。论坛监控是否正常，请以监控员的日盘点（B8）为准。</p>
{{/NOTHING}}

{{#FIGURES}}
<h2>一、总体情况（F1）</h2>
<div class="numbers">
<div><b>{{TOTAL}}</b><span>本期投诉（起）</span></div>
<div><b>{{BEFORE}}</b><span>上期投诉（起）<br>环比 {{CHANGE}}</span></div>
<div><b>{{OVERDUE}}</b><span>首次回复超时<br>或未回复（起）</span></div>
<div><b>{{UNCONFIRMED}}</b><span>原因尚未确认（起）</span></div>
</div>
<p class="note">上期为{{BEFORE_PERIOD}}。同一事件由多人、多次反映的，合并为一起（E4）；各表所列编号见文末投诉清单。{{#HISTORY}}其中 {{COUNT}} 起是接入论坛以前的旧帖，计入件数，不计时限。{{/HISTORY}}</p>

<h3>按类别（A2）</h3>
<table>
<thead><tr><th>类别</th><th>含义</th><th class="n">本期</th><th class="n">占比</th><th class="n">上期</th><th class="n">环比</th><th class="tall">投诉编号</th></tr></thead>
<tbody>
{{#CLASS}}
<tr><td class="s">{{NAME}}</td><td>{{MEANING}}</td><td class="n">{{COUNT}}</td><td class="n">{{SHARE}}</td><td class="n">{{BEFORE}}</td><td class="n">{{CHANGE}}</td><td class="ids">{{#IDS}}<a href="#{{ID}}">{{ID}}</a> {{/IDS}}</td></tr>
{{/CLASS}}
</tbody>
</table>

{{#COMMUNITY_TABLE}}
<h3>按小区（项目）</h3>
<table>
<thead><tr><th>小区</th><th class="n">本期</th><th class="n">占比</th><th class="n">上期</th><th class="n">环比</th><th>■ 本期　□ 上期</th><th class="tall">投诉编号</th></tr></thead>
<tbody>
{{#ROW}}
<tr><td class="w">{{NAME}}</td><td class="n">{{COUNT}}</td><td class="n">{{SHARE}}</td><td class="n">{{BEFORE}}</td><td class="n">{{CHANGE}}</td><td><svg class="bar" width="122" height="18" aria-hidden="true"><rect x="1" y="1" width="{{BAR}}" height="8" fill="#555"/><rect x="1" y="11" width="{{BAR_BEFORE}}" height="6" fill="#fff" stroke="#555"/></svg></td><td class="ids">{{#IDS}}<a href="#{{ID}}">{{ID}}</a> {{/IDS}}</td></tr>
{{/ROW}}
</tbody>
</table>
{{/COMMUNITY_TABLE}}

<h2>二、专业和问题（F2）</h2>
{{#SPECIALTY_TABLE}}
<h3>按专业</h3>
<table>
<thead><tr><th>专业</th><th class="n">本期</th><th class="n">占比</th><th class="n">上期</th><th class="n">环比</th><th>■ 本期　□ 上期</th><th class="tall">投诉编号</th></tr></thead>
<tbody>
{{#ROW}}
<tr><td class="w">{{NAME}}</td><td class="n">{{COUNT}}</td><td class="n">{{SHARE}}</td><td class="n">{{BEFORE}}</td><td class="n">{{CHANGE}}</td><td><svg class="bar" width="122" height="18" aria-hidden="true"><rect x="1" y="1" width="{{BAR}}" height="8" fill="#555"/><rect x="1" y="11" width="{{BAR_BEFORE}}" height="6" fill="#fff" stroke="#555"/></svg></td><td class="ids">{{#IDS}}<a href="#{{ID}}">{{ID}}</a> {{/IDS}}</td></tr>
{{/ROW}}
</tbody>
</table>
{{/SPECIALTY_TABLE}}
{{#TOPIC_TABLE}}
<h3>按问题（每起按主要问题计一次）</h3>
<table>
<thead><tr><th>问题</th><th class="n">本期</th><th class="n">占比</th><th class="n">上期</th><th class="n">环比</th><th>■ 本期　□ 上期</th><th class="tall">投诉编号</th></tr></thead>
<tbody>
{{#ROW}}
<tr><td class="w">{{NAME}}</td><td class="n">{{COUNT}}</td><td class="n">{{SHARE}}</td><td class="n">{{BEFORE}}</td><td class="n">{{CHANGE}}</td><td><svg class="bar" width="122" height="18" aria-hidden="true"><rect x="1" y="1" width="{{BAR}}" height="8" fill="#555"/><rect x="1" y="11" width="{{BAR_BEFORE}}" height="6" fill="#fff" stroke="#555"/></svg></td><td class="ids">{{#IDS}}<a href="#{{ID}}">{{ID}}</a> {{/IDS}}</td></tr>
{{/ROW}}
</tbody>
</table>
{{/TOPIC_TABLE}}

<h2>三、回复时限（B2、B3）</h2>
<table>
<thead><tr><th>时限</th><th class="n">按时</th><th class="n">超时</th><th class="n">未回复／未给出</th><th class="n">计时中</th><th class="n">按时率</th><th class="n">上期按时率</th><th class="n">用时中位数</th><th class="n">机器用时</th><th class="n">人员用时</th></tr></thead>
<tbody>
{{#DUTY}}
<tr><td class="s">{{NAME}}（{{RULE}}）</td><td class="n">{{MET}}</td><td class="n">{{LATE}}</td><td class="n">{{MISSED}}</td><td class="n">{{OPEN}}</td><td class="n">{{RATE}}</td><td class="n">{{RATE_BEFORE}}</td><td class="n">{{MEDIAN}}</td><td class="n">{{MACHINE_MEDIAN}}</td><td class="n">{{STAFF_MEDIAN}}</td></tr>
<tr><td colspan="10" class="ids">{{#GROUP}}{{NAME}}：{{#IDS}}<a href="#{{ID}}">{{ID}}</a> {{/IDS}}　{{/GROUP}}</td></tr>
{{/DUTY}}
</tbody>
</table>
<p class="note">首次回复从业主发帖时起算；只表示“收到”的回复算首次回复，不算具体措施。处理回应从第一次反映时起算，论坛以外来的也算；论坛上的具体措施、登记的处理情况都算回应。按时率 = 按时 ÷（按时 + 超时 + 未回复或未给出）；计时中的尚未到期，不计入。机器用时是从发帖到系统看到、发出提醒，人员用时是从提醒到受理、拟稿、审批、论坛上出现回帖，都取中位数；没等提醒就回帖的，全算人员用时。</p>

<h2>四、原因分析：人机料法环（F3）</h2>
<p class="note">统计范围：本期全部 {{TOTAL}} 起投诉，各专业合在一起。</p>
{{PARETO_SVG:none}}{{! 图由程序画成，其中的文字已经转义；只有这一处可以写 :none }}
{{#SOME_UNCONFIRMED}}
<p>其中 {{COUNT}} 起原因尚未确认（E6），按系统的初步判断计入，确认后次序可能变化：<span class="ids">{{#IDS}}<a href="#{{ID}}">{{ID}}</a> {{/IDS}}</span></p>
{{/SOME_UNCONFIRMED}}
{{#ALL_CONFIRMED}}<p>全部原因都已经人工确认（E6）。</p>{{/ALL_CONFIRMED}}
<table>
<thead><tr><th>原因</th><th class="n">起数</th><th class="n">其中已确认</th><th class="n">占比</th><th class="n">累计</th><th class="tall">投诉编号</th></tr></thead>
<tbody>
{{#CAUSE}}
<tr><td class="s">{{MAIN}}{{NAME}}</td><td class="n">{{COUNT}}</td><td class="n">{{CONFIRMED}}</td><td class="n">{{SHARE}}</td><td class="n">{{CUMULATIVE}}</td><td class="ids">{{#IDS}}<a href="#{{ID}}">{{ID}}</a> {{/IDS}}</td></tr>
{{/CAUSE}}
</tbody>
</table>
<p class="note">★ 合计达到 80% 的主要原因。</p>

<h2>五、地产遗留问题（二类，D3）</h2>
{{#NO_LEGACY}}<p>本期没有属于地产公司原因的投诉。</p>{{/NO_LEGACY}}
{{#LEGACY}}
<p>共 {{COUNT}} 起，应书面通知地产公司客户关系中心并跟踪答复（B4）。</p>
<table>
<thead><tr><th>编号</th><th>投诉事项</th><th>位置</th><th class="n">人数 / 次数</th><th>原因</th><th>首次回复</th><th>状态</th></tr></thead>
<tbody>
{{#ROW}}
<tr><td class="s"><a href="#{{ID}}">{{ID}}</a></td><td class="w">{{SUMMARY}}</td><td class="w">{{PLACE}}</td><td class="n">{{PEOPLE}} / {{TIMES}}</td><td>{{CAUSE}}（{{CONFIRMED}}）</td><td>{{FIRST_REPLY}}</td><td class="s">{{STATUS}}</td></tr>
{{/ROW}}
</tbody>
</table>
{{/LEGACY}}

<h2>六、典型案例（F4，按反响从大到小）</h2>
{{#CASE}}
<div class="case">
<h3><a href="#{{ID}}">{{ID}}</a>　{{SUMMARY}}</h3>
<dl>
<dt>小区</dt><dd>{{COMMUNITY}}</dd><dt>位置</dt><dd>{{PLACE}}</dd>
<dt>发帖时间</dt><dd>{{OPENED_AT}}</dd><dt>参与</dt><dd>{{PEOPLE}} 人，{{TIMES}} 次</dd>
<dt>类别</dt><dd>{{CLASS}}</dd><dt>热度</dt><dd>目前 {{HEAT_NOW}}，最高 {{HEAT_PEAK}}</dd>
<dt>问题</dt><dd>{{TOPICS}}</dd><dt>首次回复</dt><dd>{{FIRST_REPLY}}</dd>
<dt>原因</dt><dd>{{CAUSE}}（{{CONFIRMED}}）</dd><dt>具体措施</dt><dd>{{MEASURES}}</dd>
<dt>状态</dt><dd>{{STATUS}}</dd><dt>原帖</dt><dd>{{#LINK}}<a href="{{URL}}" rel="noopener noreferrer nofollow ugc">{{HOST}}</a>{{/LINK}}{{#NO_LINK}}—{{/NO_LINK}}</dd>
{{#FLAGS}}<dt>危险信号</dt><dd>{{TEXT}}（B9、B10）</dd>{{/FLAGS}}
</dl>
</div>
{{/CASE}}

<h2>附：本期投诉清单</h2>
<table class="list">
<thead><tr><th>编号</th><th>发帖时间</th><th>投诉事项</th><th>问题</th><th>原因</th><th class="n">人 / 次</th><th>首次回复</th><th>状态</th></tr></thead>
<tbody>
{{#COMPLAINT}}
<tr id="{{ID}}"><td class="s">{{ID}}</td><td class="s">{{OPENED_SHORT}}</td><td class="w">{{SUMMARY}}<br><span class="note">{{COMMUNITY}}　{{PLACE}}　{{CLASS_SHORT}}</span></td><td class="s">{{TOPIC}}</td><td class="s">{{CAUSE}}<br><span class="note">{{CONFIRMED}}</span></td><td class="n">{{PEOPLE}} / {{TIMES}}</td><td>{{FIRST_REPLY}}</td><td class="s">{{STATUS}}</td></tr>
{{/COMPLAINT}}
</tbody>
</table>
{{/FIGURES}}
</body>
</html>
