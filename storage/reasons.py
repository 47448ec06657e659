"""Why the system refused something, in the operator's words: its own are English, whatever the locale says."""

from __future__ import annotations

import errno

_WHY = {
    errno.ENOENT: "不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "是目录，不是文件",
    errno.ENOTDIR: "路径中有一段不是目录",
    errno.EEXIST: "已存在",
    errno.ENOTEMPTY: "目录不是空的",
    errno.ENAMETOOLONG: "名称过长",
    errno.EROFS: "所在的磁盘只读",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "打开的文件过多",
    errno.EADDRINUSE: "端口已被占用",
    errno.EADDRNOTAVAIL: "本机没有该地址",
    errno.ECONNREFUSED: "对方拒绝连接，该端口没有程序在接收",
    errno.ECONNRESET: "连接被对方或中途设备断开",
    errno.EHOSTUNREACH: "主机不可达",
    errno.ENETUNREACH: "网络不可达",
    errno.ETIMEDOUT: "逾时无应答",
}


def reason(error: OSError) -> str:
    """A few words; the system's own where there are none of ours."""
    return _WHY.get(error.errno or 0) or error.strerror or str(error) or type(error).__name__


_DATABASES_SAY = (
    ("password authentication failed", "用户名或密码不对"),
    ("no password supplied", "缺少密码"),
    ("Peer authentication failed", "系统用户与数据库用户不同名，不能免密码登录"),
    ('role "', "服务器上没有该用户，请先用 createuser 建立"),
    ('database "', "服务器上没有该数据库，请先用 createdb 建立"),
    ("Connection refused", "服务器未启动，或地址、端口不对"),
    ("resolve host", "主机名无法解析"),
    (".s.PGSQL.", "本机的 PostgreSQL 未启动，或套接字目录不对"),
    ("timeout", "服务器逾时无应答"),
    ("unable to open database file", "文件打不开，目录不存在或没有权限"),
    ("file is not a database", "该文件不是 SQLite 数据库"),
    ("disk is full", "磁盘已满"),
    ("readonly database", "文件只读"),
    ("database is locked", "正被其他程序占用"),
    ("malformed", "文件已损坏，请从备份恢复"),
)


def database_reason(error: BaseException | None) -> str:
    """The same of a database's driver: what its first line is about, or that line where it is about nothing known."""
    first = (str(error).strip().splitlines() or [type(error).__name__])[0]
    return next((why for words, why in _DATABASES_SAY if words in first), first)
