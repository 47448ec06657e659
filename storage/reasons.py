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
