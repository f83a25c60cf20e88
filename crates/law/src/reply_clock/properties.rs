//! Properties of the reply clock that hold for every request.

use proptest::prelude::*;

use super::*;
use crate::calendar::RegionalOverlay;
use crate::consultation::Consulted;
use crate::testing::date;

fn dated(on: NaiveDate, event: Event) -> DatedEvent {
    DatedEvent { on, event }
}

fn any_receipt() -> impl Strategy<Value = NaiveDate> {
    (0_u64..2300).prop_map(|offset| date("2019-06-01") + chrono::Days::new(offset))
}

fn due_on(events: &[DatedEvent], calendar: &Calendar) -> NaiveDate {
    let today = events.iter().map(|it| it.on).max().unwrap();
    reply_clock(events, today, calendar).unwrap().due_on.unwrap()
}

/// A lawful request: consultations, perhaps an extension, on days of the first run.
fn any_request() -> impl Strategy<Value = Vec<DatedEvent>> {
    let letters = prop::collection::vec((0_u64..20, 0_u64..4, 0_u64..25, any::<bool>()), 0..3);
    (any_receipt(), letters, prop::option::of((0_u64..20, 1_u32..=20))).prop_map(
        |(received_on, letters, extension)| {
            let after = |days: u64| received_on + chrono::Days::new(days);
            let mut events = vec![dated(received_on, Event::Received)];
            for (index, (issued, received, answered, answers)) in letters.into_iter().enumerate() {
                let (consulted, party) = (Consulted::ThirdParty, format!("party {index}"));
                let of = || (consulted, party.clone());
                let (consulted, party) = of();
                events.push(dated(after(issued), Event::ConsultationIssued { consulted, party }));
                let (consulted, party) = of();
                let received = issued + received;
                events
                    .push(dated(after(received), Event::ConsultationReceived { consulted, party }));
                if answers {
                    let (consulted, party) = of();
                    let on = after(received + answered);
                    events.push(dated(on, Event::ConsultationAnswered { consulted, party }));
                }
            }
            if let Some((on, working_days)) = extension {
                events.push(dated(after(on), Event::ExtensionNotified { working_days }));
            }
            events
        },
    )
}

proptest! {
    #[test]
    fn a_day_off_added_never_brings_the_date_forward(
        events in any_request(),
        day_off in any_receipt(),
    ) {
        let calendar = Calendar::shipped();
        let overlay = RegionalOverlay {
            region: "somewhere".to_owned(),
            basis: "an order".to_owned(),
            accepted: true,
            days_off: [day_off].into(),
        };
        let with_day_off = calendar.clone().with_overlay(overlay);
        prop_assert!(due_on(&events, &with_day_off) >= due_on(&events, calendar));
    }

    #[test]
    fn a_pause_of_n_working_days_moves_the_date_by_exactly_n(
        received_on in any_receipt(),
        issued in 0_u32..19,
        paused in 1_u32..15,
    ) {
        let calendar = Calendar::shipped();
        let issued_on = calendar.add_working_days(received_on, issued).on;
        let answered_on = calendar.add_working_days(issued_on, paused).on;
        let (consulted, party) = (Consulted::OtherBody, String::new());
        let plain = vec![dated(received_on, Event::Received)];
        let mut events = plain.clone();
        events.push(dated(issued_on, Event::ConsultationIssued { consulted, party: party.clone() }));
        events.push(dated(answered_on, Event::ConsultationAnswered { consulted, party }));
        let (before, after) = (due_on(&plain, calendar), due_on(&events, calendar));
        prop_assert_eq!(calendar.count_working_days(before, after), paused);
    }

    #[test]
    fn what_the_agency_does_when_the_period_is_over_gives_it_no_time(
        received_on in any_receipt(),
        late in 1_u64..60,
        act in prop::sample::select(vec![
            Event::FeeNoticeReceived,
            Event::ConsultationIssued { consulted: Consulted::ThirdParty, party: String::new() },
            Event::ConsultationIssued { consulted: Consulted::OtherBody, party: String::new() },
            Event::DelayAnnounced { until: date("2027-01-04") },
        ]),
    ) {
        let calendar = Calendar::shipped();
        let received_on = received_on.max(date("2021-01-04"));
        let in_time = vec![dated(received_on, Event::Received)];
        let due = due_on(&in_time, calendar);
        let on = due + chrono::Days::new(late);
        let today = on + chrono::Days::new(30);
        let mut events = in_time.clone();
        events.push(dated(on, act));
        let clock = reply_clock(&events, today, calendar).unwrap();
        let without = reply_clock(&in_time, today, calendar).unwrap();
        prop_assert_eq!(clock.due_on, Some(due));
        prop_assert!(clock.overdue);
        prop_assert_eq!(clock.working_days_left, without.working_days_left);
        prop_assert_eq!((clock.breaches[0].on, clock.breaches[0].last_day), (on, due));
    }

    #[test]
    fn the_storage_order_of_events_does_not_matter(
        events in any_request().prop_flat_map(|it| (Just(it.clone()), Just(it).prop_shuffle())),
    ) {
        let (events, shuffled) = events;
        let today = events.iter().map(|it| it.on).max().unwrap();
        let calendar = Calendar::shipped();
        prop_assert_eq!(
            reply_clock(&events, today, calendar),
            reply_clock(&shuffled, today, calendar)
        );
    }

    #[test]
    fn the_date_is_a_working_day_after_the_receipt(events in any_request()) {
        let calendar = Calendar::shipped();
        let found = due_on(&events, calendar);
        prop_assert!(found > events[0].on);
        prop_assert!(calendar.is_workday(found));
    }

    #[test]
    fn used_and_left_add_up_while_the_clock_runs(events in any_request(), later in 0_u64..60) {
        let today = events[0].on + chrono::Days::new(later);
        let clock = reply_clock(&events, today, Calendar::shipped()).unwrap();
        if !clock.overdue {
            let used = i32::try_from(clock.working_days_used).unwrap();
            let total = i32::try_from(clock.period_working_days).unwrap();
            prop_assert_eq!(used + clock.working_days_left, total);
        }
    }
}
