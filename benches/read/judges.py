"""Reads an export with openpyxl or pandas, and prints seconds on the processor and peak memory."""

import sys
import time

reader, path = sys.argv[1:]
if reader == "openpyxl":
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True)
    rows = [row for row in book.worksheets[0].iter_rows(values_only=True)]
else:
    import pandas

    rows = pandas.read_csv(path) if path.endswith(".csv") else pandas.read_excel(path)
assert len(rows) > 0
# Not what getrusage tells: that begins with the peak of the program which started this one.
with open("/proc/self/status") as status:
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
print(time.process_time(), peak * 1024)
