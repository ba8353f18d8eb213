"""The words and shapes by which what a page wraps around a report is told from the report."""

from __future__ import annotations

import re

__all__ = [
    "ASKS_READER",
    "BUTTONS",
    "BUTTON_FILLERS",
    "CREDIT_WORDS",
    "EMBEDDED",
    "END_MARKS",
    "FOOTER_TERMS",
    "HEADS_LINKS",
    "LINE_SHAPES",
    "OTHERS_SIGN_UP",
    "PICTURE_SITES",
    "SECTIONS",
    "SELF_PRAISE",
    "SPEAKS_TO_READER",
    "STOP",
    "TELLABLE",
    "TELLS",
    "URGES_READER",
]

# Where a sentence ends, and words by which news is told.
STOP = re.compile(r"[.!?…]['\"”’»)\]]*(?=\s|$)")
TELLS = re.compile(r"\b(?:said|told|killed|wounded|injured|attack\w*|strikes?|according)\b")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# What stands on buttons. A line of nothing else is a toolbar.
BUTTONS = _words(
    "share shares tweet tweets print email e-mail mail comment comments adjust views view facebook "
    "twitter x google google+ whatsapp tumblr linkedin stumble stumbleupon digg reddit newsvine "
    "permalink pinterest telegram instagram youtube vk viber messenger flipboard pocket rss feed "
    "follow like likes save bookmark copy link url embed listen font subscribe login logout menu "
    "search send reply replies report skip close play pause mute download gallery threads bluesky "
    "odnoklassniki line wechat weibo xing mix blogger livejournal snapchat tiktok"
)
# Words that join them: "Share this article on Facebook".
BUTTON_FILLERS = _words(
    "and on via this to the a by us page article story post with or in + & | size"
)

# The menu of a news site. A line of three of them and nothing else is one.
SECTIONS = _words(
    "home news world politics business sport sports opinion opinions culture tech technology "
    "science health travel video videos photo photos gallery galleries live tv radio weather "
    "economy entertainment lifestyle magazine arts features feature analysis africa asia europe "
    "americas america middle east us uk international national regional local region latest top "
    "stories archive archives contact about careers advertise newsletter newsletters login "
    "register search menu more english arabic french spanish russian turkish print e-paper epaper "
    "editorial editorials columns blogs blog podcasts podcast multimedia investigations education "
    "environment climate crime court courts money markets finance property cartoons letters "
    "obituaries letters games quiz recipes food style fashion books film music theatre war syria "
    "ukraine yemen gaza israel palestine afghanistan nigeria somalia sudan and & | > » / • ·"
)

# A line or label after which links to other reports follow.
HEADS_LINKS = re.compile(
    r"(?:related(?:\s(?:news|stories|story|articles?|topics?|posts?|coverage|content|links?|"
    r"videos?|reading))?"
    r"|(?:similar|recommended|popular|recent|trending|latest|other|more)\s(?:news|stories|articles"
    r"|posts|topics|videos|coverage|reading|reports|headlines)(?:\s(?:on|from|in)\s\S.{0,40})?"
    r"|you\s(?:might|may|could)\s(?:also\s)?(?:like|enjoy|be\sinterested\sin)"
    r"|(?:most|must)[\s-](?:read|popular|viewed|shared|commented|watched)"
    r"|(?:read|see|watch)\s(?:also|more|next)|also\sread|read\son|don['’]?t\smiss"
    r"|more\son\sthis(?:\sstory)?|more\sfrom\s\S.{0,40}|recommended(?:\sfor\syou)?|trending(?:\snow)?"
    r"|editor['’]?s['’]?\s(?:picks?|choice)|what\sto\sread\snext|up\snext|around\sthe\sweb"
    r"|sponsored(?:\s(?:links|content|stories))?|category\snews|in\sthis\ssection)"
    r"\s?[:»>]*",
    re.IGNORECASE,
)

# Lines that are never part of a report, each matched in full.
LINE_SHAPES = re.compile(
    r"(?:"
    r"spread\sthe\s(?:love|word|news)"
    r"|(?:like|love|enjoy(?:ed|ing)?)\sthis\s(?:story|article|post|report)\b.{0,80}"
    r"|(?:(?:please|kindly)\s)?share\s(?:this|it|on|via|the|with|your)\b.{0,60}"
    r"|(?:story|article|advertisement|content)?\s?(?:continues|continue\sreading)\sbelow.{0,40}"
    r"|advertisements?(?:\s?[-–—:|].{0,60})?|ads?\sby\s.{1,40}|promoted|sponsored\s(?:by|content).{0,40}"
    r"|skip\s(?:to|advert|ad|past)\b.{0,60}|jump\sto\s.{1,40}|back\sto\s(?:top|home).{0,20}"
    r"|loading[\s.…]*|please\swait[\s.…]*"
    r"|(?:previous|next|older|newer)\s(?:article|post|story|page|news)\b.{0,120}"
    r"|leave\sa\s(?:reply|comment)\b.{0,60}|your\semail\saddress\swill\snot\sbe\spublished.{0,80}"
    r"|save\smy\sname,?\semail.{0,100}|post\sa?\s?comment.{0,40}"
    r"|(?:no|\d+)\s(?:comments?|shares?|views?|likes?|reactions?)\b.{0,20}"
    r"|(?:©|\(c\)|copyright\b).{0,160}|.{0,80}\ball\srights\sreserved\b.{0,80}"
    r"|(?:photo(?:graph|s)?|image|picture|pic|foto|illustration|file\sphoto)s?(?:\scredits?|\ssource)?"
    r"\s?(?::|/|\|)\s?\S.{0,80}|(?:image|photo)\s(?:source|credit),.{1,60}|credit:.{1,60}"
    r"|image\scaption,?|view\simage\sin\sfull\s?screen|view\sgallery.{0,30}|open\simage\sin.{0,30}"
    r"|(?:watch|video|listen|live|audio|podcast|gallery|in\spictures|explainer|opinion|analysis)"
    r"\s?[:|]\s?\S.{0,150}"
    r"|watch\s(?:now|live|(?:the\s)?video)\b.{0,80}|listen\sto\s(?:this|the)\s(?:article|story).{0,40}"
    r"|click\s(?:here|to|on)\b.{0,100}|tap\s(?:here|to)\b.{0,60}"
    r"|(?:download|get|install)\s(?:our|the)\s(?:\S+\s){0,3}(?:app|newsletter|alerts)\b.{0,80}"
    r"|follow\s(?:us\b|@|the\s(?:author|writer)).{0,100}"
    r"|follow\s.{1,60}?\s(?:on|via)\s(?:facebook|twitter|x|instagram|telegram|whatsapp|youtube|google"
    r"|linkedin|tiktok)\b.{0,60}|like\sus\son\b.{0,60}|find\sus\son\b.{0,60}"
    r"|(?:sign|log)[\s-](?:up|in)(?:\s(?:to|for|here|now|with|or)\b.{0,140})?"
    r"|(?:already|not)\sa\s(?:subscriber|member)\b.{0,80}|create\s(?:an?\s)?account.{0,60}"
    r"|subscri(?:be|ption)\b.{0,140}|register\s(?:now|here|free|for)\b.{0,80}|join\snow.{0,40}"
    r"|.{0,120}(?:-|–|—|\||!)\s?(?:join|subscribe|register|sign\sup|shop|buy|order|donate|apply)"
    r"\snow\b.{0,20}"
    r"|join\s(?:us|our|the)\b.{0,80}?(?:mailing\slist|newsletter|channel|community|conversation"
    r"|discussion|telegram|whatsapp|group).{0,60}"
    r"|support\s.{1,50}\bjournalism\b.{0,80}|(?:support|help\sus|donate\sto)\s(?:our|us|independent|quality|keep)\b.{0,140}|donate(?:\snow)?"
    r"|(?:tags?|topics?|categor(?:y|ies)|keywords?|filed\sunder|posted\sin|published\sin\scategory)"
    r"\s?[:|]\s?.{0,200}"
    r"|home\s?(?:>|»|/|\||›|→).{0,160}|you\sare\shere\b.{0,120}"
    r"|.{0,60}\b(?:we|this\s(?:web)?site|our\s(?:web)?site)\suses?\scookies\b.{0,250}"
    r"|(?:accept|reject|manage)\s(?:all|cookies?|preferences)\b.{0,60}|cookie\s(?:policy|settings).{0,60}"
    r"|privacy\s(?:policy|notice|settings)\b.{0,80}|terms\s(?:of|and|&)\s.{1,60}"
    r"|(?:about|contact)\sus(?:\s.{0,60})?|advertise\swith\s.{1,40}|powered\sby\s.{1,40}"
    r"|(?:estimated\s)?reading\stime.{0,30}|\d+\s?-?\s?min(?:ute)?s?\s(?:read|listen)"
    r"|(?:published|updated|posted)?\s?\d+\s(?:seconds?|minutes?|hours?|days?|weeks?|months?)\sago"
    r"|print\sthis\s(?:page|article|story)|text\ssize.{0,20}|font\ssize.{0,20}|a\s?[+-]?(?:\s?a\s?[+-]?)+"
    r"|about\ssharing|getty\simages?|(?:afp|reuters|ap|epa|epa-efe|anadolu|xinhua)\s(?:photo|image)s?"
    r"|our\sstandards:.{1,80}|more\sto\sfollow\.?|this\s(?:story|article|post)\swas\s"
    r"(?:originally\s|first\s)?published\s(?:on|in|by|at)\b.{1,120}"
    r"|the\spost\s.{1,200}\sappeared\sfirst\son\b.{1,60}"
    r"|#\w+(?:[\s,]+#\w+)*|@\w+|(?:https?://|www\.)\S+|pic\.twitter\.com\S*|t\.co/\S+"
    r"|read\s(?:more|also|next|on|full\sstory|the\sfull\s\S+)\s?[:»>|…-]\s?.{0,200}"
    r"|(?:also|must|see)\s(?:read|see|also|watch)\s?[:»>|-]\s?.{0,200}|related\s?[:|]\s?.{1,200}"
    r"|(?:end(?:\s?item|s)?|the\send|xxx|nnnn|###|-\s?30\s?-|\*{3,}|_{3,}|-{3,}|={3,})"
    r"|\[?(?:show|hide|see|view|read|load)\s(?:more|less|all|comments)\]?(?:\s\S+){0,3}"
    r")\s?[.!»>…]*",
    re.IGNORECASE,
)

# What turns to the reader; a sentence with one of these and no news is a call or a notice.
# For text in lower case, three times as quick as a pattern that ignores case.
ASKS_READER = re.compile(
    r"\b(?:sign\sup|subscribe\b|newsletter|mailing\slist|follow\sus|join\sour|click\shere|"
    r"privacy\spolicy|cookie\spolicy|cookies\spolicy|terms\sof\s(?:use|service)|"
    r"all\srights\sreserved|never\smiss\sa\sstory|share\sit\swith|in\syour\sinbox|"
    r"(?:support|fund)\sour\sjournalism|download\s(?:the|our)\sapp|like\sus\son|editors\ssend\sout|"
    r"send\sus\sa\s(?:tip|message)|our\s(?:telegram|whatsapp|youtube|facebook|twitter|instagram)\b|"
    r"we\swon['’]?t\sspam|wont\sspam)"
)

# Of these, what news tells of people as well: "Americans who sign up for insurance".
TELLABLE = frozenset({"sign up", "subscribe", "newsletter", "mailing list", "click here"})
# "US" is a country.
SPEAKS_TO_READER = re.compile(r"\b(?:you|your|our|we|(?-i:us|Us))\b", re.IGNORECASE)
_URGES = r"\W*(?:for|to|please|get|join|read|follow|click|never|don['’]?t)\b"
URGES_READER = re.compile(rf"\bnow\b|^{_URGES}", re.IGNORECASE)
_MODALS = "have|has|had|must|can|could|will|would|may|might|should|also|still|often|already"
# "Men sign up now", "for the pay, those who had signed up …": others do it, however the sentence
# opens. What stands before a call is no subject: "for daily alerts sign up".
OTHERS_SIGN_UP = re.compile(
    rf"(?:^|,\s)(?!{_URGES})[^,]*?"
    rf"\b(?!(?:{_MODALS}|please|and|or|to|then|not|just|simply|here|now|why|today)\b)[\w'’-]+\s"
    rf"(?:(?:{_MODALS})\s){{0,3}}(?:sign(?:s|ed)?\sup|subscribe[sd]?)\b",
    re.IGNORECASE,
)

# What footers are made of. Four of them within a page of text make it one.
FOOTER_TERMS = re.compile(
    r"\b(?:privacy\spolicy|cookies?\spolicy|terms\sof\s(?:use|service)|careers|press\sreleases|"
    r"contact\sus|about\sus|follow\sus|subscribe|copyright|all\srights\sreserved|sitemap|site\smap|"
    r"advertise(?:\swith\sus)?|newsletter|watch\slive|tv\sschedule|ios|android|satellite\scoverage|"
    r"terms\sand\sconditions|help\scent(?:er|re)|cookie\ssettings|faqs?|rss\sfeeds?|"
    r"community\sstandards|comment\svia|spam)\b",
    re.IGNORECASE,
)

# With an outlet's name these make a picture credit: "(AFP Photo)", "(File photo: Reuters)".
CREDIT_WORDS = _words(
    "photo photos image images picture pictures file handout via courtesy of by and the agencies "
    "agency photograph video screenshot illustration stock pool getty afp ap reuters epa"
)

PICTURE_SITES = frozenset(
    {"twitter", "facebook", "youtube", "instagram", "telegram", "getty", "screenshot", "file photo"}
)

# What tools that pages embed leave in the text, and addresses that shorten others.
EMBEDDED = re.compile(
    r"\b(?:Timeline\s?JS(?:\sEmbed)?|View\sthis\s(?:post|photo)\son\sInstagram"
    r"|A\spost\sshared\sby\s\S{1,40}|Embed\scode(?:\scopied)?|\[?embedded\scontent\]?"
    r"|(?:(?:SEND|TWEET|SHARE)\s)?https?(?::\s?/\s?/\s?)?(?:t\.co|bit\.ly|ow\.ly|goo\.gl|tinyurl\.com|[a-z]{3,12}\.ly"
    r"|youtu\.be|fb\.me|buff\.ly|dlvr\.it)/?\w*)",
)

# Words in which outlets describe themselves at the end of what they print.
SELF_PRAISE = re.compile(
    r"\b(?:news(?:paper|\sagency|\ssite|\swebsite|\sorgani[sz]ation|\soutlet|\sservice|\snetwork|\sportal"
    r"|room|\sand\smedia|\sprovider)|daily|magazine|broadcaster|publication|media\s(?:outlet|group|company"
    r"|organi[sz]ation)|publisher|readers(?:hip)?|audiences?|viewers|listeners|subscribers|circulation"
    r"|in-depth|exclusive|editorials?|analys[ei]s|coverage|journalism|reporting|correspondents"
    r"|premier|leading|award-winning|trusted|independent|non-?profit|headquartered|(?:24|round)[-\s](?:hour|the-clock)"
    r"|printed|published|broadcasts?|launched|founded|established|owned)\b",
    re.IGNORECASE,
)

# The last word of agency copy, where a machine put one.
END_MARKS = re.compile(r"(?:enditem|\(?ends?\)|-?\s?ends\s?-|xxx|nnnn|###|-30-)", re.IGNORECASE)
