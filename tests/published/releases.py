"""Invented files of published statistics, and plans whose sheet Benchmarks asks for their figures."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.issues import Issue
from pipeline.model import Plan
from pipeline.published import with_published
from pipeline.sheets.benchmarks import Benchmark
from pipeline.sheets.details import Details
from tests.checks.plans import measure, rated, row

HEADS = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,"
    "old_la_code,new_la_code,la_name,category,Referrals,Re_referrals,Re_referrals_percent"
)
OLD = f"""{HEADS}
2024,Reporting year,National,E92000001,England,,,,,,All,1000,224,22.4
2023,Reporting year,National,E92000001,England,,,,,,All,900,201,22.3
2024,Reporting year,Regional,E92000001,England,E12000099,Middle Riding,,,,All,300,60,20.0
2024,Reporting year,Local authority,E92000001,England,E12000099,Middle Riding,990,E06000990,Exampleshire,All,100,12,12.0
2023,Reporting year,Local authority,E92000001,England,E12000099,Middle Riding,990,E06000990,Exampleshire,All,90,c,c
2024,Reporting year,Local authority,E92000001,England,E12000099,Middle Riding,991,E06000991,"Northport, City of",All,100,20,20.0
2024,Reporting year,Local authority,E92000001,England,E12000099,Middle Riding,992,E06000992,Westshire,All,100,z,z
"""
NEW = (
    OLD.replace(",Referrals,Re_referrals,Re_referrals_percent", ",referral_count,rereferral_count,rereferral_percent")
    .replace("900,201,22.3", "900,202,22.4")
    .replace(
        "\n2024,Reporting year,National",
        "\n2025,Reporting year,National,E92000001,England,,,,,,All,1100,k,k\n2024,Reporting year,National",
        1,
    )
)


def asked(
    folder: Path, *rows: dict[str, Any], details: dict[str, str] | None = None, **plan: Any
) -> tuple[Plan, list[Issue]]:
    """The sound plan with a sheet Benchmarks of these rows, in a quarter's folder with the two releases."""
    (folder / "published").mkdir(parents=True, exist_ok=True)
    (folder / "published" / "old.csv").write_text("\ufeff" + OLD, "utf-8")
    (folder / "published" / "new.csv").write_text(NEW, "utf-8")
    bare = {"benchmark": None, "benchmark_area": "", "benchmark_period": None, "benchmark_source": ""}
    sound = rated(**({"measures": [measure(**bare)]} | plan)).plan
    defaults = {
        "measure": "A1",
        "file": "old.csv",
        "column": "Re_referrals_percent",
        "area": "England",
        "source": "Invented statistics, 2024",
    }
    made = tuple(row(Benchmark, number, defaults | each) for number, each in enumerate(rows, 2))
    about = sound.details.model_copy(update={"council": "Exampleshire Council"} | (details or {}))
    return with_published(
        replace(sound, details=about, rows={**sound.rows, Details: (about,), Benchmark: made}), folder
    )
