"""践诺 Jiannuo reads Chinese government work reports into statements that can be checked."""

__version__ = "0.1.0"
