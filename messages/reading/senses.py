"""What one clause says: rules in order, the first that holds decides."""

from __future__ import annotations

import re
from enum import StrEnum

from messages.reading.completion import is_doubtful, proves_completion
from messages.reading.vocabulary import CARE, COUNT, COURTESIES, DID, FINISHED, NOT, OFFICES, TOPICS, _any

_LONGEST_CLAUSE = 300  # nobody can prove anything of a longer one


class Sense(StrEnum):
    """What a clause was found to say."""

    CORRECT = "correct"
    HANDOVER = "handover"
    HELP = "help"
    QUESTION = "question"
    EXTENSION = "extension"
    SUPPOSED = "supposed"  # a condition, hearsay, a guess: nothing is reported, and nothing after it is sure
    TROUBLE = "trouble"
    NIL = "nil"
    NOT_STARTED = "not_started"
    WORKING = "working"
    PLANNED = "planned"  # 预计月底完成: working, unless something firmer is said
    SENT = "sent"  # 已报送, 已部署: a step, weaker than a completion told beside it
    DONE = "done"
    SIGNED = "signed"
    PROMISED = "promised"  # 将认真落实: belongs to 收到
    DOUBTFUL = "doubtful"  # words of completion or negation that no rule proved
    WARY = "wary"  # no status, but words that would shake a completion told beside it
    NEUTRAL = "neutral"


SILENT = frozenset({Sense.WARY, Sense.NEUTRAL})

_QUESTION = _any(
    r"\?\s*$|吗[,。!~\s]*$|是否|是不是|有没有|能不能|可不可以|能否|可否|要不要|算不算|对不对|行不行|需不需要|用不用|好不好|行吗|可以么",
    r"(?:了|完成|办结|完|公开|发布|批|批下来|好)(?:没有?|没|否)\s*$",
    r"怎么(?!着)|怎样|如何|咋|啥时候|什么时候|何时|哪[里个儿天些]|多久|多少|为什么|为啥|为何|谁(?!说)|几号|几时|什么(?:情况|意思)",
)
_HELP = _any(
    r"(?:怎么|如何|怎样|咋)(?:用|填|报|回|申请|操作|反馈|提交|上传|发|改|交|写|撤|更正|销号|弄|整|答|上报|延期|查|看)",
    r"^\W*(?:帮助|help|菜单|使用说明|操作说明)\W*$|不会(?:用|操作|填|报)|操作(?:手册|指南)",
)
_EXTENSION = _any(
    r"延期|延后|延长|延至|延到|延迟到|推迟|顺延|宽限|延缓|缓期|推后|往后推|推到|缓到|缓至|(?:调整|改|变更|后移)(?:到|至|为)(?=[◉◎])",
    r"延(?=[◉◎¤一二两三几半])",
)
_EXTENSION_TOPIC = _any(r"延期(?:已|被)?的?(?:申请|报告|材料|批|事|函|审|流程|公告|通知|指南|办)|延期的|延长(?:线|段)|推迟(?:了|的)")
_SAYING_UNTIL = re.compile(r"(?:到|至|为|延期?)\s*(?:◉|◎)")

_CORRECT = _any(
    r"^\W*(?:更正|纠正|订正|改正)(?!$.)|[,:]更正|更正(?:一下|#|:)|(?:发|说|填|写|弄|搞|回|选|点|打|看|记)错了?|(?<!台)(?<!统)(?<!直)(?<!续)(?<!站)报错了",
    r"(?:有误|误报|报成|误发|错报|多报了|报的不对|不作数)|以(?:这|此|本)(?:个|条)?[^,]{0,4}为准|上[一]?条[^,]{0,4}(?:作废|不对|撤回|错)|(?:撤回|作废)(?:#|上|刚|前)",
)
_HANDOVER = _any(
    r"(?:我|本人)[^,]{0,16}(?:调走|调离|调到|调任|借调|抽调|离职|退休|转岗|换岗|轮岗|挂职|辞职|离任|不再担任|不再负责|不负责|不干了|不管了)",
    r"不再担任|不再负责|新(?:的)?联络员|联络员[^,]{0,6}(?:变更|更换|调整|换成|换人|改为|改成|换为|换了|变动)",
    r"(?<!完成)(?<!审核)(?<!办结)(?:以后|今后|往后|即日起|现在起|◉起|◎起|下一步|后续|之后|接下来)[^,]{0,14}由[^,]{1,16}(?:负责|对接|接手|接替|办理|接管|承担|跟进|联系)",
    r"(?<!完成)(?:以后|今后|往后|即日起|后续|之后)[^,]{0,14}(?:请?找|请?联系|归|跟)(?!市|省)[^,]{1,10}(?:某|主任|科长|股长|同志|老师|联系|对接|负责|管|$)",
    r"(?:工作|这块|这摊|手上|业务)[^,]{0,6}(?:交给?|移交给?|交接给|转交给?)[^,]{1,10}|(?:交接给|移交给)[^,]{1,8}(?:某|同志|主任|科长|股长|老师)",
)
HANDS_OVER_ALL = _any(r"我|本人|联络员|不再担任")

_CONDITION = _any(
    r"如果|(?<![例比诸犹])如(?=[^何期下上实图数约今此同右左果意家需]|果)|若(?!干)|倘|要是|万一|一旦|除非|假如|的话$|只要|只有"
)
_SUPPOSITION = _any(
    r"应该|好像|似乎|可能(?!性)|大概|也许|或许|听说|据说|据了解|以为|说是|记得|印象|不确定|不清楚|不知道|未必|恐怕|想必|想着|当成|当作|算是|勉强",
    r"(?:了|完成|已[^,]{1,6})吧|谁说|才怪|本应|本该|本来|原本|原计划|别的单位|其他单位|其它单位|兄弟单位|人家|他们|对方(?=已)|上级(?=已)|市里已|省里已|去年|往年",
)
_TROUBLE = _any(
    r"困难|难以|难度|难点|吃力|无法|没法|没有?办法|么办法|完不成|[办做弄搞整推传挂发登干拿找报]不(?:了|完|成|好|定|动|下去|上去|上|到|出来)|要不(?:来|到|上来)|没给(?:钱|数据|权限)|(?:平台|系统|账号)[^,]{0,4}[没未](?:有)?(?:开放|开通|修好)|来不及(?!安排)|赶不上|赶不出|不能(?:按时|如期|按期|及时|正常)",
    rf"(?:{DID}|推进|解决|保证|操作)不(?:了|动|下去|上去|成|掉)|{DID}无望|打不开|进不去|用不了|(?:平台|系统|网站|网页|网络|页面|后台|接口|软件|账号|链接)[^,]{{0,12}}(?:报错|故障|崩|异常|瘫痪|坏|维护|关闭|停用|不稳定|卡顿|开通不)",
    r"(?:账号|权限|接口)[^,]{0,6}(?:没开通|未开通|没有开通|没下来|没给)|卡在|卡住|卡壳|受阻|阻力|停滞|搁置|停工|停摆|瓶颈|推诿|扯皮|不配合|不支持|人手不[够足]|人手紧|人员紧张",
    r"缺(?:人|钱|资金|经费|数据|资料|技术|设备|权限|材料|手续|少)|(?:没有?|无|缺乏|缺少)(?:专项)?(?:经费|资金|权限|账号|数据|人手|人员|技术|设备|预算|钱|密码|接口|编制|场地)(?!泄|安全|遗漏)",
    r"(?:资金|经费|数据|设备|材料)[^,]{0,4}(?:不到位|没到位|未到位|没下来|未拨|没拨|短缺|紧张|不足|没来|没有?给|要不来|不给|都没来)",
    r"(?:需要?|还得|亟需|亟待)[^,]{0,12}(?:协调|支持|帮助|解决|支援)|(?:请|帮|望|盼|麻烦|劳烦|希望|求|申请|建议|请求)[^,]{0,14}(?:协调|帮助解决|帮忙解决|给予支持|解决)",
    r"(?:一直|迟迟|始终|老是)[^,]{0,8}(?:没有?|未|不)[^,]{0,8}(?:给|回复|提供|开通|批|答复|反馈|到位|拨付)",
    rf"(?:^|[#,\s在要得还只正我们是先但])等(?:着|待|候)?(?!领导)[^,]{{0,6}}{OFFICES}",
)
_NIL_BUT = _any(r"部分|个别|有的|有些|不是|并非|好像|应该|可能|似乎|大概|估计|的(?:报表|说明|情况说明|情形的)")
_NIL = _any(
    r"不涉及|不涉(?!密)|未涉及|无涉及|没有?涉及|无此[类项种情]|没有?此[类项种]|没有?(?:这|该|那)[类项种块][^,]{0,3}(?:情况|情形|业务|工作|事项|职能|内容)",
    r"(?:本|当|今|这个?|这一)(?:单位|局|镇|季度|年度?|月|期)?(?:我[局镇乡]|本单位)?(?:季度|年度?|月|期)?(?:暂|均|也)?(?:无|没有)(?:#|\W)*$",
    r"无(?:相关|该|新增|发生|有关|类似)(?:情|业务|事项|内容|职能|\W*$)|没有?(?:相关|该项?|有关|类似)(?:情|业务|事项|职能)|未(?:有)?发生|没有?发生|未产生|没有?产生",
    r"不适用|n/?a\b|不属于?[^,]{0,2}(?:我|本|该)|(?:跟|与|和|同)(?:我|本|咱)[^,]{0,8}(?:无关|没关系|没有关系|不相关|不搭界)|不归(?:我|本|咱)|零报告|不承担[^,]{0,8}(?:职能|任务|工作|业务)",
    r"^[#\s:]+无\W*$",
)
_NOT_STARTED = _any(
    rf"(?:{NOT}|不曾)[^,]{{0,4}}(?:开始|启动|开展|着手|动工|开工|动手|起步|铺开|实施|动笔|动(?![态静员])|顾上|顾得上|来得及|安排上)",
    r"(?:没|没有|未|冇)(?:弄|搞|办|做|整)(?![完好成妥定到出了结过利明清法])|not started|还没来得及",
)
_NOT_YET = _any(
    rf"(?:{NOT}|不算|算不上|谈不上|不能算|算不得|没说)[^,]{{0,30}}?(?:{DID}|[弄办搞做整闹][完好成妥定]|全|齐|到位|通过|审|批|签|定稿|盖章|反馈|上报|报送|推进|到(?:时间|期)|轮到|[过满](?=\W|$))",
    r"(?:没|未|冇)(?:完|好|发|审|批|报|传|挂|上|改|签|盖|印|录|填|齐)|(?:还没有?|没呢|还没呢|还没有呢)[。\s]*$|没有?搞|(?:不|没)到位",
    rf"(?:离|距离?)[^,]{{0,4}}(?:完成|办结)|{DID}(?:还早|尚早|遥)|但是?(?:还|尚)?[未没]|还早着?|早着呢|哪有|not\s+(?:yet|done|finished|completed?|all)|n't|unfinished|incomplete",
)
_IN_HAND = _any(
    r"正在|在办|办理中|还在|仍在|在推进|走(?:流程|程序)|在走|抓紧[^,]{0,2}(?:办理|推进|落实|整理)中|收尾(?!完)|(?<!完)差不多|(?<![尽加])快要?(?:好|完|弄|办|搞|结|了)[^,]{0,6}|正推进|^#*推进",
    r"(?<![现存所实内外潜])在(?:弄|办|做|搞|整|录|写|改|编|审|印|传|查|核|跑|收|汇|理|拟|报|对接|推)(?![人线制外])|(?:弄|办|做|推进|整|搞|忙)着(?!手)",
    r"(?:办理|推进|进行|落实|整改|编制|起草|审核|审批|公示|准备|整理|汇总|收集|录入|修改|完善|制作|开发|建设|清理|核对|校对|更新|发布|公布|上传|上线|处理|筹备|协调|对接|沟通|设计|印刷|排版|制定|修订|排查|梳理|公开|跟进|推动|实施|施工|测试|调试|采购|招标|送审|会签|执行|收尾|报审)(?:当|之)?中(?![心央国小层介标午旬秋学考医药级期])",
    r"(?:正常|有序|稳步|全力|加快|扎实|持续|积极|抓紧|按计划|按进度|逐步|同步|全面|深入|大力|继续)推进|已经?(?:启动|开始|着手|动手|动工)|(?:启动|动工|开始)了|刚刚?(?:启动|开始|动手|着手|起步)|陆续|in progress|ongoing|working on|wip|进展顺利|正(?:按|争取|抓紧|积极|加紧|有序|和|与|跟)",
    r"等领导|领导(?:在审|审核中|没签)|待[^,]{0,8}(?:会签|签批|签字|审核后|审批后|批准后|通过后)",
)
# Something is left to do, whatever else is done.
_LEFT = _any(
    r"只差|还差|就差|差一点|差点|差[^,]{1,6}就|剩|¤+\s*%|(?:还|仍|尚)(?:需|要|得|须)|有待|待(?:复|再|终)?(?:审(?!核)|批|签|发布|上线|公开|完善|补充)|(?:需要?|得|要)(?:再|进一步|继续)?(?:补|完善|修改|核|整改|调整)|再(?:核|改|补|完善)"
)
# Only a part, or only almost. Working when said of a completion.
_PART = _any(
    r"基本(?!公共|信息|医|养老|农田|建设|目录|情况|生活|殖|药|法律|单位)|大体|大致|几乎|接近|临近|将近|差一点|差点|就差|只差|还差|即将|马上就|差[^,]{0,6}就",
    r"部分|局部|个别|少数|多数|大半|[一多]半|过半|半数|一些|阶段|环节|前期|前一?半|主体|第一[批步期个]|第二[批步期个]|首批|一期|其中(?=¤|[一二两三四五几])|除[^,]{1,10}外|还剩|剩|[一二三四五六七八九]成|¤+%|分之|百分",
    r"初稿|草稿|初步|起草|草案|征求意见|意见征集|征集|样稿|框架|雏形|排版|校对|试运行|测试版|预览|后台|审批|会签|签批|送审|待(?:审|发|签|上|公|批)|上会|报领导|报批|报审|只|仅|刚开|准备工作|筹备|摸底|调研|录入|采集|专人|专班|得差不多",
)
_COUNTED = re.compile(rf"{DID}{FINISHED}?\s*(?:{COUNT}|¤+)")
_PLANNED = _any(
    rf"前[^,]{{0,4}}{DID}(?!了|的|过)",
    rf"(?:预计|预期|计划(?!已|的|表|书|可)|拟(?!公开|定)|打算|准备|有望|力争|争取|尽量|可望|即将|就要|目标是|希望|(?<!已)(?<!经)(?<!并)(?<!以)将(?=于|在|◉|会|尽|按|继续|要))[^,]{{0,25}}(?:{DID}|◉|开展|推进|报|弄|办|搞|开始|出来)",
    rf"◉[^,]{{0,14}}(?:{DID}|能|可以|就|弄|办|报|搞|发|挂|传|上|出来)|(?:就?能|可以|可)[^,]{{0,6}}{DID}|(?:待|后|以后)(?:即可|再|就|方可|才能)?[^,]{{0,10}}{DID}(?!的\W*$)|(?:待|等)[^,]{{1,14}}(?:就|再|才|后)|(?:估计|得到|要到)[^,]{{0,6}}◉|待[^,]{{1,12}}后",
    rf"马上就?[^,]{{0,4}}{DID}|(?:预计|争取|力争|计划)[^,]{{0,4}}◉|要求[^,]{{0,20}}(?:{DID}|报|反馈)|^[#\s]*◉前?$",
)
_PROMISED = _any(
    rf"(?:尽快|尽早|抓紧|马上|立即|立刻|及时|认真|坚决|一定|确保|保证|会)[^,]{{0,16}}(?:{DID}|办|落实|反馈|回复|报送|推进|处理|安排|学习|贯彻|抓好|弄|搞|整)",
    rf"(?:完成|办结|办好)(?:以|之)?后[^,]{{0,8}}(?:反馈|报|回复|告知)|马上[^,]{{0,3}}$|不折不扣",
)
_STEP = (
    r"(?:报送?|上报|呈报|呈送|提交|安排|部署|布置|转发|转给|传达|学习|动员|分解|分工|启动|开会|召开|制定|编制|发函|对接|沟通|成立|下发|组织|开展|通知|培训|联系|要求|研究|反馈|落实到人|印制)"
)
_SENT = _any(
    rf"(?:已经?|均|都|也)[^,]{{0,8}}{_STEP}|{_STEP}{FINISHED}",
    r"(?:发布|印发|下发|落实|完成)[^,]{0,4}(?:通知|会议|动员|部署|安排|分工|培训|责任|经费|预告)|(?:通知|预告)[^,]{0,4}(?:发布|印发|下发|发了|已发|转发)",
)
_SENT_PREPARES = _any(r"通知|预告|会议|动员|部署|安排|布置|分工|转发|传达|学习|培训|对接|联系|责任|专人|要求|组织")
_SIGNED = _any(
    r"收到(?![一-龥¤])|收到(?:了|啦|收到|任务|通知|文件|提醒|来文|交办|消息|信息|督办|清单|谢|感谢|并|马上|预计|后?#|哈|呢|哦|哈|已)",
    r"收悉|(?:来文|文件|通知|任务|提醒|消息|交办)[^,]{0,4}收到|^\W*(?:已)?签收|签收(?:了|\W*$)|均已签收|已(?:阅|知悉|知晓|收(?=\W|$|悉))|知悉|知晓|^\W*(?:嗯|好的)?\W*(?:知道了|明白)",
)
_NOT_SIGNED = _any(r"(?:没有?|未|不|等|待|才|还没)[^,]{0,4}(?:收到|签收|收悉)|收到[^,]{0,3}(?:后|以后)(?!#)")
_NEGATION = re.compile(r"[未没不无非勿莫尚缺欠冇]|别(?!致)|差")
_TOLD = re.compile(DID + r"|\bok\b|\bdone\b|[✅❌√×]")
# 12行政执法公开，…: such a word unmarked is the topic itself
_TOLD_OR_TOPIC = re.compile(rf"(?:已|了|都|均|全)[^,]*{DID}|{DID}[^,]*(?:了|完毕)|完成|办结|[弄办搞做整][完好]|\bok\b|\bdone\b|[✅❌√×]")


def sense_of(clause: str) -> Sense:
    """What a clause with its marks says; see `plain` for the marks."""
    if len(clause) > _LONGEST_CLAUSE:
        return Sense.DOUBTFUL
    clause = COURTESIES.sub("", TOPICS.sub("□", clause))
    if not re.search(r"[\w¤◎◉✅❌√×✓✔☑👌👍]", clause):
        return Sense.NEUTRAL
    found = next((sense for sense, holds in _RULES if holds(clause)), None)
    return found or (Sense.WARY if is_doubtful(clause) else Sense.NEUTRAL)


def _is_extension(clause: str) -> bool:
    return bool(_EXTENSION.search(clause)) and not _EXTENSION_TOPIC.search(clause)


def _is_asked_extension(clause: str) -> bool:
    """能否延期到12月10日？ asks the office for a date, not for an answer."""
    return _is_extension(clause) and bool(_SAYING_UNTIL.search(clause)) and bool(_QUESTION.search(clause))


def _is_nil(clause: str) -> bool:
    return bool(_NIL.search(clause)) and not _NIL_BUT.search(clause)


def _is_part(clause: str) -> bool:
    told = _TOLD.search(clause) or re.search(r"已|了|好|%|[审签批]", clause)
    return bool(told and _PART.search(clause)) or bool(_COUNTED.search(clause)) and "完成" in clause


def _is_signed(clause: str) -> bool:
    return bool(_SIGNED.search(clause)) and not _NOT_SIGNED.search(clause)


def _is_preparing(clause: str) -> bool:
    return bool(_SENT.search(clause)) and bool(_SENT_PREPARES.search(clause))


# In order; why each stands where it does:
_RULES = (
    (Sense.CORRECT, _CORRECT.search),  # a correction names the old status too
    (Sense.EXTENSION, _is_asked_extension),
    (Sense.HELP, lambda clause: bool(_HELP.search(clause))),
    (Sense.QUESTION, _QUESTION.search),  # 完成了吗 holds every word of a report
    (Sense.HANDOVER, _HANDOVER.search),
    (Sense.SUPPOSED, _CONDITION.search),  # 如已完成请忽略 reports nothing
    (Sense.EXTENSION, _is_extension),  # beats 未完成 and the trouble that is its reason
    (Sense.NEUTRAL, CARE.search),
    (Sense.TROUBLE, _TROUBLE.search),  # 卡在财政审核 beats 审核中; 无法完成 is not 无
    (Sense.NIL, _is_nil),
    (Sense.SUPPOSED, lambda clause: bool(_NIL.search(clause))),  # 好像不涉及
    (Sense.NOT_STARTED, _NOT_STARTED.search),
    (Sense.WORKING, _NOT_YET.search),  # a negation, at whatever distance before the act
    (Sense.SIGNED, lambda clause: _is_signed(clause) and bool(re.search(r"马上|尽快|一定|认真", clause))),
    (Sense.WORKING, _IN_HAND.search),
    (Sense.WORKING, _LEFT.search),
    (Sense.SUPPOSED, _SUPPOSITION.search),
    (Sense.SENT, _is_preparing),  # 已发布通知 publishes no result
    (Sense.WORKING, _is_part),
    (Sense.PROMISED, lambda clause: bool(_PROMISED.search(clause)) and not re.search(r"已|◉|预计|计划", clause)),
    (Sense.PLANNED, lambda clause: bool(_PLANNED.search(clause)) and not re.search(rf"已[^,]{{0,8}}{DID}", clause)),
    (Sense.DONE, proves_completion),
    (Sense.SIGNED, _is_signed),  # 收到 is less than any status in its clause
    (Sense.SENT, _SENT.search),
    (Sense.DOUBTFUL, lambda clause: bool(_TOLD_OR_TOPIC.search(clause) or _NEGATION.search(clause))),
)


def extension_start(clause: str) -> int:
    """Where in a clause the asking for more time begins; the day asked for stands after it."""
    found = _EXTENSION.search(clause)
    return found.start() if found else 0
