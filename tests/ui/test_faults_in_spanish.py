"""What is wrong with an uploaded file, as a person who reads Spanish sees it."""

from __future__ import annotations

import io
import json

import openpyxl

from allocator.load.plain_plan import plan_data
from allocator.load.write import json_text
from allocator.ui import signed, spent, uploads
from allocator.ui.words import speaking
from tests.ui.test_uploads import edited, plan, spoil


def test_the_table_of_an_uploaded_plan_is_spanish() -> None:
    data = json.loads(json_text(plan_data(plan())))
    data["needs"][next(iter(data["needs"]))]["score"] = "many"
    with speaking("es"):
        found = uploads.brought("plan.json", json.dumps(data, indent=1).encode())
        rows = uploads.fault_table(found.faults)
    (where,), (wrong,), (says,), (remedy,) = rows.values()
    assert where.replace("\\", "").startswith("plan.json línea ") and wrong == "Este valor no se puede usar"
    assert says.replace("\\", "") == '"many"'
    assert remedy.replace("\\", "").startswith("Se espera: un número como 0.6 o 1/3. Escriba un número sencillo")


def test_what_holds_no_plan_budget_or_actuals_is_said_in_spanish() -> None:
    found = [*uploads.brought("plan.txt", b"x").faults, *signed.handed("budget.txt", b"x").faults,
             *spent.booked("spent.csv", b"School,Meals\nElm,12\n", plan()).faults]
    with speaking("es"):
        rows = uploads.fault_table(found)
    assert [said.replace("\\", "") for said in rows["Qué está mal"]] == [
        "No se leen archivos de este tipo",
        "Un presupuesto se lee de un libro de este programa (.xlsx) o de su JSON",
        "No se encontró ninguna tabla de gastos reales"]
    assert [said.replace("\\", "") for said in rows["Qué hacer"]] == [
        "Use un archivo de plan en YAML (.yaml), JSON (.json) o un libro de entrada (.xlsx).",
        "Tome un archivo que haya escrito allocator solve con --json o --excel.",
        "Una tabla necesita los encabezados año, fuente, objeto y monto."]


def test_the_copy_with_notes_is_spanish() -> None:
    with speaking("es"):
        found = uploads.brought("budget.xlsx", edited(uploads.input_workbook(plan()), spoil))
    assert found.notes is not None
    book = openpyxl.load_workbook(io.BytesIO(found.notes))
    assert "Este valor no se puede usar." in book["Costs"]["E2"].comment.text
    assert "Siguiente paso: Use solo dígitos" in book["Costs"]["E2"].comment.text
    assert book.active.title == "Qué corregir" and book.active["B3"].value == "Qué está mal"
