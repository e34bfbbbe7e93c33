//! What could still be missed, as a user of the library is told: whether words are withheld everywhere, what
//! nothing marked, which columns point at one entry, and what is left to read of a case.

mod consistency;
mod reading;
mod support;
mod unmarked;
