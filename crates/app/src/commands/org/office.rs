//! `gongkai org office`: the disclosure office that the guide names (第十二条).

use anyhow::Result;
use law::Lang;
use records::organisation::{Change, OgiOffice};

use super::note::{Of, record};

/// Arguments of `gongkai org office`. What is left out stays as it is.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("what").required(true).multiple(true))]
pub struct OfficeArgs {
    #[command(flatten)]
    of: Of,
    /// 机构名称 Its name
    #[arg(long, group = "what")]
    name: Option<String>,
    /// 办公地址 Its address
    #[arg(long, group = "what")]
    address: Option<String>,
    /// 邮政编码 Its post code
    #[arg(long, group = "what")]
    post_code: Option<String>,
    /// 办公时间 Its hours
    #[arg(long, group = "what")]
    hours: Option<String>,
    /// 联系电话 Its telephone
    #[arg(long, group = "what")]
    phone: Option<String>,
    /// 传真 Its fax
    #[arg(long, group = "what")]
    fax: Option<String>,
    /// 电子邮箱 Its mail address
    #[arg(long, group = "what")]
    mail: Option<String>,
    /// 互联网联系方式 Its address on the internet
    #[arg(long, group = "what")]
    web: Option<String>,
}

/// Describes the office, and names what the guide must tell and is not there.
pub fn run(args: &OfficeArgs, lang: Lang) -> Result<()> {
    let mut missing = Vec::new();
    let told = record(&args.of, "organisation.described", lang, |_, standing, _| {
        let office = args.over(&standing.office);
        missing = office.missing();
        Ok(Change::OfficeDescribed { office })
    })?;
    say!("{told}");
    if !missing.is_empty() {
        let names: Vec<&str> = missing.iter().map(|it| label(it, lang)).collect();
        say!(
            "{}{}",
            lang.pick("指南还缺（第十二条）：", "The guide still lacks (Article 12): "),
            names.join(lang.pick("、", ", "))
        );
    }
    Ok(())
}

impl OfficeArgs {
    /// What was given, over what stood there.
    fn over(&self, now: &OgiOffice) -> OgiOffice {
        let or = |given: &Option<String>, now: &String| {
            given.as_ref().map_or_else(|| now.clone(), |it| it.trim().to_owned())
        };
        OgiOffice {
            name: or(&self.name, &now.name),
            address: or(&self.address, &now.address),
            post_code: or(&self.post_code, &now.post_code),
            hours: or(&self.hours, &now.hours),
            phone: or(&self.phone, &now.phone),
            fax: or(&self.fax, &now.fax),
            mail: or(&self.mail, &now.mail),
            web: or(&self.web, &now.web),
        }
    }
}

/// The name of a value of the profile, with the option that sets it.
fn label(name: &str, lang: Lang) -> &str {
    match name {
        "name" => lang.pick("机构名称（--name）", "name (--name)"),
        "address" => lang.pick("办公地址（--address）", "address (--address)"),
        "hours" => lang.pick("办公时间（--hours）", "hours (--hours)"),
        "phone" => lang.pick("联系电话（--phone）", "telephone (--phone)"),
        "fax" => lang.pick("传真（--fax）", "fax (--fax)"),
        "web" => lang.pick("互联网联系方式（--web）", "internet address (--web)"),
        other => other,
    }
}
