//! Faults and warnings in words.

use law::Lang;
use records::organisation::{FactError, OfficeError, TreeFault};
use records::person::AccountError;

use super::what::{RowFault, Warning, What};
use crate::read::Oddity;

impl RowFault {
    /// Where it is and what is wrong, in one sentence.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        let sheet = self.column.sheet().title(lang);
        let heading = self.column.heading(lang);
        let what = self.what.say(lang);
        let value = &self.value;
        let place = match (self.row, lang) {
            (Some(row), Lang::Zh) => format!("“{sheet}”第{row}行“{heading}”"),
            (Some(row), Lang::En) => format!("{sheet}, row {row}, {heading}"),
            (None, Lang::Zh) => format!("“{sheet}”以外的机构“{heading}”"),
            (None, Lang::En) => format!("{sheet}, one that is not listed, {heading}"),
        };
        match (value.is_empty(), lang) {
            (true, Lang::Zh) => format!("{place}：{what}"),
            (true, Lang::En) => format!("{place}: {what}"),
            (false, Lang::Zh) => format!("{place}（{value}）：{what}"),
            (false, Lang::En) => format!("{place} ({value}): {what}"),
        }
    }
}

impl What {
    /// What is wrong, without the place.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        let words = match self {
            Self::Missing => lang.pick("请填写", "this is needed"),
            Self::NotACode => lang.pick(
                "代码须为2至40个小写字母、数字或连字符，首尾为字母或数字",
                "a code is 2 to 40 lower-case letters, digits and hyphens, with a letter or digit at either end",
            ),
            Self::NotALogin => lang.pick(
                "登录名须为2至40个小写字母、数字、点、下划线或连字符，以字母开头",
                "a login is 2 to 40 lower-case letters, digits, dots, underscores and hyphens, and begins with a letter",
            ),
            Self::NotAmongValues => {
                lang.pick("不是可选值，见“说明”", "it is none of the values that the notes list")
            }
            Self::NotADay => lang.pick("不是日期，如2026-03-02", "it is no day such as 2026-03-02"),
            Self::NotASchool => {
                lang.pick("只有学校填写", "only schools have this; leave it empty")
            }
            Self::ToCome => lang.pick("不能晚于今日", "it lies in the future"),
            Self::FoundedOn(day) => {
                return match lang {
                    Lang::Zh => format!("该机构已记载于{day}设立，不能由导入更改"),
                    Lang::En => format!("it was founded on {day}, which an import does not change"),
                };
            }
            Self::NoSuchOrganisation => {
                lang.pick("没有这个机构代码", "there is no organisation of that code")
            }
            Self::NotThereToday => lang.pick(
                "该机构已撤销或者尚未设立",
                "that organisation has ended, or is not founded yet",
            ),
            Self::Twice { row } => {
                return match lang {
                    Lang::Zh => format!("与第{row}行重复"),
                    Lang::En => format!("row {row} has it already"),
                };
            }
            Self::Disagrees { row } => {
                return match lang {
                    Lang::Zh => format!("与同一人的第{row}行不一致"),
                    Lang::En => format!("row {row} says something else of the same person"),
                };
            }
            Self::NoRole => lang.pick(
                "填写了任职机构或者起止，但没有角色",
                "a place or days are given, but no role",
            ),
            Self::Closed => lang.pick("该账号已注销", "the account is closed"),
            Self::Fact(error) => return fact(*error, lang),
            Self::Tree(fault) => return tree(*fault, lang),
            Self::Account(error) => return account(*error, lang),
        };
        words.to_owned()
    }
}

fn fact(error: FactError, lang: Lang) -> String {
    let zh = match error {
        FactError::Code => "不能作为机构代码",
        FactError::Founding => "机构只能设立一次",
        FactError::BeforeFounding => "早于设立日期",
        FactError::AfterEnd => "该机构此前已经终止，或者此后另有记载的终止",
        FactError::OutOfOrder => "记载的日期次序不符",
        FactError::TooMany => "记载过多",
        FactError::Text => "名称和文件须为一行，最多100个字",
        FactError::Itself => "不能是自己的上级",
        FactError::Others => "承接的机构数目不符",
        FactError::Kind => "内设机构与其他机构不能互相变更",
        FactError::Office(OfficeError::Text(_)) => "须为一行，最多200个字",
        FactError::Office(OfficeError::PostCode) => "邮政编码为六位数字",
        FactError::Office(OfficeError::Mail) => "不是电子邮箱",
    };
    lang.pick(zh.to_owned(), error.to_string())
}

fn tree(fault: TreeFault, lang: Lang) -> String {
    let [zh, en] = match fault {
        TreeFault::NobodyAbove { .. } => [
            "上级或者主管机构已撤销或者尚未设立",
            "whom it names above it has ended, or is not founded yet",
        ],
        TreeFault::Circle { .. } => ["上下级成了循环", "it stands below itself"],
        TreeFault::TooDeep { .. } => {
            ["层级过深，或者在一个循环之下", "it stands too deep, or below a circle"]
        }
        TreeFault::Kinds { .. } => {
            ["这类机构不能隶属于那类机构", "one of its kind does not stand under one of that kind"]
        }
        TreeFault::SectionOfNothing { .. } => {
            ["内设机构须有上级机构", "a section needs the agency that it belongs to"]
        }
    };
    lang.pick(zh, en).to_owned()
}

fn account(error: AccountError, lang: Lang) -> String {
    let zh = match error {
        AccountError::Login => "不能作为登录名",
        AccountError::Name => "姓名须为1至60个字的一行",
        AccountError::State(_) => "该账号已停用或者注销，不能任职",
        AccountError::Days => "止早于起",
        AccountError::AlreadyHeld => "已任此职，起止与现有的不同",
        AccountError::TooMany => "角色过多",
        AccountError::NoSuchRole => "没有这个角色",
        AccountError::Incompatible(_) => "三员须由三人分任，审计管理员不兼任其他角色",
        AccountError::Delegation(_) => "不能代行",
    };
    lang.pick(zh.to_owned(), error.to_string())
}

impl Warning {
    /// What should be looked at.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Oddity(Oddity::UnknownHeading { sheet, heading }), Lang::Zh) => {
                format!("“{}”的“{heading}”不是已知的列，未读取", sheet.title(lang))
            }
            (Self::Oddity(Oddity::UnknownHeading { sheet, heading }), Lang::En) => {
                format!("{}: nobody knows the column \"{heading}\"; left out", sheet.title(lang))
            }
            (Self::Oddity(Oddity::UnknownSheet { name }), Lang::Zh) => {
                format!("工作表“{name}”未读取")
            }
            (Self::Oddity(Oddity::UnknownSheet { name }), Lang::En) => {
                format!("the sheet \"{name}\" is left out")
            }
            (Self::SameName { row, name, .. }, Lang::Zh) => {
                format!("“机构”第{row}行：同一上级之下已有“{name}”")
            }
            (Self::SameName { row, name, .. }, Lang::En) => {
                format!(
                    "Organisations, row {row}: \"{name}\" is there already under the same parent"
                )
            }
        }
    }
}
