"""The fields of work that bodies of every place have: 教育局, 疾控中心. What is named otherwise has a name of its own.

市教育局、统计局 is 市统计局, for every place has one; 岳王庙文物管理所 or 白云机场 behind 县教育局 is nobody's guess.
"""

from __future__ import annotations

import re

_BEGIN_AS = """
    教育 教体 教科 教文 教师 教研 电教 招生 考试 职教 职业 特教 特殊 幼儿 实验 科技 科学 科工 科信 科教 科协 科普
    工信 工业 工商 经信 经济 经贸 经发 发改 发展 改革 深改 财经 商务 商粮 粮食 物价 价格 招商 投促 投资 外事 外侨
    外经 对外 侨务 侨办 台办 台湾 国资 国有 金融 财政 审计 统计 税务 国家 国税 地税 会计 国库 非税 票据 评审 政采
    采购 招标 公安 司法 法院 检察 民政 民宗 民族 宗教 殡葬 救助 人社 人力 就业 劳动 社保 社会 医保 医疗 卫健 卫生
    卫计 疾控 疾病 妇幼 中医 血站 计生 老龄 爱卫 红十 慈善 急救 纪委 监委 监察 组织 宣传 统战 政法 编办 编委 机构
    机编 事业 网信 网络 巡察 党校 党史 党群 史志 老干 信访 档案 地方 文明 机要 保密 国安 密码 政研 改办 文旅 文化 文广
    文体 文物 广电 广播 电视 融媒 新闻 体育 旅游 图书 博物 美术 非遗 住建 村镇 住房 建设 建筑 规划 城管 城市 城乡
    城建 城投 交投 水投 国投 文投 园林 环卫 市政 市容 房管 房产 房屋 征收 公积 国土 自然 不动 资源 测绘 土地 储备
    代建 综合 环保 黄河 水库 灌区 大型 中型 大中 生态 环境 水利 水务 水文 水保 河长 河道 河湖 林长 田长 林业 林草
    林场 森林 草原 绿化 湿地 野生 农业 农村 农经 农机 农技 农委 农牧 农办 农科 农广 农水 农开 农投 畜牧 动物 种子
    植保 渔业 渔政 水产 果业 茶叶 蔬菜 蚕桑 烤烟 乡村 扶贫 移民 供销 气象 地震 防震 应急 安监 安全 消防 防汛 人防
    防火 防灾 退役 军供 双拥 征兵 交通 公路 运输 运管 道路 港航 港口 邮政 通信 电力 供电 供水 自来 燃气 供热 烟草
    盐务 盐业 石油 污水 垃圾 市场 质监 质检 食药 食品 药监 药品 知识 计量 大数 数据 数字 智慧 信息 政务 政数 行政
    审批 营商 公共 政府 政协 人大 总工 团委 妇联 妇女 残联 残疾 文联 文学 社科 侨联 台联 归国 法学 关工 关心 贸促
    工会 企业 督查 督办 考核 绩效 效能 目标 依法 禁毒 扫黄 打私 打黑 扫黑 综治 维稳 平安 创建 创城 创文 双创 重点
    项目 节能 能源 煤炭 煤管 矿山 墙改 开发 医改 房改 国动 国防 机关 接待 驻村 乡振 看守 拘留 戒毒 车管 交警 监狱
    海事 火车 汽车 客运 老年 青少 少年 妇儿 民兵 武装 人武
"""
_FIELDS = frozenset(_BEGIN_AS.split())
_OF_EVERY_PLACE = re.compile(
    r"人民(?:政府|法院|检察院|医院|武装部|防空|银行|调解)|农(?:发|商)行|信用|.{1,2}[联协]$|第?[一二三四五六七八九十0-9]+[中小幼医水]"
)
# Parts of a body, whichever: 县教育局、人事科.
_INSIDE = re.compile(r"(?:[科股]|(?<!管理)(?<!环卫)处|工会|机关党委)$(?<!总工会)|机关(?!事务|工委)")
_OF_BUREAUS = frozenset({"局", "委", "厅"})
_OF_PLACES = re.compile(r"街道|社区|[镇乡村]|派出所|司法所")
_OF_BODIES = frozenset("科处室部组股队班站") | {"中心"}
_STANDS_ALONE = re.compile(r"[堂房舍库楼仓]$|门卫|超市")
_NO_PLACE = re.compile(
    r"公安|交警|[消人]防|城管|市监|司法|[民财]政|税务|卫健|医保|人社|住建|发改|供[电水]|电力|环卫|武警|边检|网信|自来水"
)


def is_of_every_place(name: str) -> bool:
    """Whether a body that does not say where it is may be taken for that of the place named before it.

    >>> is_of_every_place("统计局"), is_of_every_place("岳王庙文物管理所"), is_of_every_place("财务科")
    (True, False, False)
    """
    known = name[:2] in _FIELDS or _OF_EVERY_PLACE.match(name)
    return bool(known) and not _INSIDE.search(name)


def ends_alike(stem: str, ending: str) -> bool:
    """Whether a stem may end as the next name does: a field as a bureau, a place as a town, no 食堂 as a 部.

    >>> ends_alike("财政", "局"), ends_alike("柳林", "局"), ends_alike("柳林", "镇"), ends_alike("公安", "镇")
    (True, False, True, False)
    """
    if ending in _OF_BUREAUS:
        return stem[:2] in _FIELDS
    if ending in _OF_BODIES:
        return not _STANDS_ALONE.search(stem)
    return not (_OF_PLACES.match(ending) and _NO_PLACE.fullmatch(stem))
