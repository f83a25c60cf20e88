//! The two sheets and their columns.

use law::Lang;
use serde::{Deserialize, Serialize};

macro_rules! columns {
    (
        $(#[$doc:meta])* $name:ident;
        $($variant:ident $zh:literal $en:literal $about_zh:literal $about_en:literal;)+
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $(#[doc = $zh] $variant,)+
        }

        impl $name {
            /// Every column, in the order in which they are written.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The heading.
            #[must_use]
            pub fn heading(self, lang: Lang) -> &'static str {
                match self { $(Self::$variant => lang.pick($zh, $en),)+ }
            }

            /// What is written into it.
            #[must_use]
            pub fn explanation(self, lang: Lang) -> &'static str {
                match self { $(Self::$variant => lang.pick($about_zh, $about_en),)+ }
            }
        }
    };
}

columns! {
    /// A column of the sheet of organisations.
    OrganisationColumn;
    Code "机构代码" "Code" "必填。2至40个小写字母、数字或连字符，确定后不变。" "Needed. 2 to 40 lower-case letters, digits and hyphens; never changes.";
    FullName "规范全称" "Full name" "必填。" "Needed.";
    ShortName "简称" "Short name" "空白表示与全称相同。" "Empty: the full name.";
    EnglishName "英文名" "English name" "可空白。" "May be empty.";
    Kind "类型" "Kind" "必填。见右侧可选值。" "Needed. One of the values at the right.";
    Stage "学段" "Stage" "学校必填，其他机构空白。" "Needed for schools, empty for others.";
    RunBy "办学性质" "Run by" "学校必填，其他机构空白。" "Needed for schools, empty for others.";
    Parent "上级机构代码" "Parent code" "隶属的机构；内设机构必填。可以是本表中的机构。" "Whom it stands under; needed for sections. May be a row of this sheet.";
    Authority "信息公开主管机构代码" "Authority code" "指导其信息公开工作的机构；空白表示即上级机构。" "Who leads its openness work; empty: its parent.";
    FoundedOn "设立日期" "Founded on" "如2019-05-15；空白表示导入当日。已有的机构不能改。" "Such as 2019-05-15; empty: the day of the import. Cannot be changed later.";
    Basis "依据文件" "Basis" "设立或者这次变更所依据的文件。" "The document on which the founding or this change rests.";
    OfficeName "信息公开机构名称" "Office name" "信息公开指南所载的工作机构（条例第十二条）。" "The disclosure office that the guide names (Article 12).";
    OfficeAddress "信息公开机构地址" "Office address" "办公地址。" "Its address.";
    OfficePostCode "信息公开机构邮编" "Office post code" "六位数字。" "Six digits.";
    OfficeHours "信息公开机构办公时间" "Office hours" "如工作日8:30-12:00、14:30-18:00。" "Such as working days 8:30-12:00, 14:30-18:00.";
    OfficePhone "信息公开机构电话" "Office phone" "联系电话。" "Its telephone.";
    OfficeFax "信息公开机构传真" "Office fax" "传真号码。" "Its fax.";
    OfficeMail "信息公开机构邮箱" "Office mail" "电子邮箱。" "Its mail address.";
    OfficeWeb "信息公开机构网址" "Office web" "互联网联系方式。" "Its address on the internet.";
    FilesReport "须编制年报" "Files yearly report" "是或否；空白表示否。" "Yes or no; empty: no.";
    PublishesGovernmentReport "发布政府年报" "Publishes government report" "是或否；空白表示否。" "Yes or no; empty: no.";
    MakesRules "可制定规章" "Makes rules" "是或否；空白表示否。" "Yes or no; empty: no.";
    MakesNormativeDocuments "可制定规范性文件" "Makes normative documents" "是或否；空白表示否。" "Yes or no; empty: no.";
}

columns! {
    /// A column of the sheet of people.
    PersonColumn;
    Login "登录名" "Login" "必填。2至40个小写字母、数字、点、下划线或连字符，以字母开头，确定后不变。" "Needed. 2 to 40 lower-case letters, digits, dots, underscores and hyphens, beginning with a letter; never changes.";
    Name "姓名" "Name" "必填。同一人有几行的，各行一致。" "Needed. The same in every row of one person.";
    Home "所属机构代码" "Organisation code" "必填。同一人有几行的，各行一致。" "Needed. The same in every row of one person.";
    Roles "角色" "Roles" "可以几个，用、隔开。导入只是提出，由安全管理员确认后生效。" "Several are separated by commas. Importing only proposes them; the security administrator confirms.";
    At "任职机构代码" "Role at" "空白表示所属机构。" "Empty: the organisation of the person.";
    From "起" "From" "如2026-03-02；空白表示导入当日。" "Such as 2026-03-02; empty: the day of the import.";
    Until "止" "Until" "最后一日；空白表示没有期限。" "The last day; empty: without end.";
}

/// One of the two sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SheetName {
    /// 机构
    Organisations,
    /// 人员
    People,
}

impl SheetName {
    /// What the sheet is called.
    #[must_use]
    pub fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::Organisations => lang.pick("机构", "Organisations"),
            Self::People => lang.pick("人员", "People"),
        }
    }
}

/// What the sheet of explanations is called.
pub(crate) fn notes_title(lang: Lang) -> &'static str {
    lang.pick("说明", "Notes")
}

/// A column of either sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// Of organisations.
    Organisation(OrganisationColumn),
    /// Of people.
    Person(PersonColumn),
}

impl Column {
    /// Which sheet it belongs to.
    #[must_use]
    pub fn sheet(self) -> SheetName {
        match self {
            Self::Organisation(_) => SheetName::Organisations,
            Self::Person(_) => SheetName::People,
        }
    }

    /// The heading.
    #[must_use]
    pub fn heading(self, lang: Lang) -> &'static str {
        match self {
            Self::Organisation(it) => it.heading(lang),
            Self::Person(it) => it.heading(lang),
        }
    }
}

impl From<OrganisationColumn> for Column {
    fn from(column: OrganisationColumn) -> Self {
        Self::Organisation(column)
    }
}

impl From<PersonColumn> for Column {
    fn from(column: PersonColumn) -> Self {
        Self::Person(column)
    }
}
