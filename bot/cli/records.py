"""What is put into an office's records, and what they say."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.cli.program import cli
from bot.cli.talking import agreed, guarded, say


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

    guarded(lambda: documents.roster(file, yes, say, agreed))


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

    guarded(lambda: documents.import_document(file, yes, say, agreed))


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

    guarded(lambda: office.enrol(role, unit, post, say))


@cli.command()
@click.option(
    "--user",
    "user_id",
    type=int,
    required=True,
    help="该人员的 Telegram 用户编号，见登记申请，或 takeout 导出的 contact.csv",
)
@click.option("--yes", is_flag=True, help="不询问，直接注销")
def erase(user_id: int, yes: bool) -> None:
    """按本人请求注销：删去姓名、编号和来信原文，结束任职；单位的反馈和记录保留。不可撤回。

    \b
    例：
      duban erase --user 123456789
    """
    from bot.commands import erasing

    guarded(lambda: erasing.erase(user_id, yes, say, agreed))


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
    from bot.commands import showing

    guarded(lambda: showing.preview_range(day, until, as_json, say) if until else showing.preview(day, as_json, say))


@cli.command()
@click.option("--on", "day", help="日期，默认今天")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def digest(day: str | None, as_json: bool) -> None:
    """摘要：总体情况。

    \b
    例：
      duban digest --json
    """
    from bot.commands import showing

    guarded(lambda: showing.digest(day, as_json, say))


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
        guarded(lambda: office.export_assessment(file, year, say))
    else:
        guarded(lambda: office.export(file, say))


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
        from bot.commands import auditing

        guarded(lambda: auditing.audit(as_json, say))


@audit.command()
@click.option("--head", "heads", multiple=True, help="摘要末行的记录条数和校验码，例如 1204:7f3a；可写多个")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def verify(heads: tuple[str, ...], as_json: bool) -> None:
    """核验记录链，并与历次摘要中的校验码核对；不符时退出码为 1。

    \b
    例：
      duban audit verify --head 1204:7f3a
    """
    from bot.commands import auditing

    if not guarded(lambda: auditing.verify(heads, as_json, say)):
        sys.exit(1)
