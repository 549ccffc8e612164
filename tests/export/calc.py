"""LibreOffice as a second opinion: a workbook recalculated from its formulas, whatever values are stored in it."""

from __future__ import annotations

import subprocess
from pathlib import Path

from openpyxl import Workbook, load_workbook

ALWAYS = ('<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
          '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">'
          "<value>0</value></prop></item></oor:items>")


def recalculated_by_calc(path: Path) -> Workbook:
    """The workbook once LibreOffice has recalculated and saved it."""
    profile = path.parent / "profile" / "user"
    profile.mkdir(parents=True)
    profile.joinpath("registrymodifications.xcu").write_text(ALWAYS, encoding="utf-8")
    out = path.parent / "calc"
    subprocess.run(["soffice", f"-env:UserInstallation=file://{profile.parent}", "--headless", "--convert-to", "xlsx",
                    "--outdir", str(out), str(path)], check=True, capture_output=True, timeout=240)
    return load_workbook(out / path.name, data_only=True)
