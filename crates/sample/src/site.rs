//! What the sites of the sample show: marks that belong to nobody (RFC 2606 keeps the names of their links).

use records::site::{Host, Mark, SiteProfile, Theme};

use crate::ids::{BUREAU, GOVERNMENT};

/// The government's profile, from which everybody below takes what they have not said, and the bureau's own.
pub fn profiles() -> Vec<SiteProfile> {
    let government = SiteProfile { theme: Some(Theme::Blue), ..SiteProfile::of(GOVERNMENT) }
        .with(Mark::Organiser, "海东市人民政府（演示）")
        .with(Mark::Operator, "海东市人民政府办公室（演示）")
        .with(Mark::Address, "海东市演示路1号")
        .with(Mark::Phone, "0972-0000001")
        .with(Mark::SiteCode, "0000000001")
        .with(Mark::IcpNumber, "演ICP备00000000号-1")
        .with(Mark::PoliceNumber, "演公网安备00000000000001号")
        .with(Mark::GovernmentBadge, "https://badge.example.com/sitename?id=0000000001")
        .with(Mark::ReportErrors, "https://errors.example.com/report?site_code=0000000001");
    let bureau = SiteProfile { ipv6: Some(true), ..SiteProfile::of(BUREAU) }
        .with(Mark::Organiser, "海东市教育局（演示）")
        .with(Mark::Operator, "海东市教育局办公室（演示）")
        .with(Mark::Address, "海东市演示路2号")
        .with(Mark::Phone, "0972-0000002")
        .with(Mark::SiteCode, "0000000002")
        .with(Mark::IcpNumber, "演ICP备00000000号-2")
        .with(Mark::PoliceNumber, "演公网安备00000000000002号")
        .with(Mark::GovernmentBadge, "https://badge.example.com/sitename?id=0000000002")
        .with(Mark::ReportErrors, "https://errors.example.com/report?site_code=0000000002");
    vec![government, with_host(bureau, "jyj.example.gov.cn")]
}

fn with_host(mut profile: SiteProfile, host: &str) -> SiteProfile {
    profile.hosts.insert(Host::new(host).expect("the sample names hosts"));
    profile.reply_to.mailbox = "office2@example.com".to_owned();
    profile
}
