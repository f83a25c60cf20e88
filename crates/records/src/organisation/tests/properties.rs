//! What holds of any organisation and of any tree, possible or not.

use chrono::Days;
use proptest::prelude::*;

use super::*;

fn any_change() -> impl Strategy<Value = Change> {
    let other = || (2_u128..6).prop_map(id);
    let names = "[甲乙丙丁]{1,4}".prop_map(|it| Names::of(&it));
    prop_oneof![
        4 => names.prop_map(|names| Change::Renamed { names }),
        2 => (proptest::option::of(other()), proptest::option::of(other())).prop_map(|(a, b)| {
            Change::Moved { administrative_parent: a, ogi_authority: b }
        }),
        1 => Just(Change::Reclassified { to: Kind::PublicInstitution }),
        1 => any::<bool>().prop_map(|it| Change::Obliged {
            obligations: Obligations { makes_rules: it, ..Obligations::default() }
        }),
        1 => other().prop_map(|into| Change::Merged { into }),
        1 => Just(Change::Abolished { duties_to: None }),
    ]
}

fn at(offset: u64) -> NaiveDate {
    day("2019-01-01") + Days::new(offset)
}

/// Notes whatever can be noted and leaves out the rest.
fn lived(facts: &[(u64, Change)]) -> Organisation {
    facts.iter().fold(organisation(1, Kind::Department, None), |so_far, (offset, change)| {
        let fact = Fact { on: at(*offset), basis: String::new(), change: change.clone() };
        so_far.note(fact).unwrap_or(so_far)
    })
}

fn any_graph() -> impl Strategy<Value = Vec<Organisation>> {
    let parent = || proptest::option::weighted(0.9, 0_u128..40);
    let kind = prop_oneof![
        Just(Kind::Government),
        Just(Kind::Department),
        Just(Kind::Section),
        Just(Kind::PublicInstitution),
        Just(school()),
    ];
    proptest::collection::vec((kind, parent(), parent()), 1..36).prop_map(|nodes| {
        nodes
            .into_iter()
            .enumerate()
            .map(|(n, (of, parent, authority))| {
                let n = n as u128;
                let other = |it: Option<u128>| it.filter(|it| *it != n).map(id);
                let founding = Change::Founded {
                    names: Names::of("演示"),
                    of,
                    administrative_parent: other(parent),
                    ogi_authority: other(authority),
                    predecessors: Vec::new(),
                };
                let founding = fact("2019-01-01", founding);
                Organisation::found(id(n), &format!("org-{n}"), founding).unwrap()
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn a_newly_noted_fact_changes_no_day_before_it(
        facts in proptest::collection::vec((0_u64..400, any_change()), 0..12),
        new in (0_u64..400, any_change()),
    ) {
        let before = lived(&facts);
        let fact = Fact { on: at(new.0), basis: String::new(), change: new.1 };
        if let Ok(after) = before.note(fact) {
            for offset in 0..new.0 {
                prop_assert_eq!(before.on(at(offset)), after.on(at(offset)));
            }
        }
    }

    #[test]
    fn whatever_was_noted_is_there_on_every_day_since_the_founding(
        facts in proptest::collection::vec((0_u64..400, any_change()), 0..12),
    ) {
        let lived = lived(&facts);
        prop_assert_eq!(lived.check(), Ok(()));
        prop_assert!((0..400).all(|offset| lived.on(at(offset)).is_some()));
        let text = serde_json::to_string(&lived).unwrap();
        prop_assert_eq!(serde_json::from_str::<Organisation>(&text).unwrap(), lived);
    }

    #[test]
    fn walks_end_on_any_graph_and_faultless_trees_agree_with_themselves(all in any_graph()) {
        let tree = Tree::on(day("2026-03-02"), &all);
        let faultless = tree.faults().is_empty();
        let ids: Vec<_> = tree.all().map(|(id, _)| id).collect();
        for line in [Line::Administrative, Line::Ogi] {
            for home in &ids {
                let above = tree.above(line, *home);
                prop_assert!(above.len() <= 34 && !above.contains(home));
                let agencies = tree.agencies_from(line, *home);
                for other in &ids {
                    let place = tree.place(line, *home, *other);
                    if faultless && tree.agency_of(*other) == Some(*other) {
                        prop_assert_eq!(place != Place::Other, agencies.contains(other));
                    }
                }
            }
        }
    }
}
