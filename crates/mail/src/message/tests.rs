use super::*;
use crate::letter::Letter;

fn site(lang: Lang) -> Site {
    let (name, origin) =
        ("云川市教育局（演示）".to_owned(), "https://jyj.example.gov.cn".to_owned());
    Site { name, origin, lang }
}

fn at() -> At {
    "2026-03-02T01:00:00.000000Z".parse().expect("an instant")
}

fn every() -> Vec<(String, Message)> {
    let counts = [(NotificationKind::RoleGranted, 2), (NotificationKind::GuideReviewDue, 1)];
    let told = NotificationKind::ALL.map(|it| (it.name(), Message::Notification(it, at())));
    let others = [("digest", Message::Digest(counts.into())), ("test", Message::Test)];
    told.into_iter().chain(others).map(|(name, it)| (name.to_owned(), it)).collect()
}

#[test]
fn every_mail_reads_as_reviewed() {
    for (name, message) in every() {
        for (lang, suffix) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
            let words = message.words(&site(lang));
            let (text, html) = Letter::parts(&words, lang).expect("it can be written");
            let shown = format!("Subject: {}\n\n{text}\n--------\n{html}", words.subject);
            insta::assert_snapshot!(format!("{name}.{suffix}"), shown);
        }
    }
}

#[test]
fn links_begin_with_the_configured_origin_and_lead_to_pages() {
    for (name, message) in every() {
        let words = message.words(&site(Lang::Zh));
        let path = words.link.strip_prefix("https://jyj.example.gov.cn").expect("our origin");
        assert!([WELCOME, ACCOUNT].contains(&path), "{name}: {path}");
    }
}

#[test]
fn what_a_site_is_called_cannot_add_markup_to_its_mail() {
    let site = Site { name: "<b>&\"".to_owned(), ..site(Lang::Zh) };
    let words = Message::Test.words(&site);
    let (text, html) = Letter::parts(&words, Lang::Zh).expect("it can be written");
    assert!(text.contains("<b>") && !html.contains("<b>"), "{html}");
}
