//! From candidates to mentions: which hits are names, and of whom or what.
//!
//! [`claims`] decides which stretch of tokens is which kind of name; [`people`] (of a name
//! that many bear by [`namesakes`]), [`places`] and [`weapons`] then say who or which it is.

mod claim;
pub mod claims;
#[cfg(test)]
mod corpus;
mod mention;
mod name_evidence;
mod name_form;
mod name_key;
pub mod namesakes;
pub mod people;
mod place_evidence;
mod place_form;
pub mod places;
mod titles;
pub mod weapons;
