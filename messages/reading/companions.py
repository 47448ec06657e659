"""What may follow a completion and take nothing from it: it is known word by word, or the person is asked.

Whatever undoes a completion (附件坏了, 我瞎说的, 那是前年的) can be worded in more ways than anybody lists. What goes
with one in good faith cannot: where it is to be seen, how much it is, that it is well, thanks, and who looked after it.
"""

from __future__ import annotations

import re

from messages.reading.form import Form, any_of
from messages.reading.vocabulary import CARE, COURTESIES, TOPICS

_MANY = r"(?:¤+|[一二两三四五六七八九十百千万]+)[多余几]?[条件次人家个份篇期户页张项处场]"
_MORE = (
    r"(?:建立|健全|完善|明确|设置|设立|形成|取得|收集|征集|接到|转发|点赞|配备|安装|核对|脱敏|审[查定核]|"
    r"三审三校|回访|告知|答复|备案|归档|处理|验收)"
)
_SO_FAR = r"(?:[了过][一-龥□]{0,10}|完毕|[^,]{0,4}¤+[多余]?[条件次人份个]?)"
# Said of anything, these are good; a negation, a doubt or a part in them has been found before.
_GOOD = any_of(
    r"(?:平稳|稳定|正常|良好|有效|齐全|完整|准确|规范|满意|合格|到位|好评|通畅|顺畅|符合[一-龥]{0,4}要求|[很较]好|不错|一目了然|"
    r"(?:成效|效果|成果)[一-龥]{0,2}(?:显著|明显)|内容[一-龥]{0,2}(?:丰富|翔实|详实))\W*$",
    r"(?:满意[度率]|合格率|覆盖率|公开率|办结率|完成率|□)[^,]{0,3}(?:¤{2,3}|\d{2,3}) {0,2}%\W*$",
    # 建立了长效机制, 名单已核对, 经领导审定: more of the same work, done
    rf"^\W*[一-龥]{{0,4}}(?:并且?|也|还|均|都|已经?|经[一-龥]{{0,4}})+{_MORE}{_SO_FAR}?\W*$|^\W*[一-龥]{{0,4}}{_MORE}{_SO_FAR}\W*$",
    r"^\W*[一-龥]{1,10}[〔(\[【]¤+[〕)\]】]第?¤+号文?\W*$|(?:告知|答复|回访)(?:当事人|申请人|来访人|群众)\W*$|应公开尽公开|图文并茂|[可能]以?在[^,]{1,10}(?:查询|查看|[看查搜]到)\W*$",
    r"^\W*(?:均|其中|相关|工作|技术)*[一-龥]{0,6}(?:台账|档案|机制|制度|人员|队伍|专区|窗口)[一-龥]{0,2}已(?:经|全部|培训)?(?:建立|健全|归档|上岗|开放|备案|到位|配备)\W*$",
    # 组织培训2次, 其中图解5篇
    rf"^\W*(?:累计|总?共|合?计|其中|现有|包括|组织|开设|开展|举办|召开|发布|公开|发放|印发|制作|张贴|接待|办理|解答|收到|培训|更新|新增|涉及|覆盖|参加)"
    rf"[一-龥□]{{0,10}}{_MANY}(?:、[一-龥]{{1,8}}{_MANY})*(?:次|以上|左右|左右的)?\W*$",
)
_LABELLED = Form(
    r"^\W*(?:链接|网址|地址)[是为:]+\W*$|^\W*(?:(?:文章|公开)?标题|路径|位置|文号)(?:[是为:]|在(?!哪))(?![^,]*(?:后台|内部|测试|草稿))|^\W*具体如下:"
)

# Words before single signs, so that none is cut in two.
_KNOWN = (
    # figures with what they count, days, marks
    r"¤+(?=[多余]?[条件次人家个份篇期户页张项号年月日天〕])|(?<=[共计达见件话量:第〔])¤+|(?![¤◉])[\W_]|[□§◎]",
    r"◉+(?:[前再]?[补发报交]|愉快|快乐)|第(?![¤一二三四五六七八九十]+天)",
    # who
    r"我们|咱们|[您你]们|贵[办单处]位?|(?<!在)领导|各位|大家|主任|老师|单位|街道|办公室|有人|群众|社会|公众|市民|居民|村民|企业|各界",
    r"供(?=审|参)|网民|(?<![一-龥])[小老][一-龥]|[一-龥]某|[经承]办人?|专人|工作人员|那边|这边",
    # may look, and is asked to
    r"麻烦|劳烦|辛苦|谢谢|感谢|多谢|支持|指导|指正|指教|提醒|关心|理解|关注|点[开击进]|查[看阅]|过目|扫码|核[查实对]|审[核阅查]",
    r"[验查接]收|复查|浏览|访问|搜索|查询|销号|核销|归档|存档|留存|备查|知悉|知晓|一下|通过|状态|可以|能够?|即可|直接|放心|随时",
    r"联系|沟通|汇报|报告|说明|回复|答复|特此|予以|有空|有时间|帮忙",
    # where, and with what
    r"链接|网址|地址|截图|照片|图片|视频|附[图件]|佐证|材料|资料|总结|台账|档案|清单|目录|方案|文件|标题|记录|通知|公告|内容",
    r"信息|网[站上页]|官网|门户|首页|主页|页面|专栏|栏目|平台|公众号|二维码|邮箱|桌上|群(?:里|相册|文件)?|相关|欢迎检查|公示(?:地址|栏|期满)?(?!期)|展示|科室",
    r"[村居]委会|大厅|会议|年度|计划|原件|[下上]面|如下|见下|以[上下]|[上下]方|这[里儿]|随后|稍后|后(?![补发出传交报印送])|另[外附]|同时|同步|推送|已经|全部",
    # how much, and how it was received
    r"[共总合累]计|阅读|点击|参[加与]|发放|左右|办理|解答|效果|非常|好评|得到|获得|欢迎|接受|监督|负责",
    r"早上|上午|中午|下午|晚上|昨[天晚]|前天|刚才|今早|上周|会上|亲自|[弄办做挂盯搞]的|按[时期]|如期|及时|邮件|体验|[左右][上下]角|[点划销勾]掉|关闭提醒",
    r"日常|维护|累[死坏]|一切|早就|更新",
    r"[我咱您你局镇乡村办来请点看阅扫核审搜存销可就帮附图栏见详上在此发传放贴寄送交报推给到至另并且已也都均全了过的和与及等其呀有问]",
    r"[一二两三四五六七八九十百千万共总合条件次人家个份篇期户页张项批点里多余几量率年月日号天文很好祝啊哈哦呢啦嘞]",
)
_WORD = re.compile("|".join(_KNOWN))
_THANKS = re.compile(r"\W*(?:感谢|谢谢|辛苦|祝|给您|有劳)")


def takes_nothing_away(clause: str) -> bool:
    """Whether all of a clause that follows a completion, and holds no doubt, is known to be harmless.

    >>> takes_nothing_away("截图见附件"), takes_nothing_away("附件坏了")
    (True, False)
    """
    plain = TOPICS.sub("□", clause)
    if CARE.search(plain) and not _THANKS.match(plain):
        return True
    plain = COURTESIES.sub("", plain)
    known = _LABELLED.match(plain) or _GOOD.search(plain) or not _WORD.sub("", plain)
    return bool(known)
