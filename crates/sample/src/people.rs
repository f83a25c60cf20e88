//! People with invented names, in every role and in every state.

use chrono::NaiveDate;
use records::organisation::{Kind, Organisation, OrganisationId};
use records::person::{Account, AccountId, AccountState, Appointment, Delegation, Role};

use crate::DAY;
use crate::counties::COUNTIES;
use crate::ids::{self, BASIC_EDUCATION, BUREAU, GOVERNMENT, OFFICE, STAND_IN};
use crate::told::day;

/// Since when most people have their roles.
const SINCE: NaiveDate = day(2024, 1, 1);

/// The reviewer's leave.
const LEAVE: [NaiveDate; 2] = [day(2026, 2, 24), day(2026, 3, 13)];

/// What tells one person from another.
const SIGNS: [&str; 22] = [
    "甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", "子", "丑", "寅", "卯", "辰", "巳",
    "午", "未", "申", "酉", "戌", "亥",
];

const REVIEWER: &str = "yanshi.ding";

/// Everybody. Those of the bureau come first.
pub fn accounts(organisations: &[Organisation]) -> Vec<(AccountId, Account)> {
    let mut people = People::default();
    the_bureau(&mut people);
    the_administrators(&mut people);
    those_not_at_work(&mut people);
    the_stand_in(&mut people);
    below(&mut people, organisations);
    people.accounts
}

fn the_bureau(people: &mut People) {
    let section = |code| ids::organisation(code);
    people.work("yanshi.jia", OFFICE, Role::Clerk, BUREAU);
    people.work("yanshi.yi", BASIC_EDUCATION, Role::HandlingSection, BASIC_EDUCATION);
    let vocational = section("haidong-jyj-zck");
    people.work("yanshi.bing", vocational, Role::HandlingSection, vocational);
    people.work(REVIEWER, OFFICE, Role::Reviewer, BUREAU);
    people.work("yanshi.wu4", OFFICE, Role::SecrecyReviewer, BUREAU);
    people.work("yanshi.ji", section("haidong-jyj-fgk"), Role::LegalReviewer, BUREAU);
    people.work("yanshi.geng", OFFICE, Role::OgiOfficeHead, BUREAU);
    people.work("yanshi.xin", BUREAU, Role::Leader, BUREAU);
    people.work("yanshi.ren", OFFICE, Role::Publisher, BUREAU);
    people.work("yanshi.gui", section("haidong-jyj-dds"), Role::Supervisor, BUREAU);
}

/// Three people for the three administrators, at the root, so that they look after all of it.
fn the_administrators(people: &mut People) {
    people.work("yanshi.zi", GOVERNMENT, Role::SystemAdministrator, GOVERNMENT);
    people.work("yanshi.chou", GOVERNMENT, Role::SecurityAdministrator, GOVERNMENT);
    people.work("yanshi.yin", GOVERNMENT, Role::AuditAdministrator, GOVERNMENT);
}

fn those_not_at_work(people: &mut People) {
    let preschool = ids::organisation("haidong-jyj-xqk");
    people.invite("yanshi.mao", preschool, Role::HandlingSection, preschool);
    let personnel = ids::organisation("haidong-jyj-rsk");
    people.work("yanshi.chen", personnel, Role::HandlingSection, personnel);
    people.change_last(|it| it.become_state(AccountState::Suspended).ok());
    people.work("yanshi.si", OFFICE, Role::Clerk, BUREAU);
    people.change_last(|it| {
        let ended = it.end_appointment(ids::right("yanshi.si", 0), day(2025, 6, 30)).ok()?;
        ended.become_state(AccountState::Closed).ok()
    });
}

/// Somebody stands in for the reviewer, who is on leave on the day of the sample.
fn the_stand_in(people: &mut People) {
    let planning = ids::organisation("haidong-jyj-jck");
    people.work("yanshi.wu3", planning, Role::HandlingSection, planning);
    let reviewer = people.accounts.iter().find(|(_, it)| it.login == REVIEWER).cloned();
    let [from_on, until_on] = LEAVE;
    people.change_last(|it| {
        let (from, reviewer) = reviewer?;
        let delegation = Delegation {
            id: ids::right("yanshi.wu3", 1),
            from,
            role: Role::Reviewer,
            organisation: BUREAU,
            from_on,
            until_on,
            reason: "年休假（演示）".to_owned(),
        };
        it.stand_in(STAND_IN, &reviewer, delegation, from_on).ok()
    });
}

/// A clerk and a reviewer at each county's bureau; a clerk at each school and public institution.
fn below(people: &mut People, organisations: &[Organisation]) {
    for (code, ..) in COUNTIES {
        let bureau = ids::organisation(&format!("{code}-jyj"));
        people.work(&format!("clerk.{code}"), bureau, Role::Clerk, bureau);
        people.work(&format!("reviewer.{code}"), bureau, Role::Reviewer, bureau);
    }
    for organisation in organisations {
        let Some(standing) = organisation.on(DAY).filter(|it| it.ended.is_none()) else { continue };
        if matches!(standing.kind, Kind::School { .. } | Kind::PublicInstitution) {
            let login = format!("clerk.{}", organisation.code);
            people.work(&login, organisation.id, Role::Clerk, organisation.id);
        }
    }
}

/// Those who have been named so far.
#[derive(Default)]
struct People {
    accounts: Vec<(AccountId, Account)>,
}

impl People {
    /// Somebody who has been invited, with a role.
    fn invite(&mut self, login: &str, home: OrganisationId, role: Role, at: OrganisationId) {
        let appointment = Appointment {
            id: ids::right(login, 0),
            role,
            organisation: at,
            from_on: SINCE,
            until_on: None,
        };
        let account = Account::invite(login, &self.next_name(), home)
            .and_then(|it| it.appoint(appointment))
            .expect("the sample invites people as it should");
        self.accounts.push((ids::account(login), account));
    }

    /// Somebody at work.
    fn work(&mut self, login: &str, home: OrganisationId, role: Role, at: OrganisationId) {
        self.invite(login, home, role, at);
        self.change_last(|it| it.become_state(AccountState::Active).ok());
    }

    /// Something more about whoever was named last.
    fn change_last(&mut self, change: impl FnOnce(&Account) -> Option<Account>) {
        let (_, account) = self.accounts.last_mut().expect("somebody was named");
        *account = change(account).expect("the sample changes accounts as it should");
    }

    /// 演示用户甲 to 演示用户亥, then 演示用户甲乙 and on.
    fn next_name(&self) -> String {
        let n = self.accounts.len();
        let sign = |n: usize| SIGNS[n % SIGNS.len()];
        match n / SIGNS.len() {
            0 => format!("演示用户{}", sign(n)),
            round => format!("演示用户{}{}", sign(n), sign(n + round)),
        }
    }
}
