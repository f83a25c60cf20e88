use eventlog::Token;
use records::notification::{Delivery, NotificationKind};
use serde_json::json;
use store::{NewJob, Source};

use crate::server::{Office, received, sender};

/// What the schedule does at half past eight.
async fn morning(office: &Office, day: &str) {
    let work = office.at.store.begin().await.unwrap();
    let kind = Token::new("mail.digests").unwrap();
    let due_at = office.at.edge.now();
    let new = NewJob { kind, key: format!("schedule:{day}"), payload: json!({}), due_at };
    work.jobs().enqueue(new).await.unwrap().unwrap();
    work.commit().await.unwrap();
    office.work(Some(sender())).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a mail server, which `cargo xtask with-mail` starts"]
async fn what_is_unread_of_a_day_comes_in_one_mail_and_once() {
    let address = "daily@example.gov.cn";
    let office = Office::with(address).await;
    let work = office.at.store.begin().await.unwrap();
    let (ours, kind) = (work.notifications(), NotificationKind::RoleGranted);
    ours.choose(office.jia, kind, Delivery::Digest).await.unwrap();
    work.commit().await.unwrap();
    for kind in [NotificationKind::RoleGranted, NotificationKind::GuideReviewDue] {
        office.tell(kind).await;
        office.tell(kind).await;
    }
    let read = office.tell(NotificationKind::GuideReviewDue).await;
    let work = office.at.store.begin().await.unwrap();
    assert!(work.notifications().mark_read(office.jia, read).await.unwrap());
    work.commit().await.unwrap();
    assert!(received(address).is_empty());
    morning(&office, "1").await;
    let mails = received(address);
    assert_eq!(mails.len(), 1);
    let mail = mail_parser::MessageParser::default().parse(&mails[0]).unwrap();
    assert_eq!(mail.subject(), Some("【云川市教育局（演示）】您有4条未读通知"));
    let text = mail.body_text(0).unwrap();
    assert!(text.contains("授予角色：2条") && text.contains("公开指南待核：2条"), "{text}");
    morning(&office, "2").await;
    assert_eq!(received(address).len(), 1);
}
