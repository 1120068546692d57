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
    "role_to_self": (
        "不能给自己授予角色；请由另一位管理员办理",
        "nobody gives oneself a role; ask another administrator",
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
    "single_stranger": (
        "统一身份“{subject}”在台账中没有对应的人员，或已停用；请联系管理员",
        "nobody in the ledger has the single sign-on name {subject}, or the person is shut out; ask an administrator",
    ),
    "single_unverified": (
        "统一身份认证没有确认邮箱“{subject}”，未登录；请联系管理员",
        "the single sign-on has not verified the address {subject}, so it does not log in; ask an administrator",
    ),
    "unit_sheet_unreadable": (
        "{name}：不是可读的 CSV 或 Excel（.xlsx）文件；请另存后再传",
        "{name}: no CSV or Excel (.xlsx) file that can be read; save it anew and send it again",
    ),
    "unit_sheet_columns": (
        "{name}：缺少列“{columns}”；请用导出的表填写",
        "{name}: the column {columns} is missing; fill in the sheet as exported",
    ),
    "unit_sheet_empty": ("{name}：没有可导入的行", "{name}: no row to take in"),
    "unit_sheet_too_long": (
        "{name}：有 {rows} 行，最多 {most} 行；请分成几个文件",
        "{name}: {rows} rows, at most {most}; split it",
    ),
    "unit_sheet_row": ("{sheet}第 {row} 行：{reason}", "{sheet}, row {row}: {reason}"),
    # set-up, import and export
    "init_done": (
        "数据库里已有单位；新增请用网页或 jiannuo ledger import 单位表",
        "there are units already; add more on the pages or with jiannuo ledger import",
    ),
    "init_ask_government": ("本级政府的名称", "Name of the government"),
    "init_ask_username": ("管理员的登录名", "Log-in name of the administrator"),
    "init_made": (
        "已建立。管理员 {username}，首次登录的密码 {password}（登录后须更改）",
        "Done. Administrator {username}, password for the first log-in {password} (to be changed then)",
    ),
    "import_password": (
        "{username}（{name}）首次登录的密码 {password}",
        "{username} ({name}): first password {password}",
    ),
    "import_units": ("单位和人员：{count} 行已导入", "units and people: {count} rows taken in"),
    "import_report": (
        "{title}：已建立台账 {number}，拟定任务 {count} 项",
        "{title}: ledger {number} drawn up with {count} proposed tasks",
    ),
    "import_owner": (
        "报告属于哪个政府？请用 --owner 单位编码 指明（{known}）",
        "whose report is it? name the government with --owner CODE ({known})",
    ),
    "export_which": (
        "台账“{wanted}”不存在或不止一个；请写台账编号（{known}）",
        "ledger {wanted} is not there or not the only one; give its number ({known})",
    ),
    "export_needs_file": ("全部数据表须用 -o 文件名 保存", "all tables must be saved to a file with -o FILE"),
    # backup and restore
    "backup_done": (
        "已备份到 {path}：{rows} 行、{files} 个文件，日志至第 {log} 条",
        "backed up to {path}: {rows} rows, {files} files, the log up to entry {log}",
    ),
    "backup_not_one": (
        "{path}：不是台账备份，或没有写完；请核对文件",
        "{path}: no backup of a ledger, or not a whole one; check the file",
    ),
    "backup_changed": (
        "{path}：其中的 {part} 与清单不符，备份已损坏或被改动；请换一份备份",
        "{path}: {part} in it does not fit its manifest; the backup is damaged or was changed; take another",
    ),
    "backup_newer": (
        "{path}：由更新的版本（{program}）所作；请先升级本程序",
        "{path}: made by a later version ({program}); upgrade this program first",
    ),
    "restore_occupied": (
        "数据库里已有数据，未恢复；请恢复到空的数据文件夹或空库，或加 --force（会先备份现有数据）",
        "the database holds data, nothing was restored; use an empty data folder or database, or --force, which backs "
        "up what is there first",
    ),
    "restore_kept": ("原有数据已备份到 {path}", "what was there is kept in {path}"),
    "restore_done": (
        "已恢复 {made} 的备份：{rows} 行，日志至第 {log} 条；正在核验",
        "restored the backup of {made}: {rows} rows, the log up to entry {log}; verifying",
    ),
    # verify and check
    "verify_good": (
        "完好：日志 {log} 条，末条哈希 {hash}",
        "whole: {log} log entries, the last one's hash is {hash}",
    ),
    "verify_bad": ("共 {count} 处不符", "{count} troubles"),
    "verify_head": (
        "日志链头停在第 {head} 条，日志却到第 {last} 条：末尾有绕过程序插入的条目",
        "the chain's head stands at entry {head}, the log goes to {last}: entries were put in past the program",
    ),
    "verify_file_lost": (
        "文件 {digest} 读不到（{reason}）；请从备份中找回",
        "the file {digest} cannot be read ({reason}); take it from a backup",
    ),
    "verify_file_changed": (
        "文件 {digest} 的内容与其哈希不符，被改动过；请从备份中找回",
        "the content of the file {digest} does not fit its hash, it was changed; take it from a backup",
    ),
    "verify_path": (
        "单位“{unit}”（编号 {pk}）的路径与其上级不符",
        "the path of {unit} (number {pk}) does not follow from the unit above it",
    ),
    "verify_lead": (
        "任务“{task}”（编号 {pk}）的牵头单位与其职责表不符",
        "the lead unit of task {task} (number {pk}) is not the one in its duties",
    ),
    "verify_rating": (
        "任务“{task}”（编号 {pk}）所示 {month} 的评定与有效的评定不符",
        "the rating shown for task {task} (number {pk}) in {month} is not the one in force",
    ),
    "verify_standing": (
        "任务“{task}”（编号 {pk}）所示 {month} 的亮灯、完成比例或最新值与评定和审核通过的填报不符",
        "light, share or last figure shown for task {task} (number {pk}) in {month} is not that of rating and returns",
    ),
    "verify_return": (
        "任务“{task}”（编号 {pk}）{month} 的填报与日志所记的内容或状态不符",
        "the return of task {task} (number {pk}) for {month} is not what the log says of it",
    ),
    "verify_evidence": (
        "任务“{task}”{month} 的佐证材料“{name}”与日志所记不符",
        "the evidence {name} of task {task} for {month} is not what the log says of it",
    ),
    "verify_rating_log": (
        "任务“{task}”（编号 {pk}）{month} 的评定与日志所记不符",
        "the rating of task {task} (number {pk}) for {month} is not what the log says of it",
    ),
    "verify_bulletin_lost": (
        "日志记有已印发的通报（编号 {pk}），现已不在或不再是已印发状态",
        "the log tells of a bulletin that was issued (number {pk}); it is gone or no longer issued",
    ),
    "verify_log_unreadable": (
        "日志的内容读不出来，无法与填报、评定核对；请先按哈希核查日志",
        "what the log says cannot be read, so that nothing can be held against it; look at its hashes first",
    ),
    "check_good": ("可以对外服务：设置检查没有问题", "ready to serve: the check of settings found nothing"),
    "check_secret": (
        "没有设 JIANNUO_SECRET_KEY：每次启动所有人都要重新登录，多进程不能共用登录；请设一个50个字符以上的随机值",
        "JIANNUO_SECRET_KEY is not set: each start logs everybody out; set a random value of 50 characters or more",
    ),
    "check_origin": (
        "没有设 JIANNUO_ORIGIN：只供本机访问；对外服务请写明 https 网址",
        "JIANNUO_ORIGIN is not set: only this machine can reach the ledger; name its https address to serve others",
    ),
    "check_plain": (
        "JIANNUO_ORIGIN {origin}：用的是 http，密码和会话在网络上是明文；请在前面加 https 代理",
        "JIANNUO_ORIGIN {origin}: plain http shows passwords and sessions to the network; put an https proxy in front",
    ),
    "user_role_and_unit": (
        "--unit 和 --role 须一起写；--add 也要写明二者",
        "--unit and --role belong together; --add needs both",
    ),
    "user_password": (
        "{username} 下次登录的密码 {password}（登录后须更改）",
        "{username}: password for the next log-in {password} (to be changed then)",
    ),
    "user_active": ("在用", "in use"),
    "user_inactive": ("已停用", "shut out"),
    "help_ledger": (
        "建立、导入、导出、备份、恢复和核验台账。",
        "Set up, import, export, back up, restore and verify the ledger.",
    ),
    "help_ledger_exits": (
        "退出码：0 完成；2 有问题（逐行写明）或参数有误；1 程序内部错误。",
        "Exit codes: 0 done; 2 a trouble was found (a line each) or the command line is wrong; 1 internal error.",
    ),
    "help_ledger_init": (
        "建立数据库、本级政府和管理员；密码取自 JIANNUO_ADMIN_PASSWORD，没有则随机生成并显示一次。",
        "Make the database, the government and its administrator; the password is JIANNUO_ADMIN_PASSWORD or a random "
        "one shown once.",
    ),
    "help_ledger_import": (
        "导入报告（建立台账、拟定任务），或单位和人员表（csv、xlsx）。",
        "Take in a report (a ledger with proposed tasks is drawn up) or a table of units and people (csv, xlsx).",
    ),
    "help_ledger_export": (
        "导出台账（编号或年份；只有一个时可省略）。",
        "Export a ledger, by its number or year; the only one needs no naming.",
    ),
    "help_ledger_backup": (
        "把全部数据和文件备份为一个文件；可在使用中进行。",
        "Back up all data and files into one file, while people go on working.",
    ),
    "help_ledger_restore": (
        "把备份恢复到空的数据文件夹或数据库，随后核验；两种数据库通用。",
        "Restore a backup into an empty data folder or database of either kind, and verify it.",
    ),
    "help_ledger_verify": (
        "核验日志链、文件、已印发的通报和重复存放的字段。",
        "Verify the log's chain, the files, frozen bulletins and fields that repeat others.",
    ),
    "help_ledger_check": ("检查设置能否对外服务。", "Check whether the settings are fit to serve others."),
    "help_ledger_work": (
        "单独运行后台任务：发通知、催报、升级督办。",
        "Run the worker alone: it sends messages, reminds and escalates.",
    ),
    "help_ledger_user": (
        "查看或新增人员、授予角色、重设密码、停用。",
        "Show or add a person, give a role, reset the password, shut out.",
    ),
    "help_ledger_government": ("本级政府的名称", "Name of the government"),
    "help_ledger_username": ("管理员的登录名", "Log-in name of the administrator"),
    "help_ledger_units": ("随后导入的单位和人员表", "A table of units and people to take in after that"),
    "help_ledger_owner": ("报告所属政府的单位编码", "Code of the government whose report it is"),
    "help_ledger_output": ("写入文件；默认输出到标准输出", "Write to this file; standard output else"),
    "help_ledger_format": ("格式；默认按 -o 的后缀，否则为 jsonl", "What to write; by the suffix of -o, else jsonl"),
    "help_ledger_tables": (
        "导出全部数据表（jsonl 压缩包，不含文件）",
        "Export all tables instead, as an archive of jsonl without the files",
    ),
    "help_ledger_replace": (
        "替换已有的数据（先备份到数据文件夹的 backups 中）",
        "Replace what is there, after backing it up to backups in the data folder",
    ),
    "help_ledger_add": ("新增人员的姓名", "Add the person, with this name"),
    "help_ledger_unit": ("任职单位的编码", "Code of the unit of the role"),
    "help_ledger_role": ("授予的角色", "Role to give"),
    "help_ledger_reset": ("重设密码，新密码显示一次", "Reset the password; the new one is shown once"),
    "help_ledger_active": ("启用或停用", "Let in or shut out"),
}
