"""The proof that a clause reports completion: first every doubt, then the act, then what stands around it."""

from __future__ import annotations

import re

from messages.reading.form import Form, any_of
from messages.reading.vocabulary import AFTER_DID, COUNT, DID, FINISHED

# Any of these anywhere in the clause, and it proves nothing. Names that only look so were taken out as topics.
# In a clause of its own, too, they shake the completion told beside it.
_SHAKING = (
    # a negation, at whatever distance
    r"[未没不无非勿莫甭尚缺欠冇伪×❌✘✗✖╳⏳❎🚫⚠❓👎☐\?]|别(?!致)|差|免|漏|假|何[曾谈]|谈何|休想|(?<!困)难",
    # a day that lies ahead, a plan, a promise, a wish, an order
    r"◉|预计|预期|计划(?=于|在|下|本|明|近|争|完|公|发|上)|拟|打算|准备|力争|争取|确保|保证|尽快|尽早|尽量",
    r"马上|立即|立刻|抓紧|加快|加紧|即将|有望|在[望即]",
    r"希望|想|盼|(?<!已)(?<!经)(?<!并)(?<!以)将|将(?=通过|于|会)|能(?!源)|可以|可望|方可|才|会(?!议|后|上)",
    r"待(?!办)|应(?!届|用|邀|收|税|付)",
    r"等(?!等|已|内容|信息|事项|材料|情况|工作|栏目|方面|均|全|都)|下次|届时|到时|回头|稍后|改[日天]|随后",
    r"过[几两]天|眼看|眼瞅|必须|务必|需|要(?!素|闻)|催|督促|责[令成]|让|叫|帮忙|目标|迟早",
    # a condition, a guess, hearsay, a question
    r"如(?![下上图实数约今此期])|若|倘|万一|一旦|除|以外|之外|否则|的话|怪|(?<!早)就好|本该|本来|原本|原定|按理|理论|原则上|形式上|名义|口头",
    r"表面|总体|整体上",
    r"好像|似乎|貌似|看似|看来|看起来|可能|大概|也许|或许|听说|传言|据悉|(?<![数依证根单票凭])据|反映|所知",
    r"以为|说是|记得|印象|确定|清楚|估计|恐怕|想必|感觉|觉得|猜|当成|当作|视为|勉强",
    r"(?<![预决核概结清计])算|谁|哪|吗|吧|怎|(?:[说写称着]|(?<![公告])示|(?<![年月季周日简快公])报)(?:成|是|为)?(?:已|完成)",
    r"疑|骗|玩笑|谣言|做梦|[给发交报]我(?!们?[局镇乡])|下班前|年前|节前",
    # of another time, of others
    r"去年|上年|往年|别的|其他单位|其它单位|兄弟单位|隔壁|人家|他们|她们|对方|市里|省里|县里|上级",
    # nearly, in part
    r"基本|大体|大致|大头|大面|骨架|粗略|几乎|接近|临近|将近|快(?!递|捷)|差点|部分|局部|个别|例外|少数|多数|大半|[一多]半",
    r"过半|半数|半|一些|有些|有的|有几|还有|剩|其余|只|仅|刚开|主体|核心",
    # still in hand
    r"正在|在[办弄做搞整录写改编审走汇收推核校对看修]|中$|继续|陆续|逐步|逐渐|暂|临时|推进|收尾|开始|着手|启动",
    # undone again, or contradicted
    r"失效|撤|误|错|旧|退回|打回|驳回|重(?:做|弄|搞|来|新(?!公开|发布|上传|公布|上线))|离|距|还早|但|可是|然而",
    r"却|不过|又|新问题|空(?:的|栏|页|壳)|保密|老版|[装诈]作|假装|谎|自动标|\( *\)",
    # 已安排人去贴: still to be done
    r"(?<![上下出回过])去(?:[办弄做搞发挂传贴整印]|公开|落实)",
    # seen by few: not yet public
    r"内网|局域网|内部(?!审计|控制|管理|机构)|朋友圈",
    # once it is, somebody will be told
    rf"{DID}{FINISHED}(?:就|再|会|马上)?(?:告诉|通知|跟|和)[您你贵]",
)
# A step on the way, or one of several times: names of other things where no completion stands beside them.
_STAGES = (
    r"第[¤一二三四五六七八九十]+个?[小子分](?:项|点|条|任务)|#[项号]? ?\(¤+\)",
    r"每[周月季天日年]|按[月季周]|定期|实时|第[一二三四五六][批步期轮次版个]|季度|[上下]半年|前[一二两三几](?!个?[月周天年])|首批|一期|阶段|环节|前期|前面|前的|分之|%|[一二三四五六七八九]成|纸质",
    r"电子版|线[上下](?!线)",
    r"草|初|雏形|征求|征集|试|样|预览|后台",
    r"审批|会签|签批|送审|报审|呈|申请|同意|具备|进入|提请|交由|上会|公示期|期满|招标|采购|立项|再报|通知|预告",
    r"会议|动员|部署|安排|专人|责任人|分工|转发|传达|学习|筹|摸底|调研|框架|专班|方案",
)
_SHAKEN = any_of(*_SHAKING)
_DOUBTS = any_of(*_SHAKING, *_STAGES)
# 明晚就办结了, 领导一签就公开了: what follows something else, unless that is past
_SOON = Form(
    rf"(?<![◎早初])(?<!当[时天日])(?<!那[时天会])(?<!已经)(?<!上午)(?<!早上)(?<!昨晚)(?<!昨夜)(?<![之此以]前)就(?:全部|全|都|已)?{DID}"
    rf"|该{DID}{FINISHED}|视同"
)
_SAID_TWICE = Form(rf"({DID}{FINISHED})\1+")
_ALL_OF_IT = Form(r"(?:100 {0,3}%|百分之?百)")
_REPORTED = Form(r"^(#+[项号]?(?:任务)?)(?:报|才是)(?=已?(?:完成|办结)\W*$)")  # 23报完成, 5才是已完成
_TRAILING = Form(r"(?:但是?|不过|然后|而且|另外|还有|那个?|就是)+\W*$")

_ADVERB = (
    r"(?:全部|全面|全|均|都|也|一并|圆满|顺利|按时|按期|如数|超额|提前|及时|同步|统一|正式|逐项|逐一|集中|对外|向社会|依法|依规|成功|最终|彻底|整体|重新|整改|清理|处理|办理|开通|建成|双|全文|如期|"
    r"补充?|上墙|挂网|◎+|于◎+|进行|予以|一次性|很快|早|昨晚|给|被|公开)"
)
_PUBLIC = "□|社会|公众|群众|民|企业|外|全|媒体|申请|对象"
# 已向主任公开, 已在会上公布
_TO_SOME = rf"(?:[向对](?![^,]{{0,8}}(?:{_PUBLIC}))|[在于][^,]{{0,6}}(?:[股科处]室|会上|班子|群(?!众)))"
_WAY = rf"(?:(?!{_TO_SOME})(?:在|于|按|通过|经|由|将|把|向|依托|依法|从|对|面向|利用)[^,]{{1,30}}?)"
_MARKER = r"(?:超额|(?<!◉)刚刚?|已经|业已|早已|现已|均已|都已|已|均|都|全部|全都|全面|统统|完全|圆满|顺利|提前)"
# 清点完毕, 装订完毕 end a step
_ON_THE_WHOLE = (
    r"(?:办理|处理|发放|寄送|送达|落实|整改|整治|公[开布示]|发布|清理|更新|"
    r"建设|改造|安装|设置|执行|兑付|拨付|开展|调整|修订|移交)"
)
_COMPLETED = (
    # 已(在网站)(全部)公开(完毕)(了)
    Form(rf"{_MARKER}{_ADVERB}{{0,4}}{_WAY}?{_ADVERB}{{0,4}}(?P<act>{DID}){AFTER_DID}{FINISHED}?(?P<rest>[^,]*)$"),
    # 已开通并公布
    Form(rf"{_MARKER}[一-龥]{{2,4}}(?:并且?|且|以及|和|、)(?P<act>{DID}){AFTER_DID}{FINISHED}?(?P<rest>[^,]*)$"),
    # 弄完了, 发布了
    Form(rf"(?P<act>{DID}){AFTER_DID}{FINISHED}(?P<rest>[^,]*)$"),
    # 公开完毕, 发放完毕
    Form(r"(?P<act>公开|公布|发布|公示|清理|更新|整改|处理|办理|上传|张贴|上线)(?:完毕|完成|到位)(?P<rest>[^,]*)$"),
    Form(rf"(?:{_MARKER})*(?P<act>{_ON_THE_WHOLE}完毕)(?P<rest>[^,]*)$"),
    Form(r"也(?P<act>完成|办结)(?P<rest>\W*)$"),
    # 于11月10日办结; a day that may lie ahead has another mark
    Form(rf"[于在]?◎+(?:[上下中]午|早上|晚上)?(?:就|全部|均|都|全)*(?P<act>{DID})(?P<rest>[^,]*)$"),
)
_BARE = Form(
    r"(?:[二两三四五六七八九十]{1,3}[项个](?=都|均|全|已)|[此该本]?项|任务|事项|工作|项目|工程|这个?|那个?|状态|结果|:|咱们|我们|我局|[□]+|\s)*"
    r"(?:(?:都|也|已经?|全部?|均)?(?:完成|办结|办完|办妥|办好|处理[完好妥]|已办(?=$|了|好)|落实到位|完工|交差(?=了)|搞[定掂]|弄完|弄好|做完|做好|完毕|完事儿?|齐活|妥|好了|完了|结了|结束|妥了|成了)"
    rf"|[√✓✔✅☑]|ok了|(?:(?:is|are|all|already)\s)*(?:done|finished|completed?)){FINISHED}?(?:呀|哈|的|哦|呢|啊|"
    r"哒|全部)*[☑✅√]*"
)
_DECORATION = re.compile(r"[^\w√✓✔✅☑□]+|_")

# What stands before the act. 完成 must be of the item, or of a topic by its name; 初审已完成 is of a step.
# What is 公开 is a result by itself.
_PUBLISHED = Form(
    r"公开|公布|发布|公示|上线|上网|上墙|挂|刊|张贴|[放发传登贴](?!放)|.{2,3}上?(?:已经?|也|都|均)*[发挂登传贴]$"
)
_LONGEST_TOPIC = 16
_OPENING_WORDS = re.compile(
    r"[\W_]|项|条|号|任务|事项|工作|[这那该此本各]|个|的|是|也|呢|呀|啊|哈|嘛|嗯|您好|你好|领导|我[局镇乡]|"
    r"本[局镇乡]|我|们|咱|单位|街道|这边|这块|目前|现在|截至|今天|昨晚|上午|下午|加班|"
    r"总算|终于|可算|同样|一样|还是|依然|其实|最终|刚|早就|早|就|都|均|全|已经?|经过|努力|圆满|顺利|按时|按期|提前|及时|如期"
)
_STEPS = Form(
    r"审|稿|时限|期限|截止|节点|日期|流程|手续|程序|环节|步|准备|前置|内部|编制|核|校|汇总|整理|梳理|收集|采集|录入|统计|起草|写|设计|"
    r"印|制作|搭建|开发|测试|调试|验收|选址|采购|签|合同|协议|评估|论证|听证|"
    r"意见|会|培训|宣传(?![册栏页单品])|计划|排查|自查|调查|走访|数据|材料|资料|表|图|照|申报|报名|登记|章|批|备案|请示|汇报|"
    r"(?<!台)账(?![目务])|权限|人员|人手|经费|资金|设备|通知|机构|小组|物资|场地|总结|[看说想觉听称讲写]|知道|显示|股|科室|公司|某|他|她|谁"
)
# 财政局已公开, 会后已发布, 盼已完成: another's act, another time, a wish; 忘记公开了, 决定公开了: no act at all
_SHAKY_END = Form(
    r"(?:忘(?:记|了)*|停止|取消|放弃|影响|[终中]止|疏忽了?|[阻禁]止|^(?![^,]*经)[^,]*(?:批准|允许|准许|决定|讨论|商量|商议)了?|(?<![我本该个各])[局委厅镇乡村]|[乡村县市区]里|科室|科|股|(?<!个)部门|后|次|(?<![按及准])时|里|内|[盼祝愿求速请必须得欲宜难当似为被说显]|(?<!宣)讲|(?:上午|下午|[昨今]天|[本这上下]周|[本这]月)(?:的|任务|工作)+|(?:机关|[本村乡镇县市区]级|[^终]端)的?|(?<![公告])示|(?<![年月季周日简快公])报|(?<!呢)是|(?<!所)有|(?<![网站墙号以早晚])上|[给往跟找写着说称]|[说讲称]的)$"
)

# What a row can be about as a whole; 地基, 硬件, 城区, 体检 are parts of it, or something else.
_A_WORK = Form(
    r"(?:公[开示布告]|发布|更新|整改|调整|建设|改造|修订|解读|服务|专区|专栏|栏目?|[网页]页|页面|平台|网站|系统|公报|清单|目录|指南|手册|宣传册|公示牌|"
    r"台账|渠道|热线|信箱|邮箱|窗口|工单|文件|[函文期库]|制度|机制|规范|标准|规划|年报|报告|[预决]算|信息|结果|名单|活动|政策|问题|进展|情况)$"
    r"|^(?:所有|以上|其[它他]|各|前者|后者|大家|涉及|承担|部门?|[镇村乡边方报]|收到且|好在|[一二两三四五六七八九十几]+)+$"
)
# Made is not yet put up or handed out: 公示牌已做好, 宣传册已弄完
_TO_BE_PUT_UP = Form(r"(?:[牌册板]|折页)$")
_MADE = Form(r"[办弄做搞整闹干忙][完妥好]|搞[定掂]")
_GENERAL = Form(r"(?:该|此|这|本|项|任务|工作|事项)+$")
# 5个村已公开: of how many? 12个村全部公开 leaves none
_SOME = Form(r"(?<![这那此该本第#])" + COUNT + r"[^,]{0,4}$")
_EVERY = Form(r"全|均|都|统统")

# What stands after it. 完成 + object proves the whole only where the object is the whole.
_WHOLE = Form(
    r"(?:公开|公布|发布|公示|更新|上线|上传|张贴|整改|清理)(?:工作|任务|要求|内容)?$"
    r"|^(?:[该本此这]|第#+)?(?:项|条|#+)?(?:全部|所有|各项|相关|规定|全年|年度|今年|本年度?)?(?:的)?(?:任务|工作|事项|内容|要求)+$"
)
_REST_BAD = Form(
    r"^(?:¤|了|[到至]|的(?!$)|后|前|时|率|度|得|个|些|之|才|于|难|情况|与否|(?:截图|照片|链接|材料|页面|证明)[^$]*[给发交报]|[一二三四五六七八九十两几]|待|处|以后|期)|"
    r"(?<![个的里])是|很|慢|已|" + COUNT
)
# 已公开年度计划 tells of the result; 已公开标题, 已公开给专家 do not
_PUBLISHED_WHOLE = Form(
    r"(?:信息|结果|清单|指南|目录|名[单录]|方案|解读|[年公]报|报告|[预决]算|公[告示]|标准|文件|政策|情况|计划|规划|制度|办法|流程|手册|问答|事项|内容|数据|[号网站栏台]|[网专]页|页面|链接|[图照]片|视频|附件|成功|[的哈成])$"
    r"|^(?:在|于)|[下上中]方?$|^外$|^并?且?(?:已|正式)?(?:上线|投入|运行|使用|公[布开示])"
)
# 已开通账号 is a step, whatever stands after these
_OF_SOMETHING = frozenset({"完成", "落实", "结束", "开通", "启用", "设立", "发放", "推出", "施行"})
_TAIL_WORDS = Form(r"^(?:呀|哈|的|哦|呢|啊|哒|喔|嗷|嘛|咧)+$")
_SAID_AGAIN = Form(rf"(?:并|且|也)?(?:已|已经|按时|及时)*(?:{DID}|上报|报送|提交|反馈){AFTER_DID}{FINISHED}?")
_SIGNS = re.compile(r"[^一-龥a-z¤%]+")


def proves_completion(clause: str) -> bool:
    """True only where the whole clause, its courtesies taken out, says that the whole item is done.

    >>> proves_completion("#已在网站公开"), proves_completion("#已完成初稿"), proves_completion("#能按时完成")
    (True, False, False)
    """
    plain = _REPORTED.sub(r"\1", clause)
    plain = _SAID_TWICE.sub(r"\1", _TRAILING.sub("", _ALL_OF_IT.sub("全部", plain)))
    if _BARE.fullmatch(_DECORATION.sub("", plain)):
        return not _DOUBTS.search(plain)
    found = next((found for pattern in _COMPLETED if (found := pattern.search(plain))), None)
    return bool(
        found
        and not _DOUBTS.search(plain)
        and not _SOON.search(plain)
        and _names_the_item(plain[: found.start()], found["act"])
        and not (_SOME.search(plain[: found.start()]) and not _EVERY.search(found.group()))
        and _is_the_whole(found["act"], found["rest"])
    )


def is_doubtful(clause: str) -> bool:
    """Whether a clause, its courtesies taken out, holds any word that would shake a completion told in another."""
    return bool(_SHAKEN.search(clause))


def _names_the_item(before: str, act: str) -> bool:
    before = before.rsplit("#", 1)[-1].rstrip(" ,:")
    if _SHAKY_END.search(before) or _SHAKY_END.search(_GENERAL.sub("", before)):
        return False
    if act.endswith("完毕") and _STEPS.search(act):
        return False
    topic = _OPENING_WORDS.sub("", before)
    if not topic or (_PUBLISHED.match(act) and not act.endswith("好")):
        return True
    if _TO_BE_PUT_UP.search(topic) and _MADE.match(act):
        return False
    return len(topic) <= _LONGEST_TOPIC and not _STEPS.search(topic) and bool(_A_WORK.search(topic))


def _is_the_whole(act: str, rest: str) -> bool:
    rest = _SIGNS.sub("", rest)
    if not rest or _TAIL_WORDS.match(rest) or _SAID_AGAIN.fullmatch(rest):
        return True
    if _REST_BAD.search(rest):
        return False
    if act in _OF_SOMETHING or act[-1] in "完好妥齐":
        return bool(_WHOLE.search(rest))
    return bool(_PUBLISHED_WHOLE.search(rest) or _WHOLE.search(rest))
