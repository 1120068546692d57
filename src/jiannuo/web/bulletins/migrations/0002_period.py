"""Bulletins about quarters, half-years and years; when a draft was changed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Period and time of change."""

    dependencies = [("bulletins", "0001_initial")]
    operations = [
        migrations.AddField("bulletin", "changed", models.DateTimeField(null=True, verbose_name="改动时间")),
        migrations.AddField(
            "bulletin",
            "period",
            models.CharField(
                choices=[("month", "按月"), ("quarter", "按季"), ("half", "半年"), ("year", "全年")],
                default="month",
                max_length=16,
                verbose_name="期间",
            ),
        ),
    ]
