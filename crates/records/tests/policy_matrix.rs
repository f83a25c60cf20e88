//! Walks every cell of the policy: who × action × state × place, each asked of [`decide`] with a real
//! principal, tree and object, and compared with `policy.matrix`, which people read and review.
//!
//! The matrix is written anew only on purpose, and then the test fails, so that nobody does it unawares:
//! `GONGKAI_WRITE_POLICY_MATRIX=1 cargo test -p records --test policy_matrix`

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use records::organisation::{
    Change, Fact, Kind, Line, Names, Organisation, OrganisationId, Place, Tree,
};
use records::person::{AccountId, Grant};
use records::policy::{Action, Object, Principal, RecordState, Who, decide};
use uuid::Uuid;

/// 18 of whom, 63 actions, 8 states, 3 places.
const CELLS: usize = 18 * ACTIONS * 8 * 3;

/// A new action adds 18 lines to the matrix, and somebody looks at them.
const ACTIONS: usize = 63;

const PLACES: [Place; 3] = [Place::Own, Place::Subordinate, Place::Other];

const HEADER: &str = "\
# Who may do what, cell by cell. Reviewed by people; compared with the policy by tests/policy_matrix.rs.
#
# A line is an action and somebody. Its eight groups are the states of the record, in this order:
#   absent draft open held in_review decided published ended
# Each group has three characters: own, below, other place. o may, . may not.
#
# For a role, the place is seen from the organisation of the role. Somebody without a role has only what
# is theirs (own: the request of the applicant, the consultation of the party, the member themselves,
# anything for the program) and what is not; their second and third characters are of organisations that
# have nothing to do with them.
";

const HOME: OrganisationId = OrganisationId(Uuid::from_u128(1));
const BELOW: OrganisationId = OrganisationId(Uuid::from_u128(2));
const OTHER: OrganisationId = OrganisationId(Uuid::from_u128(3));
const RECORD: Uuid = Uuid::from_u128(0x2EC0);
const ANOTHER_RECORD: Uuid = Uuid::from_u128(0x2EC1);
const SOMEBODY: AccountId = AccountId(Uuid::from_u128(0xACC0));
const SOMEBODY_ELSE: AccountId = AccountId(Uuid::from_u128(0xACC1));

fn organisation(id: OrganisationId, parent: Option<OrganisationId>) -> Organisation {
    let founded = Change::Founded {
        names: Names::of("演示"),
        of: Kind::Department,
        administrative_parent: parent,
        ogi_authority: None,
        predecessors: Vec::new(),
    };
    let on = "2019-05-15".parse().unwrap();
    let founding = Fact { on, basis: String::new(), change: founded };
    Organisation::found(id, &format!("org-{}", id.0.as_u128()), founding).unwrap()
}

fn tree() -> Tree {
    let all =
        [organisation(HOME, None), organisation(BELOW, Some(HOME)), organisation(OTHER, None)];
    let tree = Tree::on("2026-03-02".parse().unwrap(), &all);
    for line in [Line::Administrative, Line::Ogi] {
        let places = [HOME, BELOW, OTHER].map(|it| tree.place(line, HOME, it));
        assert_eq!(places, PLACES);
    }
    tree
}

/// Somebody, in no capacity but this one (and that of anyone, which everybody has).
fn principal(who: Who) -> Principal {
    let member = |grants| Principal::Member { account: SOMEBODY, grants, scopes: None };
    match who {
        Who::Anyone => Principal::Anyone,
        Who::Applicant => Principal::Applicant { record: RECORD },
        Who::ConsultedParty => Principal::ConsultedParty { record: RECORD },
        Who::Member => member(Vec::new()),
        Who::Lapsed => Principal::Lapsed,
        Who::Program => Principal::Program,
        Who::As(role) => member(vec![Grant { role, organisation: HOME, in_stead_of: None }]),
    }
}

/// Something in a place, about somebody else and drafted by somebody else unless it is one's own.
fn object(who: Who, state: RecordState, place: Place) -> Object {
    let agency = match place {
        Place::Own => HOME,
        Place::Subordinate => BELOW,
        Place::Other => OTHER,
    };
    let theirs = place == Place::Own;
    let id = if theirs { RECORD } else { ANOTHER_RECORD };
    let concerns = if theirs && who == Who::Member { SOMEBODY } else { SOMEBODY_ELSE };
    Object { drafted_by: Some(SOMEBODY_ELSE), ..Object::of(id, state, agency) }.concerning(concerns)
}

/// The 24 characters of a line, in groups of three.
type Line24 = String;

fn cells(tree: &Tree, action: Action, who: Who) -> Line24 {
    let groups = RecordState::ALL.map(|state| {
        let may = PLACES.map(|place| {
            let object = object(who, state, place);
            if decide(tree, &principal(who), action, &object).is_allowed() { 'o' } else { '.' }
        });
        may.iter().collect::<String>()
    });
    groups.join(" ")
}

fn name(who: Who) -> String {
    match who {
        Who::Anyone => "anyone".to_owned(),
        Who::Applicant => "applicant".to_owned(),
        Who::ConsultedParty => "consulted_party".to_owned(),
        Who::Member => "member".to_owned(),
        Who::Lapsed => "lapsed".to_owned(),
        Who::Program => "program".to_owned(),
        Who::As(role) => role.name().to_owned(),
    }
}

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/policy.matrix")
}

fn written_from_the_policy() -> String {
    let mut text = HEADER.to_owned();
    let tree = tree();
    for action in Action::ALL {
        writeln!(text, "\n# {} {}", action.label(law::Lang::Zh), action.label(law::Lang::En))
            .unwrap();
        for who in Who::ALL {
            let cells = cells(&tree, *action, who);
            writeln!(text, "{:28} {:22} {cells}", action.name(), name(who)).unwrap();
        }
    }
    text
}

/// The lines of the matrix by action and somebody; a line twice is refused.
fn matrix() -> BTreeMap<(String, String), Line24> {
    let text = std::fs::read_to_string(path()).unwrap();
    let mut lines = BTreeMap::new();
    for line in text.lines().filter(|it| !it.is_empty() && !it.starts_with('#')) {
        let mut words = line.split_whitespace().map(str::to_owned);
        let (action, who) = (words.next().unwrap(), words.next().unwrap());
        let cells = words.collect::<Vec<_>>().join(" ");
        assert_eq!(lines.insert((action, who), cells), None, "twice: {line}");
    }
    lines
}

#[test]
fn every_cell_of_the_policy_is_as_people_reviewed_it() {
    if std::env::var_os("GONGKAI_WRITE_POLICY_MATRIX").is_some() {
        std::fs::write(path(), written_from_the_policy()).unwrap();
        panic!("written anew: review the difference, then run without the variable");
    }
    let matrix = matrix();
    let tree = tree();
    let mut walked = 0;
    let mut wrong = Vec::new();
    for action in Action::ALL {
        for who in Who::ALL {
            let key = (action.name().to_owned(), name(who));
            let expected = matrix.get(&key).cloned().unwrap_or_default();
            let is_cell = |it: &char| matches!(it, 'o' | '.');
            assert_eq!(expected.chars().filter(is_cell).count(), 24, "{key:?} is not specified");
            let found = cells(&tree, *action, who);
            walked += found.chars().filter(is_cell).count();
            if expected != found {
                wrong.push(format!("{key:?}\n  reviewed {expected}\n  policy   {found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(walked, CELLS);
    assert_eq!(matrix.len() * 24, CELLS, "the matrix speaks of what is not there");
}
