"""What a document, a phrase, a cell or a message is taken to say; nothing is stored."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.program import cli
from bot.cli.talking import guarded, lines, say


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

    document = guarded(lambda: reading.read_file(file, roster_file, columns))
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

    guarded(lambda: phrases.explain(lines(), year, issued, as_json, say))


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，每行一个")
def units(as_json: bool) -> None:
    """逐行解读标准输入中的单位栏。

    \b
    例：
      echo 区教育局牵头，区财政局配合 | duban units --json
    """
    from bot.commands import phrases

    guarded(lambda: phrases.units(lines(), as_json, say))


@cli.command()
@click.option("--json", is_flag=True, expose_value=False, help="本命令的输出总是 JSON，每行一个")
def understand() -> None:
    """逐行解读联络员的消息（每行一个 JSON 对象，或纯文本）。

    \b
    例：
      echo '{"text": "12 已完成", "open": ["12"], "today": "2022-11-21"}' | duban understand --json
    """
    from bot.commands import phrases

    guarded(lambda: phrases.understand(lines(), say))
