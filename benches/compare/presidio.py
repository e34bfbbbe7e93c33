#!/usr/bin/env python3
"""presidio.py WITHHELD GOLD [MODEL] -- Presidio and this program on the same labelled texts, in one run.

WITHHELD  the program, built with `cargo build --release`
GOLD      a file of tests/gold/: dev.gold.jsonl (with dev.csv beside it) or one with marks in its text
MODEL     a spaCy model that is installed; en_core_web_sm unless given

Names of people only. Recall counts a name when every letter of it is covered, titles apart; precision
counts what touches a name. Speed is characters per second of processor time: of Presidio after loading, of
this program with its start, over the same texts thirty times, since it is done with them once before a clock
of hundredths of a second has ticked often enough.
Needs presidio-analyzer and a spaCy model from the Python package index; not part of the tests.
"""
import csv, json, os, re, resource, subprocess, sys, time

MARK = re.compile(r"⟦([A-Z]+)\|([^⟦⟧]*)⟧", re.S)
TITLES = {"mr", "mrs", "ms", "miss", "dr", "sir", "pc", "dc", "ps", "sgt", "insp", "pcso", "officer"}
PEOPLE = {"PUBLIC", "OFFICER", "STAFF"}
REPEATS = 30


def read(path):
    rows = []
    columns = {}
    if path.endswith("dev.gold.jsonl"):
        with open(path.replace("dev.gold.jsonl", "dev.csv"), encoding="utf-8") as file:
            columns = {row["id"]: row for row in csv.DictReader(file)}
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file):
            row = json.loads(line)
            if "text" in row:
                spans = [(s["start"], s["end"]) for s in row["spans"] if s["type"] in PEOPLE and not s.get("weak")]
                row = dict(columns.get(row["id"], {}), text=row["text"])
            else:
                text, spans, last = "", [], 0
                for mark in MARK.finditer(row["summary"]):
                    text += row["summary"][last : mark.start()]
                    if mark.group(1) in PEOPLE:
                        spans.append((len(text), len(text) + len(mark.group(2))))
                    text += mark.group(2)
                    last = mark.end()
                row["text"] = text + row["summary"][last:]
            rows.append((number, row, spans))
    return rows


def letters(text, start, end):
    """The places that count: all words but titles in front and a possessive ending."""
    words = [(m.start(), m.end()) for m in re.finditer(r"\w+", text[:end]) if m.start() >= start]
    while len(words) > 1 and text[words[0][0] : words[0][1]].lower() in TITLES:
        words.pop(0)
    if len(words) > 1 and text[words[-1][0] : words[-1][1]].lower() == "s":
        words.pop()
    return {at for a, b in words for at in range(a, b)}


def score(name, rows, found, seconds):
    gold = covered = total = right = 0
    for (_, row, spans), hits in zip(rows, found):
        text = row["text"]
        names = {at for a, b in spans for at in range(a, b)}
        cover = {at for a, b in hits for at in range(a, b)}
        for a, b in spans:
            gold += 1
            covered += letters(text, a, b) <= cover
        for a, b in hits:
            if not letters(text, a, b) - names and text[a:b].lower() in TITLES:
                continue
            total += 1
            right += any(at in names for at in range(a, b))
    size = sum(len(row["text"]) for _, row, _ in rows)
    speed = f"{size / seconds:>12,.0f} characters/s" if seconds else ""
    print(f"{name:28} {gold:5} names  recall {covered / gold:.3f}  precision {right / max(total, 1):.3f}  {speed}")


def presidio(rows, model):
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    setting = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": model}]}
    engine = AnalyzerEngine(nlp_engine=NlpEngineProvider(nlp_configuration=setting).create_engine())
    engine.analyze("Warm up, John.", language="en", entities=["PERSON"])
    start = time.process_time()
    found = []
    for _, row, _ in rows:
        hits = engine.analyze(row["text"], language="en", entities=["PERSON"])
        found.append([(hit.start, hit.end) for hit in hits])
    return found, time.process_time() - start


def withheld(program, rows, with_columns):
    lines = []
    for repeat in range(REPEATS):
        for number, row, _ in rows:
            line = {"id": number, "text": row["text"]}
            if with_columns:
                columns = {"subject": "subject_name", "number": "subject_number", "complainant": "complainant"}
                line.update({key: row.get(column) or "" for key, column in columns.items()})
                line["case"] = f"{repeat} {row.get('case_ref') or ''}"
            lines.append(json.dumps(line))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([program, "detect", "--json"], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = []
    for line in done.stdout.splitlines()[: len(rows)]:
        spans = json.loads(line)["spans"]
        found.append([(s["start"], s["end"]) for s in spans if s["type"] in PEOPLE])
    return found, (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) / REPEATS


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    rows = read(sys.argv[2])
    model = sys.argv[3] if len(sys.argv) > 3 else "en_core_web_sm"
    found, seconds = presidio(rows, model)
    score(f"Presidio, {model}", rows, found, seconds)
    found, seconds = withheld(sys.argv[1], rows, False)
    score("Withheld, text alone", rows, found, seconds)
    found, seconds = withheld(sys.argv[1], rows, True)
    score("Withheld, columns known", rows, found, seconds)


main()
