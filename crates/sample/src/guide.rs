//! The guide of the bureau: drafted by the clerk, released by the head of the office, looked over a year later.

use records::guide::{Guide, GuideParagraph, Part};
use records::person::AccountId;

use crate::ids::BUREAU;
use crate::told::day;

/// A guide with one version.
pub fn guide(clerk: AccountId, head: AccountId) -> Guide {
    Guide::of(BUREAU)
        .draft(paragraphs(), clerk)
        .and_then(|it| it.send_to_review())
        .and_then(|it| it.release(head, day(2025, 3, 3)))
        .and_then(|it| it.confirm_reviewed(clerk, day(2026, 2, 27)))
        .expect("the sample tells a guide that can have come about")
}

fn paragraphs() -> Vec<GuideParagraph> {
    let told = [
        (
            Part::Obtaining,
            "本局办公楼一楼大厅设有政府信息查阅点，提供自助查询终端和免费打印，工作时间内均可使用（演示）。",
            "There is a reading place in the hall of our office, with a terminal and free printing (sample).",
        ),
        (
            Part::Requests,
            "招生考试成绩、学籍等查询事项，请按照相应办事指南办理，不必提出政府信息公开申请（演示）。",
            "Scores and school records are looked up as the service guides say; no request is needed (sample).",
        ),
    ];
    told.map(|(part, zh, en)| GuideParagraph { part, zh: zh.to_owned(), en: en.to_owned() }).into()
}
