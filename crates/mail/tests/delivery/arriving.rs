use std::sync::Arc;

use eventlog::At;
use jobs::Sweep;
use mail::{Letter, Message, Security, Sender};
use mail_parser::{HeaderValue, MessageParser};
use records::notification::NotificationKind;
use store::{JobState, Source};
use uuid::Uuid;

use crate::server::{Door, Office, received, sender, settings};

const IGNORED: &str = "Auto-Submitted";

fn letter(message: Message) -> Letter {
    let at: At = "2026-03-02T01:00:00.000000Z".parse().unwrap();
    Letter { message, about: Uuid::from_u128(7), at }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a mail server, which `cargo xtask with-mail` starts"]
async fn what_somebody_is_told_arrives_with_both_parts() {
    let address = "arrives@example.gov.cn";
    let office = Office::with(address).await;
    let id = office.tell(NotificationKind::SignInChanged).await;
    let jobs = office.work(Some(sender())).await;
    assert_eq!((jobs.len(), jobs[0].state), (1, JobState::Done));
    let mails = received(address);
    assert_eq!(mails.len(), 1);
    // Chinese is encoded, so that no server on the way has to know it.
    assert!(mails[0].is_ascii());
    let mail = MessageParser::default().parse(&mails[0]).unwrap();
    let text = |name: &str| mail.header_raw(name).unwrap().trim().to_owned();
    assert_eq!(mail.subject(), Some("【云川市教育局（演示）】您的登录方式已变更"));
    assert_eq!(mail.message_id(), Some(&*format!("{}@jyj.example.gov.cn", id.simple())));
    let from = mail.from().unwrap().first().unwrap();
    assert_eq!(from.name(), Some("政府信息公开"));
    assert_eq!(from.address(), Some("gongkai@jyj.example.gov.cn"));
    assert_eq!(mail.to().unwrap().first().unwrap().address(), Some(address));
    assert!(mail.date().unwrap().to_rfc3339().starts_with("2026-03-02T01:00:00"));
    assert!(matches!(mail.header(IGNORED), Some(HeaderValue::Text(it)) if it == "auto-generated"));
    assert_eq!(
        (text("X-Encrypted"), text("X-Hello")),
        ("True".into(), "jyj.example.gov.cn".into())
    );
    let (plain, page) = (mail.body_text(0).unwrap(), mail.body_html(0).unwrap());
    for part in [&plain, &page] {
        assert!(part.contains("立即告知本单位的安全管理员"), "{part}");
        assert!(part.contains("https://jyj.example.gov.cn/me"), "{part}");
    }
    assert!(page.starts_with("<!DOCTYPE html>") && !plain.contains('<'));
    assert_eq!((mail.text_body_count(), mail.html_body_count()), (1, 1));
    let told = office.at.store.notifications().find_for_mail(id).await.unwrap().unwrap();
    assert!(told.is_settled && told.read_at.is_none());
}

#[tokio::test]
#[ignore = "needs a mail server, which `cargo xtask with-mail` starts"]
async fn a_connection_that_is_encrypted_from_the_beginning_serves_as_well() {
    let settings = crate::server::with_password(settings(Security::Tls, Door::Tls), "right");
    let sender = Sender::new(settings).unwrap();
    sender.send(&letter(Message::Test), "tls@example.gov.cn").await.unwrap();
    assert_eq!(received("tls@example.gov.cn").len(), 1);
}

#[tokio::test]
#[ignore = "needs a mail server, which `cargo xtask with-mail` starts"]
async fn a_server_on_this_machine_may_be_spoken_to_in_the_open() {
    let sender = Sender::new(settings(Security::None, Door::Open)).unwrap();
    sender.send(&letter(Message::Test), "open@example.gov.cn").await.unwrap();
    assert_eq!(received("open@example.gov.cn").len(), 1);
}

#[tokio::test]
#[ignore = "needs a mail server, which `cargo xtask with-mail` starts"]
async fn a_mail_that_is_handed_over_twice_is_the_same_mail() {
    let (sender, address) = (sender(), "twice@example.gov.cn");
    for _ in 0..2 {
        sender.send(&letter(Message::Test), address).await.unwrap();
    }
    let mails = received(address);
    assert_eq!((mails.len(), &mails[0]), (2, &mails[1]));
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a mail server, which `cargo xtask with-mail` starts"]
async fn a_mail_whose_job_was_lost_is_sent_all_the_same() {
    let address = "lost@example.gov.cn";
    let office = Office::with(address).await;
    let id = office.tell(NotificationKind::RoleGranted).await;
    let raw = office.at.raw().await;
    sea_orm::ConnectionTrait::execute_unprepared(&raw, "DELETE FROM job").await.unwrap();
    let sweep = Sweep::of(mail::expectations());
    assert_eq!(sweep.sweep(&office.at.store).await.enqueued.len(), 0);
    office.at.clock.advance(11 * 60);
    assert_eq!(sweep.sweep(&office.at.store).await.enqueued.values().sum::<u64>(), 1);
    office.work(Some(sender())).await;
    let mails = received(address);
    assert_eq!(mails.len(), 1);
    assert!(String::from_utf8_lossy(&mails[0]).contains(&id.simple().to_string()));
    assert_eq!(sweep.sweep(&office.at.store).await.enqueued.len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a mail server, which `cargo xtask with-mail` starts"]
async fn without_an_address_or_a_server_it_stays_in_the_office() {
    let unreachable = Office::without_address().await;
    unreachable.tell(NotificationKind::RoleGranted).await;
    assert!(unreachable.work(Some(sender())).await.is_empty());
    let address = "no-server@example.gov.cn";
    let office = Office::with(address).await;
    let id = office.tell(NotificationKind::RoleGranted).await;
    assert_eq!(office.work(None).await[0].state, JobState::Done);
    assert!(office.at.store.notifications().find_for_mail(id).await.unwrap().unwrap().is_settled);
    // A server that is named later has nothing to catch up on.
    office.at.clock.advance(60 * 60);
    office.work(Some(Arc::clone(&sender()))).await;
    assert!(received(address).is_empty());
    assert_eq!(office.at.store.notifications().unread(office.jia).await.unwrap(), 1);
}
