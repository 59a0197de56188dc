//! Profiles: what may be said, and what is complained about.

mod built_in;
mod complaints;
mod detect;
mod page;
mod propose;
mod source;
mod whole;
