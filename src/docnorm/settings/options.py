"""Every option: one row each. The command line, the configuration, Python and the local page read this table.

A row says what an option is called, what kind of value it takes, which words are allowed, what holds where nobody says
anything, where it may be said, and what it does, in English and in Chinese. The parser, the help, ``docnorm.toml``,
``--show-config`` and the page ``docs/options.md`` are made of it; CONTRIBUTING.md says how a row is added.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Flag, auto
from functools import cache
from types import MappingProxyType
from typing import Any, get_args

from docnorm import profiles
from docnorm.cleaners.words._variant_sides import CONFIGS
from docnorm.edit import Safety
from docnorm.errors import UsageError, nearest
from docnorm.formats import BUILTIN
from docnorm.look import Numbering
from docnorm.settings import kinds
from docnorm.settings.kinds import COUNT, FLAG, NAMES, PAIRS, PLACES, SECONDS, STRING, TABLE, TABLES, WORDS, Kind
from docnorm.structure.read import HeadingLevels
from docnorm.writers.findings import FORMATS


class Where(Flag):
    """Where an option may be said."""

    COMMAND = auto()  # the command line
    CONFIG = auto()  # docnorm.toml, at the top
    PROFILE = auto()  # docnorm.toml, in a profile of the house's own: [profiles.NAME]
    PYTHON = auto()  # a keyword of docnorm.normalize
    PAGE = auto()  # the local page


COMMAND = Where.COMMAND  # for one run: in a file that every run reads it would be a trap
HOUSE = Where.COMMAND | Where.CONFIG
WISH = Where.COMMAND | Where.CONFIG | Where.PROFILE | Where.PYTHON  # what is asked of a profile
LAID_DOWN = Where.CONFIG | Where.PROFILE | Where.PYTHON  # the same, but too long for a command line


@dataclass(frozen=True, slots=True)
class Option:
    """One option."""

    name: str  # as on the command line and in docnorm.toml; in Python with _ for -
    kind: Kind
    where: Where
    en: str  # what it does, in at most 54 columns with the words: a line of the help
    zh: str
    takes: str = ""  # what the help calls the value; empty for a flag
    words: tuple[str, ...] = ()  # the words that are known
    open: bool = False  # plug-ins and configurations may bring more words: who knows them checks
    default: Any = None  # what holds where nobody says anything; None where that depends
    short: str = ""  # -o
    of: str = ""  # the output format whose writer takes it as a keyword
    alone: str = ""  # what it means without a value; with one it is said as --name=VALUE

    @property
    def key(self) -> str:
        """The name in Python."""
        return self.name.replace("-", "_")

    @property
    def flags(self) -> tuple[str, ...]:
        """How it is said on the command line; a flag that is on by default can be switched off there."""
        off = (f"--no-{self.name}",) if self.default is True else ()
        return (*((self.short,) if self.short else ()), f"--{self.name}", *off)

    def read(self, value: Any) -> Any:
        """Return the value that is held for what was said. Raises ``UsageError``; the option is not named in it."""
        held = self.kind.read(value)
        if self.words and not self.open and held not in (*self.words, self.alone):
            raise UsageError(f"{held!r} is none of {', '.join(self.words)}{nearest(held, list(self.words))}")
        return held


@dataclass(frozen=True, slots=True)
class Group:
    """Options that stand together in the help and in the documentation."""

    en: str
    zh: str
    options: tuple[Option, ...]


GROUPS = (
    Group("input and output", "输入与输出", (
        Option("output", STRING, COMMAND, "a file, a folder, or - for standard output",
               "输出文件、文件夹，或 -（标准输出）", "PATH", short="-o"),
        Option("to", STRING, HOUSE, "output format", "输出格式", "FORMAT",
               tuple(row.name for row in BUILTIN if row.written_suffixes), open=True),
        Option("from", STRING, HOUSE, "input format", "输入格式", "FORMAT",
               tuple(row.name for row in BUILTIN if row.read), open=True),
        Option("chunk", COUNT, HOUSE, "pieces of at most N characters, along the outline",
               "沿提纲切成不超过 N 字的块，供检索用", "N", of="jsonl"),
        Option("overlap", COUNT, HOUSE, "characters that a piece repeats of the one before",
               "每块重复上一块的末尾几字（整句）", "N", of="jsonl"),
        Option("encoding", STRING, HOUSE, "skip detection", "不再猜编码", "NAME"),
        Option("in-place", FLAG, COMMAND, "replace the inputs, keeping .bak", "原地替换，留 .bak", short="-w"),
        Option("no-backup", FLAG, HOUSE, "keep no .bak", "不留 .bak"),
    )),
    Group("what is changed", "改什么", (
        Option("profile", STRING, HOUSE | Where.PYTHON | Where.PAGE, "which rules", "方案",
               "NAME", profiles.NAMES, open=True, default="gongwen"),
        Option("select", NAMES, WISH, "only these rules, by comma", "只用这些规则", "RULES"),
        Option("ignore", NAMES, WISH | Where.PAGE, "not these rules", "不用这些规则", "RULES"),
        Option("extend-select", NAMES, WISH, "these rules, too", "另加这些规则", "RULES"),
        Option("apply", STRING, WISH | Where.PAGE, "how sure a fix must be", "要多有把握才改", "LEVEL",
               tuple(level.name.lower() for level in (Safety.CERTAIN, Safety.LIKELY)), default="likely"),
        Option("fix-numbers", FLAG, WISH | Where.PAGE, "allow repairs that change the value of a number",
               "允许改动数字的值"),
        Option("variant", STRING, WISH | Where.PAGE, "an OpenCC conversion", "简繁转换", "NAME", CONFIGS),
        Option("heading-levels", STRING, WISH | Where.PAGE, "from numbers where the file's contradict them",
               "标题级别与编号不符时，听文件的，还是听编号的", "FROM", get_args(HeadingLevels)),
        Option("budget", SECONDS, LAID_DOWN, "seconds that one rule may take for one document",
               "一条规则处理一个文档最多几秒", default=20.0),
        Option("protect", WORDS, LAID_DOWN, "words that never change", "永远不改的词"),
        Option("rules", TABLES, LAID_DOWN, "a rule's own options", "规则自己的选项"),
        Option("replace", PAIRS, LAID_DOWN, "the house table of replacements", "本单位替换表"),
        Option("pinyin", PAIRS, LAID_DOWN, "what hidden words stand for", "拼音代替的词"),
        Option("patterns", kinds.PATTERNS, LAID_DOWN, "patterns of your own: taken out or replaced",
               "自己的正则：删去或替换"),
        Option("chapters", kinds.CHAPTERS, LAID_DOWN, "patterns of what heads a volume and a chapter",
               "卷名、章名的正则"),
        Option("renumber-chapters", FLAG, WISH, "001 is written 第001章; no value changes",
               "001 写作第001章，不改数值"),
        Option("look", TABLE, LAID_DOWN, "what the page is set otherwise than by the profile", "版式上与方案不同之处"),
        Option("profiles", kinds.PROFILES, Where.CONFIG, "profiles of your own", "自己的方案"),
        Option("config", STRING, COMMAND, "TOML (default: docnorm.toml or pyproject.toml)",
               "配置文件（缺省：docnorm.toml 或 pyproject.toml）", "FILE"),
    )),
    Group("books", "电子书", (
        Option("split", STRING, COMMAND, "a file for each chapter (-o a folder)", "每章一个文件（-o 为文件夹）",
               "chapters", ("chapters",)),
        Option("title", STRING, COMMAND, "of the book; else its first lines say it",
               "书名（缺省：看开头）", "TEXT", of="epub"),
        Option("author", STRING, HOUSE, "of the book; else its first lines say it",
               "作者（缺省：看开头）", "TEXT", of="epub"),
        Option("language", STRING, HOUSE, "of the book: zh-CN, zh-TW …", "书的语言：zh-CN、zh-TW 等", "TAG", of="epub"),
        Option("series", STRING, HOUSE, "that the book belongs to", "所属丛书", "TEXT", of="epub"),
        Option("cover", STRING, COMMAND, "a picture, or none; else the title is set plainly",
               "封面图片，或 none（缺省：排出书名）", "FILE", of="epub"),
        Option("vertical", FLAG, HOUSE, "from top to bottom, columns from right to left", "直排", of="epub"),
    )),
    Group("review", "审阅", (
        Option("check", FLAG, COMMAND, "write nothing; list every change; exit 1 if any",
               "不写文件，列出每处改动；有则退出码 1"),
        Option("diff", STRING, COMMAND, "write nothing, show; exit 1 if any",
               "不写文件，显示差异；有则退出码 1。终端上逐处显示，管道里是补丁", "HOW", ("inline", "rules", "unified"),
               alone="auto"),
        Option("interactive", FLAG, COMMAND, "ask for every change before it is made",
               "逐处询问，同意了才改", short="-i"),
        Option("accept", PLACES, COMMAND, "take these suggestions: 12:7,30:2=词",
               "采纳这些建议（--check 列出的行:列，可写 =换成的词）", "PLACES"),
        Option("dry-run", FLAG, COMMAND, "write nothing; show what your own patterns would hit",
               "不写文件，列出自己的正则会命中什么"),
        Option("output-format", STRING, HOUSE, "of --check", "--check 的格式", "FORMAT", FORMATS, default="text"),
        Option("check-look", FLAG, COMMAND, "where a DOCX departs from the look",
               "列出 DOCX 的版式与要求不合之处；有则退出码 1"),
        Option("learn-look", STRING, COMMAND, "write its look (with -o house.toml)",
               "把样本的版式写成配置（配 -o house.toml）", "SAMPLE"),
        Option("learn", STRING, COMMAND, "what its reviewers decided (with -o house.toml)",
               "从审阅过的文件学习取舍（配 -o house.toml）", "REVIEWED"),
        Option("stats", FLAG, COMMAND, "count the changes of each rule", "每条规则改了几处"),
        Option("report", STRING, COMMAND, "also write the change report: .html or .json",
               "另写报告：.html 给人看，.json 给程序", "FILE"),
        Option("undo", STRING, COMMAND, "give back the input, byte for byte (with -o FILE)",
               "从报告还原输入，一个字节不差", "REPORT.json"),
    )),
    Group("docx output", "输出 DOCX", (
        Option("track-changes", FLAG, HOUSE, "every change a revision, suggestions as comments",
               "改动成为 Word 修订，建议成为批注", of="docx"),
        Option("look", STRING, COMMAND, "keep (a DOCX as it is) or the name of a look",
               "keep 留下作者的版式，或给出一种版式的名字", "NAME", of="docx"),
        Option("template", STRING, HOUSE, "page and styles from this DOCX", "页面和样式取自它", "FILE", of="docx"),
        Option("numbering", STRING, HOUSE, "a list's numbers", "编号就是文字，或由 Word 编号",
               "KIND", get_args(Numbering), default="literal", of="docx"),
        Option("toc", FLAG, HOUSE, "add a table of contents", "加目录", of="docx"),
        Option("labels", FLAG, HOUSE, "txt output has the numbers that Word counts (default)",
               "输出 txt 时写出 Word 的自动编号（缺省）", default=True, of="txt"),
        Option("verify", FLAG, HOUSE, "read back before it is put in place (default)",
               "写好的文件先读回核对文字再落盘（缺省）", default=True),
    )),
    Group("many files and rows", "批量", (
        Option("jobs", COUNT, HOUSE, "processes (default: one a core)", "几个进程（缺省：每核一个）", "N", short="-j"),
        Option("resume", FLAG, HOUSE, "skip what is already done", "接着上次没做完的做"),
        Option("field", STRING, HOUSE, "clean this column of .jsonl or .parquet",
               "只清理 .jsonl、.parquet 的这一列", "NAME"),
        Option("log-field", STRING, HOUSE, "add a column with the changes", "另加一列改动", "NAME"),
        Option("counts-field", STRING, HOUSE, "add a column with their counts", "另加一列计数", "NAME"),
        Option("flagged-field", STRING, HOUSE, "add a column with the rules in doubt", "另加一列存疑的规则", "NAME"),
        Option("engine", STRING, HOUSE, "who does the work", "由谁来做", "NAME", ("pool", "ray"), default="pool"),
        Option("ray-address", STRING, HOUSE, "which cluster", "哪个集群", "ADDRESS"),
    )),
    Group("other", "其他", (
        Option("rules", FLAG, COMMAND, "list the rules; a star marks those that run", "列出规则；带星的会运行"),
        Option("explain", STRING, COMMAND, "print a rule's page; with FILE: why, and why not",
               "一条规则的说明；加文件则说明在该文件中为何改、为何不改", "RULE"),
        Option("serve", FLAG, COMMAND, "a page on this machine", "本机网页"),
        Option("mcp", STRING, COMMAND, "tools for agents over one folder (stdio)",
               "供智能体调用的工具，只读写这个文件夹（stdio）", "FOLDER"),
        Option("describe", FLAG, COMMAND, "options and results as JSON Schema", "选项与结果的 JSON Schema"),
        Option("show-config", FLAG, COMMAND, "what the configuration comes to", "配置最终是什么"),
        Option("quiet", FLAG, HOUSE, "errors only", "只报错误", short="-q"),
        Option("verbose", FLAG, HOUSE, "say more", "说得更多", short="-v"),
        Option("version", FLAG, COMMAND, "print the version", "版本"),
        Option("help", FLAG, COMMAND, "print this", "帮助", short="-h"),
    )),
)  # fmt: skip


@cache
def find_options(where: Where) -> Mapping[str, Option]:
    """Return the options that may be said in any of these places, by name, in the table's order."""
    return MappingProxyType({row.name: row for group in GROUPS for row in group.options if row.where & where})
