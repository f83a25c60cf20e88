use std::net::TcpListener;
use std::sync::Arc;

use eventlog::At;
use law::Lang;
use mail::{Failure, Letter, Message, Security, Sender, Settings, Step};
use records::notification::NotificationKind;
use store::{Job, JobState, Source};
use uuid::Uuid;

use crate::server::{Door, Office, received, sender, settings, with_password};

async fn refused(settings: Settings, address: &str) -> Failure {
    let at: At = "2026-03-02T01:00:00.000000Z".parse().unwrap();
    let letter = Letter { message: Message::Test, about: Uuid::from_u128(7), at };
    let failure = Sender::new(settings).unwrap().send(&letter, address).await.unwrap_err();
    assert!(!failure.to_string().contains('@'), "{failure}");
    assert!(received(address).is_empty());
    failure
}

async fn after_one_try(address: &str, settings: Settings) -> Job {
    let office = Office::with(address).await;
    office.tell(NotificationKind::RoleGranted).await;
    let mut jobs = office.work(Some(Arc::new(Sender::new(settings).unwrap()))).await;
    assert_eq!((jobs.len(), jobs[0].attempts), (1, 1));
    jobs.remove(0)
}

#[tokio::test]
#[ignore = "needs a mail server, which `cargo xtask with-mail` starts"]
async fn a_server_that_does_not_encrypt_gets_nothing() {
    let settings = with_password(settings(Security::StartTls, Door::Open), "right");
    let failure = refused(settings, "unencrypted@example.gov.cn").await;
    assert_eq!((failure.step, failure.may_pass), (Step::Encrypt, true), "{failure:?}");
    assert!(failure.in_words(Lang::Zh).contains("无法建立加密连接"));
}

#[tokio::test]
#[ignore = "needs a mail server, which `cargo xtask with-mail` starts"]
async fn a_server_whose_certificate_nobody_vouches_for_gets_nothing() {
    for (security, door) in [(Security::StartTls, Door::StartTls), (Security::Tls, Door::Tls)] {
        let settings = settings(security, door).trusting(Vec::new());
        let failure = refused(with_password(settings, "right"), "stranger@example.gov.cn").await;
        assert_eq!((failure.step, failure.may_pass), (Step::Encrypt, true), "{failure:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a mail server, which `cargo xtask with-mail` starts"]
async fn with_a_wrong_password_the_mail_waits_for_the_right_one() {
    let address = "password@example.gov.cn";
    let wrong = with_password(settings(Security::StartTls, Door::StartTls), "wrong");
    let job = after_one_try(address, wrong.clone()).await;
    assert_eq!(job.state, JobState::Waiting, "{job:?}");
    let why = job.last_error.unwrap();
    assert!(why.starts_with("the mail server did not let us in (535"), "{why}");
    assert_eq!(refused(wrong, address).await.step, Step::SignIn);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a mail server, which `cargo xtask with-mail` starts"]
async fn a_recipient_that_does_not_exist_is_a_persons_to_settle() {
    let address = "nobody@example.gov.cn";
    let right = with_password(settings(Security::StartTls, Door::StartTls), "right");
    let job = after_one_try(address, right.clone()).await;
    assert_eq!(job.state, JobState::Dead, "{job:?}");
    // The server quotes the address; what is kept does not.
    assert_eq!(job.last_error.unwrap(), "the mail server did not take the mail (550 5.1.1)");
    assert!(!job.payload.to_string().contains('@') && !job.key.contains('@'));
    let failure = refused(right, address).await;
    assert!(failure.in_words(Lang::Zh).contains("Recipient address rejected"), "{failure:?}");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a mail server, which `cargo xtask with-mail` starts"]
async fn a_mailbox_that_is_full_is_tried_again() {
    let right = with_password(settings(Security::StartTls, Door::StartTls), "right");
    let job = after_one_try("later@example.gov.cn", right).await;
    assert_eq!(job.state, JobState::Waiting);
    assert_eq!(job.last_error.unwrap(), "the mail server did not take the mail (451 4.2.2)");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a mail server, which `cargo xtask with-mail` starts"]
async fn while_the_server_is_away_mail_waits_and_then_arrives_once() {
    let address = "away@example.gov.cn";
    let office = Office::with(address).await;
    let id = office.tell(NotificationKind::RoleGranted).await;
    // A port on which nobody listens any more.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let away = settings(Security::StartTls, Door::StartTls).at_port(port);
    let away = Arc::new(Sender::new(away).unwrap());
    for _ in 0..3 {
        let jobs = office.work(Some(Arc::clone(&away))).await;
        assert_eq!(jobs[0].state, JobState::Waiting);
        let why = jobs[0].last_error.clone().unwrap();
        assert_eq!(why, "the mail server was not reached");
        office.at.clock.advance(60 * 60);
    }
    for _ in 0..2 {
        let jobs = office.work(Some(sender())).await;
        assert_eq!((jobs[0].state, jobs[0].attempts), (JobState::Done, 4));
        office.at.clock.advance(60 * 60);
    }
    assert_eq!(received(address).len(), 1);
    assert!(office.at.store.notifications().find_for_mail(id).await.unwrap().unwrap().is_settled);
}
