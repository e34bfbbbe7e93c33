#!/usr/bin/env python3
"""What programs that know nothing of Withheld say of a release folder.

    python3 tools/judge.py OUT

OUT is a release folder; `OUT internal` stands beside it. Needs no network. Uses qpdf, pdfinfo, pdftotext,
pdfdetach, mutool and exiftool where they are installed, and openpyxl, odfpy and python-docx where Python has
them; says which were not there. Ends with 1 if anything was raised.
"""

import csv
import importlib.util
import re
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

raised = []
absent = set()


def say(file, judge, words, is_bad=False):
    print(f"{'RAISED' if is_bad else 'ok':7} {judge:12} {file.name if file else ''}: {words}")
    if is_bad:
        raised.append((file, judge, words))


def run(judge, *args):
    """What a program prints, or None where it is not installed."""
    if not shutil.which(judge):
        absent.add(judge)
        return None
    done = subprocess.run([judge, *map(str, args)], capture_output=True, text=True, errors="replace")
    return done.returncode, done.stdout + done.stderr


def fold(text):
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c))


def words_of(text):
    return re.findall(r"\w+", fold(text))


def holds(haystack, secret):
    return f" {' '.join(words_of(secret))} " in haystack


def pdf(file):
    if answer := run("qpdf", "--check", file):
        code, said = answer
        lines = [line for line in said.splitlines() if "No syntax" in line or "rror" in line or "WARN" in line]
        say(file, "qpdf", lines[0] if lines else said[:200], code != 0 or "No syntax" not in said)
    if answer := run("pdfinfo", file):
        facts = dict(line.split(":", 1) for line in answer[1].splitlines() if ":" in line)
        facts = {name: value.strip() for name, value in facts.items()}
        say(file, "pdfinfo", f"title {facts.get('Title')!r}, {facts.get('Pages')} pages")
        for name, wanted in [("Tagged", "yes"), ("JavaScript", "no"), ("Encrypted", "no"), ("Form", "none")]:
            say(file, "pdfinfo", f"{name}: {facts.get(name)}", facts.get(name) != wanted)
        say(file, "pdfinfo", f"author {facts.get('Author')!r}", bool(facts.get("Author")))
    if answer := run("pdfdetach", "-list", file):
        say(file, "pdfdetach", answer[1].strip(), not answer[1].startswith("0 embedded"))
    if answer := run("mutool", "info", file):
        say(file, "mutool", "opens" if answer[0] == 0 else answer[1][:200], answer[0] != 0)
    if answer := run("exiftool", "-s", "-Author", "-LastModifiedBy", "-Company", file):
        said = answer[1].strip()
        say(file, "exiftool", said or "names nobody", bool(said))
    answer = run("pdftotext", "-enc", "UTF-8", file, "-")
    return answer[1] if answer else None


def workbook(file):
    if not importlib.util.find_spec("openpyxl"):
        return absent.add("openpyxl")
    import openpyxl

    book = openpyxl.load_workbook(file)
    hidden = [sheet.title for sheet in book if sheet.sheet_state != "visible"]
    say(file, "openpyxl", f"hidden sheets {hidden}", bool(hidden))
    say(file, "openpyxl", f"defined names {list(book.defined_names)}", bool(book.defined_names))
    say(file, "openpyxl", f"author {book.properties.creator!r}", bool(book.properties.creator))
    say(file, "openpyxl", f"title {book.properties.title!r}", not book.properties.title)
    for sheet in book:
        cells = [cell for row in sheet.iter_rows() for cell in row]
        odd = [cell.coordinate for cell in cells if cell.comment or cell.data_type == "f"]
        rows = [row for row, look in sheet.row_dimensions.items() if look.hidden]
        columns = [column for column, look in sheet.column_dimensions.items() if look.hidden]
        say(file, "openpyxl", f"{sheet.title}: comments or formulas {odd}", bool(odd))
        say(file, "openpyxl", f"{sheet.title}: merged {sheet.merged_cells.ranges}", bool(sheet.merged_cells.ranges))
        say(file, "openpyxl", f"{sheet.title}: hidden rows {rows}, columns {columns}", bool(rows or columns))


def open_document(file):
    if not importlib.util.find_spec("odf"):
        return absent.add("odfpy")
    from odf.opendocument import load

    opened = load(str(file))
    creators = [node for node in opened.meta.childNodes if "creator" in node.tagName]
    say(file, "odfpy", "opens, names nobody", bool(creators))


def word(file):
    if not importlib.util.find_spec("docx"):
        return absent.add("python-docx")
    import docx

    opened = docx.Document(file)
    author = opened.core_properties.author
    say(file, "python-docx", f"opens, author {author!r}", bool(author))


def texts(file):
    """Everything a file holds, as text; none where nothing that reads it is installed."""
    if file.suffix == ".pdf":
        return pdf(file)
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as parts:
            bad = parts.testzip()
            say(file, "zip", "whole" if bad is None else f"part {bad} is damaged", bad is not None)
            text = "\n".join(part + "\n" + parts.read(part).decode("utf-8", "replace") for part in parts.namelist())
        {".xlsx": workbook, ".ods": open_document, ".odt": open_document, ".docx": word}[file.suffix](file)
        # Markup parts words only where it stands for a new cell or paragraph.
        text = re.sub(r"</?(?:w:r|w:t|text:span|r|t|rPr)\b[^>]*>", "", text)
        return re.sub(r"<[^>]*>", " ", text)
    return file.read_text("utf-8-sig")


def main():
    out = Path(sys.argv[1])
    internal = out.with_name(out.name + " internal")
    schedule = next(internal.glob("*internal schedule.csv"))
    with schedule.open(encoding="utf-8-sig", newline="") as rows:
        secrets = sorted({row["Words"] for row in csv.DictReader(rows) if row.get("Words")})
    print(f"{len(secrets)} withheld passages in {schedule.name}")
    table = next(out.glob("*disclosure.csv"), None)
    open_words = set()
    files = sorted(out.iterdir(), key=lambda file: file != table)
    for file in files:
        if file.suffix not in {".csv", ".json", ".html", ".pdf", ".xlsx", ".ods", ".docx", ".odt"}:
            say(file, "folder", "a file of no known kind", True)
            continue
        text = texts(file)
        if text is None:
            continue
        haystack = f" {' '.join(words_of(text))} "
        found = {secret for secret in secrets if words_of(secret) and holds(haystack, secret)}
        if file == table:
            open_words = found
            say(file, "words", f"{len(found)} passages stand openly elsewhere as other words: {sorted(found)}")
        else:
            new = sorted(found - open_words)
            say(file, "words", f"{len(found)} passages, of which not in the table: {new}", bool(new))
    for name in sorted(absent):
        print(f"{'absent':7} {name}")
    print(f"{len(raised)} raised")
    return 1 if raised else 0


if __name__ == "__main__":
    sys.exit(main())
