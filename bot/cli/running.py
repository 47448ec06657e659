"""The bot itself: set up, checked, run, shown and made up."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from bot.cli.program import cli
from bot.cli.talking import asked, guarded, say
from bot.sparing import without


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option("--office", default="", help="办公室名称（消息落款）")
@click.option("--zone", default="", help="时区，例如 Asia/Shanghai")
@click.option("--database", default="", help="数据库地址，例如 sqlite:///var/duban.db")
@click.option("--token-file", type=click.Path(allow_dash=True), help="存有机器人令牌的文件，- 为标准输入")
@click.option("--yes", is_flag=True, help="不询问，未指定的取默认值；已有的 config.toml 保持不变")
def init(folder: Path, office: str, zone: str, database: str, token_file: str | None, yes: bool) -> None:
    """初次设置：配置文件、令牌、数据库、公开办登记链接、名册模板和样例。

    \b
    例：
      duban init /srv/duban
      duban init --yes --office 河湾区政务公开办 --token-file 令牌.txt
    """
    from bot.commands import answers, setting_up

    token = guarded(lambda: answers.token_in(token_file)) if token_file else ""
    wanted = setting_up.Wanted(folder, office, zone, database, token)
    guarded(lambda: setting_up.init(wanted, say, None if yes else asked))


@cli.command()
def check() -> None:
    """检查配置、数据库、令牌、时钟和工作日历。

    \b
    例：
      duban check
    """
    from bot.commands import checking

    if not guarded(lambda: checking.check(say)):
        sys.exit(1)


@cli.command()
@click.option("--log-json", is_flag=True, help="日志每行一个 JSON")
def run(log_json: bool) -> None:
    """运行机器人：收取消息、计划、发送，直到收到 SIGTERM。

    \b
    例：
      DUBAN_TELEGRAM_TOKEN_FILE=/run/secrets/token duban run --log-json
    """
    with without("cryptography"):  # seven megabytes that Telegram Passport alone would need
        from bot.commands.serve import serve

    guarded(lambda: serve(log_json))


@cli.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8088, show_default=True, help="页面端口")
@click.option("--no-browser", is_flag=True, help="不打开浏览器")
def demo(port: int, no_browser: bool) -> None:
    """在本机运行完整演示：样例文件、名册、本地 Bot API 服务器、聊天页面和真实的机器人。

    \b
    例：
      duban demo --port 8088
    """
    from bot.demo import run_demo

    guarded(lambda: run_demo(port, open_browser=not no_browser))


@cli.command()
@click.option("--seed", default=1, show_default=True, help="种子；同一种子的经过完全相同")
@click.option("--days", default=365, show_default=True, help="模拟的天数")
@click.option("--offices", default=1, show_default=True, help="同一数据库中的公开办个数")
@click.option("--units", default=4, show_default=True, help="每个公开办的单位个数")
@click.option("--seeds", default=1, show_default=True, help="连续运行的种子个数")
@click.option("--postgresql", metavar="URL", help="在该 PostgreSQL 服务器上另建数据库运行，结束后删除；默认在内存中")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def simulate(seed: int, days: int, offices: int, units: int, seeds: int, postgresql: str | None, as_json: bool) -> None:
    """在几秒内模拟整个程序运行一年：时间、网络、人员和故障均由种子决定，每一步核对各项承诺；违反时退出码为 1。

    \b
    例：
      duban simulate --seed 7 --days 365 --offices 2
    """
    from bot.commands import simulating

    wanted = simulating.Wanted(seed, days, offices, units, seeds, postgresql)

    def progress(chosen: range) -> Any:
        return click.progressbar(chosen, label="模拟", hidden=as_json)

    if not guarded(lambda: simulating.simulate(wanted, as_json, say, progress)):
        sys.exit(1)


@cli.command()
def wording() -> None:
    """输出可以改写的提醒用语；存为文件，改好后写入 office.wording。

    \b
    例：
      duban wording > 措辞.toml
    """
    from messages.phrases import DEFAULTS

    for name, text in DEFAULTS.items():
        click.echo(f"{name} = {json.dumps(text, ensure_ascii=False)}")
