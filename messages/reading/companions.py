"""What may follow a completion and take nothing from it: it is known word by word, or the person is asked.

Whatever undoes a completion (附件坏了, 我瞎说的, 那是前年的) can be worded in more ways than anybody lists. What goes
with one in good faith cannot: where it is to be seen, how much it is, thanks, and who looked after it.
"""

from __future__ import annotations

import re

from messages.reading.vocabulary import CARE, COURTESIES, TOPICS

_KNOWN = (
    # marks, signs, figures and days
    r"¤+(?=[多余]?[条件次人家个份篇期户页张项号年月日天〕])|(?<=[共计达见件话:第〔])¤+|(?![¤◉])[\W_]|[□§◎]|[一二两三四五六七八九十百千万]|◉+[前再]?[补发报交]",
    r"标题[是为:].+|[^没未不无]{0,16}[可能]以?在[^没未不无]{1,10}(?:查询|查看|[看查搜]到)|阅读|公示期满|累[死坏]|有情况再",
    # who
    r"我们?|咱们?|[您你]们?|贵[办单处]位?|领导|各位|大家|主任|老师|[局镇乡村办来]|单位|街道|办公室|有人|群众|社会|公众|市民|居民|村民|企业|各界|网民|(?<![一-龥])[小老][一-龥]|[一-龥]某|[经承]办人?|联系人:?[一-龥]{2,3}|电话",
    # may look, and is asked to
    r"[敬恳]?请|麻烦|劳烦|辛苦|谢谢|感谢|多谢|支持|指导|指正|指教|提醒|关心|理解|关注|点[开击进]?|查?[看阅]|过目|扫码?|核[查实对]?|审[核阅查]?|[验查接]收|复查|浏览|访问|搜索?|查询|销号|核销|归档|存档?|留存|备查|知悉|知晓|一下|[可能]以?|即可|就[能可]?|直接|放心|随时|联系|沟通|汇报|报告|说明|回复|答复|特此|予以?",
    # where, and with what
    r"链接|网址|地址|截图|照片|图片|视频|[附图]件?|佐证|材料|资料|总结|台账|档案|清单|目录|方案|文件|标题|记录|通知|公告|内容|信息|网[站上页]|官网|门户|首页|主页|页面|专栏|栏目?|平台|公众号|二维码|邮箱|桌上|群里|[公展]示|科室|[村居]委会|大厅|会议|年度|计划",
    r"[见详]|如下|以[上下]|[上下]方?|在|这[里儿]|此|[发传放贴寄送交报]|[给到至往]|随后|稍后|后[附续]?|另[外附]?|同时|并|且|已经?|也|都|均|全部?|[了过的是为和与及等其]|有",
    # how much, and how it was received
    r"第|[共总合累]计?|清理|更新|阅读|点击|参[加与]|发放|条|[件次人家个份篇期户页张项]|[多余几]|左右|[量率年月日号天文]|办理|解答|问|反响|反映良好|效果|很|非常|好评?|良好|不错|满意|欢迎|接受|监督",
    r"上次[也就]?报过|早就|祝|愉快|快乐|工作|顺利|周末|[节假]日|[早晚]安|一切|正常|[啊呀哈哦呢啦嘞]",
)
_WORDS = re.compile(rf"(?:{'|'.join(_KNOWN)})*+")
_THANKS = re.compile(r"\W*(?:感谢|谢谢|辛苦|祝|给您|有劳)")


def takes_nothing_away(clause: str) -> bool:
    """Whether all of a clause that follows a completion is known to be harmless.

    >>> takes_nothing_away("截图见附件"), takes_nothing_away("附件坏了")
    (True, False)
    """
    plain = TOPICS.sub("□", clause)
    if CARE.search(plain) and not _THANKS.match(plain):
        return True
    return _WORDS.fullmatch(COURTESIES.sub("", plain)) is not None
