//! Organisations as text, and back.

use serde_json::{Value, json};

use super::*;

fn every_change() -> Organisation {
    let office = OgiOffice { mail: "a@example.com".to_owned(), ..OgiOffice::default() };
    let changes = [
        renamed("演示新名"),
        Change::Reclassified { to: Kind::PublicInstitution },
        Change::Moved { administrative_parent: Some(id(2)), ogi_authority: Some(id(3)) },
        Change::OfficeDescribed { office },
        Change::Obliged { obligations: Obligations::default() },
        Change::Split { into: vec![id(4), id(5)] },
    ];
    changes.into_iter().fold(organisation(1, school(), Some(2)), |it, change| {
        it.note(fact("2020-01-01", change)).unwrap()
    })
}

#[test]
fn what_is_kept_is_read_back_as_it_was() {
    let kept = serde_json::to_string(&every_change()).unwrap();
    let read: Organisation = serde_json::from_str(&kept).unwrap();
    assert_eq!(read, every_change());
    assert_eq!(read.check(), Ok(()));
}

/// Puts a field nobody knows into every object of a value, one at a time.
fn with_a_stranger_somewhere(value: &Value, found: &mut Vec<Value>) {
    fn walk(whole: &Value, path: &str, at: &Value, found: &mut Vec<Value>) {
        match at {
            Value::Object(fields) => {
                let mut changed = whole.clone();
                let object = changed.pointer_mut(path).and_then(Value::as_object_mut).unwrap();
                object.insert("stranger".to_owned(), json!(1));
                found.push(changed);
                for (name, inner) in fields {
                    walk(whole, &format!("{path}/{name}"), inner, found);
                }
            }
            Value::Array(items) => {
                for (place, inner) in items.iter().enumerate() {
                    walk(whole, &format!("{path}/{place}"), inner, found);
                }
            }
            _ => {}
        }
    }
    walk(value, "", value, found);
}

#[test]
fn a_field_nobody_knows_is_refused_wherever_it_stands() {
    let kept = serde_json::to_value(every_change()).unwrap();
    let mut changed = Vec::new();
    with_a_stranger_somewhere(&kept, &mut changed);
    assert!(changed.len() > 15, "{}", changed.len());
    for value in changed {
        let read = serde_json::from_value::<Organisation>(value.clone());
        assert!(read.is_err(), "accepted: {value}");
    }
}

#[test]
fn every_kind_is_kept_under_its_name_and_read_back() {
    let plain = [
        (Kind::Government, json!({"kind": "government"})),
        (Kind::Department, json!({"kind": "department"})),
        (Kind::Section, json!({"kind": "section"})),
        (Kind::PublicInstitution, json!({"kind": "public_institution"})),
        (school(), json!({"kind": "school", "stage": "primary", "run_by": "public"})),
    ];
    for (kind, kept) in plain {
        assert_eq!(serde_json::to_value(kind).unwrap(), kept);
        assert_eq!(serde_json::from_value::<Kind>(kept).unwrap(), kind);
    }
    for wrong in [
        json!({"kind": "department", "stage": "primary"}),
        json!({"kind": "school", "stage": "primary"}),
        json!({"kind": "ministry"}),
        json!({}),
    ] {
        assert!(serde_json::from_value::<Kind>(wrong.clone()).is_err(), "accepted: {wrong}");
    }
}

#[test]
fn facts_that_cannot_have_happened_are_found_after_reading() {
    let mut kept = serde_json::to_value(every_change()).unwrap();
    kept["facts"].as_array_mut().unwrap().reverse();
    let read: Organisation = serde_json::from_value(kept).unwrap();
    assert_eq!(read.check(), Err(FactError::OutOfOrder));

    let mut kept = serde_json::to_value(every_change()).unwrap();
    kept["facts"].as_array_mut().unwrap().clear();
    let read: Organisation = serde_json::from_value(kept).unwrap();
    assert_eq!(read.check(), Err(FactError::Founding));
}

#[test]
fn a_profile_names_what_the_guide_must_still_tell() {
    let office = OgiOffice {
        name: "演示办公室".to_owned(),
        address: "演示路1号".to_owned(),
        phone: "0972-0000001".to_owned(),
        ..OgiOffice::default()
    };
    assert_eq!(office.missing(), ["hours", "fax", "web"]);
    assert_eq!(office.check(), Ok(()));
    let with = |change: fn(&mut OgiOffice)| {
        let mut changed = office.clone();
        change(&mut changed);
        changed.check()
    };
    assert_eq!(with(|it| it.post_code = "81060".to_owned()), Err(OfficeError::PostCode));
    assert_eq!(with(|it| it.post_code = "８１０６００".to_owned()), Err(OfficeError::PostCode));
    assert_eq!(with(|it| it.mail = "a@b".to_owned()), Err(OfficeError::Mail));
    assert_eq!(with(|it| it.hours = "上午\n下午".to_owned()), Err(OfficeError::Text("hours")));
}
