"""Messages of the command line and files that are written: code, then Chinese and English."""

MESSAGES: dict[str, tuple[str, str]] = {
    "no_files": (
        "{source}：没有可读的文件；请换一个文件夹，或直接写出文件名",
        "{source}: no file that can be read; name another folder or the files themselves",
    ),
    "output_exists": (
        "{target}：已存在，未改动；要覆盖请加 --force，或用 -o 另取名",
        "{target}: exists and was left alone; add --force to replace it, or choose another name with -o",
    ),
    "output_failed": (
        "{target}：无法写入（{reason}）；请换一个可写的位置",
        "{target}: cannot be written ({reason}); choose a place that you may write to",
    ),
    "output_binary": (
        "{target}：{format} 不能显示在终端上；请用 -o 文件名 保存",
        "{target}: {format} cannot be shown in a terminal; save it with -o FILE",
    ),
    "output_suffix": (
        "{target}：从文件名看不出格式；请用 --format 指定（{formats}）",
        "{target}: the name does not tell the format; choose one with --format ({formats})",
    ),
    "xlsx_too_long": (
        "工作表“{target}”：有 {rows} 行，Excel 最多 {most} 行；请分批读取，或改用 csv",
        "sheet {target}: {rows} rows, Excel holds {most}; read fewer files at once, or use csv",
    ),
    "internal": (
        "{source}：程序内部错误（{reason}）；设环境变量 JIANNUO_DEBUG=1 再运行可看详情，并请告知开发者",
        "{source}: internal error ({reason}); run again with JIANNUO_DEBUG=1 for details, and report it",
    ),
    "some_failed": ("{total} 个文件中有 {failed} 个未能读取", "{failed} of {total} files could not be read"),
    "error": ("错误：{message}", "error: {message}"),
    "usage_no_option": (
        "没有选项 {name}；用法见 jiannuo {command} --help",
        "no option {name}; see jiannuo {command} --help",
    ),
    "usage_no_command": (
        "没有命令“{name}”；可用的命令见 jiannuo --help",
        "no command {name!r}; see jiannuo --help",
    ),
    "usage_missing": (
        "缺少 {name}；用法见 jiannuo {command} --help",
        "{name} is missing; see jiannuo {command} --help",
    ),
    "usage_value": (
        "{name} 不能是“{value}”；可选：{choices}",
        "{name} cannot be {value!r}; choose from {choices}",
    ),
    "usage_other": ("{reason}；用法见 jiannuo --help", "{reason}; see jiannuo --help"),
    "help_main": (
        "读取政府工作报告，列出可核查的指标与事项。",
        "Read Chinese government work reports into statements that can be checked.",
    ),
    "help_read": (
        "读取一份或多份报告。",
        "Read one or several reports.",
    ),
    "help_read_paths": (
        "路径可以是文件、文件夹或 -（标准输入）。文件夹会逐层查找。",
        "PATH is a file, a folder (searched all the way down) or - for standard input.",
    ),
    "help_read_exits": (
        "退出码：0 全部读取；2 有文件未能读取或参数有误；1 程序内部错误；130 中断；141 下游管道关闭。",
        "Exit codes: 0 all read; 2 a file could not be read or written, or the command line is wrong; "
        "1 internal error; 130 interrupted; 141 the reader of a pipe went away.",
    ),
    "help_format": (
        "输出格式；默认按 -o 的后缀，否则为摘要",
        "What to write; by the suffix of -o, else summary",
    ),
    "help_output": (
        "写入文件；若是文件夹，则每份报告一个文件",
        "Write to this file; into a folder, one file a report",
    ),
    "help_columns": (
        "列名、取值和说明的语言；默认随系统",
        "Language of column names, values and notes; the locale's",
    ),
    "help_force": ("覆盖已有的文件", "Replace files that exist"),
    "help_version": ("显示版本", "Show the version"),
    "help_help": ("显示帮助", "Show this help"),
    "help_usage_head": ("用法：", "Usage: "),
    "help_options_head": ("选项", "Options"),
    "help_command": ("命令", "COMMAND"),
    "help_commands_head": ("命令", "Commands"),
    "cli_reading": ("正在读取", "Reading"),
}
