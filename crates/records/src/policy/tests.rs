//! What must hold of the policy whatever its rows say. Every cell is walked in `tests/policy_matrix.rs`.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::*;
use crate::organisation::{
    Change, Fact, Kind, Names, Organisation, OrganisationId, Place, RunBy, SchoolStage, Tree,
};
use crate::person::{AccountId, Appointment, Delegation, Grant, Role};

const HOME: OrganisationId = OrganisationId(Uuid::from_u128(1));
const BELOW: OrganisationId = OrganisationId(Uuid::from_u128(2));
const OTHER: OrganisationId = OrganisationId(Uuid::from_u128(3));
const RECORD: Uuid = Uuid::from_u128(0x2EC0);
const SOMEBODY: AccountId = AccountId(Uuid::from_u128(0xACC0));
const SOMEBODY_ELSE: AccountId = AccountId(Uuid::from_u128(0xACC1));

fn organisation(id: OrganisationId, parent: Option<OrganisationId>) -> Organisation {
    let change = Change::Founded {
        names: Names::of("演示"),
        of: Kind::Department,
        administrative_parent: parent,
        ogi_authority: None,
        predecessors: Vec::new(),
    };
    let founding = Fact { on: "2019-05-15".parse().unwrap(), basis: String::new(), change };
    Organisation::found(id, &format!("org-{}", id.0.as_u128()), founding).unwrap()
}

fn tree() -> Tree {
    let all =
        [organisation(HOME, None), organisation(BELOW, Some(HOME)), organisation(OTHER, None)];
    Tree::on("2026-03-02".parse().unwrap(), &all)
}

fn grant(role: Role) -> Grant {
    Grant { role, organisation: HOME, in_stead_of: None }
}

fn member(grants: impl IntoIterator<Item = Grant>) -> Principal {
    Principal::Member { account: SOMEBODY, grants: grants.into_iter().collect(), scopes: None }
}

/// Somebody with every role there is, which no account can have.
fn with_every_role() -> Principal {
    member(Role::ALL.map(grant))
}

/// Every object of ours, of one below and of another, in every state, about whom and drafted by whom.
fn objects(concerns: Option<AccountId>, drafted_by: Option<AccountId>) -> Vec<Object> {
    let of = |agency| {
        RecordState::ALL.map(|state| Object {
            concerns,
            drafted_by,
            ..Object::of(RECORD, state, agency)
        })
    };
    [HOME, BELOW, OTHER].into_iter().flat_map(of).collect()
}

fn may_ever(principal: &Principal, action: Action, objects: &[Object]) -> bool {
    let tree = tree();
    objects.iter().any(|it| decide(&tree, principal, action, it).is_allowed())
}

fn may_anybody(action: Action, object: &Object) -> bool {
    decide(&tree(), &Principal::Anyone, action, object).is_allowed()
}

/// What one may do that not everybody may.
fn rights_beyond_anyone(principal: &Principal, objects: &[Object]) -> BTreeSet<Action> {
    let tree = tree();
    let beyond = |action: &&Action| {
        objects.iter().any(|it| {
            decide(&tree, principal, **action, it).is_allowed() && !may_anybody(**action, it)
        })
    };
    Action::ALL.iter().filter(beyond).copied().collect()
}

#[test]
fn every_action_has_a_name_of_its_own_and_somebody_who_may() {
    let names: BTreeSet<_> = Action::ALL.iter().map(|it| it.name()).collect();
    assert_eq!(names.len(), Action::ALL.len());
    for action in Action::ALL {
        assert_eq!(Action::named(action.name()), Some(*action));
        assert!(TABLE.iter().any(|it| it.action == *action), "nobody may {action}");
    }
}

#[test]
fn every_row_names_somebody_something_and_somewhere_once() {
    for row in TABLE {
        let who: BTreeSet<_> = row.who.iter().collect();
        let states: BTreeSet<_> = row.states.iter().collect();
        let places: BTreeSet<_> = row.places.iter().collect();
        assert!(!who.is_empty() && !states.is_empty() && !places.is_empty(), "{row:?}");
        let said = (row.who.len(), row.states.len(), row.places.len());
        assert_eq!(said, (who.len(), states.len(), places.len()), "{row:?}");
    }
}

#[test]
fn a_supervisor_never_sees_who_the_applicants_are() {
    let supervisor = member([grant(Role::Supervisor)]);
    assert!(may_ever(&supervisor, Action::SeeRequest, &objects(None, None)));
    assert!(!may_ever(&supervisor, Action::SeeApplicant, &objects(None, None)));
}

#[test]
fn only_the_office_that_handles_a_request_sees_who_asks() {
    for role in Role::ALL {
        let sees = may_ever(&member([grant(role)]), Action::SeeApplicant, &objects(None, None));
        assert_eq!(sees, matches!(role, Role::Clerk | Role::OgiOfficeHead), "{role:?}");
    }
}

#[test]
fn an_audit_administrator_changes_nothing() {
    let auditor = member([grant(Role::AuditAdministrator)]);
    let reads = [Action::SeeLog, Action::ProveLog, Action::ListAccounts];
    let rights = rights_beyond_anyone(&auditor, &objects(Some(SOMEBODY_ELSE), None));
    assert_eq!(rights, BTreeSet::from(reads));
}

#[test]
fn nobody_grants_ends_suspends_resets_closes_or_gives_a_token_to_themselves() {
    let own = objects(Some(SOMEBODY), None);
    let another = objects(Some(SOMEBODY_ELSE), None);
    for action in [
        Action::GrantRole,
        Action::EndRole,
        Action::SuspendAccount,
        Action::ResetSignIn,
        Action::CloseAccount,
        Action::ApproveToken,
    ] {
        assert!(may_ever(&with_every_role(), action, &another), "{action}");
        assert!(!may_ever(&with_every_role(), action, &own), "{action}");
        // Nor in the stead of whom it is about.
        let stand_ins =
            Role::ALL.map(|role| Grant { in_stead_of: Some(SOMEBODY_ELSE), ..grant(role) });
        assert!(!may_ever(&member(stand_ins), action, &another), "{action}");
    }
}

const BY_ANOTHER_THAN_THE_DRAFTER: [Action; 11] = [
    Action::ReviewReply,
    Action::ReviewReplySecrecy,
    Action::ReviewReplyLaw,
    Action::SignReply,
    Action::ReviewItem,
    Action::ReviewItemSecrecy,
    Action::ReleaseItem,
    Action::ApproveReport,
    Action::ReleaseReport,
    Action::ReleaseGuide,
    Action::ConfirmNotice,
];

#[test]
fn whoever_drafted_does_not_review_sign_or_release() {
    for action in BY_ANOTHER_THAN_THE_DRAFTER {
        let by_another = objects(None, Some(SOMEBODY_ELSE));
        assert!(may_ever(&with_every_role(), action, &by_another), "{action}");
        let by_oneself = objects(None, Some(SOMEBODY));
        assert!(!may_ever(&with_every_role(), action, &by_oneself), "{action}");
    }
}

#[test]
fn whoever_drafted_does_not_release_through_a_delegation_either_way() {
    let in_stead_of =
        |account| member(Role::ALL.map(|role| Grant { in_stead_of: Some(account), ..grant(role) }));
    for action in BY_ANOTHER_THAN_THE_DRAFTER {
        // The drafter stands in for a publisher.
        let drafted = objects(None, Some(SOMEBODY));
        assert!(!may_ever(&in_stead_of(SOMEBODY_ELSE), action, &drafted), "{action}");
        // Somebody stands in for a publisher who drafted.
        let drafted = objects(None, Some(SOMEBODY_ELSE));
        assert!(!may_ever(&in_stead_of(SOMEBODY_ELSE), action, &drafted), "{action}");
        // A right of one's own is not lost because one stands in for the drafter too.
        let both = Role::ALL
            .into_iter()
            .flat_map(|it| [Grant { in_stead_of: Some(SOMEBODY_ELSE), ..grant(it) }, grant(it)]);
        assert!(may_ever(&member(both), action, &drafted), "{action}");
    }
}

#[test]
fn it_is_told_why_not() {
    let tree = tree();
    let item = Object { drafted_by: Some(SOMEBODY), ..objects(None, None)[5] };
    let denied = |principal: &Principal, action, object: &Object| match decide(
        &tree, principal, action, object,
    ) {
        Decision::Denied(why) => why,
        Decision::Allowed(_) => panic!("allowed"),
    };
    let publisher = member([grant(Role::Publisher)]);
    assert_eq!(item.state, RecordState::Decided);
    assert_eq!(denied(&publisher, Action::ReleaseItem, &item), Denial::Drafter);
    assert_eq!(denied(&publisher, Action::ReviewItem, &item), Denial::NotInTable);
    let security = member([grant(Role::SecurityAdministrator)]);
    let own = Object::of(RECORD, RecordState::Open, HOME).concerning(SOMEBODY);
    assert_eq!(denied(&security, Action::GrantRole, &own), Denial::Oneself);
}

#[test]
fn whose_account_has_lapsed_may_what_anybody_may_and_no_more() {
    let everything = objects(Some(SOMEBODY), Some(SOMEBODY));
    assert_eq!(rights_beyond_anyone(&Principal::Lapsed, &everything), BTreeSet::new());
    assert!(TABLE.iter().all(|it| !it.who.contains(&Who::Lapsed)));
}

#[test]
fn no_role_of_another_organisation_sees_or_does_anything_that_not_everybody_may() {
    let elsewhere: Vec<_> =
        objects(None, None).into_iter().filter(|it| it.agency == OTHER).collect();
    assert_eq!(rights_beyond_anyone(&with_every_role(), &elsewhere), BTreeSet::new());
    // Nor does whoever is below see what is above.
    let below = member(Role::ALL.map(|it| Grant { organisation: BELOW, ..grant(it) }));
    let above: Vec<_> = objects(None, None).into_iter().filter(|it| it.agency == HOME).collect();
    assert_eq!(rights_beyond_anyone(&below, &above), BTreeSet::new());
}

#[test]
fn what_is_not_out_is_read_by_nobody_without_a_role() {
    let not_out = objects(Some(SOMEBODY_ELSE), None);
    let nobodies = [
        Principal::Anyone,
        Principal::Lapsed,
        Principal::Applicant { record: Uuid::nil() },
        Principal::ConsultedParty { record: Uuid::nil() },
        member([]),
    ];
    for nobody in nobodies {
        assert_eq!(rights_beyond_anyone(&nobody, &not_out), BTreeSet::new(), "{nobody:?}");
    }
}

#[test]
fn an_applicant_and_a_consulted_party_have_their_one_record() {
    let all = objects(None, None);
    let applicant = Principal::Applicant { record: RECORD };
    assert_eq!(rights_beyond_anyone(&applicant, &all), BTreeSet::from([Action::TrackRequest]));
    let consulted = Principal::ConsultedParty { record: RECORD };
    let answer = BTreeSet::from([Action::AnswerConsultation]);
    assert_eq!(rights_beyond_anyone(&consulted, &all), answer);
}

#[test]
fn a_token_never_does_more_than_its_person() {
    let tree = tree();
    let Principal::Member { account, grants, .. } = with_every_role() else { unreachable!() };
    for scope in Action::ALL {
        let scopes = Some(BTreeSet::from([*scope]));
        let token = Principal::Member { account, grants: grants.clone(), scopes };
        for object in objects(Some(SOMEBODY_ELSE), None) {
            for action in Action::ALL {
                let person = decide(&tree, &with_every_role(), *action, &object);
                let within = action == scope && action.is_for_programs();
                let expected = if within { person } else { Decision::Denied(Denial::OutOfScope) };
                assert_eq!(decide(&tree, &token, *action, &object), expected);
            }
        }
    }
    let nothing = Principal::Member { account, grants, scopes: Some(BTreeSet::new()) };
    assert!(Action::ALL.iter().all(|it| !might(&nothing, *it)));
}

#[test]
fn only_the_security_administrator_grants() {
    for role in Role::ALL {
        let grants = may_ever(
            &member([grant(role)]),
            Action::GrantRole,
            &objects(Some(SOMEBODY_ELSE), None),
        );
        assert_eq!(grants, role == Role::SecurityAdministrator, "{role:?}");
    }
    let row = |it: &&Rule| it.action == Action::GrantRole;
    let whoever = TABLE.iter().filter(row).flat_map(|it| it.who);
    assert!(whoever.eq(&[Who::As(Role::SecurityAdministrator)]));
}

#[test]
fn whoever_stands_in_has_exactly_the_right_of_the_other() {
    let tree = tree();
    let day = "2026-03-02".parse().unwrap();
    for role in Role::ALL.into_iter().filter(|it| !it.administers()) {
        let holder = crate::person::Account::invite("holder", "演示用户甲", HOME)
            .and_then(|it| it.become_state(crate::person::AccountState::Active))
            .and_then(|it| {
                let id = Uuid::from_u128(1);
                let organisation = HOME;
                it.appoint(Appointment { id, role, organisation, from_on: day, until_on: None })
            })
            .unwrap();
        let delegation = Delegation {
            id: Uuid::from_u128(2),
            from: SOMEBODY_ELSE,
            role,
            organisation: HOME,
            from_on: day,
            until_on: day,
            reason: "演示".to_owned(),
        };
        let stand_in = crate::person::Account::invite("standin", "演示用户乙", HOME)
            .and_then(|it| it.become_state(crate::person::AccountState::Active))
            .and_then(|it| it.stand_in(SOMEBODY, &holder, delegation, day))
            .unwrap();
        let own = member(holder.grants_on(day));
        let borrowed = member(stand_in.stands_in_on(day, |_, _, _| true));
        for action in Action::ALL {
            for object in objects(None, None) {
                let allowed = decide(&tree, &own, *action, &object).is_allowed();
                let answer = decide(&tree, &borrowed, *action, &object);
                assert_eq!(answer.is_allowed(), allowed, "{role:?} {action} {object:?}");
                if let Decision::Allowed(Some(grant)) = answer {
                    assert_eq!(grant.in_stead_of, Some(SOMEBODY_ELSE));
                }
            }
        }
    }
}

#[test]
fn what_might_be_done_is_whatever_some_object_lets_be_done() {
    let tree = tree();
    let every = objects(Some(SOMEBODY), None);
    for role in Role::ALL {
        let somebody = member([grant(role)]);
        for action in Action::ALL {
            let can = every
                .iter()
                .chain(&objects(Some(SOMEBODY_ELSE), None))
                .any(|it| decide(&tree, &somebody, *action, it).is_allowed());
            assert_eq!(might(&somebody, *action), can, "{role:?} {action}");
        }
    }
}

#[test]
fn the_page_has_a_line_for_every_row_in_both_languages() {
    for lang in [law::Lang::Zh, law::Lang::En] {
        let page = page(lang);
        let rows = page.lines().filter(|it| it.starts_with("| ")).count();
        // The heading and the line below it are no rows of the table.
        assert_eq!(rows - 2, TABLE.len());
        for action in Action::ALL {
            assert!(page.contains(&format!("`{action}`")), "{action}");
        }
    }
    assert_eq!(Place::Own.label(law::Lang::En), "own");
}

#[test]
fn nobody_signs_in_as_another_administrator() {
    for action in [Action::ResetSignIn, Action::ApproveToken] {
        let grant = grant(Role::SecurityAdministrator);
        let account = Object::of(RECORD, RecordState::Open, HOME).concerning(SOMEBODY_ELSE);
        assert!(decide(&tree(), &member(vec![grant]), action, &account).is_allowed());
        let administrator = Object { administers: true, ..account };
        let told = decide(&tree(), &member(vec![grant]), action, &administrator);
        assert_eq!(told, Decision::Denied(Denial::Administrator), "{action}");
    }
}

#[test]
fn a_program_decides_nothing_and_touches_no_rights() {
    let administrators =
        [Role::SystemAdministrator, Role::SecurityAdministrator, Role::AuditAdministrator];
    for action in Action::ALL.iter().filter(|it| it.is_for_programs()) {
        // Whatever an administrator may do that not everybody may, no token does.
        let may = may_ever(
            &member(administrators.map(grant)),
            *action,
            &objects(Some(SOMEBODY_ELSE), None),
        );
        let anyone = may_ever(&Principal::Anyone, *action, &objects(None, None));
        assert!(!may || anyone || *action == Action::DescribeOffice, "{action}");
    }
}

#[test]
fn whoever_runs_the_machine_says_nothing_in_the_name_of_the_office() {
    let administrators =
        [Role::SystemAdministrator, Role::SecurityAdministrator, Role::AuditAdministrator];
    for action in [Action::DraftGuide, Action::ReleaseGuide] {
        assert!(may_ever(&with_every_role(), action, &objects(None, None)), "{action}");
        let administrator = member(administrators.map(grant));
        assert!(!may_ever(&administrator, action, &objects(None, None)), "{action}");
    }
}

#[test]
fn a_clerk_neither_releases_the_guide_nor_touches_the_calendar() {
    let clerk = member([grant(Role::Clerk)]);
    assert!(may_ever(&clerk, Action::DraftGuide, &objects(None, None)));
    for action in [Action::ReleaseGuide, Action::ProposeNotice, Action::ConfirmNotice] {
        assert!(!may_ever(&clerk, action, &objects(None, None)), "{action}");
    }
}

#[test]
fn what_is_proposed_for_the_calendar_is_not_public_before_it_is_confirmed() {
    for object in objects(None, None) {
        let is_out =
            matches!(object.state, RecordState::Open | RecordState::Published | RecordState::Ended);
        assert_eq!(may_anybody(Action::SeeNotices, &object), is_out, "{object:?}");
        assert_eq!(may_anybody(Action::SeeSite, &object), is_out, "{object:?}");
    }
}

#[test]
fn a_school_answers_no_requests() {
    let change = Change::Founded {
        names: Names::of("演示"),
        of: Kind::School { stage: SchoolStage::Primary, run_by: RunBy::Public },
        administrative_parent: None,
        ogi_authority: None,
        predecessors: Vec::new(),
    };
    let founding = Fact { on: "2019-05-15".parse().unwrap(), basis: String::new(), change };
    let tree = Tree::on(
        "2026-03-02".parse().unwrap(),
        &[Organisation::found(HOME, "school", founding).unwrap()],
    );
    for action in Action::ALL.iter().filter(|it| it.is_of_requests()) {
        for object in objects(None, None) {
            let told = decide(&tree, &with_every_role(), *action, &object);
            assert!(object.agency != HOME || !told.is_allowed(), "{action}");
        }
    }
}
