// The markup of the pages, with {slots} for what changes.
#pragma once

#include <string_view>

namespace forumwatch::sim {

constexpr std::string_view kPage = R"html(<!DOCTYPE html>
<html>
<head>
<meta charset="{charset}" />
<title>{title} - {site} - Powered by Discuz!</title>
<meta name="keywords" content="{title}" />
<meta name="generator" content="Discuz! X3.5" />
<base href="{base}" />
<link rel="stylesheet" type="text/css" href="data/cache/style_1_common.css?sim" />
<script type="text/javascript">var charset = '{charset}', discuz_uid = '0', formhash = '{token}';</script>
</head>
<body id="nv_forum" onkeydown="if(event.keyCode==27) return false;">
<div id="toptb" class="cl"><div class="wp"><a href="javascript:;">设为首页</a> <a href="{base}">收藏本站</a></div></div>
<div id="hd"><div class="wp">
<h2><a href="./" title="{site}">{site}</a></h2>
<form method="post" autocomplete="off" id="lsform" action="member.php?mod=logging&amp;action=login&amp;loginsubmit=yes">
<input type="hidden" name="formhash" value="{token}" /><label for="ls_username">用户名</label>
<input type="text" name="username" id="ls_username" class="px vm" /><input type="password" name="password" class="px vm" />
</form>
<div id="nv"><ul><li id="mn_forum"><a href="forum.php" hidefocus="true">论坛</a></li></ul></div>
</div></div>
<div id="wp" class="wp">
<div id="pt" class="bm cl"><div class="z">
<a href="./" class="nvhm" title="首页">{site}</a><em>&raquo;</em><a href="forum.php">论坛</a>{way}
</div></div>
<div id="ct" class="wp cl">
{body}
</div>
</div>
<div id="ft" class="wp cl"><p>在线 {online} 人，其中游客 {guests} 人 · 今日浏览 {today}</p><p class="xs0">GMT+8, {now}</p></div>
</body>
</html>
)html";

constexpr std::string_view kWayStep = R"html(<em>&rsaquo;</em><a href="{href}">{name}</a>)html";

constexpr std::string_view kPager =
    R"html(<div class="pg">{links}<label><input type="text" name="custompage" class="px" size="2" value="{page}" />)html"
    R"html(<span title="共 {pages} 页"> / {pages} 页</span></label>{next}</div>)html";

constexpr std::string_view kList =
    R"html(<h1 class="xs2"><a href="forum.php?mod=forumdisplay&amp;fid={fid}">{board}</a></h1>
<div id="pgt" class="bm bw0 pgs cl"><span id="fd_page_top">{pager}</span></div>
<div id="threadlist" class="tl bm bmw">
<div class="th"><table cellspacing="0" cellpadding="0"><tr><th colspan="2">全部主题</th><td class="by">作者</td><td class="num">回复/查看</td><td class="by">最后发表</td></tr></table></div>
<div class="bm_c">
<form method="post" autocomplete="off" name="moderate" id="moderate"><input type="hidden" name="formhash" value="{token}" />
<table summary="forum_{fid}" cellspacing="0" cellpadding="0" id="threadlisttableid">
{rows}</table>
</form>
</div>
</div>
<div class="bm bw0 pgs cl"><span id="fd_page_bottom">{pager}</span></div>)html";

constexpr std::string_view kRow = R"html(<tbody id="{kind}thread_{tid}">
<tr>
<td class="icn"><a href="forum.php?mod=viewthread&amp;tid={tid}&amp;extra=page%3D1" title="新窗口打开" target="_blank"><i class="fico-thread"></i></a></td>
<th class="{state}">{category} <a href="forum.php?mod=viewthread&amp;tid={tid}&amp;extra=page%3D1" onclick="atarget(this)" class="s xst">{title}</a>{tps}
</th>
<td class="by"><cite>{author}</cite><em><span>{created}</span></em></td>
<td class="num"><a href="forum.php?mod=viewthread&amp;tid={tid}&amp;extra=page%3D1" class="xi2">{replies}</a><em>{views}</em></td>
<td class="by"><cite>{last_author}</cite><em><a href="forum.php?mod=redirect&tid={tid}&goto=lastpost#lastpost">{last}</a></em></td>
</tr>
</tbody>
)html";

constexpr std::string_view kSeparator =
    R"html(<tbody id="separatorline"><tr class="ts"><td>&nbsp;</td><th><a href="javascript:;" class="forumrefresh">版块主题</a></th><td>&nbsp;</td><td>&nbsp;</td><td>&nbsp;</td></tr></tbody>
)html";

constexpr std::string_view kEmptyBoard =
    R"html(<tbody class="bw0_all"><tr><th colspan="5"><p class="emp">本版块或指定的范围内尚无主题</p></th></tr></tbody>
)html";

constexpr std::string_view kThread =
    R"html(<div id="pgt" class="pgs mbm cl"><div class="pgt">{pager}</div></div>
<div id="postlist" class="pl bm">
<table cellspacing="0" cellpadding="0"><tr>
<td class="pls ptn pbn"><div class="hm ptn"><span class="xg1">查看:</span> <span class="xi1">{views}</span><span class="pipe">|</span><span class="xg1">回复:</span> <span class="xi1">{replies}</span></div></td>
<td class="plc ptm pbn vwthd"><h1 class="ts"><span id="thread_subject">{title}</span></h1></td>
</tr></table>
{posts}</div>
<div class="pgs mtm mbm cl">{pager}<span class="pgb y"><a href="forum.php?mod=forumdisplay&amp;fid={fid}">返回列表</a></span></div>)html";

constexpr std::string_view kPost =
    R"html(<div id="post_{pid}"><table id="pid{pid}" class="plhin" summary="pid{pid}" cellspacing="0" cellpadding="0">
<tr>
<td class="pls" rowspan="2"><div id="favatar{pid}" class="pls cl favatar">
<div class="pi"><div class="authi">{author}</div></div>
<div class="p_pop blk bui" id="userinfo{pid}" style="display: none;"><div class="i y"><em>当前离线</em><dl class="cl"><dt>积分</dt><dd>{credits}</dd></dl></div></div>
<p><em>注册会员</em></p>
</div></td>
<td class="plc">
<div class="pi"><strong><a href="{link}" id="postnum{pid}" onclick="setCopy(this.href, '帖子地址复制成功');return false;">{floor}</a></strong>
<div class="pti"><div class="authi"><em id="authorposton{pid}">{posted}</em><span class="pipe">|</span><a href="forum.php?mod=viewthread&amp;tid={tid}&amp;page=1&amp;authorid={uid}" rel="nofollow">只看该作者</a></div></div></div>
<div class="pct"><div class="pcb">{content}</div></div>
</td></tr>
<tr><td class="plc plm">{sign}</td></tr>
<tr><td class="pls"></td><td class="plc"><div class="po hin"><a class="fastre" href="forum.php?mod=post&amp;action=reply&amp;fid={fid}&amp;tid={tid}&amp;reppost={pid}">回复</a> <a class="replyadd" href="forum.php?mod=misc&amp;action=postreview&amp;do=support&amp;tid={tid}&amp;pid={pid}">支持 <span id="review_support_{pid}">{likes}</span></a></div></td></tr>
</table></div>
)html";

constexpr std::string_view kPostContent =
    R"html(<div class="t_fsz"><table cellspacing="0" cellpadding="0"><tr><td class="t_f" id="postmessage_{pid}">
{text}</td></tr></table></div><div id="comment_{pid}" class="cm"></div><div id="post_rate_div_{pid}"></div>)html";

constexpr std::string_view kBanned =
    R"html(<div class="locked">提示: <em>该帖被管理员或版主屏蔽</em></div>)html";

constexpr std::string_view kEditNote =
    R"html(<i class="pstatus"> 本帖最后由 {author} 于 {edited} 编辑 </i>{garbage}<br />
<br />
)html";

constexpr std::string_view kQuote =
    R"html(<div class="quote"><blockquote><font size="2"><a href="{base}forum.php?mod=redirect&amp;goto=findpost&amp;pid={pid}&amp;ptid={tid}" target="_blank"><font color="#999999">{author} 发表于 {posted}</font></a></font>{garbage}<br />
{text}</blockquote></div><br />
)html";

constexpr std::string_view kSign =
    R"html(<div class="sign" style="max-height:100px;">{text}</div>)html";

constexpr std::string_view kMessage =
    R"html(<div id="main_message" class="f_c altw"><div class="alert_wrap">
<div id="messagetext" class="{kind}"><p>{sentence}</p>
<p class="alert_btnleft"><a href="javascript:history.back()">[ 点击这里返回上一页 ]</a></p></div>{more}
</div></div>)html";

constexpr std::string_view kLoginForm = R"html(
<div id="messagelogin"><form method="post" name="login" action="member.php?mod=logging&amp;action=login&amp;loginsubmit=yes"><input type="text" name="username" /><input type="password" name="password" /><button type="submit" name="loginsubmit" value="true">登录</button></form></div>)html";

constexpr std::string_view kRss = R"html(<?xml version="1.0" encoding="{charset}"?>
<rss version="2.0">
  <channel>
    <title>{site} - {board}</title>
    <link>{base}forum.php?mod=forumdisplay&amp;fid={fid}</link>
    <description>Latest 20 threads of {board}</description>
    <generator>Discuz! Board by Comsenz Inc.</generator>
    <lastBuildDate>{now}</lastBuildDate>
    <ttl>60</ttl>
{items}  </channel>
</rss>
)html";

constexpr std::string_view kRssItem = R"html(    <item>
      <title>{title}</title>
      <link>{base}forum.php?mod=viewthread&amp;tid={tid}</link>
      <description><![CDATA[{excerpt}]]></description>
      <category>{board}</category>
      <author>{author}</author>
      <pubDate>{created}</pubDate>
    </item>
)html";

constexpr std::string_view kAntiFlood =
    R"html(<html><head><title>频繁刷新限制</title></head><body bgcolor="#FFFFFF"><script language="JavaScript">setTimeout("document.location.reload()", 1001);</script><table align="center"><tr><td><b>频繁刷新限制</b><br /><br />您访问本站速度过快或者刷新间隔时间小于两秒！请等待页面自动跳转 ...</td></tr></table></body></html>)html";

constexpr std::string_view kForeign =
    R"html(<!DOCTYPE html><html><head><meta charset="utf-8" /><title>Domain parking</title></head><body><h1>This domain may be for sale</h1><p>Related searches: loans, insurance, travel.</p></body></html>)html";

}  // namespace forumwatch::sim
