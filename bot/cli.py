"""The command line: one small function per command. Heavy modules are imported by the command that needs them."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from click.shell_completion import get_completion_class

from bot.sparing import without
from bot.usage import Failure, Program


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--office", help="多个办公室共用时，指明是哪一个（config.toml 中的 key）")
def cli(office: str | None) -> None:
    """督办：读取任务分解表，提醒各单位联络员，接收反馈，随时说明进展。

    \b
    例：
      duban demo
      duban import --help
    """
    if office:
        os.environ["DUBAN_OFFICE"] = office


@cli.command()
@click.option("--port", default=8088, show_default=True, help="页面端口")
@click.option("--no-browser", is_flag=True, help="不打开浏览器")
def demo(port: int, no_browser: bool) -> None:
    """在本机运行完整演示：样例文件、名册、本地 Bot API 服务器、聊天页面和真实的机器人。

    \b
    例：
      duban demo --port 8088
    """
    from bot.demo import run_demo

    _guarded(lambda: run_demo(port, open_browser=not no_browser))


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--roster", "roster_file", type=click.Path(path_type=Path), help="名册（xlsx 或 csv）")
@click.option("--columns", help="无法识别表头时指定列，例如 number=1,content=3,responsible=5,deadline=6")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def read(file: Path, roster_file: Path | None, columns: str | None, as_json: bool) -> None:
    """读取任务分解表并显示结果和疑问，不保存。

    \b
    例：
      duban read 任务分解表.docx --roster 名册.xlsx --json
    """
    from bot.commands import reading

    document = _guarded(lambda: reading.read_file(file, roster_file, columns))
    click.echo(reading.as_json(document) if as_json else reading.as_text(document))


@cli.command()
@click.option("--year", type=int, help="文件年度")
@click.option("--issued", help="印发日期，例如 2022-09-16")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，每行一个")
def explain(year: int | None, issued: str | None, as_json: bool) -> None:
    """逐行解读标准输入中的时限用语。

    \b
    例：
      echo 11月底前 | duban explain --year 2022 --json
    """
    from bot.commands import phrases

    _guarded(lambda: phrases.explain(_lines(), year, issued, as_json, _say))


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，每行一个")
def units(as_json: bool) -> None:
    """逐行解读标准输入中的单位栏。

    \b
    例：
      echo 区教育局牵头，区财政局配合 | duban units --json
    """
    from bot.commands import phrases

    _guarded(lambda: phrases.units(_lines(), as_json, _say))


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，每行一个")
def understand(as_json: bool) -> None:
    """逐行解读联络员的消息（每行一个 JSON 对象，或纯文本）。

    \b
    例：
      echo '{"text": "12 已完成", "open": ["12"], "today": "2022-11-21"}' | duban understand --json
    """
    from bot.commands import phrases

    _guarded(lambda: phrases.understand(_lines(), as_json, _say))


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="不询问，直接生效")
def roster(file: Path, yes: bool) -> None:
    """载入或更新名册，先列出变化。

    \b
    例：
      duban roster 名册.xlsx --yes
    """
    from bot.commands import documents

    _guarded(lambda: documents.roster(file, yes, _say, _agreed))


@cli.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="保存，并确认所有没有疑问的行")
def import_(file: Path, yes: bool) -> None:
    """读取任务分解表，列出疑问和变化，保存。

    \b
    例：
      duban import 任务分解表.docx --yes
    """
    from bot.commands import documents

    _guarded(lambda: documents.import_document(file, yes, _say, _agreed))


@cli.command()
@click.option("--role", type=click.Choice(["office", "liaison", "leader"]), required=True, help="身份")
@click.option("--unit", help="单位名称（联络员必填；领导不填的为区负责同志）")
@click.option("--post", type=click.Choice(["A", "B"]), default="A", show_default=True, help="A 岗或 B 岗")
def enrol(role: str, unit: str | None, post: str) -> None:
    """生成一次性登记码和登记链接，由本人向机器人发送。

    \b
    例：
      duban enrol --role liaison --unit 区教育局
    """
    from bot.commands import office

    _guarded(lambda: office.enrol(role, unit, post, _say))


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

    _guarded(lambda: serve(log_json))


@cli.command()
@click.option("--on", "day", help="日期，默认今天，例如 2022-12-05")
@click.option("--until", help="到哪一天为止：只列逐日件数，例如 2023-12-31")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def preview(day: str | None, until: str | None, as_json: bool) -> None:
    """预演某一天将发出的消息及原因，或一段时间内逐日的件数，不实际发送。

    \b
    例：
      duban preview --on 2022-12-05 --json
      duban preview --until 2023-12-31
    """
    from bot.commands import office

    _guarded(lambda: office.preview_range(day, until, as_json, _say) if until else office.preview(day, as_json, _say))


@cli.command()
@click.option("--on", "day", help="日期，默认今天")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def digest(day: str | None, as_json: bool) -> None:
    """摘要：总体情况。

    \b
    例：
      duban digest --json
    """
    from bot.commands import office

    _guarded(lambda: office.digest(day, as_json, _say))


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--assessment", is_flag=True, help="导出年度考核表，而不是台账（供公开办内部使用）")
@click.option("--year", type=int, help="考核的年度，默认为当前应考核的年度")
def export(file: Path, assessment: bool, year: int | None) -> None:
    """导出台账或年度考核表（xlsx）。

    \b
    例：
      duban export 台账.xlsx
      duban export --assessment 考核表.xlsx --year 2022
    """
    from bot.commands import office

    if assessment:
        _guarded(lambda: office.export_assessment(file, year, _say))
    else:
        _guarded(lambda: office.export(file, _say))


@cli.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_context
def audit(context: click.Context, as_json: bool) -> None:
    """核对消息数量：计划数等于各去向之和。

    \b
    例：
      duban audit --json
      duban audit verify
    """
    if context.invoked_subcommand is None:
        from bot.commands import office

        _guarded(lambda: office.audit(as_json, _say))


@audit.command()
@click.option("--head", "heads", multiple=True, help="摘要末行的记录条数和校验码，例如 1204:7f3a；可写多个")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def verify(heads: tuple[str, ...], as_json: bool) -> None:
    """核验记录链，并与历次摘要中的校验码核对；不符时退出码为 1。

    \b
    例：
      duban audit verify --head 1204:7f3a
    """
    from bot.commands import office

    if not _guarded(lambda: office.verify(heads, as_json, _say)):
        sys.exit(1)


@cli.command()
@click.option("--user", "user_id", type=int, required=True, help="该人员的 Telegram 用户编号，见 /登记")
@click.option("--yes", is_flag=True, help="不询问，直接注销")
def erase(user_id: int, yes: bool) -> None:
    """按本人请求注销：删去姓名、编号和来信原文，结束任职；单位的反馈和记录保留。不可撤回。

    \b
    例：
      duban erase --user 123456789
    """
    from bot.commands import erasing

    _guarded(lambda: erasing.erase(user_id, yes, _say, _agreed))


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

    if not _guarded(lambda: simulating.simulate(wanted, as_json, _say, progress)):
        sys.exit(1)


@cli.command()
def check() -> None:
    """检查配置、数据库、令牌、时钟和工作日历。

    \b
    例：
      duban check
    """
    from bot.commands import checking

    if not _guarded(lambda: checking.check(_say)):
        sys.exit(1)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """备份数据库；机器人可照常运行。

    \b
    例：
      duban backup 备份.db
    """
    from bot.commands import safekeeping

    _guarded(lambda: safekeeping.backup(file, _say))


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
def restore(file: Path) -> None:
    """从备份恢复；须先停止机器人。

    \b
    例：
      duban restore 备份.db
    """
    from bot.commands import safekeeping

    _guarded(lambda: safekeeping.restore(file, _say))


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option("--office", default="", help="办公室名称（消息落款）")
@click.option("--zone", default="", help="时区，例如 Asia/Shanghai")
@click.option("--database", default="", help="数据库地址，例如 sqlite:///var/duban.db")
@click.option("--token-file", type=click.File(encoding="utf-8"), help="存有机器人令牌的文件，- 为标准输入")
@click.option("--yes", is_flag=True, help="不询问，未指定的取默认值；已有的 config.toml 保持不变")
def init(folder: Path, office: str, zone: str, database: str, token_file: Any, yes: bool) -> None:
    """初次设置：配置文件、令牌、数据库、公开办登记链接、名册模板和样例。

    \b
    例：
      duban init /srv/duban
      duban init --yes --office 河湾区政务公开办 --token-file 令牌.txt
    """
    from bot.commands import setting_up

    token = token_file.read().strip() if token_file else ""
    wanted = setting_up.Wanted(folder, office, zone, database, token)
    _guarded(lambda: setting_up.init(wanted, _say, None if yes else _asked))


@cli.command()
def upgrade() -> None:
    """升级数据库：先备份并校验，再升级；须先停止机器人。

    \b
    例：
      duban upgrade
    """
    from bot.commands import upkeep

    _guarded(lambda: upkeep.upgrade(_say))


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def takeout(folder: Path) -> None:
    """以通用格式导出全部数据：台账、名册（xlsx）、数据表（csv）和佐证材料。

    \b
    例：
      duban takeout 导出
    """
    from bot.commands import upkeep

    _guarded(lambda: upkeep.takeout(folder, _say))


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


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """输出命令补全脚本，写入相应 shell 的启动文件即可。

    \b
    例：
      duban completion bash >> ~/.bashrc
    """
    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(cli, {}, "duban", "_DUBAN_COMPLETE").source())


def main() -> None:
    """The program's entry. Speaks UTF-8 whatever the locale."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace")):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors=errors)
    cli(prog_name="duban")


def _guarded(work: Callable[[], Any]) -> Any:
    """Expected refusals become one line and exit code 2; anything else is a bug and shows itself."""
    from bot.commands import Refused
    from bot.config import ConfigUnusable
    from storage.database import DatabaseUnusable
    from storage.values import DocumentUnreadable

    try:
        return work()
    except (ConfigUnusable, DatabaseUnusable, DocumentUnreadable, Refused) as error:
        raise Failure(str(error)) from None
    except BrokenPipeError:
        raise
    except OSError as error:
        place = error.filename if isinstance(error.filename, str) else "文件"
        raise Failure(f"{place} 无法读写（{error.strerror or error}），请检查路径、权限和剩余空间") from None


def _lines() -> list[str]:
    """Lines end at a line feed alone: other line ends may stand inside JSON."""
    text = sys.stdin.read().removeprefix("\ufeff").removesuffix("\n")
    return [line.removesuffix("\r") for line in text.split("\n")] if text else []


def _say(text: str | dict[str, Any]) -> None:
    click.echo(text if isinstance(text, str) else json.dumps(text, ensure_ascii=False))


def _agreed(question: str) -> bool:
    try:
        return click.confirm(question, default=False)
    except click.Abort:
        raise Failure("未得到确认，未作变更；无人值守时请加 --yes") from None


def _asked(question: str, default: str, is_hidden: bool) -> str:
    try:
        answer: str = click.prompt(question, default=default, hide_input=is_hidden, show_default=bool(default))
    except click.Abort:
        raise Failure("未得到回答，设置未完成；无人值守时请加 --yes") from None
    return answer
