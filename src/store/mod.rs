//! Keeps a case on disk as its events: one SQLite file of opaque sealed records.
