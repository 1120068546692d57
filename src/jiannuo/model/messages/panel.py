"""Messages of the panel: code, then Chinese and English."""

MESSAGES: dict[str, tuple[str, str]] = {
    "extra_missing": (
        "缺少 {module}；请安装：pip install 'jiannuo[{extra}]'",
        "{module} is missing; install it with: pip install 'jiannuo[{extra}]'",
    ),
    "same_content": (
        "{source}：内容与 {kept} 相同，只保留后者",
        "{source}: the same content as {kept}, which is kept",
    ),
    "same_place_and_year": (
        "{source}：与 {kept} 同为 {place} {year} 年，保留表述较多的后者；如地区或年份有误请核对标题",
        "{source}: of {place} {year} like {kept}, which says more and is kept; check the title if that is wrong",
    ),
    "panel_busy": (
        "{target}：另一次运行正在使用；请等它结束，或用 -o 另取名",
        "{target}: in use by another run; wait for it to end, or choose another name with -o",
    ),
    "panel_stopped": (
        "{target}：无法写入（{reason}），已停止；{total} 个文件中已完成的 {done} 个已保留，腾出空间后再次运行即可续作",
        "{target}: cannot be written ({reason}), stopped; {done} of {total} files are done and kept, free some space "
        "and run again to go on",
    ),
    "panel_unwritten": (
        "{target}：无法写入（{reason}）；已读取的内容已保留，腾出空间后再次运行即可",
        "{target}: cannot be written ({reason}); what was read is kept, free some space and run again",
    ),
    "panel_too_long": (
        "{target}：Excel 每表最多 {most} 行，放不下；请改用 parquet、csv 或 duckdb",
        "{target}: more rows than the {most} that Excel holds; use parquet, csv or duckdb",
    ),
    "panel_interrupted": (
        "已中断；完成的部分保存在 {journal}，再次运行同一命令即可续作",
        "interrupted; what is done is kept in {journal}, run the same command again to go on",
    ),
    "panel_left_out": ("未收入：{message}", "left out: {message}"),
    "panel_left_out_file": ("未收入：{source}：{message}", "left out: {source}: {message}"),
    "panel_done": (
        "{target}：{reports} 份报告，{rows} 行，未收入 {left_out} 个文件",
        "{target}: {reports} reports, {rows} rows, {left_out} files left out",
    ),
    "panel_resumed": ("；其中 {resumed} 个文件此前已读取", "; {resumed} files had been read before"),
    "panel_listed": ("；清单见 {listed}", "; listed in {listed}"),
    "panel_not_readable": (
        "{source}：不是可读的数据集（{reason}）；请用 jiannuo panel 生成的 parquet、csv 或 duckdb 文件",
        "{source}: no panel that can be read ({reason}); name a parquet, csv or duckdb file that jiannuo panel wrote",
    ),
    "cluster_unreachable": (
        "{address}：连接不上 Dask 调度器（{reason}）；请核对地址",
        "{address}: no Dask scheduler answers ({reason}); check the address",
    ),
    "cluster_empty": (
        "{address}：集群没有工作进程；请先启动 dask worker",
        "{address}: the cluster has no worker; start one with dask worker",
    ),
    "cluster_rules": (
        "集群上的规则版本为 {there}，本机为 {here}；请安装同一版本",
        "the cluster has rule set {there}, this machine {here}; install the same version on both",
    ),
    "help_panel": (
        "把许多报告汇成一张表，每行一条表述。",
        "Make one table of many reports, a row a statement.",
    ),
    "help_panel_more": (
        "同时写出编码手册 FILE.codebook.md；未收入的文件列于 FILE.left-out.csv。中断后再次运行同一命令即可续作。",
        "A codebook is written beside it, and a list of the files that were left out. After an interruption run the "
        "same command again to go on.",
    ),
    "help_panel_exits": (
        "退出码：0 完成；2 有文件未能读取、无法写入或参数有误；1 程序内部错误；130 中断。",
        "Exit codes: 0 done; 2 a file could not be read or written, or the command line is wrong; 1 internal error; "
        "130 interrupted.",
    ),
    "help_panel_output": ("写入的文件", "The file to write"),
    "help_panel_format": ("输出格式；默认按 -o 的后缀", "What to write; by the suffix of -o"),
    "help_panel_jobs": ("进程数；默认为可用的核数", "Processes; as many as there are cores"),
    "help_panel_cluster": (
        "改在此地址的 Dask 集群上运行（tcp://主机:端口）",
        "Run on the Dask cluster whose scheduler is at this address (tcp://HOST:PORT)",
    ),
    "help_explore": (
        "把数据集做成一页可离线打开的表和图。",
        "Make a page of tables and charts from a panel.",
    ),
    "help_explore_more": (
        "PANEL 为 jiannuo panel 写出的 parquet、csv 或 duckdb 文件。页面为单个文件，无需联网。",
        "PANEL is a parquet, csv or duckdb file that jiannuo panel wrote. The page is one file and needs no network.",
    ),
    "help_explore_answers": (
        "重读数据集所列的报告，统计次年报告的回应率与公开度（需时数分钟）",
        "Read the reports of the panel again and count how the next year's answer them (takes minutes)",
    ),
    "help_explore_output": ("写入的网页", "The page to write"),
}
