//! The site as people and programs meet it: requests go through everything that a request goes through, to a
//! store on disk, and come back as what a browser would get.

#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

mod answer;
mod driver;
mod policy_matrix;
mod probes;
mod site;
mod ways_in;

