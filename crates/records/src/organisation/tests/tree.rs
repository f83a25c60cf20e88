//! Who is below whom.

use super::*;

/// A government (1) with a bureau (2) that has a section (3) and a school (4), a county government (5)
/// with a bureau (6) and a school (7) of its own, and a government elsewhere (8). The county bureau's
/// openness work is led by the city's.
fn all() -> Vec<Organisation> {
    let county_bureau =
        Change::Moved { administrative_parent: Some(id(5)), ogi_authority: Some(id(2)) };
    vec![
        organisation(1, Kind::Government, None),
        organisation(2, Kind::Department, Some(1)),
        organisation(3, Kind::Section, Some(2)),
        organisation(4, school(), Some(2)),
        organisation(5, Kind::Government, Some(1)),
        organisation(6, Kind::Department, Some(5)).note(fact("2019-01-01", county_bureau)).unwrap(),
        organisation(7, school(), Some(6)),
        organisation(8, Kind::Government, None),
    ]
}

fn tree() -> Tree {
    Tree::on(day("2026-03-02"), &all())
}

fn with(change: impl FnOnce(&mut Vec<Organisation>)) -> Tree {
    let mut all = all();
    change(&mut all);
    Tree::on(day("2026-03-02"), &all)
}

fn moved(of: &Organisation, parent: Option<u128>, authority: Option<u128>) -> Organisation {
    let change =
        Change::Moved { administrative_parent: parent.map(id), ogi_authority: authority.map(id) };
    of.note(fact("2020-01-01", change)).unwrap()
}

#[test]
fn a_tree_as_it_should_be_has_no_faults() {
    assert_eq!(tree().faults(), []);
}

#[test]
fn an_organisation_lies_to_another_as_each_of_the_two_lines_says() {
    use Place::{Other, Own, Subordinate};
    let tree = tree();
    // home, other, along the administrative line, along the line of openness
    let cases = [
        (2, 2, Own, Own),
        (2, 3, Own, Own),
        (3, 2, Own, Own),
        (3, 4, Subordinate, Subordinate),
        (2, 4, Subordinate, Subordinate),
        (4, 2, Other, Other),
        (2, 6, Other, Subordinate),
        (2, 7, Other, Subordinate),
        (5, 6, Subordinate, Other),
        (5, 7, Subordinate, Other),
        (1, 7, Subordinate, Subordinate),
        (1, 5, Subordinate, Subordinate),
        (8, 2, Other, Other),
        (2, 8, Other, Other),
        (2, 99, Other, Other),
        (99, 99, Other, Other),
    ];
    for (home, other, administrative, ogi) in cases {
        let place = |line| tree.place(line, id(home), id(other));
        assert_eq!(place(Line::Administrative), administrative, "{home} {other}");
        assert_eq!(place(Line::Ogi), ogi, "{home} {other}");
    }
}

#[test]
fn a_section_belongs_to_its_agency() {
    let tree = tree();
    assert_eq!(tree.agency_of(id(3)), Some(id(2)));
    assert_eq!(tree.agency_of(id(2)), Some(id(2)));
    assert_eq!(tree.agency_of(id(99)), None);
    assert_eq!(tree.agencies_from(Line::Administrative, id(3)), [id(2), id(4)]);
    assert_eq!(tree.agencies_from(Line::Ogi, id(2)), [id(2), id(4), id(6), id(7)]);
    assert_eq!(tree.agencies_from(Line::Ogi, id(99)), []);
}

#[test]
fn a_section_of_nothing_or_of_a_section_is_a_fault() {
    let alone = with(|all| all.push(organisation(9, Kind::Section, None)));
    assert_eq!(alone.faults(), [TreeFault::SectionOfNothing { of: id(9) }]);
    assert_eq!(alone.agency_of(id(9)), None);
    let nested = with(|all| all.push(organisation(9, Kind::Section, Some(3))));
    assert_eq!(nested.faults(), [TreeFault::Kinds { of: id(9), above: id(3) }]);
}

#[test]
fn circles_are_found_on_either_line() {
    let administrative = with(|all| {
        all[1] = moved(&all[1], Some(6), None);
        all[4] = organisation(5, Kind::Department, Some(2));
        all[5] = organisation(6, Kind::Department, Some(5));
    });
    for of in [2, 5, 6].map(id) {
        let faults = administrative.faults();
        assert!(faults.contains(&TreeFault::Circle { of }), "{of} {faults:?}");
    }
    let ogi = with(|all| all[1] = moved(&all[1], Some(1), Some(7)));
    for of in [2, 6, 7].map(id) {
        assert!(ogi.faults().contains(&TreeFault::Circle { of }), "{of}");
    }
    // Those below a circle have no top either.
    assert!(ogi.faults().contains(&TreeFault::TooDeep { of: id(4) }));
    assert_eq!(ogi.above(Line::Ogi, id(7)), [id(6), id(2)]);
}

#[test]
fn a_fault_is_named_once_even_where_both_lines_have_it() {
    let nobody = with(|all| all[6] = moved(&all[6], Some(77), Some(77)));
    assert_eq!(nobody.faults(), [TreeFault::NobodyAbove { of: id(7), above: id(77) }]);
    let mut chain: Vec<_> = (1..=40)
        .map(|n| organisation(n, Kind::Department, Some(n - 1).filter(|it| *it > 0)))
        .collect();
    chain.reverse();
    let faults = Tree::on(day("2026-03-02"), &chain).faults();
    assert_eq!(
        faults.len(),
        faults.iter().filter(|it| matches!(it, TreeFault::TooDeep { .. })).count()
    );
    assert_eq!(faults.first(), Some(&TreeFault::TooDeep { of: id(33) }));
    assert_eq!(faults.len(), 8);
}

#[test]
fn whoever_has_ended_or_is_to_come_is_in_nobodys_tree() {
    let ended = with(|all| {
        all[1] = all[1].note(fact("2025-01-01", Change::Merged { into: id(8) })).unwrap();
    });
    assert!(ended.standing(id(2)).is_none());
    assert_eq!(ended.place(Line::Administrative, id(1), id(2)), Place::Other);
    let faults = ended.faults();
    for of in [3, 4, 6].map(id) {
        assert!(faults.contains(&TreeFault::NobodyAbove { of, above: id(2) }), "{faults:?}");
    }
    let future = fact("2027-01-01", founding("演示未来", Kind::Department, Some(1)));
    let to_come = with(|all| all.push(Organisation::found(id(9), "future", future).unwrap()));
    assert!(to_come.standing(id(9)).is_none());
}

#[test]
fn kinds_stand_under_kinds() {
    use Kind::{Department, Government, PublicInstitution, Section};
    let kinds = [Government, Department, PublicInstitution, school(), Section];
    // Rows: who stands below; columns: government, department, public institution, school, section.
    let expected = [
        (Government, [true, false, false, false, false]),
        (Department, [true, true, false, false, false]),
        (PublicInstitution, [true, true, true, true, false]),
        (school(), [true, true, true, true, false]),
        (Section, [true, true, true, true, false]),
    ];
    for (below, may) in expected {
        assert_eq!(kinds.map(|above| below.may_stand_below(above)), may, "{below:?}");
    }
}

#[test]
fn schools_answer_no_requests_and_only_sections_keep_no_records() {
    use Kind::{Department, Government, PublicInstitution, Section};
    let kinds = [Government, Department, PublicInstitution, school(), Section];
    assert_eq!(kinds.map(Kind::answers_requests), [true, true, true, false, false]);
    assert_eq!(kinds.map(Kind::keeps_records), [true, true, true, true, false]);
}
