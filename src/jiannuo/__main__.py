"""``python -m jiannuo`` is the command."""

from jiannuo.cli.main import run

if __name__ == "__main__":
    run()
