# ruff: noqa: E501
"""Messages liaisons might type, each with what it must be taken to say; grouped by the trap it sets.

One case a line:  text => expectation.  In the text ⏎ is a line break; a leading @12,23 says what it answers,
a leading {12,13} what is open (otherwise OPEN). The expectation lists `items intent [due] [+link …]`, parted by
"; ", and "?" where something must be asked. "-" stands for no item. `A or B` where both are right.
"""

from __future__ import annotations

OPEN = ("1", "3", "5", "8", "12", "15", "20", "23", "30", "42")
TODAY = "2022-11-21"  # a Monday

GROUPS: dict[str, str] = {
    "lists_with_exceptions": """
{12,13,14,15} 除13外，12到15已完成 => 12,14,15 done
{12,13,14,15} 12到15除了13都弄完了 => 12,14,15 done
{12,13,14,15} 12至15都已完成，13除外 => 12,14,15 done
{12,13,14,15,16} 第12项至第15项均已公开，第16项还没动 => 12,13,14,15 done; 16 not_started
{5,6,7,8,9,10} 5—10项中除7、9外均已完成 => 5,6,8,10 done
{21,22,23,24,25,26} 21至26项，除24项外，全部办结 => 21,22,23,25,26 done
{21,22,23,24,25,26} 除24、25外，21到26均已公开 => 21,22,23,26 done
{21,22,23,24,25,26} 21-26都已办结，其中24项还在公示 => 21,22,23,25,26 done; 24 working or 21,22,23,25,26 done; 24 working; ? or ?
{5,6,7,8} 其他都好了，就8还要等等 => 5,6,7 done; 8 working or 5,6,7 done; ?
{5,6,7,8} 仅第8项未办结，其余均已办结 => 5,6,7 done; 8 working
{21,22,23,24} 24没弄完其他都弄完了 => 24 working; 21,22,23 done
{21,22,23,24} 21、22办结。除此之外都在办 => 21,22 done; 23,24 working
{5,6,7,8} 都快完成了 => * working
（1）12项已完成（2）23项未完成 => 12 done; 23 working
12的链接 https://www.xrq.gov.cn/a/12.html 23的链接 https://www.xrq.gov.cn/a/23.html 都公开了 => 12 done +https://www.xrq.gov.cn/a/12.html; 23 done +https://www.xrq.gov.cn/a/23.html
12、23分别见 https://www.xrq.gov.cn/12.html 和 https://www.xrq.gov.cn/23.html ，均已公开 => 12,23 done +https://www.xrq.gov.cn/12.html +https://www.xrq.gov.cn/23.html
""",
    "asked_of_others": """
【临期提醒】第12项请于11月30日（星期三）前办结 => ?
转：各单位请于25日前完成第12项 => ?
“请于11月30日前完成第12项” 已完成 => 12 done or ?
@12 谁说没完成，早完成了 => ?
@12 未完成的话要不要延期 => ?
@12 暂时没遇到困难 => ?
@12 原来有困难，现在解决了，正在办 => 12 working
@12 之前的困难还没解决 => 12 trouble or ?
@12 已完成，未超期 => 12 done
@12 已完成，没有逾期 => 12 done
@12 已经按时完成，无延期 => 12 done
@12 今年没有新出台政策文件 => 12 nil
@12 方案报上去了 => 12 working
@12 还未部署 => 12 not_started
咱们十二项发完了你看一下 => 12 done
@12 说是完成了其实没有 => 12 working or ?
@12 基本完成，就差领导签字 => 12 working
@12 完成个啥，还没开始呢 => 12 not_started
@12 只差李家村没公开 => 12 working
@12 完成情况：未完成 => 12 working
""",
    "signed": """
@12 收到 => 12 signed
@12 已收到，谢谢 => 12 signed
@12 好的收到 => 12 signed
@12 收到收到 => 12 signed
@12 签收 => 12 signed
@12,23 均已签收 => 12,23 signed
12、23收到 => 12,23 signed
收到12和23 => 12,23 signed
@12 收到，马上落实 => 12 signed
@12 收到，我们一定按时完成 => 12 signed
@12 收到，尽快办理 => 12 signed
@12 来文收悉，将认真抓好落实，确保按时完成任务。 => 12 signed
@12 已知悉 => 12 signed
@42 收到文件了，抓紧安排 => 42 signed
@12 收到，完成后及时报送 => 12 signed
@12 没收到文件 => ?
@12 还没有收到通知 => ?
收到 => ?
{12} 收到 => 12 signed
@12 收到🙏🙏 => 12 signed
@5 任务已收到，请领导放心 => 5 signed
""",
    "working": """
12办理中 => 12 working
12 正在办 => 12 working
@12 推进中 => 12 working
@12 在弄了在弄了 => 12 working
@12 进行中，月底前可以完成 => 12 working
@12 已启动 => 12 working
@23 正在收尾 => 23 working
@23 差不多了 => 23 working
@23 快了快了 => 23 working
12在走流程 => 12 working
12完成80% => 12 working
12 完成了八成 => 12 working
12完成一半 => 12 working
12完成过半 => 12 working
12已完成三分之二 => 12 working
@30 已报领导审批 => 30 working
@30 正在会签 => 30 working
@30 材料正在整理 => 30 working
@30 还在走程序 => 30 working
12、23有序推进 => 12,23 working
@12 已经开始弄了 => 12 working
@42 清理中 => 42 working
@42 正按计划推进 => 42 working
@42 正在和平台公司对接 => 42 working
第8项稳步推进中 => 8 working
@12 领导在审 => 12 working or ?
""",
    "done": """
@12 已收工 => 12 done
@12 收工了，链接稍后补 => 12 done
@12 还没收工 => 12 working
@12 收工时间待定 => ?
12已完成 => 12 done
12 完成 => 12 done
12：办结 => 12 done
12完成了 => 12 done
@42 已办结 => 42 done
@42 搞定了 => 42 done
@42 弄好了 => 42 done
@42 已上线 => 42 done
@42 已全部公开到位 => 42 done
@42 已在区政府门户网站公开 => 42 done
@42 已于11月18日在门户网站发布 => 42 done
@42 已按要求完成 => 42 done
@42 已按照通知要求于上周公开 => 42 done
@30 预算信息已全部公开 => 30 done
@30 部门决算已在官网公布 => 30 done
@30 年度抽查计划已公布 => 30 done
@30 我镇政务公开栏已更新完毕 => 30 done
@12 行政执法信息已经挂到网站上了 => 12 done
@12 都弄完了 => 12 done
12干完了 => 12 done
12弄妥了 => 12 done
12✅ => 12 done
12已落实到位 => 12 done
23已公示 => 23 done
@23 已圆满完成，请审核 => 23 done
@23 已完成，请予销号 => 23 done
@23 该项工作已完成，请查收 => 23 done
@23 已完成，如有问题请随时联系 => 23 done
@23 已完成，不足之处请指正 => 23 done
@12 早就完成了 => 12 done
@12 11月15号就发布了 => 12 done
@12 目录已将通过公众号发布 => ?
@12 已将目录在网站公开 => 12 done
@12 已通过微信公众号发布 => 12 done
@12 本项任务已于2022年10月28日办结 => 12 done
""",
    "a negation is not done": """
12没完成 => 12 working
12未完成 => 12 working
12未办结 => 12 working
12还没有完成 => 12 working
@12 尚未公开 => 12 working
@12 还没发 => 12 working or ?
@12 目前还没有在网站上公开 => 12 working
@12 没能按期办结 => 12 working or 12 trouble
@12 不算完成 => 12 working or ?
@12 并没有完成 => 12 working
@12 并未全部落实 => 12 working
@12 谈不上完成 => 12 working or ?
@12 离完成还早 => 12 working
@12 距办结还有一段距离 => 12 working
@12 哪有完成，还在录 => 12 working
@12 完成个啥，数据都没来 => 12 trouble or 12 working or ?
@12 截至今天我单位尚未按照要求将该项内容在网站公开 => 12 working
@12 一直没弄完 => 12 working
@12 没完成呢 => 12 working
@12 没弄好 => 12 working
@12 没公布 => 12 working
@12 未落实 => 12 working
@12 不是已完成 => ? or 12 working
@12 并非已经办结 => ? or 12 working
@12 没说已完成 => ? or 12 working
12、23都没有完成 => 12,23 working
都没完成 => * working
@12 没有一项完成 => 12 working or ?
@12 还未上线 => 12 working
@12 未能全部完成 => 12 working
""",
    "typing slips and other characters": """
12己完成 => 12 done
12末完成 => 12 working
12以完成 => 12 done
12以经办结 => 12 done
12己公开 => 12 done
@12 未完城 => 12 working
@12 办里中 => 12 working
@12 申清延期到12月20日 => 12 extension 2022-12-20
@12 已經完成 => 12 done
@12 尚未完成，正在辦理 => 12 working
@12 辦理中 => 12 working
@12 不涉及我單位 => 12 nil
１２已完成 => 12 done
１２、２３　办理中 => 12,23 working
12。已完成 => 12 done
12.已完成。 => 12 done
第１２项：已完成！ => 12 done
【12】已完成 => 12 done
（12）已完成 => 12 done
@12 已完成👍👍 => 12 done
@12 月末完成 => 12 working
@12 期末完成 => 12 working or ?
@12 以公开促法治 => ?
@12 未開展 => 12 not_started
""",
    "almost, nearly, part": """
12基本完成 => 12 working
12基本上办结了 => 12 working
12快完成了 => 12 working
12即将完成 => 12 working
12接近完成 => 12 working
12几乎完成了 => 12 working
12大体完成 => 12 working
12差一点就完成了 => 12 working
12就差链接了 => 12 working
12只差盖章 => 12 working
@12 除链接外都好了 => 12 working
@12 已完成初稿 => 12 working
@12 初稿已完成 => 12 working
@12 方案起草已完成 => 12 working
@12 已完成起草 => 12 working
@12 已完成大部分 => 12 working
@12 大部分已公开 => 12 working
@12 部分已公开 => 12 working
@12 第一阶段已完成 => 12 working
@12 前期工作已完成 => 12 working
@12 已完成摸底 => 12 working
@12 20个栏目完成了15个 => 12 working
@12 已公开15条，还剩5条 => 12 working
@12 已完成，还差一个链接 => 12 working
@12 已公开，个别栏目还需要完善 => 12 working
@12 预算公开了，决算还没有 => 12 working
@12 已完成征求意见 => 12 working
@12 已完成，待领导签字后发布 => 12 working
@12 已完成录入，审核还没弄 => 12 working
@12 主体工作已完成，正在收尾 => 12 working
@12 已上线试运行 => 12 working
@12 12个村已完成10个村 => 12 working
@12 完成了，但是还没上网 => 12 working
@12 已公开，但链接打不开 => 12 trouble or 12 working
@12 已经发布了通知 => 12 working
@12 已落实专人 => 12 working
@12 其中3个已完成 => 12 working
@12 已完成(初稿) => 12 working
12（完成80%） => 12 working
@30 仅完成预算部分 => 30 working
@30 勉强算完成 => ? or 30 working
@30 已完成待发布 => 30 working
@30 只完成了目录 => 30 working
@30 已发布征求意见稿 => 30 working
""",
    "plans, promises, conditions": """
12预计12月5日完成 => 12 working
12力争月底完成 => 12 working
12争取下周办结 => 12 working
12确保11月底前完成 => 12 working
12计划下周公开 => 12 working
12拟于下周发布 => 12 working
12将于12月1日上线 => 12 working
12马上就完成了 => 12 working
12月底前能完成 => ?
@42 12月底前完成 => 42 working
@42 明天发布 => 42 working
@42 30日前完成 => 42 working
@42 下周一能上线 => 42 working
@42 会后发布 => 42 working or ?
@42 党组会通过后公开 => 42 working
@42 待领导签批后上网 => 42 working
@42 如数据到位则已完成 => ? or 42 working
@42 如果市局给了数据就完成了 => ? or 42 working
@42 要是今天开会通过了，就办结了 => ? or 42 working
@42 等开完会就完成了 => ? or 42 working
@42 如已完成请忽略 => ?
@42 应该完成了 => ?
@42 好像已经公开了 => ?
@42 听说已经办结 => ?
@42 可能已完成 => ?
@42 估计完成了 => ?
@42 本应已完成 => ? or 42 working
@42 必须完成 => ? or 42 working
@42 要求各村月底前完成 => 42 working
@42 已要求各科室公开 => 42 working or ?
@42 已安排专人办理 => 42 working
@42 已部署 => 42 working
@42 已转发各科室 => 42 working
@42 已经布置下去了 => 42 working or ?
@42 原计划已完成的 => ? or 42 working
@42 目标是月底完成 => 42 working
@42 尽快完成 => 42 working
@42 我们会尽快完成的 => 42 working
@42 抓紧落实 => 42 working
@42 正争取月底前公布 => 42 working
@42 希望下周办结 => 42 working
@42 后天就发布了 => 42 working
""",
    "questions": """
@12 完成了吗 => ?
12完成没有？ => ?
12算不算完成？ => ?
12是否已完成 => ?
12已经完成了吧？ => ?
12已完成，对吗？ => ?
12什么时候截止？ => ?
@12 谁负责审核？ => ?
@12 这样算办结了吗？ => ?
@12 已公开的要不要再报？ => ?
@12 怎么报？ => 12 help
怎么回复 => - help
如何操作？ => - help
@12 链接发哪里？ => ? or 12 help
帮助 => - help
help => - help
使用说明 => - help
@12 审核通过了吗 => ?
@12 为啥还显示未完成？ => ?
@12 完成后怎么反馈？ => 12 help
你是谁 => ?
@12 完成时限是几号 => ?
@12 能不能不报 => ?
""",
    "not started": """
12还没开始 => 12 not_started
12未启动 => 12 not_started
@12 暂未开展 => 12 not_started
@12 尚未着手 => 12 not_started
@12 还没动 => 12 not_started
@12 没弄呢 => 12 not_started
@12 还没顾上弄 => 12 not_started
12、23还未启动 => 12,23 not_started
@12 还没开始，计划下月启动 => 12 not_started
@12 未开工 => 12 not_started
都还没动 => * not_started
@12 没有开展 => 12 not_started
@12 已启动，但宣传还没开始 => 12 working
@12 一点没动 => 12 not_started
""",
    "trouble": """
12有困难 => 12 trouble
@12 需要区里协调 => 12 trouble
@12 卡在系统权限上了 => 12 trouble
@12 等市局批复 => 12 trouble
@12 在等省厅文件 => 12 trouble
@12 平台登不上 => 12 trouble
@12 系统报错，传不上去 => 12 trouble
@12 没有经费，推不动 => 12 trouble
@12 无法按时完成 => 12 trouble
@12 完不成 => 12 trouble
@12 月底肯定完不成了 => 12 trouble
@12 人手不够 => 12 trouble
@12 正在办，但是缺数据，请协调 => 12 trouble
@12 来不及了 => 12 trouble
@12 已完成大部分，剩下的卡在财政 => 12 trouble
@12 因部门不配合，工作停滞 => 12 trouble
@12 没有困难，正在推进 => 12 working
@12 困难群众名单已公开 => 12 done
@12 完成难度较大 => 12 trouble
@12 办不了，没权限 => 12 trouble
@12 数据要不来，麻烦贵办给协调一下 => 12 trouble
@12 协调会已开，正在推进 => 12 working
""",
    "nil": """
12不涉及 => 12 nil
12、23我局不涉及 => 12,23 nil
@12 我单位无此情形 => 12 nil
@12 本季度无 => 12 nil
@12 本年度未发生 => 12 nil
@12 没有发生此类情况 => 12 nil
@12 我镇没有这项业务 => 12 nil
@12 不适用 => 12 nil
@12 我局无行政执法权，不涉及 => 12 nil
@12 经核实，我单位无此类事项 => 12 nil
@12 n/a => 12 nil
全部不涉及 => * nil
@12 无进展 => ? or 12 working or 12 not_started
@12 好像不涉及 => ?
@12 不涉及涉密信息，已公开 => 12 done
@12 不是不涉及 => ?
@12 是不是不涉及？ => ?
@12 跟我们单位没关系 => 12 nil
12无 => 12 nil
@12 没有 => ?
@12 不属于我局职责 => 12 nil
@12 部分不涉及 => ? or 12 working
""",
    "extension": """
12申请延期到12月15日 => 12 extension 2022-12-15
12延期到12月15号，等数据 => 12 extension 2022-12-15
@12 请求延期至12月底 => 12 extension 2022-12-31
@12 想延到下周三 => 12 extension 2022-11-30
@12 能否延期到12月10日？ => 12 extension 2022-12-10
@12 能不能推迟到12.10 => 12 extension 2022-12-10
@12 申请延期至2023年1月10日 => 12 extension 2023-01-10
@12 申请延至1月10日 => 12 extension 2023-01-10
@12 延期到月底 => 12 extension 2022-11-30
@12 延期到本月底 => 12 extension 2022-11-30
@12 延期到下月10号 => 12 extension 2022-12-10
@12 延期到年底 => 12 extension 2022-12-31
@12 延期到明年1月底 => 12 extension 2023-01-31
@12 从今天起延期两周 => 12 extension 2022-12-05
@12 自即日起延长10天 => 12 extension 2022-12-01
@12 延期两周 => 12 extension; ?
@12 申请延期 => 12 extension; ?
@12 延期到下周 => 12 extension; ?
@12 延期到11月31日 => 12 extension; ?
@12 延期到11月10日 => 12 extension; ?
@12 延期到12月 => 12 extension; ?
@12 延期到春节后 => 12 extension; ?
@12 延期到11月28日 => 12 extension 2022-11-28
@12 原定11月30日，现申请延期到12月8日 => 12 extension 2022-12-08
@12 由11月30日延长至12月8日 => 12 extension 2022-12-08
@12 因疫情影响，请求延期到12月20日前完成 => 12 extension 2022-12-20
@12 不申请延期，正常推进 => 12 working
@12 延期审批流程已公开 => 12 done
@12 延期批了没有 => ?
@12 不用延期了，已完成 => 12 done
12、23申请延期到12月15日 => 12,23 extension 2022-12-15
12延期到20号 => 12 extension; ?
@12 延期到后天 => 12 extension 2022-11-23
@12 申请延期到十二月二十号 => 12 extension 2022-12-20
@12 延期到2022-12-15 => 12 extension 2022-12-15
@12 申请延期到12/15 => 12 extension 2022-12-15
@12 完不成了，申请延期到12月15日 => 12 extension 2022-12-15
@12 申请把时限由11月30日调整到12月15日 => 12 extension 2022-12-15
@12 延期到12月15日左右 => 12 extension; ?
@12 申请宽限到12月2日 => 12 extension 2022-12-02
""",
    "handover and correction": """
正确的是12已完成 => 12 correct
12正确的是办理中 => 12 correct
我调走了，以后请找王某 => * handover
今后政务公开工作由王某负责 => * handover
我退休了 => * handover or ?
联络员换成李某了 => * handover
12以后由李某负责 => 12 handover
@12 这项以后由综合股负责 => 12 handover
@12 李某负责，已完成 => 12 done
更正12 => 12 correct
更正：12还没完成 => 12 correct
12报错了，应为办理中 => 12 correct
@12 刚才说错了 => 12 correct
@12 发错了，重发 => 12 correct
12之前说已完成是误报 => 12 correct
@12 上一条有误，以这条为准 => 12 correct
@12 更正公告已发布 => 12 done
12已完成。更正：23还在办 => 12 done; 23 correct
""",
    "which numbers are items": """
第12项已完成 => 12 done
任务12已完成 => 12 done
12号任务已完成 => 12 done
序号12已完成 => 12 done
12号已完成 => 12 done
第12条已完成 => 12 done
第十二项已完成 => 12 done
四十二项弄完了 => 42 done
十二号任务完成了 => 12 done
3-5办理中 => 3,5 working; ?
3—5项办理中 => 3,5 working; ?
{3,4,5,9} 3至5号任务办理中 => 3,4,5 working
{3,4,5,9} 3~5已完成 => 3,4,5 done
{35,36,37} 第三十五至第三十七项已完成 => 35,36,37 done
3、5、8都已完成 => 3,5,8 done
3 5 8都完成了 => 3,5,8 done
3，5，8均已办结 => 3,5,8 done
3和5办理中 => 3,5 working
3/5/8 办理中 => 3,5,8 working
第3、5、8项已完成 => 3,5,8 done
12、88已完成 => 12 done; ?
88已完成 => ?
1 => ?
12 => ?
@42 1 => ?
@42 11月1日已发布 => 42 done
@42 11.30前完成 => 42 working
@42 12:30开会研究，正在推进 => 42 working
@42 电话0352-1234567，已完成 => 42 done
@42 已在全区12个乡镇推进中 => 42 working
@42 共公开30条，已全部公开 => 42 done
@42 12日已公开 => 42 done
@42 见新政办发〔2022〕12号，已落实 => 42 done
@42 第3季度已公开 => 42 done or ?
23人事任免信息已公开 => 23 done
12年报已发布 => 12 done
23台账已更新完毕 => 23 done
5本级预算已公开 => 5 done
12行政执法公开，已完成 => 12 done
15家庭医生签约信息已公开 => 15 done
@42 12345热线办理情况已公开 => 42 done
@42 附件3已公开 => 42 done or ?
@42 20号开会，正在办 => 42 working
@42 十四五规划已公开 => 42 done
@42 3个栏目都已上线 => 42 done
@42 完成12，剩3 => 42 working or ?
12 已完成 23 还没开始 => 12 done; 23 not_started
12完成了23还在弄 => 12 done; 23 working
十二完成了二十三还没弄完 => 12 done; 23 working
已完成：12、23 => 12,23 done
未完成：12、23；已完成：3、5 => 12,23 working; 3,5 done
已完成的有3、5，正在办的有12 => 3,5 done; 12 working
""",
    "all, the rest, except": """
{12,23} 12未完成，但其余已完成 => 12 working; 23 done
全部已完成 => * done
都已完成 => * done
全部正常推进 => * working
所有任务都在推进 => * working
各项任务均正常推进 => * working
除12外都办结了 => 1,3,5,8,15,20,23,30,42 done
除了12，其他都完成了 => 1,3,5,8,15,20,23,30,42 done
{3,12,23} 除12、23外全部完成 => 3 done
{3,12,23} 12还在办，其他都完成了 => 12 working; 3,23 done
{3,12,23} 12已完成，剩下的都没弄完 => 12 done; 3,23 working
{3,12} 两项都完成了 => * done
{3,12,23} 三项均在办理 => * working
{3,12,23} 五项都完成了 => ?
@12,23 都完成了 => 12,23 done
@12 全部完成 => 12 done
@12 所有栏目都已公开 => 12 done
所有栏目都已公开 => ?
没有全部完成 => ?
不是都完成了 => ?
都完成了吗？ => ?
除个别外都完成了 => ?
大部分都完成了 => ?
基本都完成了 => ? or * working
其他单位都完成了 => ?
@12 别的单位都公开了 => ?
{12} 已完成 => 12 done
{12} 办理中 => 12 working
已完成 => ?
办理中 => ?
""",
    "quotes and topics": """
12《未完成事项清单》已公开 => 12 done
12“已办结”标识正在设计 => 12 working
12“帮办代办”专区已上线 => 12 done
@12 《关于加快推进政务公开的通知》已印发 => 12 done or ? or 12 working
12未公开事项清单已发布 => 12 done
12不动产登记信息已公开 => 12 done
12未成年人保护信息已公开 => 12 done
12无障碍改造情况已公开 => 12 done
12不合格食品信息已公布 => 12 done
23已公开文件清理还没开始 => 23 not_started
23拟公开事项正在审核 => 23 working
12办结率统计正在做 => 12 working
12完成情况正在汇总 => 12 working
> 第12项 已完成？⏎没有，还在办 => 12 working
> 【催办】第12项请于11月30日前办结⏎已完成 => 12 done
「办公室：第12项完成了吗」⏎- - - - - -⏎正在弄 => 12 working
“12完成了没？”⏎完成了 => 12 done
@12 “已完成” => ?
12重大项目建设，已公开 => 12 done
5《2022年预算执行情况》已发布 => 5 done
30“三公”经费已公开 => 30 done
@12 不予公开事项目录已公布 => 12 done
@12 通知说月底前完成，正在推进 => 12 working
""",
    "links": """
12 已完成 https://www.xrq.gov.cn/a/12.html => 12 done +https://www.xrq.gov.cn/a/12.html
12已公开https://www.xrq.gov.cn/a/1.html。 => 12 done +https://www.xrq.gov.cn/a/1.html
12已公开（https://www.xrq.gov.cn/a/1.html），请审核 => 12 done +https://www.xrq.gov.cn/a/1.html
@12 已公开，见https://www.xrq.gov.cn/a/1.html，https://www.xrq.gov.cn/a/2.html => 12 done +https://www.xrq.gov.cn/a/1.html +https://www.xrq.gov.cn/a/2.html
https://www.xrq.gov.cn/a/30.html 12已完成 => 12 done +https://www.xrq.gov.cn/a/30.html
12已完成⏎https://www.xrq.gov.cn/a/1.html⏎23办理中 => 12 done +https://www.xrq.gov.cn/a/1.html; 23 working
@12 https://www.xrq.gov.cn/done/finished.html => ?
@12 https://www.xrq.gov.cn/done/finished.html 还没弄完 => 12 working +https://www.xrq.gov.cn/done/finished.html
@12 链接https://mp.weixin.qq.com/s/AbC_12-d?x=1&y=30#42发了，已公开 => 12 done +https://mp.weixin.qq.com/s/AbC_12-d?x=1&y=30#42
12已发布https://www.xrq.gov.cn/a/1.html 23没发 => 12 done +https://www.xrq.gov.cn/a/1.html; 23 working or 12 done +https://www.xrq.gov.cn/a/1.html; ?
12已完成，链接：https://www.xrq.gov.cn/a_(1).html => 12 done +https://www.xrq.gov.cn/a_(1).html
12不涉及，说明https://www.xrq.gov.cn/sm.html => 12 nil +https://www.xrq.gov.cn/sm.html
@12 网址是https://www.xrq.gov.cn/x.html这个还没审 => 12 working +https://www.xrq.gov.cn/x.html or ?
""",
    "lines and lists": """
12 已完成⏎23 办理中⏎30 未启动⏎42 不涉及 => 12 done; 23 working; 30 not_started; 42 nil
1.第12项已完成⏎2.第23项正在推进 => 12 done; 23 working
1、12已完成⏎2、23办理中⏎3、30没开始 => 12 done; 23 working; 30 not_started
（1）第12项已完成；（2）第23项办理中 => 12 done; 23 working
3、已完成⏎5、办理中⏎8、不涉及 => 3 done; 5 working; 8 nil
12：行政执法公开，已在网站公开⏎23：正在收集材料 => 12 done; 23 working
区某局反馈：⏎12.已完成⏎23.推进中⏎联系人：李某⏎2022年11月21日 => 12 done; 23 working
11月21日⏎12已完成⏎15办理中 => 12 done; 15 working
12、23：已完成⏎30、42：正在办 => 12,23 done; 30,42 working
12已完成；23已完成；30正在办；42有困难 => 12,23 done; 30 working; 42 trouble
12已完成，23、30正在办，42申请延期到12月15日 => 12 done; 23,30 working; 42 extension 2022-12-15
1 已完成⏎3 已完成⏎5 已完成⏎8 已完成⏎12 已完成⏎15 已完成⏎20 办理中⏎23 办理中⏎30 办理中⏎42 未启动 => 1,3,5,8,12,15 done; 20,23,30 working; 42 not_started
12⏎已完成 => 12 done
第12项⏎状态：办理中⏎第23项⏎状态：已完成 => 12 working; 23 done
1.行政执法公开已完成⏎2.预算公开办理中 => ?
12 done⏎23 not yet => 12 done; 23 working or 12 done; ?
12. 已完成, 23. 办理中 => 12 done; 23 working
""",
    "long and polite": """
尊敬的领导：您好！我局高度重视政务公开工作，第12项任务已按要求完成，并已在区政府门户网站公开，请审核。感谢支持！ => 12 done
您好，关于第12项，我们已经召开了专题会议进行研究部署，明确了责任分工，目前正在按照方案有序推进，预计12月中旬完成，请知悉。 => 12 working
@12 感谢贵办的提醒，由于近期疫情防控任务较重，人员全部下沉社区，该项工作尚未全面铺开，我们将克服困难尽快推进。 => 12 not_started or 12 working or ? or 12 trouble
@12 经过全局上下共同努力，该项任务已全面完成，相关信息已在区政府网站公布，下一步我们将继续做好动态更新工作。 => 12 done
@12 按照任务分解表要求，我镇认真组织梳理，对照清单逐项落实，因人事变动频繁，部分栏目内容尚未更新到位，现申请延期到12月9日，望批准。 => 12 extension 2022-12-09
@12 您好，请问这个任务是全部乡镇都要做吗，我们镇没有这块业务 => ? or 12 nil
我们这边第八项呢是已经弄完了但是第十二项还没有弄完估计要到下个月了 => 8 done; 12 working
那个领导你好十二项已经办完了二十三项正在办 => 12 done; 23 working
@12 咱们这个已经整完了哈 => 12 done
@12 莫得问题，已经搞完咯 => 12 done
@12 还冇搞完 => 12 working or ?
@12 还没闹好呢 => 12 working
@12 么办法完成 => ? or 12 trouble
@12 完事儿了 => 12 done
@12 嗯，知道了 => 12 signed or ?
@12 好的 => ?
@12 谢谢领导 => ?
@12 没问题 => ?
@12 在开会，晚点回复 => ?
@12 👍 => ?
@12 。 => ?
""",
    "what follows can undo a completion": """
@12 已完成，暂未公开 => 12 working
@12 已完成，等会签 => 12 working
@12 已完成，但需要再核对 => 12 working or ?
@12 已完成，准备下周公开 => 12 working
@12 已公开，正在整改 => 12 working
@12 昨天说完成了，其实没有 => 12 working or ? or 12 correct
@12 本来以为完成了，结果链接失效了 => ? or 12 working or 12 trouble
@12 完成了才怪 => ?
@12 别催了，没完成 => 12 working
@12 已完成的部分已上报 => 12 working
@12 已经完成了吧应该 => ?
@12 已完成个别栏目 => 12 working
@12 完成了一些 => 12 working or ?
@12 已完成上传，待审核发布 => 12 working
@12 已完成审核前的所有工作 => ? or 12 working
@12 已经完成一部分，其余下周完成 => 12 working
@12 让我说已完成，可我还没弄 => 12 not_started or 12 working or ?
@12 已公布过去年的，今年的还没有 => 12 working or ?
@12 完成不了 => 12 trouble
@12 已完成不了 => 12 trouble or ?
@12 完成时间是11月30日 => ?
@12 办结时限快到了 => ?
@12 去年已完成 => ?
@12 希望能算已完成 => ? or 12 working
@12 已完成待办事项的梳理 => ? or 12 working
@12 已经完成得差不多了 => 12 working
@12 已完成？ => ?
@12 已发布会议通知 => 12 working
@12 已完成第一批 => 12 working
@12 说是完成了 => ?
@12 领导要求写已完成 => ?
@12 已完成任务书签订 => ? or 12 working
""",
    "a year of everyday answers": """
@12 收到，已安排专人负责 => 12 working
@12 好嘞收到 => 12 signed
@12 收到，谢谢提醒，我们抓紧办 => 12 signed
@12 通知已签收 => 12 signed
@12 收到啦～ => 12 signed
@12 👌收到 => 12 signed
@12,23,30 以上任务均已收到 => 12,23,30 signed
12、23、30已收悉，将按要求落实 => 12,23,30 signed
@42 回执：收到 => 42 signed
@42 收到请放心 => 42 signed
@42 收到你们的催办了，还没弄完，这两天加班弄 => 42 working
@42 ok收到 => 42 signed
@12 正在汇总各村数据 => 12 working
@12 材料已提交领导审阅 => 12 working
@12 目前已收集到35家单位的数据 => 12 working or ?
@12 初审已通过，待复审 => 12 working
@12 公示期还没过 => 12 working
@12 公示期到12月1日 => ? or 12 working
@12 已经做了大半 => 12 working
@12 还在等领导签字 => 12 working
@12 进度70% => 12 working
@12 进度：已完成70% => 12 working
@12 完成进度100% => ? or 12 done
@12 90%了 => 12 working
12号任务进行到一半了 => 12 working
第23项目前正在走审批流程，领导出差回来就签 => 23 working
23项刚刚启动 => 23 working
@23 平台正在搭建 => 23 working
@23 已经报上去了等批 => 23 working or 23 trouble
@23 内容已编好，正在排版 => 23 working
@23 稿子写好了还没发 => 23 working
@23 写好了，等着发 => 23 working or ?
@23 已录完一多半 => 23 working
@23 弄得差不多啦 => 23 working
@23 还有两个村没报上来 => 23 working or ?
@23 只剩最后一个栏目 => 23 working
@23 八九不离十了 => ? or 23 working
@23 快弄完了 => 23 working
@23 马上好 => 23 working
@23 已完成了 => 23 done
@23 已经完成啦 => 23 done
@23 业已办结 => 23 done
@23 均已公开 => 23 done
@23 已公开，链接附后 => 23 done
@23 信息已公布在政府网站政务公开专栏 => 23 done
@23 相关信息已在“政务公开”专栏发布 => 23 done
@23 已更新 => 23 done
@23 已上墙公示 => 23 done
@23 弄完咧 => 23 done
@23 办好了办好了 => 23 done
@23 已挂网 => 23 done
@23 网站上已经能查到了，已公开 => 23 done or ?
@23 我镇已于今日上午10点在公示栏公示 => 23 done
@23 今天上午已发布 => 23 done
@23 昨天发布的 => ? or 23 done
@23 已按时完成并上报 => 23 done or ?
@23 已完成整改 => 23 done
@23 任务完成 => 23 done
@23 完成！ => 23 done
第23项，办结。 => 23 done
23-已完成 => 23 done
23—已完成 => 23 done
23|已完成 => 23 done
23=已完成 => 23 done or ?
23、行政许可事项清单：已公布。 => 23 done
任务23：已落实，见附件 => 23 done
编号23 已办结 => 23 done
@23 已完成，照片见下 => 23 done
@23 已完成，详见附件 => 23 done
@23 没有遗漏，全部公开了 => 23 done
@23 没有问题，已经发布 => 23 done
@23 不好意思回复晚了，已完成 => 23 done
@23 抱歉，忙忘了，早就办结了 => 23 done
@23 还没 => 23 working or 23 not_started or ?
@23 没呢 => 23 working or 23 not_started or ?
@23 远未完成 => 23 working
@23 八字还没一撇呢 => 23 not_started or ? or 23 working
@23 暂时完成不了 => 23 trouble
@23 还不能说完成 => 23 working or ?
@23 称不上完成 => ? or 23 working
@23 除了公示都弄完了 => 23 working or ?
@23 完成的话会第一时间告诉您 => ?
@23 完成之后再报 => ? or 23 working
@23 争取本周内办结 => 23 working
@23 本周五前完成 => 23 working
@23 年底前一定完成 => 23 working
@23 计划12月20日前完成公示 => 23 working
@23 下个月能办完 => 23 working
@23 过两天就发布 => 23 working or ?
@23 再给几天就能完成 => 23 working or ?
@23 国庆后发布的 => ? or 23 done
@23 一旦批复即刻公开 => ? or 23 working
@23 这项完成了么 => ?
@23 怎么还显示逾期，我们早完成了 => ? or 23 done
@23 不是已经报完成了吗 => ?
@23 请问怎样上传照片？ => 23 help
@23 如何更正？ => 23 help
怎么更正已经报的？ => - help
怎么查我还有几项？ => - help or ?
如何提交佐证材料 => - help
不会操作，求指导 => - help or ? or * trouble
23需要提供什么材料？ => ? or 23 help
@23 是要我们镇报还是村报？ => ?
@23 暂没启动 => 23 not_started
@23 还没有着手做 => 23 not_started
@23 还未开始 => 23 not_started
@23 尚未动工 => 23 not_started
@23 还没来得及弄 => 23 not_started
23没开展 => 23 not_started
@23 準備啟動，尚未開始 => 23 not_started
@23 推进不下去了 => 23 trouble
@23 遇到困难，数据拿不到 => 23 trouble
@23 财政没给钱，干不了 => 23 trouble
@23 上级平台还没开放 => 23 trouble or 23 working
@23 需上级部门协调 => 23 trouble
@23 需要你们协调一下公安那边 => 23 trouble
@23 卡壳了 => 23 trouble
@23 等县财政局的批复 => 23 trouble
@23 系统进不去，密码忘了 => 23 trouble
@23 部门之间扯皮，推不动 => 23 trouble
@23 按期完成有难度 => 23 trouble
@23 问题已协调解决，现已办结 => 23 done
@23 困难已经克服，正在推进 => 23 working
@23 我镇不涉及 => 23 nil
@23 该事项我单位不涉及，请予核减 => 23 nil
@23 没有相关业务 => 23 nil
@23 本年度无此类情况发生 => 23 nil
@23 今年没有发生 => 23 nil
@23 无此项职能 => 23 nil
@23 此项与我局无关 => 23 nil
@23 没有涉及的内容 => 23 nil
@23 第四季度未发生 => 23 nil
@23 我局不涉及该项工作，无需公开 => 23 nil
12、23我们镇没有这类情形 => 12,23 nil
@23 没有变化 => ?
@23 暂无 => ?
@23 申请再延10天 => 23 extension; ?
@23 申请延期至12月9日（星期五） => 23 extension 2022-12-09
@23 延期到12月9日（星期三） => 23 extension; ?
@23 想请示延期到下周一可以不 => 23 extension 2022-11-28
@23 能宽限到月底不 => 23 extension 2022-11-30
@23 因机构改革，申请推迟到2023年3月31日 => 23 extension 2023-03-31
@23 延期到2月30日 => 23 extension; ?
@23 申请延期，时间待定 => 23 extension; ?
@23 申请延期至明年 => 23 extension; ?
@23 申请延期至下月15日 => 23 extension 2022-12-15
@23 申请延期到12月中旬 => 23 extension; ?
@23 自12月1日起延期15天 => 23 extension 2022-12-16
@23 从即日起延长一个月 => 23 extension 2022-12-21
@23 申请延期5个工作日 => 23 extension; ?
@23 申请延期至2022年12月31日，原因是审计未完成 => 23 extension 2022-12-31
@23 延期的批复收到了吗 => ?
@23 上次延期已批，正在办 => 23 working or ?
@23 项目延期公告已发布 => 23 done or ?
23、30申请延期，23到12月5日，30到12月15日 => 23 extension 2022-12-05; 30 extension 2022-12-15 or ? or 23,30 extension; ?
我已离职，请联系新来的小李 => * handover
本人已调任，后续由赵某接替 => * handover
联络员变更为赵某，电话0352-1234567 => * handover
23这项以后归执法队管了 => 23 handover or ?
@23 以后这个找王主任 => 23 handover
下周起我休产假，工作由张某代 => * handover or ?
23由张某负责办理，已完成 => 23 done
更正：23应为不涉及 => 23 correct
23填错了，是30完成了 => ? or 23 correct or 23,30 correct or 23 correct; 30 done or 23 correct; ?
@23 不对，搞错了，是还没公开 => 23 correct
23报早了，其实还没完 => 23 correct or 23 working or ?
撤回23的完成 => 23 correct or ?
@23 之前发的链接是错的，以这个为准https://www.xrq.gov.cn/n.html => 23 correct +https://www.xrq.gov.cn/n.html
第12、23项已完成，第30项正在推进，第42项不涉及。 => 12,23 done; 30 working; 42 nil
12完成，23完成，30没完成 => 12,23 done; 30 working
12ok了 => 12 done
12 OK，23 OK => ? or 12,23 done
12√ 23√ 30× => 12,23 done; 30 working or 12,23 done; ? or ?
十二、二十三已完成 => 12,23 done
第十二和二十三项都办结了 => 12,23 done
12、23项均已办结 => 12,23 done
12号23号都弄完了 => 12,23 done
第12至15项都在办理 => 12,15 working; ?
{12,13,14,15} 12到15都弄好了 => 12,13,14,15 done
{12,13,14,15} 第12-15项，已完成 => 12,13,14,15 done
{12,13,14,15} 12-14已完成，15没有 => 12,13,14 done; ? or 12,13,14 done; 15 working
12已完成15正在办30还没开始 => 12 done; 15 working; 30 not_started
12、15，已完成；20、23，办理中 => 12,15 done; 20,23 working
12和15办结，其他的都在推进 => 12,15 done; 1,3,5,8,20,23,30,42 working
{12,15,20} 除了12还没弄完，其他都完成了 => 12 working; 15,20 done
{12,15,20} 除12、15以外，已全部完成 => 20 done
{12,15,20} 除第12项正在推进外，其余两项均已办结 => 12 working; 15,20 done
{12,15,20} 20已完成，其余不涉及 => 20 done; 12,15 nil
{12,15,20} 三项任务全部办结 => * done
{12,15,20} 三个都完成了 => * done or ?
{12,15,20} 都在推进，12快完了 => 12,15,20 working
所有任务均已完成，请审核 => * done
全部收到 => * signed
以上任务我单位均不涉及 => * nil
各项工作均未启动 => * not_started
全部完成了吗？ => ?
如果全部完成请告知 => ?
全都还没弄 => * not_started
大家都完成了 => ?
我们都完成了 => * done
都快完成了 => * working or ?
差不多都完成了 => ? or * working
@12 12345平台工单已全部办结 => 12 done or ?
@12 5个村已完成，7个村正在推进 => 12 working
@12 12个村全部公示完毕 => 12 done
@12 12月已公开3次 => ? or 12 working
@12 共5类30项，全部公开 => 12 done or ?
@12 按照37号文要求已公开 => 12 done
@12 12月3日党组会研究 => ? or 12 working
@12 会议定在12月3日上午9:00，会后公开 => 12 working
@12 办公室电话6022312，正在办理 => 12 working
@12 截至11月20日17:00，已完成 => 12 done
{3,12} 3月份已公开，12号的还没有 => ? or 12 working; ?
23办理中，12月底前完成 => 23 working
12月15日前完成23 => 23 working or ?
23力争12月15日前完成，30已完成 => 23 working; 30 done
30：11月30日前完成 => 30 working
30 计划11.30完成 => 30 working
30已完成，42计划12月10号完成 => 30 done; 42 working
30《办结事项公示》已发布 => 30 done
30“未办结事项”专栏正在建设 => 30 working
30“已完成项目库”还没开始建 => 30 not_started or 30 working
30公开“不予处罚”清单已完成 => 30 done
30政务公开专区建设已完成 => 30 done
30公开标准目录已更新完成 => 30 done
30完成情况说明正在写 => 30 working
30关于申请延期的办事指南已公开 => 30 done or ?
30无证明城市建设情况已公布 => 30 done or ?
30未诉先办机制已公开 => 30 done or ?
30非现场执法结果已公示 => 30 done or ?
30政策解读已发布，图解正在制作 => 30 working
30主动公开部分已完成，依申请公开部分还在整理 => 30 working
30文字版已公开，视频还没弄 => 30 working
30上半年的已公开，下半年的还没到时间 => 30 working
30已完成网站公开，公众号还没发 => 30 working
30网站已公开，公众号明天发 => 30 working
30已完成，等审核通过就公开 => 30 working
30已报送区政府办审核 => 30 working
30已完成领导签批 => 30 working
30已公开征求意见 => 30 working
30听证会已召开，正在修改 => 30 working
30已拟定 => 30 working or ?
30已有初步方案 => 30 working
30已制定方案 => 30 working
30方案已制定完毕 => ? or 30 working
30信息已采集完毕 => ? or 30 working
30已开会布置 => 30 working
30持续推进 => 30 working
30长期坚持，已落实 => 30 done or ?
30常态化推进中 => 30 working
30按进度推进 => 30 working
30 进展顺利 => 30 working
30正常 => ? or 30 working
我们这边十二项弄完了 二十三项在弄 三十项还没动 => 12 done; 23 working; 30 not_started
嗯那个三十项就是那个预算公开已经在网上公开了 => 30 done
就是说那个四十二项嘛我们还在跟平台公司对接 => 42 working
四十二那个还没有弄 => 42 not_started
您好领导这边是城关镇的第八项我们已经全部完成了麻烦您看一下 => 8 done
12项任务因为疫情原因人都下沉了没办法按期完成想申请延期到下个月15号您看行不行 => 12 extension 2022-12-15
各位领导：我单位第5项已办结，第8项正在办理，第15项尚未启动，妥否，请批示。 => 5 done; 8 working; 15 not_started
关于第20项“村务公开”，我镇共12个村，已全部完成公示，链接：https://www.xrq.gov.cn/cwgk.html => 20 done +https://www.xrq.gov.cn/cwgk.html
20 https://www.xrq.gov.cn/a.html 已公开 => 20 done +https://www.xrq.gov.cn/a.html
20已发布（链接：https://www.xrq.gov.cn/a.html ） => 20 done +https://www.xrq.gov.cn/a.html
20已公开→https://www.xrq.gov.cn/a.html←请查收 => 20 done +https://www.xrq.gov.cn/a.html
@20 https://www.xrq.gov.cn/a.html、https://www.xrq.gov.cn/b.html 均已公开 => 20 done +https://www.xrq.gov.cn/a.html +https://www.xrq.gov.cn/b.html
20、23已公开：https://www.xrq.gov.cn/a.html => 20,23 done +https://www.xrq.gov.cn/a.html
20已公开 HTTPS://WWW.XRQ.GOV.CN/A.HTML => 20 done +HTTPS://WWW.XRQ.GOV.CN/A.HTML
20 链接打不开了，正在修 => 20 trouble or 20 working
> 第12项、第23项 待办理⏎12已完成，23在办 => 12 done; 23 working
【督办提醒】第12项将于11月30日到期⏎收到 => 12 signed
“请各单位11月30日前完成第12项”⏎已完成 => 12 done
12已完成⏎（附图） => 12 done
12已完成⏎⏎23已完成⏎⏎30办理中，预计12月完成 => 12,23 done; 30 working
一、已完成：12、15⏎二、办理中：20、23⏎三、未启动：42 => 12,15 done; 20,23 working; 42 not_started
已办结：第12项、第15项。未办结：第20项。 => 12,15 done; 20 working
12.行政执法公开：已完成。⏎15.预算公开：正在办理。⏎20.村务公开：不涉及。 => 12 done; 15 working; 20 nil
12 finished, 15 in progress => 12 done; 15 working
12 DONE => 12 done
@12 not yet => 12 working
@12 almost done => 12 working or ?
@12 will be done tomorrow => 12 working or ?
12 已完戌 => ? or 12 done
@12 以办结 => 12 done
@12 己经公开 => 12 done
@12 末公开 => 12 working
@12 周末完成 => 12 working or ?
@12 已完成末端公示 => ? or 12 done or 12 working
@12 尚末完成 => 12 working
""",
    "words that only sound like completion": """
12群上已公开 => ?
12会上已公开 => ?
@30 网上能搜到了 => ?
@30 昨晚加班弄完了 => 30 done
@30 刚发布 => 30 done or ?
@30 刚刚发布了 => 30 done
@30 我局网站已同步公开 => 30 done
@30 公开完毕 => 30 done
@30 已整改完毕 => 30 done
@30 已圆满完成各项任务 => 30 done
@30 该任务已全部落实 => 30 done
@30 已顺利完成，谢谢指导 => 30 done
@30 已完成归档 => ? or 30 done or 30 working
@30 已建立台账 => ? or 30 working or 30 done
@30 已开通专栏 => ? or 30 done
@30 已公开在公众号 => 30 done
@30 已通过乡政府微信群公开 => 30 done
@30 已在村务公开栏张贴 => 30 done
@30 已经在村里的大喇叭播了，也贴出来了 => 30 done or ?
@30 已制作完成并上线 => 30 done or ?
@30 结束了 => 30 done
@30 已收官 => ? or 30 done
@30 弄利索了 => ? or 30 done
@30 整利索了 => ? or 30 done
@30 妥妥的，办完了 => 30 done
@30 已完成，无其他问题 => 30 done or ?
@30 已按新要求重新公开 => 30 done or ?
@30 已补充完善并重新发布 => 30 done or ?
@30 按退回意见修改完毕，重新上传 => ? or 30 done or 30 working
@30 已办结✔️ => 30 done
@30 ✅ => ? or 30 done
30✅✅ => 30 done
30 👍 => ?
30 已完成[OK] => 30 done
30已完成[抱拳] => 30 done
30 已完成，辛苦了[握手] => 30 done
30号的已经公开了 => 30 done
第30条任务办完了 => 30 done
30、预决算公开（已完成） => 30 done
30（已完成） => 30 done
30预决算公开 已完成 => 30 done
30预决算公开——已完成 => 30 done
30 预决算公开 办理中 => 30 working
30预决算公开还没弄完 => 30 working
序号|进展⏎30|已完成⏎42|办理中 => 30 done; 42 working
30	已完成	https://www.xrq.gov.cn/a.html => 30 done +https://www.xrq.gov.cn/a.html
30 已完成 / 42 办理中 => 30 done; 42 working
30已完成 42也完成了 => 30,42 done
30完了 => ? or 30 done
30行了 => ? or 30 done
30可以了 => ? or 30 done
30号搞定 => 30 done
30没问题 => ?
30没毛病 => ?
30没弄 => 30 not_started
30没弄利索 => 30 working or ?
30压根没动 => 30 not_started
30冇做完 => 30 working
30还木有完成 => 30 working or ?
30木有完成 => ? or 30 working
30還未完成 => 30 working
30並未完成 => 30 working
30未能辦結 => 30 working
30没有办法按时完成 => 30 trouble
30不可能按时完成 => 30 trouble or ?
30难以按期办结 => 30 trouble
30按时完成不了了 => 30 trouble
30怕是完不成了 => 30 trouble
30完成起来有点费劲 => 30 trouble or ?
30差得远 => ? or 30 working
30差远了 => ? or 30 working
30完成遥遥无期 => 30 working or ? or 30 trouble
30谈完成为时尚早 => 30 working or ?
30现在说完成太早 => ? or 30 working
30哪里完成了 => ?
30完成个鬼 => ?
30完成？早着呢 => 30 working or ? or 30 working; ?
30不敢说完成了 => ? or 30 working
30没敢报完成 => ? or 30 working
30先别销号，没完 => 30 working
30不能销号 => ?
30请先不要标完成 => ?
30请勿按已完成处理 => ?
30被误标为已完成，实际在办 => 30 working or 30 correct or ?
30系统显示已完成，实际还没有 => 30 working or ? or 30 correct
30说好的月底完成 => ? or 30 working
30按说应该完成了 => ?
30据科室反映已完成 => ?
30等我核实一下是否完成 => ?
30是否完成待核实 => ?
30完成与否我问问 => ?
30好像没完成 => ? or 30 working
30要等12月才能完成 => 30 working
30非得等市里发文才能公开 => ? or 30 working or 30 trouble
30只有领导签了才能办结 => ? or 30 working
30没有领导签字发布不了 => 30 trouble
30要完成必须先有数据 => ? or 30 trouble or 30 working
30完成的前提是经费到位 => ? or 30 trouble or 30 working
30离办结就差一个章 => 30 working
30办结手续正在走 => 30 working
30完成验收后才算办结 => ? or 30 working
30验收还没过 => 30 working
30已完成但未验收 => 30 working
30已经完成未公开 => 30 working
30完成未公开 => 30 working or ?
30已建成未投用 => 30 working or ?
30已公开未更新 => 30 working or ?
30已完成，未公开 => 30 working
30已完成；尚未公开 => 30 working
30已完成。公开还在走程序。 => 30 working
30已完成⏎但链接还没给 => 30 working or ?
30已经完成了前两步 => ? or 30 working
30完成了前三项 => ? or 30 working
30完成了4个，还有6个 => 30 working
30完成了5/8 => 30 working or ?
30完成五分之三 => 30 working
30完成了百分之八十 => 30 working
30完成八成以上 => 30 working
30完成了绝大部分 => 30 working
30主要部分完成了 => 30 working
30预算部分完成了 => 30 working or ?
30我这部分完成了，规划股那块没有 => 30 working
30我们股室的完成了，别的股室还没报 => 30 working
30我方已完成，等甲方确认 => 30 working or ? or 30 trouble
30大家都在忙着完成 => ? or 30 working
30正全力冲刺完成 => 30 working or ?
30即将收官 => ? or 30 working
30收官阶段 => ? or 30 working
30已进入收尾阶段 => 30 working
30接近尾声 => 30 working or ?
30快要完工了 => 30 working
30眼看就完成了 => ? or 30 working
30今天能发布 => 30 working
30今天下班前完成 => 30 working
30下午就上传 => 30 working or ?
30待会儿发 => 30 working or ?
30一会儿就弄完 => 30 working or ?
30这就发布 => ? or 30 working
30随后公开 => ? or 30 working
30拟近期发布 => 30 working or ?
30预定下周公示 => ? or 30 working
30排期在12月8日发布 => 30 working or ?
30定于12月8日发布 => 30 working or ?
30节后完成 => 30 working or ?
30入冬前完成 => ? or 30 working
30尽量这周完成 => 30 working
30保证按期完成 => 30 working
30我会完成的 => 30 working or ?
30一定完成 => 30 working
30请放心，会按时完成 => 30 working
30努力完成中 => 30 working or ?
30完成中 => 30 working or ?
30在完成 => ? or 30 working
30开始公开了 => ? or 30 working
30开始收集数据 => 30 working or ?
30准备开始了 => ? or 30 working or 30 not_started
30准备工作已完成 => 30 working
30前置审批已完成 => 30 working
30目录编制已完成 => ? or 30 working or 30 done
30数据核对完了 => ? or 30 working
30稿子写完了 => ? or 30 working
30初审完成 => 30 working or ?
30一审完成了 => ? or 30 working
30内部流程已办结 => ? or 30 working
30招标已完成 => 30 working or ?
30征求意见已结束 => 30 working
30培训已完成 => ? or 30 working or 30 done
30会议已开完 => ? or 30 working
30会开完了 => ? or 30 working
30通知发了 => 30 working
30发文了 => ? or 30 working
30已发函催办 => 30 working or ?
30已督促各村公开 => ? or 30 working
30已责成办公室公开 => ? or 30 working
30已委托第三方制作 => ? or 30 working
30已交办公室发布 => ? or 30 working
30已交由信息中心上传 => ? or 30 working
30已申请上线 => ? or 30 working
30已提交发布申请 => 30 working
30已同意公开 => ? or 30 working
30已批准公开 => ? or 30 working
30领导已同意发布 => ? or 30 working
30已具备公开条件 => ? or 30 working
30已纳入公开计划 => ? or 30 working
30已列入12月发布计划 => ? or 30 working
30已预约发布 => ? or 30 working
30定时发布已设置 => ? or 30 working
30已存草稿，明早发布 => 30 working
30已撤下重新发布 => ? or 30 working
30已取消公开 => ?
30原链接已失效，重新发布中 => 30 working
30已暂停公开 => ?
30公开后又撤了 => ? or 30 working
30曾经公开过 => ?
30以前公开过 => ?
30年初就公开了 => 30 done or ?
30公开过了 => 30 done or ?
30早公开了 => 30 done or ?
30我记得公开了 => ?
30应该是公开了的 => ?
30据我所知已完成 => ?
30若无意外已完成 => ?
30算完成了吧 => ?
30视同完成 => ?
30建议按完成处理 => ?
30可否按完成报 => ?
30能报完成吗 => ?
30申请办结 => ? or 30 done
30申请销号 => ? or 30 done
30请予销号 => ? or 30 done
30请销号 => ? or 30 done
30可以销号了 => ? or 30 done
""",
    "small circles of open items": """
@14 请查收回执，已收悉 => ?
{5,9} @5 知道了，谢谢 => 5 signed or ?
{5,9} 5、9收到，我们会尽快部署 => 5,9 signed
{5,9} 收到5 => 5 signed
{50,52} @50 目前暂未启动 => 50 not_started
{50,52} 50没开始呢，等12月 => 50 not_started or 50 not_started; ?
{50,52} 50、52都没有启动 => 50,52 not_started
{50,52} 50工作尚未部署 => 50 not_started or ? or 50 working
{12,30} 12项进展：已完成；30项进展：推进中 => 12 done; 30 working
{12,30} 12-已完成⏎30-推进中 => 12 done; 30 working
{12,30} 【12】已公开 https://www.xrq.gov.cn/12/30.html⏎【30】未完成 => 12 done +https://www.xrq.gov.cn/12/30.html; 30 working
{14,15} 14我单位涉及吗 => ?
{14,15} 14到底归谁负责？ => ?
{28,29} 28已发布，详见：https://www.xrq.gov.cn/gk/28.html；29暂未发布 => 28 done +https://www.xrq.gov.cn/gk/28.html; 29 working
{28,29} 28已上线，网址https://www.xrq.gov.cn/gk/28.html,29还在测试 => 28 done +https://www.xrq.gov.cn/gk/28.html; 29 working
{28,29} @28 已公开，地址是：https://www.xrq.gov.cn/gk/28.html！ => 28 done +https://www.xrq.gov.cn/gk/28.html
{30} 已在网站公示 https://www.xrq.gov.cn/30.html => 30 done +https://www.xrq.gov.cn/30.html
{30} 还没弄 => 30 not_started
{30} 还差一点 => 30 working
{14,15,16} 那项不涉及 => ?
{14,15,16} 这项已完成 => ?
{14,15,16} 该项工作正在推进 => ?
{2,11,12,23,25} 11月25日：12已完成，23未完成 => 12 done; 23 working or 23 working; ?
{2,11,12,23,25} 截至11月21日，12已办结，25还在推进 => 12 done; 25 working
{2,11,12,23,25} 11.21进展：12办结 => 12 done
{2,11,12,23,25} 2022年11月21日，第2项已完成 => 2 done
{12,13} 什么12完成了，根本没弄完 => 12 working or ?
{12,13} 12不是完成了，是刚启动 => 12 working or ?
{12,13} 12说完成还差得远，正在录 => 12 working
{3,44,47} 我镇高度重视，第44项前期调研、方案制定均已完成，正组织实施，预计12月中旬全部完成。 => 44 working
{3,44,47} 自任务下达以来，我局多次召开专题会议研究部署，目前第3项已全面完成并通过验收，第44项正在有序推进中。 => 3 done; 44 working or 44 working; ?
{35,47} @35 补贴发放结果已公示 => 35 done
{35,47} @35 救助对象名单已张榜公布 => 35 done or ?
{35,47} @35 未成年人保护热线已公布 => 35 done
{17,34} 34今年没有此类情形 => 34 nil
{17,34} 34我局没有执法权，不涉及 => 34 nil
{17,34} 34不属我局职责范围 => 34 nil
{17,34} 17无变化，34无此情形 => 34 nil; ?
{17,34} 34本季度无，17正常推进 => 34 nil; 17 working
{12,42} @42 完成度60% => 42 working
{12,42} @42 已经完成了90%以上 => 42 working
{12,42} @42 快完了，还有一点扫尾 => 42 working
{12,23,30,42} 12 23 30 已完成 42 办理中 => 12,23,30 done; 42 working
{2,40,42} 四十二项这个月底才能搞完 => 42 working
{2,40,42} 四十项已经弄好了四十二项还差一点 => 40 done; 42 working
{2,40,42} 第四十项和第四十二项都在推进 => 40,42 working
{2,40,42} 第二项办完了 => 2 done
{12,42} 如何申请不涉及？ => - help
{12,42} 怎么上报链接 => - help
{12,42} @12 怎么延期 => 12 help
{12,23} 23“群众满意度”专栏已开通上线 => 23 done
{12,23} 23“已办理”事项查询功能正在开发 => 23 working
{12,23} 23《政务公开完成情况报告》已发布 => 23 done
{12,23} 23“怎么办”栏目已上线 => 23 done
{12,15,23} 第15项申请延期至12月31日 => 15 extension 2022-12-31
{12,15,23} 15申请延期，拟于12月20日前完成 => 15 extension 2022-12-20 or 15 extension; ?
{12,15,23} 8申请延期到12月20日 => ?
{12,15,23} 12、15延期到12月9号，23正常 => 12,15 extension 2022-12-09 or 12,15 extension 2022-12-09; ?
{12,15,23} 12因系统升级申请延期至12月9日 => 12 extension 2022-12-09
{12,15,23} 12请假延期到周五 => 12 extension 2022-11-25
{12,15,23} 23想缓到下个月5号 => 23 extension 2022-12-05
{12,15,23} 23时限能否调整到12月25日 => 23 extension 2022-12-25
{12,15,23} 23延到元月10号 => 23 extension 2023-01-10
{12,15,23} 12延期半个月，从今天算 => 12 extension; ? or 12 extension 2022-12-06
{12,15,23} 12请予延期，具体时间再报 => 12 extension; ?
{12,15,23} 12延期申请怎么写 => 12 help or ?
{12,15,23} 12上次申请的延期同意了吗 => ?
{12,15,23} 12延期的事和领导说了 => ?
{30,53} @30 预算已公开，绩效目标还未公开 => 30 working
{30,53} @30 两个都公开了 => 30 done
{30,53} @30 预决算都公开了 => 30 done
{30,53} 30公开了一个，还有一个没公开 => 30 working
{30,53} 30和53都差不多了 => 30,53 working
{30,53} 53比30快，53已完成 => 53 done; ? or 53 done or ?
{1,2,12} 12　办结　　https://www.xrq.gov.cn/b.shtml => 12 done +https://www.xrq.gov.cn/b.shtml
{1,2,12} １２项　未完成 => 12 working
{1,2,12} 第１、２项　已签收 => 1,2 signed
{42,43} @43 测试地址http://test.xrq.gov.cn/43，还没正式上线 => 43 working +http://test.xrq.gov.cn/43
{42,43} @43 样稿http://zwgk.xrq.gov.cn/yg.pdf请审 => ? or 43 working +http://zwgk.xrq.gov.cn/yg.pdf
{12,23,42} 没有未办结的了，全部完成 => * done or ?
{12,23,42} 没有一项是没完成的 => ? or * done
{12,23,42} 12、23无一未完成 => ? or 12,23 done
{12,23,42} 不存在没完成的情况，12已办结 => 12 done or ?
{12,28} @28 清单共12项，已公布10项 => 28 working or ?
{12,28} @28 已梳理事项28项，正在审核 => 28 working
{12,28} @28 28个部门全部完成公开 => 28 done
{12,28} 28个部门中12个已完成 => ? or 28 working
{10,12,42} @42 已清理10个栏目 => ? or 42 working
{10,12,42} @42 共12个栏目，全部清理完毕 => 42 done
{11,44,47} @47 已下发通知，11月底前汇总 => 47 working
{11,44,47} 47转各村了，等他们报 => 47 working or 47 trouble or ?
{3,4,5,9} 3~5项已完成 => 3,4,5 done
{3,4,5,9} 3、4、5项正在推进，9项完成 => 3,4,5 working; 9 done
{3,4,5,9} 第3到5项完成了 => 3,4,5 done
{3,4,5,9} 3、4完成，其余办理中 => 3,4 done; 5,9 working
{3,4,5,9} 四项全部完成 => * done
{3,4,5,9} 4项全部完成 => * done or ?
{3,4,5,9} 四项全都在推进 => * working
{3,4,5,9} 除9以外都好了 => 3,4,5 done
{3,4,5,9} 就9没弄完，别的都完成了 => 9 working; 3,4,5 done
{3,4,5,9} 9还没完成，其它3项已完成 => 9 working; 3,4,5 done or 9 working; ?
{3,4,5,9} 还没做完的是9 => 9 working
{3,4,5,9} 已办结的是3、4、5 => 3,4,5 done
{3,4,5,9} 3完成没完成？ => ?
{23} 👌 => ?
{23} 嗯 => ?
{23} 好 => ?
{23} 1 => ?
{23} 在 => ?
{23} 稍等 => ?
{23} 请问您是？ => ?
{23} 完成 => 23 done
{23} 不涉及 => 23 nil
{51,52} @52 简报已上报，工作持续推进 => 52 working
{51,52} @52 汇报材料已交 => 52 working or ?
{51,52} 51会已经开了，52培训在办 => 52 working; ? or 51,52 working
{12,23} 联络员不是我了，换张某 => * handover or ?
{12,23} 我被抽调到专班了，工作暂由刘某代管 => * handover
{12,23} 12的事以后直接找刘某 => 12 handover
{12,23} 23刘某在办 => 23 working
{12,23} 刘某说23完成了 => ? or 23 done
{12,23} 12更正为办理中 => 12 correct
{12,23} 12撤回，重新报 => 12 correct or ?
{12,23} 12、23都报错了 => 12,23 correct
{12,23} 更正一下，23不涉及 => 23 correct
{12,23} 前面说23完成是我看错了 => 23 correct or ?
{12,23} 发错群了 => ?
{12,23} @12 更正 => 12 correct
{12,23} 平台报错，23传不上 => 23 trouble
{12,23} 23正在等财政批复 => 23 trouble
{12,23} 23数据在市局，要不来 => 23 trouble
{12,23} 23有点困难 => 23 trouble
{12,23} 23没有困难 => ?
{12,23} 23请求支援 => 23 trouble or ?
{12,23} 23进度慢，主要是没人 => 23 trouble or ? or 23 working
{12,23} 23无法按时办结，请予协调 => 23 trouble
{12,23} 23無法完成 => 23 trouble
{12,23} 23 n/a => 23 nil
{12,23} 12 in progress => 12 working
{12,23} 12 completed, 23 not started => 12 done; 23 not_started
{12,23} 12 unfinished => 12 working
{12,23} 12完成ing => 12 working or ?
{12,23} 12yes => ?
{12,23} 12已完戍 => ? or 12 done
{12,23} 23办结（12月1日前补链接） => ? or 23 working or 23 done
{12,23} 23已办结。12办理中，困难较多，恳请协调。 => 23 done; 12 trouble
{12,23} 12.23办理中 => ? or 12,23 working
{12,23} 12,23办理中 => 12,23 working
{12,23} 12＆23办理中 => 12,23 working
{12,23} 12+23已完成 => 12,23 done
{12,23} 12/23均已完成 => 12,23 done
""",
    "all with exceptions, and the office's daily things": """
{7,9,38} @9 已办妥 => 9 done
{7,9,38} @38 规范性文件目录已公布，共清理12件 => 38 done or ?
{7,9,38} 38 目录已对外公布，链接如下：https://www.xrq.gov.cn/38.html => 38 done +https://www.xrq.gov.cn/38.html
{7,9,38} 38已在政府网站“规范性文件”栏目集中公开 => 38 done
{7,9,38} @7 这个弄好了，你们看看 => 7 done
{7,9,38} @7 已按通知要求完成相关工作 => 7 done
{7,9,38} 7、9、38三项均已办结 => 7,9,38 done
{7,9,38} 三项已全部办结 => * done
{7,9,38} 7和9办好了，38还得等等 => 7,9 done; 38 working or 7,9 done; ?
{7,9,38} 7好了，9也好了，38在弄 => 7,9 done; 38 working
{7,9,38} 第七项已经完成 第九项还没完成 第三十八项不涉及 => 7 done; 9 working; 38 nil
{7,9,38} 七项完成了 => ?
{7,9,38} 38项完成了 => 38 done
{7,9,38} @38 38完成 => 38 done
{7,9,38} 7号到9号都有会，38正在推进 => 38 working or 38 working; ?
{7,9,38} @9 7日已发布 => 9 done
{7,9,38} @9 7号已发布 => 9 done or ?
{7,9,38} @9 定于12月7日发布 => 9 working
{7,9,38} 9力争12月7日前办结 => 9 working
{7,9,38} 9没有按时完成，正在抓紧补办 => 9 working
{7,9,38} 9没完成，原因是平台故障 => 9 trouble
{7,9,38} 9因市局未提供数据，尚未完成 => 9 working or 9 trouble
{7,9,38} @9 目前无法公开，涉及个人隐私 => 9 trouble
{7,9,38} @9 手续齐全即可公开 => ? or 9 working
{7,9,38} @9 预算批复下来就公开 => 9 working or ?
{7,9,38} @9 等人大会开完就公布 => 9 working or ?
{7,9,38} @9 待区政府常务会审议后印发 => 9 working
{7,9,38} @9 已提请区政府常务会审议 => 9 working
{7,9,38} @9 已完成合法性审查，正报区政府审定 => 9 working
{7,9,38} @9 草案已公示，正在征求意见 => 9 working
{7,9,38} @9 征求意见稿已发布，反馈截止12月10日 => 9 working
{7,9,38} @9 解读材料写好了，等政策发布同步上 => 9 working or ?
{7,9,38} @9 图片解读已制作完成，视频解读正在拍摄 => 9 working
{7,9,38} @9 已召开新闻发布会 => ? or 9 working or 9 done
{7,9,38} @9 新闻发布会已召开，稿件已上网 => 9 done or ? or 9 working
{7,9,38} @9 政府公报第3期已印发 => 9 done or ?
{7,9,38} @9 年度报告已在网站公布 => 9 done
{7,9,38} @9 信息公开年报已于3月28日发布 => 9 done
{7,9,38} @9 “三公”经费预决算已全部公开 => 9 done
{7,9,38} @9 扶贫项目库公告公示已完成 => 9 done or ?
{7,9,38} @9 区级权责清单已更新上网 => 9 done or ?
{7,9,38} @9 权责清单动态调整已完成 => 9 done or ?
{7,9,38} @9 行政处罚信息7个工作日内公开，一直在做 => 9 working or ?
{7,9,38} @9 按季公开，前三季度已公开 => ? or 9 working
{7,9,38} @9 四季度还没到 => 9 working or 9 not_started or ?
{7,9,38} @9 每月更新，11月已更新 => ? or 9 done or 9 working
{7,9,38} @9 长期坚持 => ? or 9 working
{7,9,38} @9 常抓不懈，正常开展 => ? or 9 working
{7,9,38} @9 专区已建成并投入使用 => 9 done or ?
{7,9,38} @9 政务公开专区正在选址 => 9 working
{7,9,38} @9 专区设备还没到货 => 9 working or 9 trouble or ?
{7,9,38} @9 培训班已于11月15日举办 => ? or 9 done or 9 working
{7,9,38} @9 培训已办完，照片稍后发 => ? or 9 done or 9 working
{7,9,38} @9 已开展2次业务培训 => ? or 9 working
{7,9,38} @9 联络员名单已报送 => 9 working or ?
{7,9,38} @9 名单报你们了 => ? or 9 working
{7,9,38} @9 自查报告已上报 => 9 working
{7,9,38} @9 问题栏目已整改到位 => 9 done
{7,9,38} @9 整改完成，请复查 => 9 done
{7,9,38} @9 整改完成了6个，剩2个 => 9 working
{7,9,38} @9 错敏词已清理完毕 => 9 done or ?
{7,9,38} @9 空白栏目已全部更新 => 9 done
{7,9,38} @9 涉及我镇的栏目均已更新 => 9 done
{7,9,38} @9 我们只涉及一个栏目，已更新 => 9 done or ?
{7,9,38} @9 不涉及我镇的内容，请核实 => 9 nil
{7,9,38} @9 我局非行政执法单位，不涉及 => 9 nil
{7,9,38} @9 我单位没有下属事业单位，故不涉及 => 9 nil
{7,9,38} @9 零发生 => ? or 9 nil
{7,9,38} @9 本月未产生相关信息 => 9 nil
{7,9,38} @9 今年未制定规范性文件，无此情形 => 9 nil
{7,9,38} @9 未接到依申请公开件 => ? or 9 nil
{7,9,38} @9 没有收到申请 => ? or 9 nil
{7,9,38} @9 是否必须公开？ => ?
{7,9,38} @9 可以不公开吗 => ?
{7,9,38} @9 链接放哪个栏目？ => ?
{7,9,38} @9 能用照片代替链接吗 => ?
{7,9,38} @9 请问要发原件还是扫描件 => ?
{7,9,38} @9 怎么上传附件 => 9 help
{7,9,38} @9 如何撤回 => 9 help
{7,9,38} 怎么看还有几项没报 => - help or ?
{7,9,38} 使用帮助 => - help or ?
{7,9,38} @9 申请延期至12月30日，望批准 => 9 extension 2022-12-30
{7,9,38} @9 申请将完成时限延长至2022年12月20日 => 9 extension 2022-12-20
{7,9,38} @9 能不能晚几天，12月5日报 => ? or 9 extension; ? or 9 extension 2022-12-05 or 9 working; ?
{7,9,38} @9 请求宽限一周 => 9 extension; ?
{7,9,38} @9 从今日起延期10天 => 9 extension 2022-12-01
{7,9,38} @9 从12月1日起顺延7天 => 9 extension 2022-12-08
{7,9,38} @9 延期到2022.12.25 => 9 extension 2022-12-25
{7,9,38} @9 延期到下下周五 => 9 extension 2022-12-09
{7,9,38} @9 延期到本周日 => 9 extension 2022-11-27
{7,9,38} @9 延期到上周五 => 9 extension; ?
{7,9,38} @9 延期到13月1日 => 9 extension; ?
{7,9,38} @9 延期到明年2月底 => 9 extension 2023-02-28
{7,9,38} @9 延期到明天 => 9 extension 2022-11-22
{7,9,38} @9 想推迟一下，推迟到12月9号行吗 => 9 extension 2022-12-09
{7,9,38} @9 先延期吧，时间你们定 => 9 extension; ?
{7,9,38} 9、38统一延期到12月15日 => 9,38 extension 2022-12-15
{7,9,38} 全部延期到12月15日 => * extension 2022-12-15 or ?
{7,9,38} 我退休了，接替我的是小王 => * handover
{7,9,38} 本人因病请假，工作暂由王某负责 => * handover or ?
{7,9,38} 即日起政务公开工作由办公室王某对接 => * handover
{7,9,38} 9今后归综合股王某负责 => 9 handover
{7,9,38} @9 王某负责这项，正在做 => 9 working
{7,9,38} @9 更正：应为办理中 => 9 correct
{7,9,38} @9 打错了，是办理中 => 9 correct
{7,9,38} 9上午报错了，应该是还没完成 => 9 correct
{7,9,38} 把9改成办理中 => ? or 9 correct or 9 working
{7,9,38} 不是9，是7完成了 => ? or 7 done or 7 done; ?
{7,9,38} 9没有完成，7完成了 => 9 working; 7 done
{7,9,38} 9、38没动，7做完了 => 9,38 not_started; 7 done
{7,9,38} 7办结；9、38正在办理，预计12月中旬办结 => 7 done; 9,38 working
{7,9,38} 7完成，9推进中，38下月启动 => 7 done; 9 working; ? or 7 done; 9 working; 38 not_started or 7 done; 9,38 working
{7,9,38} 除了38没弄完，7、9都弄完了 => 38 working; 7,9 done
{7,9,38} 除38项外均已完成 => 7,9 done
{7,9,38} 38除外，都完成了 => 7,9 done or ?
{7,9,38} 只有38没完成 => 38 working
{7,9,38} 只剩38没完成了，其他都办结 => 38 working; 7,9 done
{7,9,38} 都办结了，除了38 => 7,9 done or ?
{7,9,38} 其他都完成了 => ?
{7,9,38} 全部办结，除第9项 => 7,38 done or ?
{7,9,38} 全部完成，9除外 => 7,38 done or ?
{7,9,38} 全部完成，但9还在走流程 => 9 working; ? or 9 working; 7,38 done or ?
{7,9,38} 都完成了，9还没有 => 9 working; ? or 9 working; 7,38 done or ?
{7,9,38} @7,9 都完成了，请审核 => 7,9 done
{7,9,38} @7,9 7完成了，9没有 => 7 done; 9 working or 7 done; ?
{7,9,38} @7,9 其余的正在办，7已办结 => 7 done; 9 working
{7,9,38} @7,9 一个完成了，一个没完成 => ?  or 7,9 working
{7,9,38} @7,9 第一个完成了 => ?
{7,9,38} 辛苦了 => ?
{7,9,38} 领导好 => ?
{7,9,38} 测试 => ?
{7,9,38} @9 [图片] => ?
{7,9,38} @9 见附件 => ?
{7,9,38} @9 已发您微信 => ? or 9 working
{7,9,38} @9 已电话汇报 => ? or 9 working
{7,9,38} @9 昨天说过了 => ?
{7,9,38} @9 同上 => ?
{7,9,38} @9 老样子 => ?
{7,9,38} @9 还是那样 => ?
{7,9,38} @9 ... => ?
{7,9,38} @9 9 => ?
""",
    "lists, links and numbers that stand close together": """
{4,6,18,33} 4号任务完成啦 => 4 done
{4,6,18,33} 第4、6项已在局网站公示，第18项正在征求意见 => 4,6 done; 18 working
{4,6,18,33} 4 6 已办结，18 33 正在办 => 4,6 done; 18,33 working
{4,6,18,33} 第四项、第六项均已落实 => 4,6 done
{4,6,18,33} 四号和六号都好了 => 4,6 done or ?
{4,6,18,33} 十八项还在等医保局的数 => 18 trouble
{4,6,18,33} 三十三项搞完了哈 => 33 done
{4,6,18,33} 三十三还没弄好 => 33 working
{4,6,18,33} 第33项：公共资源配置信息已全部公开，共计45条 => 33 done or ?
{4,6,18,33} 33共45条，已公开40条 => 33 working or ?
{4,6,18,33} 33已上传45条 => ? or 33 working
{4,6,18,33} 33每周更新，目前已更新到11月18日 => ? or 33 working
{4,6,18,33} 18患者隐私信息不予公开，其余已公开 => 18 done or ?
{4,6,18,33} @18 医疗机构名录已公布 => 18 done
{4,6,18,33} @18 个人信息更正渠道已公布 => 18 done
{4,6,18,33} @18 18家医院已公开，3家未公开 => 18 working
{4,6,18,33} @18 正在走OA => 18 working
{4,6,18,33} @18 OA流转中 => 18 working
{4,6,18,33} @18 领导已签批，明天挂网 => 18 working
{4,6,18,33} @18 今晚挂网 => 18 working or ?
{4,6,18,33} @18 已挂网公示5天 => 18 done or ?
{4,6,18,33} @18 公示结束无异议，已正式公布 => 18 done or ?
{4,6,18,33} @18 公示中，无异议后正式发布 => 18 working
{4,6,18,33} @18 网站改版，栏目暂时打不开 => 18 trouble
{4,6,18,33} @18 信息中心不给发 => 18 trouble or ?
{4,6,18,33} @18 编辑账号过期了，登录不了 => 18 trouble
{4,6,18,33} @18 后台登录不上，已联系运维 => 18 trouble
{4,6,18,33} @18 经办人隔离了，暂时办不了 => 18 trouble
{4,6,18,33} @18 我局人员被隔离，请求协助 => 18 trouble or ?
{4,6,18,33} @18 涉密审查未通过 => 18 working or 18 trouble or ?
{4,6,18,33} @18 省里没部署，等文件 => 18 trouble
{4,6,18,33} @18 上级文件还没下来 => 18 trouble or 18 working or ? or 18 not_started
{4,6,18,33} @18 一直在催村里，村里不配合 => 18 trouble
{4,6,18,33} @18 还有3个村没报数据，正在催 => 18 working
{4,6,18,33} @18 数据已报全，正在汇总 => 18 working
{4,6,18,33} @18 没啥进展 => ? or 18 working
{4,6,18,33} @18 无进展 => ? or 18 working
{4,6,18,33} @18 无 => 18 nil
{4,6,18,33} @18 暂不涉及 => 18 nil
{4,6,18,33} @18 目前不涉及，后期涉及再报 => 18 nil or ?
{4,6,18,33} @18 原来涉及，机构改革后不涉及了 => 18 nil
{4,6,18,33} @18 涉及 => ?
{4,6,18,33} @18 不清楚涉不涉及 => ?
{4,6,18,33} @18 应该不涉及吧 => ?
{4,6,18,33} @18 不涉及？ => ?
{4,6,18,33} @18 已核实，无此情况 => 18 nil
{4,6,18,33} @18 没这个业务 => 18 nil
{4,6,18,33} @18 不是我局的事 => 18 nil or ?
{4,6,18,33} @18 职能已划转到行政审批局 => ? or 18 nil or 18 handover
{4,6,18,33} @18 请转卫健局办理 => ?
{4,6,18,33} 18、33不涉及，4、6已完成 => 18,33 nil; 4,6 done
{4,6,18,33} 以上任务，4、6已完成，18、33不涉及 => 4,6 done; 18,33 nil
{4,6,18,33} 我单位共4项任务，已全部完成 => * done or ?
{4,6,18,33} 四项任务均在推进中 => * working
{4,6,18,33} 共四项，完成两项 => ?
{4,6,18,33} 已完成2项，正在办2项 => ?
{4,6,18,33} 完成率50% => ? or * working
{4,6,18,33} 4完成 6完成 18推进 33没动 => 4,6 done; 18 working; 33 not_started
{4,6,18,33} 4、已完成；⏎6、已完成；⏎18、正在推进；⏎33、未启动。 => 4,6 done; 18 working; 33 not_started
{4,6,18,33} （4）已完成（6）推进中 => 4 done; 6 working
{4,6,18,33} 4）已完成⏎6）推进中 => 4 done; 6 working
{4,6,18,33} 4、执法信息公开。已在网站公开。⏎6、预算公开。正在办理。 => 4 done; 6 working
{4,6,18,33} 任务4进展情况：已完成。任务6进展情况：正在推进。 => 4 done; 6 working
{4,6,18,33} 序号4：完成；序号6：未完成；序号18：完成80% => 4 done; 6,18 working
{4,6,18,33} 4项完成，6项没完 => 4 done; 6 working or ? or 6 working; ?
{4,6,18,33} 4-已发 6-没发 => ? or 4 done; 6 working or 6 working; ?
{4,6,18,33} 4已公开(https://www.xrq.gov.cn/4.html)6正在办 => 4 done +https://www.xrq.gov.cn/4.html; 6 working
{4,6,18,33} 4： https://www.xrq.gov.cn/4.html 已公开⏎6： https://www.xrq.gov.cn/6.html 已公开 => 4 done +https://www.xrq.gov.cn/4.html; 6 done +https://www.xrq.gov.cn/6.html
{4,6,18,33} https://www.xrq.gov.cn/4.html => ?
{4,6,18,33} @4 https://www.xrq.gov.cn/4.html => ?
{4,6,18,33} @4 链接https://www.xrq.gov.cn/4.html已发布 => 4 done +https://www.xrq.gov.cn/4.html
{4,6,18,33} @4 已更新，见 https://www.xrq.gov.cn/4.html#p6，请核 => 4 done +https://www.xrq.gov.cn/4.html#p6
{4,6,18,33} @4 公众号：https://mp.weixin.qq.com/s/6x_18-33 网站：https://www.xrq.gov.cn/4.html 均已发布 => 4 done +https://mp.weixin.qq.com/s/6x_18-33 +https://www.xrq.gov.cn/4.html
{4,6,18,33} @4 https://www.xrq.gov.cn/wcq/未完成/4.html 已公开 => 4 done +https://www.xrq.gov.cn/wcq/ or ? or 4 working +https://www.xrq.gov.cn/wcq/
{4,6,18,33} @4 测试链接 https://test.xrq.gov.cn/4 ，正式的下周上 => 4 working +https://test.xrq.gov.cn/4
{4,6,18,33} 4申请延期至12月10日；6申请延期至12月20日 => 4 extension 2022-12-10; 6 extension 2022-12-20
{4,6,18,33} 4延到12.10，6延到12.20 => 4 extension 2022-12-10; 6 extension 2022-12-20
{4,6,18,33} 4申请延期到12月10日，6已完成，18不涉及，33有困难 => 4 extension 2022-12-10; 6 done; 18 nil; 33 trouble
{4,6,18,33} @4 延期申请书已交，请批 => ? or 4 extension; ? or 4 working
{4,6,18,33} @4 请同意延期到12月10日 => 4 extension 2022-12-10
{4,6,18,33} @4 不延期，能按时完成 => 4 working
{4,6,18,33} @4 不需要延期 => ?
{4,6,18,33} @4 已经延期过一次了，这次一定完成 => 4 working or ? or 4 extension; ?
{4,6,18,33} @4 领导说延期到12月10日，麻烦批一下 => 4 extension 2022-12-10
{4,6,18,33} @4 收到，申请延期到12月10日 => 4 extension 2022-12-10
{4,6,18,33} @4 收到，已完成 => 4 done
{4,6,18,33} @4 收到，还没开始 => 4 not_started
{4,6,18,33} @4 收到，不涉及 => 4 nil
{4,6,18,33} @4 收到，有困难，完不成 => 4 trouble
{4,6,18,33} @4 收到，已转办公室办理 => 4 working
{4,6,18,33} @4 已收到，正安排人员办理 => 4 working
{4,6,18,33} @4 收到。争取按时完成。 => 4 signed or 4 working
{4,6,18,33} @4 收到，怎么报？ => 4 signed; 4 help or 4 signed; ? or 4 help or 4 signed
{4,6,18,33} 4签收，6签收，18签收，33签收 => 4,6,18,33 signed
{4,6,18,33} 4至33全部收到 => 4,33,6,18 signed; ? or 4,33 signed; ?
{4,6,18,33} 更正：4、6均未完成 => 4,6 correct
{4,6,18,33} 4更正，链接换成https://www.xrq.gov.cn/4b.html => 4 correct +https://www.xrq.gov.cn/4b.html
{4,6,18,33} 不好意思发错了，4还在办，6已完成 => 4 correct; 6 correct or 4 correct; 6 done
{4,6,18,33} 纠正一下，第18项不是不涉及，是正在办 => 18 correct
{4,6,18,33} 18点开会，33已完成 => 33 done
{4,6,18,33} 33℃高温停工，18推不动 => 18 trouble or 18 trouble; ?
{4,6,18,33} 18岁以下信息不公开，4已公开 => 4 done or 4 done; ?
{4,6,18,33} @4 参会18人，已完成 => 4 done or ?
{4,6,18,33} @4 6月已公开，7月也已公开 => 4 done or ?
{4,6,18,33} @4 共6个步骤，已完成4个 => 4 working
{4,6,18,33} @4 附6张照片，已落实 => 4 done
{4,6,18,33} @4 见第6页，已落实 => 4 done
{4,6,18,33} @4 《条例》第18条规定的信息已公开 => 4 done or ?
{4,6,18,33} @4 根据33号文，已完成 => 4 done
""",
    "a whole year of one township": """
{2,16,27,45} @27 收到，请领导放心，一定按期办结 => 27 signed
{2,16,27,45} @27 已收到通知，正在研究 => 27 working
{2,16,27,45} @27 签收，抓紧落实 => 27 signed
{2,16,27,45} @27 收到，近期安排 => 27 signed or 27 working
{2,16,27,45} 2、16、27、45均已收到 => 2,16,27,45 signed
{2,16,27,45} 2，16收到；27，45不涉及 => 2,16 signed; 27,45 nil
{2,16,27,45} 四项都收到了 => * signed
{2,16,27,45} @45 还没看到文件 => ?
{2,16,27,45} @45 知道啦 => 45 signed or ?
{2,16,27,45} @45 在准备材料 => 45 working
{2,16,27,45} @45 正在联系第三方 => 45 working
{2,16,27,45} @45 已和第三方签了合同，正在建 => 45 working
{2,16,27,45} @45 系统开发完成，正在联调 => 45 working
{2,16,27,45} @45 页面已做好，待领导审定 => 45 working
{2,16,27,45} @45 已通过局党组会研究 => 45 working or ?
{2,16,27,45} @45 目前完成了60%左右 => 45 working
{2,16,27,45} @45 已经弄了一多半了 => 45 working
{2,16,27,45} @45 工作量大，正加班加点推进 => 45 working
{2,16,27,45} @45 年底前肯定能完成 => 45 working
{2,16,27,45} @45 我们计划是12月10号前弄完 => 45 working
{2,16,27,45} @45 大概下周三能出来 => 45 working or ?
{2,16,27,45} @45 先上线了一部分 => 45 working
{2,16,27,45} @45 上线了但数据不全 => 45 working or ? or 45 trouble
{2,16,27,45} @45 上线了 => 45 done
{2,16,27,45} @45 发布啦！ => 45 done
{2,16,27,45} @45 弄好啦😀 => 45 done
{2,16,27,45} @45 已经办结，请销号 => 45 done
{2,16,27,45} @45 本项工作已于11月10日全部完成 => 45 done
{2,16,27,45} @45 我单位已严格按照要求完成公开工作 => 45 done
{2,16,27,45} @45 已完成，相关佐证材料已上传 => 45 done
{2,16,27,45} @45 已完成，截图发您 => 45 done or ?
{2,16,27,45} @45 已公开，浏览量500次 => 45 done
{2,16,27,45} @45 已完成。联系人：李某，电话：0352-7021234 => 45 done
{2,16,27,45} @45 已公示，公示地址：村委会公告栏 => 45 done
{2,16,27,45} @45 村里的都公示完了 => 45 done or ?
{2,16,27,45} @45 各村均已公示 => 45 done or ?
{2,16,27,45} @45 全镇16个村已全部公示 => 45 done
{2,16,27,45} @45 全镇27个村，已公示16个 => 45 working or ?
{2,16,27,45} @45 16个村公示了，还有2个村在弄 => 45 working
{2,16,27,45} @45 文件号是〔2022〕45号，已印发 => 45 done
{2,16,27,45} @45 新政办函〔2022〕16号已印发 => 45 done or ?
{2,16,27,45} @45 11月16日印发 => ? or 45 done
{2,16,27,45} @45 16日已上网 => 45 done
{2,16,27,45} @45 16:45已发布 => 45 done
{2,16,27,45} @45 下午2点已发布 => 45 done
{2,16,27,45} @45 今天16点前发布 => 45 working
{2,16,27,45} @45 昨天16点发布了 => 45 done
{2,16,27,45} @45 第2次更新已完成 => ? or 45 done or 45 working
{2,16,27,45} 16已完成，27还差2个村 => 16 done; 27 working
{2,16,27,45} 16完成2个栏目，27没动 => 16 working; 27 not_started or 27 not_started; ?
{2,16,27,45} 2已完成，16正在推进，27尚未开始，45不涉及 => 2 done; 16 working; 27 not_started; 45 nil
{2,16,27,45} 2 完成 16 办理中 27 未开始 45 不涉及 => 2 done; 16 working; 27 not_started; 45 nil
{2,16,27,45} 2完成，剩下的办理中 => 2 done; 16,27,45 working
{2,16,27,45} 2和16完成了，其余没弄 => 2,16 done; 27,45 not_started
{2,16,27,45} 2和16完成了，其余两项没弄 => 2,16 done; 27,45 not_started
{2,16,27,45} 2和16完成了，其余三项没弄 => 2,16 done; ?
{2,16,27,45} 除2、16外，其余正在办理 => 27,45 working
{2,16,27,45} 除2、16已办结外，其余正在办理 => 2,16 done; 27,45 working
{2,16,27,45} 除了45在等批复，都完成了 => 45 trouble; 2,16,27 done
{2,16,27,45} 45除外其余均办结 => 2,16,27 done or ?
{2,16,27,45} 未办结：45；其余均已办结 => 45 working; 2,16,27 done
{2,16,27,45} 还在办的：27、45，办完的：2、16 => 27,45 working; 2,16 done
{2,16,27,45} 正在办理2、16，未启动27、45 => 2,16 working; 27,45 not_started
{2,16,27,45} 已经完成的任务是第2项和第16项 => 2,16 done
{2,16,27,45} 2-16都完成了 => 2,16 done; ?
{2,16,27,45} 45无此情形。2已公开。 => 45 nil; 2 done
{2,16,27,45} 第2、16、27、45项，均无进展 => ? or 2,16,27,45 working or 2,16,27,45 not_started
{2,16,27,45} 第45项申请延期一个月 => 45 extension; ?
{2,16,27,45} 第45项申请延期至12月底前完成 => 45 extension 2022-12-31
{2,16,27,45} 45延期到12月16号，27也延到16号 => 45 extension 2022-12-16; 27 extension; ?
{2,16,27,45} 45原定11月底，想延到12月底 => 45 extension 2022-12-31
{2,16,27,45} 第四十五项因审计工作未结束申请延期到二零二三年一月十五日 => 45 extension 2023-01-15 or 45 extension; ?
{2,16,27,45} 45延期到12月10号或者15号 => 45 extension; ?
{2,16,27,45} 45需要延期，原因是省厅系统未开通 => 45 extension; ?
{2,16,27,45} 45省厅系统没开通，做不了 => 45 trouble
{2,16,27,45} 45请帮忙协调大数据局 => 45 trouble
{2,16,27,45} 45需大数据局配合 => 45 trouble or ?
{2,16,27,45} 45推进缓慢，缺少专业人员 => 45 trouble
{2,16,27,45} 45有难度 => 45 trouble
{2,16,27,45} 45存在困难，详见附件 => 45 trouble
{2,16,27,45} 45困难不大，正在推进 => ? or 45 working
{2,16,27,45} 45难题已解决，已完成 => 45 done or ?
{2,16,27,45} 45完成，无困难 => 45 done
{2,16,27,45} 16不涉及我镇 => 16 nil
{2,16,27,45} 16我镇无企业，不涉及 => 16 nil
{2,16,27,45} 16没有这方面工作 => 16 nil
{2,16,27,45} 16本年无 => 16 nil
{2,16,27,45} 16项今年未发生 => 16 nil
{2,16,27,45} 16不是我们镇的任务 => ? or 16 nil
{2,16,27,45} 16涉及吗？ => ?
{2,16,27,45} 16怎么填？ => 16 help
{2,16,27,45} 怎么登录 => - help or ?
{2,16,27,45} 请问如何申请销号 => - help
{2,16,27,45} 12月几号截止？ => ?
{2,16,27,45} 16什么时候要 => ?
{2,16,27,45} 16能不能不做 => ?
{2,16,27,45} 16做完了能销号吗 => ?
{2,16,27,45} 我不干这个了，找李某 => * handover
{2,16,27,45} 李某12月1日起接手我的工作 => * handover or ?
{2,16,27,45} 这边换联络员了，新联络员王某 => * handover
{2,16,27,45} 更正：第16项应为已完成 => 16 correct
{2,16,27,45} 第16项报错，实际未完成 => 16 correct
{2,16,27,45} @16 上条作废 => 16 correct
{2,16,27,45} 16刚才手滑发成已完成了，没完成 => 16 correct or 16 working or ?
{2,16,27,45} 刚才点错了 => ?
{2,16,27,45} 回复第16项：已完成 => 16 done
{2,16,27,45} 关于任务16的回复：目前正在推进中。 => 16 working
{2,16,27,45} 报告领导，16、27已经落实到位 => 16,27 done
{2,16,27,45} 各位好，我是城关镇小李，第2项已办结 => 2 done
{2,16,27,45} 城关镇：2完成；16完成；27办理中；45办理中 => 2,16 done; 27,45 working
{2,16,27,45} 【城关镇】2已完成，16办理中 => 2 done; 16 working
{2,16,27,45} 区教育局反馈⏎2、已公开⏎16、正在推进 => 2 done; 16 working
{2,16,27,45} 2、已公开；⏎16、在建；⏎27、/⏎45、不涉及 => 2 done; 16 working; 45 nil; ? or 2 done; 45 nil; ?
""",
    "numbers between ten and twenty-six": """
{10,11,19,26} @11 已办 => ? or 11 done
{10,11,19,26} @11 已办理完毕 => 11 done
{10,11,19,26} @11 已处理 => ? or 11 done
{10,11,19,26} @11 处理完了 => 11 done
{10,11,19,26} @11 公开啦，麻烦看下 => 11 done
{10,11,19,26} @11 今天刚公开的，麻烦看下 => 11 done or ?
{10,11,19,26} 11、19已于近日完成公开 => 11,19 done
{10,11,19,26} 10项工作已全部完成 => ? or 10 done
{10,11,19,26} 第10项工作已全部完成 => 10 done
{10,11,19,26} 10号11号任务完成，19号任务推进中 => 10,11 done; 19 working
{10,11,19,26} 10、11号任务均完成 => 10,11 done
{10,11,19,26} 10月11日已公开第19项 => 19 done
{10,11,19,26} 10月26日发布了19 => 19 done or ?
{10,11,19,26} 11月份的26项已完成 => 26 done or ?
{10,11,19,26} 26项11月已公开 => 26 done or ?
{10,11,19,26} 26的已公开，19的在审 => 26 done; 19 working
{10,11,19,26} 26我们弄好了，19得等 => 26 done; ? or 26 done; 19 working or 26 done; 19 trouble
{10,11,19,26} 26和上次说的一样，还没好 => 26 working
{10,11,19,26} 26没搞完，19搞完了 => 26 working; 19 done
{10,11,19,26} 26搞完了，不过链接还没有 => 26 working or ?
{10,11,19,26} 26公布了预算，没公布决算 => 26 working
{10,11,19,26} 26网站上有了，公众号上也有了 => ?
{10,11,19,26} 26发了两条，还有三条 => 26 working or ?
{10,11,19,26} 26再有两天就好 => 26 working or ?
{10,11,19,26} 26最快下周完成 => 26 working
{10,11,19,26} 26至少要到12月才能弄完 => 26 working
{10,11,19,26} 26今年内完成 => 26 working or ?
{10,11,19,26} 26本季度内办结 => ? or 26 working
{10,11,19,26} 26按序时进度推进 => 26 working
{10,11,19,26} 26达到序时进度 => ? or 26 working
{10,11,19,26} 26已进入扫尾 => 26 working or ?
{10,11,19,26} 26进入最后阶段 => 26 working or ?
{10,11,19,26} 26进行了一半 => 26 working
{10,11,19,26} 26进度过半 => 26 working or ?
{10,11,19,26} 26启动了 => 26 working
{10,11,19,26} 26已启动，收集资料中 => 26 working
{10,11,19,26} 26还在摸底 => 26 working
{10,11,19,26} 26方案在起草 => 26 working
{10,11,19,26} 26已起草，待讨论 => 26 working or ?
{10,11,19,26} 26已成立专班 => 26 working
{10,11,19,26} 26已召开推进会 => 26 working
{10,11,19,26} 26领导正在审 => 26 working or ?
{10,11,19,26} 26卡在住建局那儿 => 26 trouble
{10,11,19,26} 26经费没批下来 => 26 trouble
{10,11,19,26} 26资金没到位，没法弄 => 26 trouble
{10,11,19,26} 26目前停滞 => 26 trouble
{10,11,19,26} 26推进困难 => 26 trouble
{10,11,19,26} 26遇到点问题，需要贵办支持 => 26 trouble
{10,11,19,26} 26希望协调一下档案馆 => 26 trouble
{10,11,19,26} 26等通知 => ? or 26 trouble or 26 working
{10,11,19,26} 26待命 => ?
{10,11,19,26} 26未布置 => ? or 26 not_started
{10,11,19,26} 26尚未安排 => 26 not_started or ? or 26 working
{10,11,19,26} 26没顾得上 => 26 not_started
{10,11,19,26} 26过完年再启动 => ? or 26 not_started or 26 working
{10,11,19,26} 26今年不搞了 => ?
{10,11,19,26} 26取消了 => ?
{10,11,19,26} 26合并到19了 => ?
{10,11,19,26} 26归住建局管，不归我们 => 26 nil or ?
{10,11,19,26} 26与我乡无关 => 26 nil
{10,11,19,26} 26我乡无此项内容 => 26 nil
{10,11,19,26} 26无相关信息可公开 => 26 nil or ?
{10,11,19,26} 26无新增 => 26 nil
{10,11,19,26} 26三季度未发生 => 26 nil
{10,11,19,26} 10、11、19、26均不涉及 => 10,11,19,26 nil
{10,11,19,26} 10不涉及，11不涉及，19推进，26完成 => 10,11 nil; 19 working; 26 done or 10,11 nil; 26 done; ?
{10,11,19,26} 26申请延期到12月19日，10已完成 => 26 extension 2022-12-19; 10 done
{10,11,19,26} 26延期到19号 => 26 extension; ?
{10,11,19,26} 26延期到26号 => 26 extension 2022-11-26
{10,11,19,26} @26 延期到26号 => 26 extension 2022-11-26
{10,11,19,26} @26 申请时间延长到12月19号下班前 => 26 extension 2022-12-19
{10,11,19,26} @26 要延期，等领导定时间 => 26 extension; ?
{10,11,19,26} 26的延期报告怎么写 => 26 help or ?
{10,11,19,26} 26延期的事麻烦批一下 => ? or 26 extension; ?
{10,11,19,26} 我是新来的联络员李某 => ? or * handover
{10,11,19,26} 26改由财政所王某负责 => 26 handover or ?
{10,11,19,26} 26发错附件了，重新发 => 26 correct
{10,11,19,26} 更正 => ?
{10,11,19,26} 改一下，26是办理中 => ? or 26 correct or 26 working
{10,11,19,26} 上条消息中26应为19 => ? or 26 working; ? or 26 correct or 19,26 correct
{10,11,19,26} 收到，10正在办，11已完成，其余不涉及 => 10 working; 11 done; 19,26 nil
{10,11,19,26} 全部签收，10已完成 => 10 done; 11,19,26 signed or 10 done; * signed or 10 done; ?
{10,11,19,26} 都收到了，正在逐项落实 => * working or * signed
{10,11,19,26} 都在按计划推进 => * working
{10,11,19,26} 都没问题 => ?
{10,11,19,26} 都好了 => * done or ?
{10,11,19,26} 全弄完了 => * done or ?
{10,11,19,26} 全部完成，无遗漏 => * done
{10,11,19,26} 全部完成（除26） => 10,11,19 done or ?
{10,11,19,26} 全部任务完成80% => ? or * working
{10,11,19,26} 四项中已完成三项 => ?
{10,11,19,26} 四项任务，两项完成，两项在办 => ?
{10,11,19,26} 大部分完成，就差26 => ? or 26 working or 26 working; ?
{10,11,19,26} @10,11 都弄完了 => 10,11 done
{10,11,19,26} @10,11 这两项已完成 => 10,11 done
{10,11,19,26} @10,11 两项均已落实 => 10,11 done
{10,11,19,26} @10,11 已完成 => 10,11 done
{10,11,19,26} @10,11 已完成一项 => ? or 10,11 working
{10,11,19,26} @10,11 前者已完成，后者在办 => ? or 10,11 working
{10,11,19,26} @10,11 除11外已完成 => 10 done
{10,11,19,26} @10,11 除11外，都已完成 => 10 done
{10,11,19,26} @10,11 11还没完成，其他已完成 => 11 working; 10 done
""",
    "exceptions, places in a list, promises without a past": """
12以外都完成了 => 1,3,5,8,15,20,23,30,42 done
42之外全部办结 => 1,3,5,8,12,15,20,23,30 done
都完成了，除了42 => 1,3,5,8,12,15,20,23,30 done
@15 不申请延期，按时完成 => ?
@15 没必要延期 => ?
@12 按时完成 => ? or 12 working
@12 要求已完成的单位报送链接是吧 => ?
@12 没有不完成的 => ?
@12 接近尾声 => 12 working
@12 已完成，链接稍后补 => 12 done
@12 各村均已公开 => 12 done
@12 常态化推进 => 12 working
@12 我单位非责任单位 => 12 nil
@12 本辖区内无渡口 => 12 nil
@12 无新增政策文件 => 12 nil
@15 我局不承担该项职责 => 15 nil
@12,15 前者完成后者办理中 => ?
@12,15 一项完成一项没完成 => ?
@12,15 15完成12没完成 => 15 done; 12 working
@12,15 只有15没完成 => 15 working
@8 上半年已完成 => ?
@8 上季度已完成 => ?
@8 网址www.a.gov.cn/b.html，已发布 => 8 done +www.a.gov.cn/b.html
@8 没有需要公开的 => 8 nil
@8 无内容可公开 => 8 nil
@8 不会弄 => 8 help or ? or 8 trouble
@12 之前报的已完成有误，实际还在办 => 12 correct
@12 就当已完成吧 => ?
@12 9月就完成了 => 12 done
@12 完成情况见附件 => ? or 12 working
@12 审核通过 => ? or 12 working
@12 已提交平台审核，审核通过即公开 => 12 working
@12 解读材料已同步公开 => 12 done
@12 除李家村外各村均已公开 => 12 working or ?
@12 今天完成 => ? or 12 working
@12 听科室说已完成，待核实 => ? or 12 working
3、5、8中3和5完成了，8还在办 => 3,5 done; 8 working
收到，12已完成 => 12 done
""",
    "late and made up for, links of a telephone, what only lacks a paper": """
12未按时公开，现已补公开 => 12 done
12没能按期完成，现已完成 => 12 done
12未按时公开，决算已公开 => ?
12未按时公开，但现已补公开 => ?
12未按时公开现已公开 => ?
12未按时公开，23现已公开 => 12 working; 23 done
12未按期完成，现已完成初稿 => 12 working
12已公开，https：//www.xrq.gov.cn/a.html => 12 done +https://www.xrq.gov.cn/a.html
12已公开 https:// www.xrq.gov.cn/a.html => 12 done +https://www.xrq.gov.cn/a.html
12已公开　ｈｔｔｐｓ：／／ｗｗｗ．ｘｒｑ．ｇｏｖ．ｃｎ／ａ．ｈｔｍｌ，23办理中 => 12 done +https://www.xrq.gov.cn/a.html; 23 working
NO.12 已完成 => 12 done
12已上传至区政府网站政策解读栏目 => 12 done
@12 我们这边没有这项 => 12 nil
12差一个附件 => 12 working
12已发给领导审核 => 12 working
12大头完成了 => 12 working
12还缺一张照片，其他都完成 => 12 trouble; ? or 12 working; ? or ?
怎么撤回刚才的回复 => - help
""",
    "a status of before, a count before a list, what was said to others": """
3我之前报的是办理中，现在已完成 => 3 done
12之前报的是已完成 => ?
12上次填的是已完成，其实还没弄好 => 12 working
12未及时公开，昨天已补发 => 12 done
12未及时公开，已补报说明 => 12 working or ?
12未及时公开，明天补发 => 12 working
已完成（3项）：3、5、8 => 3,5,8 done
{3,5,8,12} 已完成3项：3、5、8；办理中1项：12 => 3,5,8 done; 12 working
未完成3项：3、5、8 => 3,5,8 working
计划完成3项：3、5、8 => 3,5,8 working or ?
3完5完8没完12在办 => 8,12 working; ?
12完善公开目录，15在办 => 15 working; ? or 12,15 working
请各乡镇今天下班前完成第12项 => ?
转发：请各单位抓紧落实第15项 => ?
各单位：第12项要求11月底前全部公开，请抓紧 => ?
各位领导：我单位第12项已办结 => 12 done
没有23和30这两项业务 => 23,30 nil
没有23和30的数据 => 23,30 trouble or ?
@12 没有发生延误 => ?
@12 本季度未发生此类案件 => 12 nil
12拟公开 => 12 working
12拟公开的内容已审定 => 12 working or ?
收到领导 => * signed or ?
请问联络员怎么更换 => - help
""",
    "a status before one list, another after the next": """
我乡不涉及第3、5、8项，12、15项已落实 => 3,5,8 nil; 12,15 done
我镇不涉及3、5，12已完成 => 3,5 nil; 12 done
不涉及3，5，8项 => 3,5,8 nil
不涉及3、5，12、15也不涉及 => 3,5,12,15 nil
已完成3、5，12、15还在办 => 3,5 done; 12,15 working
没完成3、5，12、15已完成 => 3,5 working; 12,15 done
尚未公开3、5，12已公开 => 3,5 working; 12 done
我局没有第3、5项，第8项已公开 => 8 done; ?
三、五、八项已办结；十二项正在办 => 3,5,8 done; 12 working
我乡三、五、八号已公开，十二、十五还没动 => 3,5,8 done; 12,15 not_started
三、五、八项还没完成 => 3,5,8 working
一、三项任务已完成 => ?
42、30没完成其他完成 => 42,30 working; 1,3,5,8,12,15,20,23 done
没完成其他任务 => ?
""",
    "ranges in numerals, parts of a list, and near misses": """
{31,32,33,34,40} 三十一到三十四项都完成了 => 31,32,33,34 done
{10,20,30} 十、二十都办结了，三十还在走招标 => 10,20 done; 30 working
{3,4,5,9} 第三、四、五项办结 => 3,4,5 done
{30,31,32} 一、三十项已完成⏎二、三十一项在办 => 30 done; 31 working
{20,21,22,23,24,25,26,30} 21到26都已办结，其中24项还在公示 => 21,22,23,25,26 done; 24 working
{20,21,22,23,24,25,26,30} 21-26，其中24、25项还在公示，其余已办结 => 21,22,23,26 done; 24,25 working
{20,21,22,23,24,25,26,30} 21到26里24项还没弄别的都办结了 => 21,22,23,25,26 done; 24 not_started
{16,17,18,20} 16至18项，除17项正在办理外，其余均已办结 => 17 working; 16,18 done
{21,22,23} 收到任务21、22、23项，其中22项不涉及 => 21,23 signed; 22 nil
{21,22,23} 21、22、23:22在办，其余完成 => 21,22 working; 23 done or 21,22 working; ? or ? or 22 working; 21,23 done
{12,23,30} 共30项，其中12项已完成 => ?
{40,41,42,43,44,45} 41-45，44在审稿，其他四项已发布 => 44 working; 41,42,43,45 done
{26,27,30} 26、27，前者已完成，后者在办 => 26 done; 27 working
{26,27,30} @26 这个和27都弄完了 => 26,27 done
12已完成，15也是，23还没 => 12,15 done; 23 working
@12 险些没完成，好在昨天加班弄完了 => 12 done
@12 差点没赶上，已经公开了 => 12 done
@12 差点没完成 => ?
@12 差点就完成了 => 12 working
@12 不涉及保密内容，可以公开 => ? or 12 working
@12 网站和公众号都发了 => 12 done
@12 给网站发了 => ?
@12 网站发了通知 => ? or 12 working
@12 已完成100% => 12 done
嗯那个二十三项的话我们已经全部公示完了然后三十项的话还在等局长签字 => 23 done; 30 working
@12 今天一定发 => 12 working
@12 我局没发过这类文件 => 12 nil
@12 还没印发文件 => 12 working
@12 今年无重大建设项目 => 12 nil
@12 没发现问题 => ?
@12 需要公安局提供数据 => 12 trouble
12以后归执法队报，不归我了 => 12 handover
{9,10,11,12} 九、十、十一项都公开了 => 9,10,11 done
{21,22,30} 二十一、二十二两项已上网 => 21,22 done
{20,32,33,34,35,36,37} 32-37项中除了35项因为财政还没批复，其他都公开了 => 32,33,34,36,37 done; 35 trouble or 32,33,34,36,37 done; 35 working
{9,10,11,12,13,20} 9—13项（12项除外）均已公开 => 9,10,11,13 done
{9,21,22,23,24,25} 除二十三项外，二十一到二十五项全部办结 => 21,22,24,25 done
{36,37,38,39,44} 第36、37、38、39项，36已完成，37、38办理中，39未启动 => 36 done; 37,38 working; 39 not_started
{48,49,51,52,53} 完成的：51 52 53⏎没完成的：48 49 => 51,52,53 done; 48,49 working
{48,49,51} 没弄的有48、49，其它几个都在弄着 => 48,49 not_started; 51 working
@42 上次延到11月25号，这次再延到12月9号 => 42 extension 2022-12-09
@42 延到11月25号，或12月9号，延到12月9号 => 42 extension; ?
12项延期批准了吗？没批我就按原计划报 => ?
30 弄完嘞 给您发个链接哈 https://www.xr.gov.cn/30 => 30 done +https://www.xr.gov.cn/30
30 完成了 吗 => ?
@30 未 完成 => 30 working or ?
@30 虽然没完成，但材料已备齐 => ? or 30 working
30接到通知后，我乡立即组织人员，于11月20日全部公示到位。 => 30 done
@30 贴好了 => 30 done
@30 还没贴 => 30 working
@30 没有做图解，只有文字 => ? or 30 working
@30 非我单位职责 => 30 nil
@30 已如期办结 => 30 done
@30 已按时间节点要求完成 => 30 done
@30 校对完就发 => 30 working
@30 说反了，没完成 => 30 correct
{11,12,13,40} 11.12.13都完成了 => 11,12,13 done
{26,27,40} 26.27，都完成了 => ?
{32,33,40} 是33不是32，33完成了 => ?
{3,4,5} 3已公布4征求意见5没动 => 3 done; 4 working; 5 not_started
{11,12,40} 十一项办结十二项没办结 => 11 done; 12 working
{11,12,13} 十一至十三，收到 => 11,12,13 signed
{26,27,40} 26·27以外都办完了 => ? or 40 done; ?
33项时限是不是写错了 => ?
@12 链接错了，正确的是https://www.xr.gov.cn/32b.html => 12 correct +https://www.xr.gov.cn/32b.html
12点错了 => 12 correct
@12 下个月5号前肯定交 => 12 working
@12 我们没有这项职责 => 12 nil
@12 落实着呢 => 12 working
@12 材料齐了，就等上传 => 12 working
{3,12} 3完了，剩下那个在弄 => 3 done; 12 working
@12 准备下月启动 => 12 not_started
@12 三个栏目更新了两个 => 12 working
@12 等分管领导签字 => 12 working or 12 trouble
36待验收 => ?
12待验收 => 12 working
@12 没啥没完成的 => ?
@12 别的都完成了就这个没有 => ? or 12 working
""",
    "corrections of several, slips, and one of several": """
更正：3没办完，12办结了 => 3,12 correct
更正一下，3、12才是已办结 => 3,12 correct
3已完成。更正：12还在办 => 3 done; 12 correct
{3,12} 更正：⏎3没办完⏎12办结了 => 3,12 correct
前面那条不对，8是办理中，12才是已办结 => 8,12 correct
把12改成办理中 => 12 correct
刚报的8已办结请先撤回 => 8 correct
8报早了 => 8 correct
上条发串了，8没办完 => 8 correct
12申请延期到12月9号，不对，12月19号 => 12 extension 2022-12-19
12已完成，哦不，还在办 => 12 working
@8,15 只办结了15 => 15 done
只有15办结了 => 15 done
年底前办结42 => 42 working
12个村已公开5 => ?
已完成42以外的 => ?
@8,15 办完了一项 => ?
@8 19个村里12个已公开 => 8 working
{1,2,3} 一项办完了，二项办完了，三项还缺照片 => 1,2 done; 3 working or 1,2 done; 3 trouble
{1,3,8} 办理中1项：8 => 8 working
{1,3,8,9,10} 1、3项：办结⏎9项：在办⏎10项：没动 => 1,3 done; 9 working; 10 not_started
8里头预算那块已公开，其余还在整理 => 8 working
全部任务已签收 => * signed
已签收全部任务 => * signed
@8 已完成全部工作 => 8 done
咱镇的已经全弄完了，一条不落 => * done
""",
    "what a part, a step or a figure tells of the whole": """
8部分已上网，部分还在改 => 8 working
8项目没有发生质量事故，已完工公示 => 8 done
8我单位无此职责 => 8 nil
二季度无此类申请，8报无 => 8 nil
@8 三季度无信息公开申请 => 8 nil
8估计办完了，我再问一下 => ?
8办没办完，公开没公开，我去核实一下 => ?
8请先按已完成登记 => ?
8展厅布置完工，设备还没到货 => 8 working
8方案没批，未启动 => 8 not_started
8预算、绩效已公开，决算那栏空着 => 8 working
不敢说办完，顶多算七成 => ?
@8 不敢说办完，顶多算七成 => 8 working
8专班已成立，此项办结 => 8 done
8办结，专班已成立 => 8 working or ?
8开完会即公开 => 8 working
8等局长签字才算办结 => 8 working or 8 trouble
8手册全部寄送完毕 => 8 done
8宣传册全部发放完毕，12专栏也建好了 => 8,12 done
8渠道已开通并公布 => 8 done
@8 账号已开通 => ?
@8 已配齐人员 => ?
@8 已开通账号 => ?
8搞掂 => 8 done
@8 办结✅✅ => 8 done
8报办结 => 8 done
@8 村里报办结 => ?
8还是按期办结了 => 8 done
8今晚上线 => 8 working
8办结了，照片明天补 => 8 done
8已公示，年度计划见：https://www.xr.gov.cn/8.html => 8 done +https://www.xr.gov.cn/8.html
@8 上次延到11月20日，现在已经公开 => 8 done
人手紧，8推不下去 => 8 trouble
没人会弄，8搞不出来 => 8 trouble
@8 再缓几天行吗 => 8 extension; ?
老王：8的已公开截图发我 => ?
@8 小李，你把它公开一下 => ?
@8 没顾上，抽不出空弄 => 8 not_started
@8 正跟住建局对数据呢 => 8 working
咱们就剩这一项了，昨天也办结了 => ?
@8 咱们就剩这一项了，昨天也办结了 => 8 done
新来的联络员是小王，我去驻村了 => * handover
@8 传不上去，怎么办 => 8 help or ? or 8 trouble; ? or 8 trouble
""",
    "days of the past, slips of the pen, boxes, and colleagues": """
8昨天办结 => 8 done
8于11月8日公布 => 8 done
8于12月8日公布 => 8 working
8十二月公布 => 8 working
8今天下午公布 => 8 working
8原定11月8日公布 => ?
@8 时限11月8日完成 => ?
@8 要求11月8日完成 => 8 working or ?
@8 11月8日完成招标 => 8 working
8版里中 => 8 working
8已经玩成 => 8 done
8已办接 => 8 done
8不涉急 => 8 nil
@8 收倒 => 8 signed
{7,28} 7打算28号弄完 => 7 working
3=办结 8=在办 => 3 done; 8 working
3|办结⏎8|没动 => 3 done; 8 not_started
8搞定🎉 => 8 done
8完成✘ => ? or 8 working
@8 完成□ => ?
@8 完成☐ => ?
小刘，8你们周四前必须公开 => ?
8周五前必须办结 => ? or 8 working
8公开通知已交给你们办公室 => 8 working or ?
@8 延期报告已交给你们 => ?
8今天准时发布 => 8 working
8启动会定于12月2日召开，12的方案同步公布 => 12 working; ? or 8,12 working
""",
    "whose it is, what it lacks, and how far it is": """
@8 非我局职能 => 8 nil
@8 我镇没有这类企业 => 8 nil
@8 不在我局权限之内 => 8 nil
@8 没啥要更新的 => 8 nil
@8 本季度没人来申请 => 8 nil
@8 零处罚 => 8 nil
@8 归住建局管 => 8 nil or ?
@8 平台没有对应栏目 => 8 trouble
@8 财政没给钱 => 8 trouble
@8 人手不足 => 8 trouble
@8 太难弄了 => 8 trouble
@8 密码忘了 => 8 trouble
@8 刚开了个头 => 8 working
@8 每周都在更新 => 8 working
@8 七七八八了 => 8 working
@8 完成度六成 => 8 working
@8 第一场办完了，还有两场 => 8 working
@8 办是办了，没办利索 => 8 working
@8 两天内弄完 => ? or 8 working
@8 没安排 => 8 not_started
@8 待启动 => 8 not_started
@8 下月着手 => ? or 8 not_started
@8 告示贴墙上了 => 8 done
@8 公报已出版，电子版已上线 => 8 done
@8 电子版已上线 => ?
@8 已公开，后续有变化再更新 => 8 done
@8 招标公告已发布 => ?
@8 已发布在即 => ?
@8 拖到12月9号可以吗 => 8 extension 2022-12-09
@8 12月9日交行吗 => 8 extension 2022-12-09
@8 能不能晚两天 => 8 extension; ?
@8 误点的，其实没弄 => 8 correct
@8 撤回 => 8 correct
@8 由财政所小李接手 => 8 handover
本人即日起调区委办，联络员由小李接任 => * handover
@8 照片怎么传 => 8 help
没弄的就8，剩下3、5、12都好了 => 8 not_started; 3,5,12 done
{3,8} 3执法信息已录入并公开 8答复规范也完成 => 3,8 done
三十：无 => 30 nil
@8 进展情况下周统一报 => ? or 8 working
@8 收到，进展情况下周统一报 => 8 signed
""",
    "all that a unit has, and what stands beside a completion": """
所有任务均已如期办结 => * done
我乡承担的任务都已完成 => * done
涉及我单位的都办完了 => * done
没有一项办结 => ?
全部延期到12月16日 => * extension 2022-12-16
全都签收咯 => * signed
3和8办结了，12没有 => 3,8 done; 12 working
3和8办结12下周 => 3,8 done; 12 working
三、八、十二都在办 => 3,8,12 working
一至三项已公开 => 1,3 done; ?
除了3和8，其余8项已办结：1、5、12、15、20、23、30、42 => 1,5,12,15,20,23,30,42 done
8已办结，方案附后 => 8 done
8已办结，会议记录第3期已归档 => 8 done
8座谈办完两场，任务办结 => 8 done
8采购完成，已对外公开 => 8 done
8已办结，说明随后附上 => 8 done
8完成了全年任务 => 8 done
8任务已完成并通过验收 => 8 done
8已投入使用 => 8 done
8已超额完成 => 8 done
8已公开，又被要求撤回 => ?
@8 听证会定在下周四 => 8 working
@8 公示期到12月5日，期满办结 => 8 working
@8 局长签了就发 => 8 working
@8 要说办结还为时尚早 => 8 working
@8 供电公司拒绝提供 => 8 trouble
@8 遇阻，还差验收 => 8 trouble
@8 还差验收 => 8 working
@8 推进顺利 => 8 working
12号到期的42项申请延期到12月16日 => 42 extension 2022-12-16
8申请延期，12月16日交 => 8 extension 2022-12-16
8延期申请：12月16日 => 8 extension 2022-12-16
8能否12月16日再报 => 8 extension 2022-12-16
@8 再给我四五天 => 8 extension; ?
8以后联系人是党政办小王 => 8 handover
我已不在这个岗位了，请找新来的李主任 => * handover
命令有哪些 => - help
怎么批量报完成 => - help
回复【催办】第8项：已公开 => 8 done
@8 暂无 => ?
8才是已完成 => 8 done
全部按计划推进 => * working
""",
}

# What undoes a completion wherever it stands; {} is the completion.
# How two rows may be written; none of it may be taken for anything else that is done.
PAIRS = (
    *("{a}.{b}", "{a} {b}", "{a}，{b}", "{a}:{b}", "{a}/{b}", "{a}、{b}", "{a};{b}", "{a}|{b}", "{a}和{b}", "{a}&{b}"),
    *(
        "{a}+{b}",
        "第{a}和第{b}",
        "（{a}）（{b}）",
        "{a}）{b}）",
        "[{a}][{b}]",
        "{a}。{b}",
        "{a}·{b}",
        "{a}_{b}",
        "{a}号{b}号",
    ),
    *(
        "{a}项{b}项",
        "No.{a} No.{b}",
        "#{a} #{b}",
        "T{a}、T{b}",
        "{a}*{b}",
        "{a}\n{b}\n",
        "{a}.{b}.",
        "{a}月{b}",
        "{a}<{b}>",
    ),
    *("{a}\t{b}", "{a}加{b}", "{a}还有{b}", "任务{a}任务{b}", "{a}:{b}:", "{a}、{b}等", "{a}条{b}条", "{a}个{b}个"),
)
ALL_DONE = ("{}都完成了", "{}，都完成了", "{}\n全部办结", "{}这两项都完成了", "{}的任务都已完成")
ALL_BUT = (
    *(
        "{}还没弄，其余都完成了",
        "除{}外都完成了",
        "就{}没弄完，其他都完成了",
        "都完成了，除了{}",
        "{}没完成其他都完成了",
    ),
    *(
        "{}在办，剩下的都已公开",
        "全部完成，{}除外",
        "{}以外都办完了",
        "已完成{}以外的所有任务",
        "除{}还没办结外，其余均已办结",
    ),
)

UNDOING = """
没有{}
还没有{}
不是{}
并非{}
未必{}
算{}
哪{}
基本{}
快{}
如果{}
等领导签字就{}
是否{}
大部分{}
部分{}
初稿{}
预计明天{}
争取月底前{}
听说{}
好像{}
应该{}
别写{}
{}吗
{}？
{}了没
{}没有？
{}，对吗
{}一半
{}，还差一个
{}，但还没公开
{}，正在补充
{}80%
{}，明天发布
{}的话告诉您
{}还早
{}，其实没有
{}，暂未上网
{}前三个
{}初稿
除附件外{}
谁说{}
要求各村{}
{}就好了
{}才怪
兄弟单位{}
领导让报{}
差一点{}
{}，待上传
只{}目录
{}，链接打不开
{}了吧
能{}就好了
想{}
{}得差不多
{}个大概
{}待确认
{}但领导不同意
{}被退回了
{}又撤回了
{}，链接失效
{}的是去年的
{}了一点
{}只是初步
{}，公示期未满
原来说{}
假如{}
若{}请告知
等{}再报
为{}
距{}还有三天
争取{}
可能{}
说{}不太准确
{}不太准确
{}尚需时日
{}指日可待
{}在望
{}有望
{}与否待定
误报为{}
{}系误报
{}是假的
{}是上级的
{}的不是我们
隔壁镇{}
区财政局{}
省里{}
我让他们{}
{}的前提下可以
{}须等通知
{}日期未定
{}计划已报
{}的方案已报
{}的申请已提交
{}的时间是12月
离{}不远
{}无望
{}有困难
{}很慢
{}一部分
{}三分之一
{}3个村
{}两个栏目
{}第一步
{}的只有目录
{}但内容是空的
{}但是内容不全
{}，内容不全
{}，漏了两条
{}，领导让改
{}，又退回来了
{}，打回来重弄
{}，被打回
{}，需修改
{}，要改
{}，重新弄
{}，得重做
{}，改天上传
{}，回头发
{}，过几天公开
{}，随后上网
{}，就等上传
{}，就差上传
{}，网站在维护
{}，领导在看
{}，送审中
{}，等通知
{}，审核没过
{}，不符合要求
{}，不合格
{}，又有新问题
{}，个别村除外
{}，除两个村
{}，三个村例外
{}，两个村没报
{}，仅限机关
{}？没有的事
{}是谣言
{}个头
{}个锤子
{}，骗你的
{}，开玩笑的
{}不可能
{}，那是不可能的
{}，做梦
{}之日遥遥无期
{}是目标
{}是迟早的事
{}是我们的目标
{}的目标
{}还是没{}
{}还是没弄完不清楚
{}与未{}各半
半{}状态
伪{}
{}，个人觉得
{}，存疑
{}，待定
{}，保密
下次{}
明年{}
下周三{}
12月1日{}
月底{}
到时候{}
届时{}
一会儿{}
回头{}
稍后{}
最迟周五{}
不日{}
改日{}
过后{}
会后{}
盼{}
祝{}
愿{}
求{}
速{}
请{}
请尽快{}
务请{}
责成{}
帮忙{}
必{}
须{}
得{}
欲{}
宜{}
拟{}
未{}
没{}
非{}
莫{}
休想{}
甭想{}
甭提{}
岂能{}
何曾{}
何时{}
几时{}
何谈{}
谈何{}
焉能{}
哪能{}
怎么可能{}
怎会{}
不见得{}
不一定{}
不敢说{}
不算{}
不等于{}
不代表{}
无法{}
难{}
难说{}
很难{}
勉强{}
貌似{}
看似{}
看样子{}
看起来{}
看来{}
感觉{}
觉得{}
我猜{}
我想{}
我以为{}
我当{}
据说{}
据悉{}
传言{}
他们说{}
领导说{}
小张说{}
村里说{}
村里报{}
村里{}
科室{}
乡里{}
平台显示{}
状态显示{}
系统里是{}
表上写着{}
标题写{}
群里通知{}
文件要求{}
要求{}
按规定应{}
按要求应{}
按计划应{}
按理{}
理论上{}
原则上{}
形式上{}
表面上{}
名义上{}
口头上{}
暂时{}
阶段性{}
临时{}
初步{}
粗略{}
大致{}
总体{}
总体上{}
整体上{}
主体{}
核心{}
前半{}
一期{}
首批{}
试点{}
样板{}
第一轮{}
第一轮公开{}
预算部分{}
网站部分{}
线上{}
线下{}
纸质版{}
电子版{}
""".strip().splitlines()
