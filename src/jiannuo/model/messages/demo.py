"""Messages of the demonstration: code, then Chinese and English."""

MESSAGES: dict[str, tuple[str, str]] = {
    "demo_loading": (
        "正在载入演示数据：云汀市（虚构）2025、2026年台账……",
        "loading the demonstration: the fictional city of Yunting with its ledgers of 2025 and 2026 …",
    ),
    "demo_log_ins": (
        "演示账号的密码都是 {password}（每次启动更换）：",
        "all demonstration log-ins have the password {password} (new at every start):",
    ),
    "demo_person": ("  {username:<16}{role}，{unit}", "  {username:<16}{role}, {unit}"),
    "demo_not_empty": (
        "数据库里已有别的台账，未载入演示数据，也未改动任何账号；请用 JIANNUO_DATA 另指一个空文件夹，或去掉 --demo",
        "the database holds another ledger; no demonstration was loaded, no log-in changed; name an empty folder with "
        "JIANNUO_DATA, or leave --demo out",
    ),
}
