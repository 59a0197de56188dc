//! Profiles: what may be said, and what is complained about.

mod complaints;
mod source;
mod whole;
