"""What a link's answer amounts to. Where a machine cannot tell, a person is asked to look."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bot.links.opening import Answer
from bot.links.pages import Page
from bot.links.settings import LinkSettings
from bot.links.targets import Target, is_drawn_by_script
from storage.findings import LinkReason

LEAST_SHOWN = 20  # signs; a page that shows less is drawn by a script or is a stop on the way
_SHORT = 400  # signs; in a longer page these words may stand in an article
_GONE = frozenset({404, 410})
_BUSY = frozenset({408, 425, 429})
_HOME = re.compile(r"/?(?:(?:index|default|main)(?:\.\w+)?)?")
_SEEMS_GONE = re.compile(
    r"(?:页面|网页|内容|文章|链接|资源|地址|文件)(?:已不|不|未|无法)(?:存在|找到|打开|访问)"
    r"|(?:页面|网页|内容|文章|链接|资源)(?:已经?被?|被)(?:发布者)?(?:删除|下线|下架|移除|失效|过期|撤回)"
    r"|(?:找不到|未找到|没有找到|不存在).{0,8}(?:页面|网页|内容|文件|资源)"
    r"|not\s+found|404\s*(?:错误|error|page)|^\W*404(?![0-9号])",
    re.IGNORECASE,
)
_GUARDED = re.compile(
    r"登录|登陆|(?:安全|人机|身份|访问)(?:验证|认证)|验证码|访问(?:被?拦截|受限|过于频繁)|环境异常"
    r"|JavaScript|forbidden|access denied",
    re.IGNORECASE,
)


def judge(url: str, target: Target, answer: Answer, page: Page, settings: LinkSettings) -> LinkReason:
    """Why the link gets its verdict; `target` is the last hop and `answer` what it said."""
    if answer.status != 200:
        return _refusal(answer.status)
    return _doubt(url, target, page) or _standing(target.host, settings)


def _refusal(status: int) -> LinkReason:
    if status in _GONE:
        return LinkReason.GONE
    if status in _BUSY or status >= 500:
        return LinkReason.BUSY
    return LinkReason.GUARDED if status >= 400 else LinkReason.ODD_ANSWER


def _doubt(url: str, target: Target, page: Page) -> LinkReason | None:
    """What looks open and may not be."""
    if is_drawn_by_script(url):
        return LinkReason.BY_SCRIPT
    if _is_home(target.url.raw_path_qs) and not _is_home(_path_of(url)):
        return LinkReason.SENT_HOME
    if not page.is_legible:
        return LinkReason.UNREADABLE
    if not page.is_text:
        return None
    said = f"{page.title}\n{page.shown if page.length < _SHORT else ''}"
    if _SEEMS_GONE.search(said):
        return LinkReason.SEEMS_GONE
    if _GUARDED.search(said):
        return LinkReason.GUARDED
    return LinkReason.NOTHING_SHOWN if page.length < LEAST_SHOWN else None


def _standing(host: str, settings: LinkSettings) -> LinkReason:
    if settings.is_government(host):
        return LinkReason.OPENED
    return LinkReason.ON_PLATFORM if settings.is_platform(host) else LinkReason.UNLISTED


def _is_home(path: str) -> bool:
    return _HOME.fullmatch(path) is not None


def _path_of(url: str) -> str:
    parts = urlsplit(url.strip())
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
