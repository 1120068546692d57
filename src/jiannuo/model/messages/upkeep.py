"""Messages of running and keeping the ledger: serving, units and people, backup, restore, verify."""

MESSAGES: dict[str, tuple[str, str]] = {
    # settings
    "setting_number": (
        "环境变量 {name} 应为整数，现为“{value}”；请改正后再启动",
        "the environment variable {name} must be a whole number, not {value!r}; mend it and start again",
    ),
    "database_url": (
        "环境变量 DATABASE_URL 看不懂；应形如 postgresql://用户:密码@主机/库名 或 sqlite:///文件，密码中的特殊字符须百分号编码",
        "the environment variable DATABASE_URL makes no sense; write postgresql://user:password@host/name or "
        "sqlite:///file, special characters of the password percent-encoded",
    ),
    "database_failed": (
        "数据库连接不上（{reason}）；请核对 DATABASE_URL 和数据库服务",
        "the database cannot be reached ({reason}); check DATABASE_URL and the database's server",
    ),
    "database_old": (
        "数据库的结构不是本版本的；请先运行 jiannuo serve 或 jiannuo ledger init",
        "the database is not of this version; run jiannuo serve or jiannuo ledger init first",
    ),
    "data_folder": (
        "数据文件夹 {folder} 不能读写（{reason}）；请改正权限，或用 JIANNUO_DATA 另指一个",
        "the data folder {folder} cannot be used ({reason}); mend its permissions or name another with JIANNUO_DATA",
    ),
    # serving
    "serve_port": (
        "{host}:{port} 不能监听（{reason}）；请停掉占用它的程序，或用 --port 另选端口",
        "cannot listen on {host}:{port} ({reason}); stop what uses it or choose another with --port",
    ),
    "serve_origin": (
        "监听 {host} 时，浏览器所用的网址须写在 JIANNUO_ORIGIN 中，如 https://ledger.example.gov.cn",
        "to listen on {host}, name the address that browsers use in JIANNUO_ORIGIN, as in https://ledger.example.gov.cn",
    ),
    "serve_demo_missing": (
        "本安装不含演示数据；请去掉 --demo",
        "this installation has no demonstration data; leave --demo out",
    ),
    "serve_ready": ("台账已启动：{address}（按 Ctrl+C 停止）", "The ledger is at {address} (Ctrl+C stops it)"),
    "serve_nobody": (
        "还没有单位和人员；请先运行 jiannuo ledger init",
        "There are no units and people yet; run jiannuo ledger init",
    ),
    "serve_saved": ("升级前的数据库已备份：{path}", "The database before the upgrade was kept: {path}"),
    "serve_stopped": ("台账已停止", "The ledger has stopped"),
    "help_serve": ("启动台账网站。", "Serve the ledger's pages."),
    "help_serve_more": (
        "数据在 JIANNUO_DATA 文件夹（默认 jiannuo-data）的一个 SQLite 文件中，或在 DATABASE_URL 所指的 PostgreSQL 中；"
        "数据库在启动时升级。其余设置见 docs/ledger-operating.md。",
        "Data lie in one SQLite file in the folder JIANNUO_DATA (jiannuo-data at first), or in the PostgreSQL named by "
        "DATABASE_URL; the database is upgraded at the start. Other settings: docs/ledger-operating.md.",
    ),
    "help_serve_exits": (
        "退出码：0 正常停止；2 不能启动；1 程序内部错误。",
        "Exit codes: 0 stopped; 2 cannot start; 1 internal error.",
    ),
    "help_serve_host": ("监听的地址；默认只供本机", "Address to listen on; this machine alone at first"),
    "help_serve_port": ("监听的端口", "Port to listen on"),
    "help_serve_threads": ("同时处理的请求数", "How many requests at once"),
    "help_serve_worker": (
        "是否同时发送通知、催报、升级督办；另用 jiannuo ledger work 时关闭",
        "Send messages, remind and escalate here too; off where jiannuo ledger work runs",
    ),
    "help_serve_demo": ("先载入一年的演示数据", "Load a demonstration year first"),
    # units and people
    "unit_missing": ("没有编号为 {unit} 的单位；请刷新页面", "there is no unit {unit}; reload the page"),
    "field_refused": ("{field}：{reasons}", "{field}: {reasons}"),
    "unit_name_empty": ("单位“{mark}”没有名称；请填写全称", "unit {mark!r} has no name; give its full one"),
    "unit_code_empty": ("“{unit}”没有编码；请填写固定编码", "{unit} has no code; give one that will stay"),
    "unit_code_taken": (
        "编码“{mark}”已用于“{unit}”；请换一个",
        "the code {mark!r} is {unit}'s; choose another",
    ),
    "unit_above_retired": (
        "上级单位“{unit}”已停用；请先恢复它，或另选上级",
        "{unit} above it is retired; revive it first or choose another",
    ),
    "unit_too_deep": (
        "“{unit}”已在第 {levels} 层，其下不能再设单位；请另选上级",
        "{unit} is on level {levels}, the last one; choose another unit above",
    ),
    "unit_has_children": (
        "“{unit}”下还有 {count} 个在用的单位；请先停用它们",
        "{unit} has {count} units in use under it; retire them first",
    ),
    "unit_has_tasks": (
        "“{unit}”还牵头 {count} 项已下达的任务；请先调整牵头单位",
        "{unit} leads {count} tasks in force; give them to others first",
    ),
    "unit_is_root": ("“{unit}”是最上层的单位，不能停用", "{unit} is the root of the tree and stays in use"),
    "unit_retired": ("“{unit}”已停用，不能在其中任职；请另选单位", "{unit} is retired; choose another unit"),
    "unit_moved": (
        "“{unit}”的上级是“{above}”，不能改到“{wanted}”下；单位不能迁移，请停用后新建",
        "{unit} stands under {above} and cannot move under {wanted}; retire it and add a new one",
    ),
    "unit_parent_unknown": (
        "上级编码“{mark}”不存在；请先列出上级单位",
        "there is no unit with the code {mark!r} above; list it before this row",
    ),
    "unit_code_unknown": ("单位编码“{mark}”不存在；请核对", "there is no unit with the code {mark!r}; check it"),
    "unit_kind_unknown": ("类别“{kind}”不在 {known} 之中；请改正", "{kind!r} is none of {known}; mend the kind"),
    "person_missing": ("没有编号为 {person} 的人员；请刷新页面", "there is no person {person}; reload the page"),
    "person_unknown": ("没有登录名为“{username}”的人员；请核对", "nobody has the log-in name {username!r}; check it"),
    "person_name_empty": ("“{username}”没有姓名；请填写", "{username} has no name; give one"),
    "person_username_empty": ("“{person}”没有登录名；请填写", "{person} has no log-in name; give one"),
    "person_username_taken": (
        "登录名“{username}”已有人使用；请换一个",
        "the log-in name {username!r} is taken; choose another",
    ),
    "person_subject_taken": (
        "单点登录标识“{subject}”已属于另一人；请核对",
        "the single sign-on name {subject!r} is another person's; check it",
    ),
    "person_is_self": (
        "不能停用自己，也不能撤去自己的管理员角色；请由另一位管理员操作",
        "you cannot shut out yourself or give up your own administrator's role; ask another administrator",
    ),
    "role_missing": ("该角色已被撤去；请刷新页面", "the role is gone already; reload the page"),
    "role_public": ("“公众”不是可以授予的角色；请另选", "the public is no role to be given; choose another"),
    "role_unknown": ("角色“{role}”不在 {known} 之中；请改正", "{role!r} is none of {known}; mend the role"),
    "password_wrong": ("原密码不对；请重新输入", "the present password is wrong; give it again"),
    "password_same": ("新密码与原密码相同；请另设一个", "the new password is the old one; choose another"),
    "password_weak": ("密码不合要求：{reasons}", "the password will not do: {reasons}"),
    "sheet_unreadable": (
        "{name}：不是可读的 CSV 或 Excel（.xlsx）文件；请另存后再传",
        "{name}: no CSV or Excel (.xlsx) file that can be read; save it anew and send it again",
    ),
    "sheet_columns": (
        "{name}：缺少列“{columns}”；请用导出的表填写",
        "{name}: the column {columns} is missing; fill in the sheet as exported",
    ),
    "sheet_empty": ("{name}：没有可导入的行", "{name}: no row to take in"),
    "sheet_too_long": (
        "{name}：有 {rows} 行，最多 {most} 行；请分成几个文件",
        "{name}: {rows} rows, at most {most}; split it",
    ),
    "sheet_row": ("{sheet}第 {row} 行：{reason}", "{sheet}, row {row}: {reason}"),
}
