//! Readers of spreadsheets, held to files that this test writes and to those that others published.

#![allow(clippy::unwrap_used, reason = "a panic in a test is the failure we want to see")]

mod bad_inputs;
mod corpus;
mod delimited;
mod hidden;
mod layout;
mod locked;
mod ods;
mod reader;
mod refusals;
mod sample;
mod support;
mod workbook;
mod xls;
mod xls_hostile;
mod xlsb;
