"""A bracket behind a unit that holds a person, a telephone or a post: no part of the unit's name."""

from __future__ import annotations

import re

_BRACKET = re.compile(r"[（(〔【]([^（()）〔〕【】]{1,60})[)）〕】]")
_PARTS = re.compile(r"[、，,；;/／\s]+")
_LABEL = re.compile(
    r"(?:联系人|联络人|责任人|负责人|经办人|联络员|人员|分管领导|(?:联系)?电话|手机|座机|副?[局科处股所站队院校组部主]?[长任])(?:及电话)?[:：]\s*"
)
_POST = (
    r"(?:分管|主要|常务|党组|党委|党总?支部?|第一|执行)*副?(?:局长|主任|书记|[省市区县镇乡村处科院校部厅队站所股司]长|主席|总?经理|董事长"
    r"|(?:[一二三四]级)?(?:主任科员|科员|调研员)|总工(?:程师)?|负责人|负责同志|领导|责任人|联络[员人]|联系人|经办人)"
)
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝"
    "邬安常乐于傅皮卞齐康伍余元卜顾孟黄穆萧尹姚邵汪祁毛禹狄米贝臧计伏戴谈宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡"
    "凌霍虞万柯管卢莫房解应宗丁邓郁单洪包诸左石崔吉龚程邢裴陆荣翁荀于惠曲封储靳段富巫乌焦巴谷车侯全班仰仲伊宁栾甘厉祖武符刘景詹束龙叶司黎薄白蒲"
    "卓蔺屠蒙池乔阴郁胥苍闻党翟谭贡劳申冉桑桂濮牛寿边燕冀尚温庄晏柴瞿阎连习艾容向古易廖庾终衡步都耿满匡国文寇广欧沃利蔚隆师巩聂晁勾敖融冷辛阚简饶曾关游闫肖付代"
)
# Given names rather than places or things: 李明, 张建伟; 高山, 王庄 stay doubtful.
_GIVEN = (
    "伟芳娜敏静丽强磊勇艳杰娟涛超霞刚英萍玲芬燕彬斌浩凯鹏俊峰辉健波琳婷慧莹倩颖洁琴秀珍芸娇媛茜薇妍瑶瑞琪雯轩涵梓怡婕鑫淼森明"
    "军玉志宏雪梅鸣宇翔博睿倩蕾莉佳欣欢帆晨晓"
)
_PERSON = rf"(?:欧阳|上官|司马|诸葛|[{_SURNAMES}])(?:某{{1,2}}|[\u4e00-\u9fff]{{1,2}})"
_HIDDEN = r"[\d×*xX]"  # a digit, or what hides one: 138××××5678
_TELEPHONE = (
    rf"(?:\+?86[- ]?)?(?:1{_HIDDEN}{{10}}|0\d{{2,3}}[-— ]?{_HIDDEN}{{6,8}}|\d{_HIDDEN}{{6,7}}"
    rf"|\d{{3,4}}[-— ]{_HIDDEN}{{6,8}}|1\d{{2}}[ -]{_HIDDEN}{{4}}[ -]{_HIDDEN}{{4}})"
)
_UNNAMED = r"(?:.?某某?|[\u4e00-\u9fff](?:××?|\*\*?|XX?|xx?|○○?))"
_SURE = re.compile(
    rf"(?:{_POST})?{_UNNAMED}(?:{_POST})?|{_POST}(?:{_PERSON})?|(?:{_PERSON}|[{_SURNAMES}]){_POST}|{_TELEPHONE}"
)
_CLEARLY = rf"[{_SURNAMES}](?:[\u4e00-\u9fff]?[{_GIVEN}]|[{_GIVEN}][\u4e00-\u9fff])(?<!文明|高明|光明)"
_CLEARLY_A_PERSON = re.compile(_CLEARLY)
_LIKELY = re.compile(rf"(?:{_PERSON})\s*(?:{_TELEPHONE})?")
_BEHIND = re.compile(  # with no bracket: 县住建局 张某某 8231456
    r"(?<=[局委办厅部院会社处司府队心站所科室镇乡道村校联])(?:[:：]\s*|[ \t　]+)"
    rf"(?:(?:{_POST})?\s*{_UNNAMED}(?:{_POST})?(?:[ \t　]*{_TELEPHONE})?|{_TELEPHONE}|{_PERSON}[ \t　]*{_TELEPHONE}"
    rf"|(?P<alone>{_CLEARLY}))(?=$|[\s、，,；;。])"
)
_HEAD_OF = re.compile(  # 王某某（县水利局局长）: the bracket says whose
    rf"(?<![^、，,；;\s])(?:{_PERSON}|{_UNNAMED})[（(]([^（()）]{{3,20}}?[局委办厅府社院会心所站])(?:{_POST})[)）]"
)
_GOES_ON = re.compile(r"(?:办公室|办公厅|办|室|部|处)(?:$|[、，,；;\s和及与])")  # 党委（院长）办公室: inside the name
_RATHER_A_BODY = re.compile(
    r"[位区县市镇乡村街道办局科股站所队室部处组园城路级心院校厂会委社片段类库馆台港]$|党(?:委|组|工委|总?支部?)$"
)
_NAME_OR_PLACE = re.compile(r"[线里东西南北湾河江湖山桥]$")


def without_persons(text: str) -> tuple[str, bool]:
    """A unit cell without such brackets, and whether one of them may have been something else.

    >>> without_persons("区人社局（张某某）、区水务局（局长）"), without_persons("高新园（邹区镇）")
    (('区人社局、区水务局', False), ('高新园（邹区镇）', False))
    """
    doubted = False

    def left(found: re.Match[str]) -> str:
        nonlocal doubted
        if _GOES_ON.match(found.string, found.end()):
            return found[0]
        labelled = _LABEL.search(found[1]) is not None
        parts = [part for part in _PARTS.split(_LABEL.sub(" ", found[1])) if part]
        sure = [bool(_SURE.fullmatch(part)) or _is_clear(part) or (labelled and part.isdigit()) for part in parts]
        if not parts or not all(one or _is_likely(part) for one, part in zip(sure, parts, strict=True)):
            return found[0]
        if labelled:
            return ""
        doubted = doubted or not any(sure)
        return found[0] if not any(sure) and _NAME_OR_PLACE.search(parts[-1]) else ""

    def behind(found: re.Match[str]) -> str:
        nonlocal doubted
        doubted |= found["alone"] is not None  # 县卫健局 李强, or a place that is named so
        return ""

    return _BEHIND.sub(behind, _BRACKET.sub(left, _HEAD_OF.sub(r"\1", text))), doubted


def _is_clear(part: str) -> bool:
    return bool(_CLEARLY_A_PERSON.fullmatch(part)) and not _RATHER_A_BODY.search(part)


def _is_likely(part: str) -> bool:
    return bool(_LIKELY.fullmatch(part)) and not _RATHER_A_BODY.search(part)
