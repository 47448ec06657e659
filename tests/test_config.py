"""Settings: file, environment, flags, the later wins; every fault is told in one line that names its place."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from bot.config import Config, load
from bot.unusable import ConfigUnusable

HERE = Path(__file__).parent
LOOPBACK = "http://127.0.0.1:8081"


def loaded(folder: Path, text: str = "", **environment: str) -> Config:
    """The settings that a file and an environment make."""
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load({"DUBAN_CONFIG": str(path), **environment})


def refusal(folder: Path, text: str = "", **environment: str) -> str:
    """Why they cannot be used, in one line."""
    with pytest.raises(ConfigUnusable) as refused:
        loaded(folder, text, **environment)
    said = str(refused.value)
    assert "\n" not in said
    return said


def test_every_setting_stands_at_its_default_in_the_commented_file() -> None:
    path = HERE.parent / "config.toml"

    assert load({"DUBAN_CONFIG": str(path)}) == Config()
    made_elsewhere = {"key", "token", "alarm_addresses", "starts_at"}
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(said) == set(Config.model_fields) - made_elsewhere | {"token_file"}


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert load({}) == Config()
    assert load({"DUBAN_CONFIG": ""}) == Config()


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    text = '[database]\nurl = "sqlite:///a.db"\n[telegram]\nurl = "https://one.example"\n'

    config = loaded(tmp_path, text, DUBAN_DATABASE_URL="sqlite:///b.db", DUBAN_TELEGRAM_URL="https://two.example/")

    assert (config.database.url, config.telegram.url) == ("sqlite:///b.db", "https://two.example")


def test_what_the_file_changes_is_changed_and_the_rest_stays(tmp_path: Path) -> None:
    config = loaded(tmp_path, "[rules]\nadvance = [3, 10]\noffice_opens = 08:30:00\n")

    assert config.rules.advance == (10, 3)
    assert config.rules.office_opens == time(8, 30)
    assert config.rules.returned_due_in == Config().rules.returned_due_in


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[rules]\nadvence = [1]\n", "rules.advence 不是已知的配置项"),
        ("[remainders]\nx = 1\n", "remainders 不是已知的配置项"),
        ('[rules]\nadvance = "often"\n', "rules.advance：应为列表"),
        ("[rules]\nadvance = [0]\n", "rules.advance：临期提醒的天数应为正整数"),
        ("[rules]\noverdue_weekday = 7\n", "rules.overdue_weekday：催办日应为"),
        ('[rules]\ndue_soon = "many"\n', "rules.due_soon：应为整数"),
        ('[rules]\noffice_opens = "9 Uhr"\n', "rules.office_opens：应为时刻"),
        ('[timetable]\nsend = "每分钟"\n', "timetable.send：「每分钟」不是有效的 cron 表达式"),
        ('[timetable]\nsend = "{0} {x}"\n', "timetable.send：「{0} {x}」不是有效的 cron 表达式"),
        ('[office]\nzone = "Asia/Xinrong"\n', "office.zone：没有名为「Asia/Xinrong」的时区"),
        ('[telegram]\nurl = "ftp://x"\n', "telegram.url：应为以 http"),
        ('[telegram]\nurl = "http://[::1"\n', "telegram.url：应为以 http"),
        ('[telegram]\nproxy = "10.0.0.1:1080"\n', "telegram.proxy：应为 http://主机:端口 或 socks5://"),
        ('[telegram]\nproxy = "socks5://10.0.0.1"\n', "telegram.proxy：应为"),
        ('[telegram]\nca_file = "nowhere.pem"\n', "telegram.ca_file：证书文件 nowhere.pem 无法读取"),
        ('[telegram]\nfamily = "ipx"\n', "telegram.family：应为 'any', 'ipv4' or 'ipv6' 之一"),
        ('[telegram]\nfamily = "ipv6"\nurl = "http://127.0.0.1:8081"\n', "telegram：family 与地址"),
        ("[watch]\nport = 70000\n", "watch.port：不应大于65535"),
        ('[watch]\nheartbeat = "ping"\n', "watch.heartbeat：应为以 http"),
        ("[documents]\nmax_rows = 0\n", "documents.max_rows：应大于0"),
        ("[office]\nname = 5\n", "office.name：应为文字"),
        ("telegram = 3\n", "telegram：应为一节"),
        ("token_file = 3\n", "token_file：应为文字"),
        ("= nonsense", "无法读取"),
        ('token = "1:a"\n', "不得写入令牌"),
        ('[telegram]\ntoken = "1:a"\n', "不得写入令牌"),
        ('starts_at = "2022-09-19T08:55:00+08:00"\n', "DUBAN_NOW"),
    ],
)
def test_a_fault_in_the_file_names_its_place(tmp_path: Path, text: str, told: str) -> None:
    said = refusal(tmp_path, text)

    assert told in said
    assert "config.toml" in said


def test_all_faults_are_told_together(tmp_path: Path) -> None:
    said = refusal(tmp_path, '[rules]\nadvence = [1]\n[office]\nzone = "Nowhere"\n')

    assert "advence" in said
    assert "Nowhere" in said


def test_a_section_that_is_none_is_told_even_when_the_environment_overrides_it(tmp_path: Path) -> None:
    assert "database：应为一节" in refusal(tmp_path, "database = 3\n", DUBAN_DATABASE_URL="sqlite:///b.db")


def test_a_file_that_is_named_must_be_there_and_be_text(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    for name in ("missing.toml", ".", "binary"):
        with pytest.raises(ConfigUnusable) as refused:
            load({"DUBAN_CONFIG": str(tmp_path / name)})

        assert str(tmp_path) in str(refused.value)


def test_the_token_comes_from_the_environment_or_a_file_and_shows_itself_nowhere(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("123:from_file\n", encoding="utf-8")
    file = str(tmp_path / "token")

    from_file = loaded(tmp_path, DUBAN_TELEGRAM_TOKEN_FILE=file)
    both = loaded(tmp_path, DUBAN_TELEGRAM_TOKEN="123:from_environment", DUBAN_TELEGRAM_TOKEN_FILE=file)

    assert from_file.token is not None
    assert from_file.token.get_secret_value() == "123:from_file"
    assert both.token is not None
    assert both.token.get_secret_value() == "123:from_environment"
    assert "from_file" not in repr(from_file)
    assert "from_environment" not in str(both)


def test_the_file_names_where_the_token_is_and_the_environment_wins(tmp_path: Path) -> None:
    for name in ("mine", "theirs"):
        (tmp_path / name).write_text(f"123:{name}\n", encoding="utf-8")
    text = f'token_file = "{tmp_path / "mine"}"\n'

    own, other = loaded(tmp_path, text), loaded(tmp_path, text, DUBAN_TELEGRAM_TOKEN_FILE=str(tmp_path / "theirs"))

    assert [one.token and one.token.get_secret_value() for one in (own, other)] == ["123:mine", "123:theirs"]
    assert "请检查 token_file" in refusal(tmp_path, f'token_file = "{tmp_path / "nowhere"}"\n')


def test_a_token_that_is_none_is_told_without_being_shown(tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(b"\xff\xfe\x00secret")
    for environment in (
        {"DUBAN_TELEGRAM_TOKEN": "secret"},
        {"DUBAN_TELEGRAM_TOKEN": "1:secret\n2:secret"},
        {"DUBAN_TELEGRAM_TOKEN_FILE": str(tmp_path / "noise")},
        {"DUBAN_TELEGRAM_TOKEN_FILE": str(tmp_path / "absent")},
    ):
        said = refusal(tmp_path, **environment)

        assert "DUBAN_TELEGRAM_TOKEN" in said
        assert "secret" not in said


@pytest.mark.parametrize("url", ["https://api.telegram.org", "http://10.0.0.1", "http://127.0.0.1.example.com"])
def test_the_clock_is_not_set_away_from_loopback(tmp_path: Path, url: str) -> None:
    said = refusal(tmp_path, DUBAN_NOW="2022-09-19T08:55:00+08:00", DUBAN_TELEGRAM_URL=url)

    assert "DUBAN_NOW 只能在" in said


@pytest.mark.parametrize("url", [LOOPBACK, "http://localhost:1", "http://[::1]:8081"])
def test_on_loopback_the_clock_starts_where_it_is_told_to(tmp_path: Path, url: str) -> None:
    for text in ("2022-09-19T08:55:00+08:00", "2022-09-19 08:55", "2022-09-19T00:55:00Z"):
        config = loaded(tmp_path, DUBAN_NOW=text, DUBAN_TELEGRAM_URL=url)

        assert config.starts_at == datetime(2022, 9, 19, 0, 55, tzinfo=UTC)


@pytest.mark.parametrize("text", ["morgen", "2022-13-01", "19.09.2022", "P3D"])
def test_a_clock_that_cannot_be_read_is_refused(tmp_path: Path, text: str) -> None:
    assert "不是有效的时间" in refusal(tmp_path, DUBAN_NOW=text, DUBAN_TELEGRAM_URL=LOOPBACK)


def test_the_operators_working_days_are_read_with_their_faults(tmp_path: Path) -> None:
    days = tmp_path / "days.txt"
    days.write_text("2027-02-06 班\n", encoding="utf-8")
    good = loaded(tmp_path, f'[calendar]\noverrides = "{days}"\n')
    assert good.workdays().is_workday(datetime(2027, 2, 6, tzinfo=UTC).date())

    for content in (b"2027-02-06\n", b"\xff\xfe", b"soon \xe7\x8f\xad\n"):
        days.write_bytes(content)
        with pytest.raises(ConfigUnusable) as refused:
            good.workdays()
        assert str(days) in str(refused.value)
    days.unlink()
    with pytest.raises(ConfigUnusable) as refused:
        good.workdays()
    assert "calendar.overrides" in str(refused.value)


def test_secrets_come_from_the_environment_or_a_file_and_stay_out_of_sight(tmp_path: Path) -> None:
    secret = tmp_path / "alarms"
    secret.write_text("mailto://user:pass@mail.example.cn\nwecombot://key\n", encoding="utf-8")

    config = loaded(tmp_path, DUBAN_ALARM_URLS_FILE=str(secret), DUBAN_TELEGRAM_PROXY="socks5://a:b@10.0.0.1:1080")

    assert [one.get_secret_value() for one in config.alarm_addresses] == secret.read_text(encoding="utf-8").split()
    assert "pass@" not in repr(config)
    assert config.telegram.proxy == "socks5://a:b@10.0.0.1:1080"
    assert "告警地址的格式不对" in refusal(tmp_path, DUBAN_ALARM_URLS="键值")
    assert "DUBAN_ALARM_URLS" in refusal(tmp_path, 'alarm_addresses = ["mailto://x"]\n')
