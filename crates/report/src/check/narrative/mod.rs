//! Rules that compare the narrative with the tables.

use super::Rule;

pub(super) const RULES: &[Rule] = &[];
