"""`python -m bot.sandbox --port N --token T`: the server alone, for a bot in another process."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from bot.sandbox.server import TOKEN, Sandbox
from scheduler.clock import system_clock


def main() -> None:
    """Serve until interrupted. The address is printed once connections are accepted."""
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description="本地 Bot API 服务器，仅供演示和测试")
    parser.add_argument("--port", type=int, default=0, help="端口；0 为任一空闲端口")
    parser.add_argument("--token", type=_token, default=TOKEN, help="机器人令牌，形如 数字:字母")
    parser.add_argument("--limits", action="store_true", help="按 Telegram 的限速拒绝过快的发送")
    parser.add_argument("--schema", type=Path, help="bot-api.json 的路径；给出则逐一核对请求和答复")
    asked = parser.parse_args()
    try:
        asyncio.run(_serve(asked))
    except KeyboardInterrupt:
        return
    except (OSError, ValueError) as error:  # the port is taken, the schema is not there or not JSON
        parser.error(str(error))


def _token(text: str) -> str:
    number, colon, rest = text.partition(":")
    if not (number.isdecimal() and colon and rest) or "/" in rest:
        raise argparse.ArgumentTypeError("机器人令牌形如 数字:字母")
    return text


async def _serve(asked: argparse.Namespace) -> None:
    sandbox = await Sandbox.start(
        asked.port, clock=system_clock, token=asked.token, limits=asked.limits, schema=asked.schema
    )
    print(sandbox.url, flush=True)
    try:
        await asyncio.Event().wait()
    finally:
        await sandbox.stop()


if __name__ == "__main__":
    main()
