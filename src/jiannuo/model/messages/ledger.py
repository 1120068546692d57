"""Messages of the ledger: why a change is refused, and what is wrong with what a person gave."""

MESSAGES: dict[str, tuple[str, str]] = {
    "not_allowed": (
        "您没有“{right}”的权限；如工作需要，请联系督查室或管理员",
        "you may not {right}; ask the supervision office or an administrator if you need to",
    ),
    "no_transition": (
        "{thing}现为“{state}”，不能{action}；请刷新页面看最新状态",
        "{thing} is {state} now, it cannot {action}; reload the page to see its state",
    ),
    "edited_meanwhile": (
        "{thing}已被{who}于{when}改动，您的内容未覆盖它；请对照最新内容后再保存",
        "{thing} was changed by {who} at {when}; yours has not replaced it; compare with the latest and save again",
    ),
    # files and settings
    "file_too_large": (
        "{name}：超过 {most} MB，未保存；请压缩或分成几个文件再传",
        "{name}: more than {most} MB, not kept; make it smaller or send it in parts",
    ),
    "file_empty": (
        "{name}：文件为空，未保存；请核对后重传",
        "{name}: the file is empty, not kept; check it and send it again",
    ),
    "origin_insecure": (
        "JIANNUO_ORIGIN {origin}：经网络访问须用 https；确属可信内网的，另设 JIANNUO_PLAIN_HTTP=1",
        "JIANNUO_ORIGIN {origin}: must be https over a network; where the network is trusted, set JIANNUO_PLAIN_HTTP=1",
    ),
    # end of files and settings
}
