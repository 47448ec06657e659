"""What stood in the way of a connection, in the operator's words; "" where nothing more is known than its kind.

Nothing of an error's own text is passed on: it may hold the URL, and so the token.
"""

from __future__ import annotations

import ssl

import aiohttp
from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError

_CERTIFICATES = {
    9: "尚未到生效日期",
    10: "已过期",
    18: "自签名证书",
    19: "证书链以自签名证书结尾，签发机构不在信任之列",
    20: "签发机构不在信任之列",
    21: "签发机构不在信任之列",
    23: "已被吊销",
    62: "证书上的名称不是该主机",
    64: "证书上的地址不是该主机",
}
"""By OpenSSL's numbers (X509_V_ERR_…)."""
_MAY_NOT, _WANTS_LOGIN = "代理不放行该地址", "代理要求登录，请在 telegram.proxy 中写明正确的用户名和密码"
_REPLIES = {
    1: "代理自身出错",
    2: _MAY_NOT,
    3: "代理连不到该地址所在的网络",
    4: "代理连不到该地址",
    5: "对方拒绝了代理的连接",
    6: "代理连接该地址超时",
}
"""By the reply of a SOCKS5 proxy (RFC 1928, 6)."""
_STATUSES = {403: f"{_MAY_NOT}，答复403", 407: _WANTS_LOGIN}


def obstacle(error: BaseException) -> str:
    """Of an error of aiohttp's or of the SOCKS library's."""
    found = certificate_in(error)
    if found is not None:
        return f"证书不被信任：{certificate_reason(found)}"
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return _STATUSES.get(error.status) or f"代理答复{error.status}"
    if isinstance(error, ProxyError):
        return _REPLIES.get(error.error_code or 0) or _before_its_reply(str(error))
    if isinstance(error, ProxyConnectionError | ProxyTimeoutError):
        return "代理无应答"
    return ""


def certificate_in(error: BaseException) -> ssl.SSLCertVerificationError | None:
    """The fault of a certificate that an error was raised for."""
    found = getattr(error, "certificate_error", error.__cause__)
    return found if isinstance(found, ssl.SSLCertVerificationError) else None


def certificate_reason(error: ssl.SSLCertVerificationError) -> str:
    """Why a certificate is not trusted; OpenSSL's own words where there are none of ours."""
    return _CERTIFICATES.get(error.verify_code) or error.verify_message


def _before_its_reply(said: str) -> str:
    if "authenticat" in said.lower():
        return _WANTS_LOGIN
    return "该端口不是 SOCKS5 代理" if "version" in said else "代理的答复无法识别"
