//! The names of rows, columns and cells of the three tables.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! names {
    ($(#[$meta:meta])* $name:ident { $($(#[$item:meta])* $variant:ident = $id:literal,)+ }) => {
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$item])* #[serde(rename = $id)] $variant,)+
        }

        impl $name {
            /// All of them, in the order of the form.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns the stable name used in files and addresses.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// Returns the entry with this stable name.
            pub fn from_id(id: &str) -> Option<Self> {
                match id { $($id => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

names! {
    /// A row of the table in section two, over both forms.
    DisclosureRow {
        /// 规章.
        Rules = "rules",
        /// 行政规范性文件 (规范性文件 in 2019).
        NormativeDocuments = "normative_documents",
        /// 行政许可.
        Licences = "licences",
        /// 其他对外管理服务事项 (2019 only).
        OtherManagement = "other_management",
        /// 行政处罚.
        Penalties = "penalties",
        /// 行政强制.
        Coercion = "coercion",
        /// 行政事业性收费.
        Charges = "charges",
        /// 政府集中采购 (2019 only).
        Procurement = "procurement",
    }
}

names! {
    /// A column of the table in section two, over both forms.
    DisclosureColumn {
        /// 本年制发件数.
        Made = "made",
        /// 本年废止件数.
        Repealed = "repealed",
        /// 现行有效件数.
        InForce = "in_force",
        /// 本年新制作数量 (2019).
        NewlyMade = "newly_made",
        /// 本年新公开数量 (2019).
        NewlyPublic = "newly_public",
        /// 对外公开总数量 (2019).
        TotalPublic = "total_public",
        /// 上一年项目数量 (2019).
        ItemsLastYear = "items_last_year",
        /// 本年增/减, signed (2019).
        Change = "change",
        /// 本年处理决定数量 (处理决定数量 in 2019).
        Decisions = "decisions",
        /// 本年收费金额, in 万元 with up to six decimals.
        Amount = "amount",
        /// 采购项目数量 (2019).
        ProcurementItems = "procurement_items",
        /// 采购总金额 (2019), unit as written in the cell.
        ProcurementAmount = "procurement_amount",
    }
}

names! {
    /// A row of the table in section three, over both forms.
    RequestRow {
        /// 一、本年新收政府信息公开申请数量.
        New = "new",
        /// 二、上年结转政府信息公开申请数量.
        CarriedIn = "carried_in",
        /// （一）予以公开.
        Granted = "granted",
        /// （二）部分公开.
        Partial = "partial",
        /// （三）1.属于国家秘密.
        DeniedSecret = "denied_secret",
        /// （三）2.其他法律行政法规禁止公开.
        DeniedLaw = "denied_law",
        /// （三）3.危及“三安全一稳定”.
        DeniedSafety = "denied_safety",
        /// （三）4.保护第三方合法权益.
        DeniedThirdParty = "denied_third_party",
        /// （三）5.属于三类内部事务信息.
        DeniedInternal = "denied_internal",
        /// （三）6.属于四类过程性信息.
        DeniedProcess = "denied_process",
        /// （三）7.属于行政执法案卷.
        DeniedEnforcement = "denied_enforcement",
        /// （三）8.属于行政查询事项.
        DeniedInquiry = "denied_inquiry",
        /// （四）1.本机关不掌握相关政府信息.
        UnableNotHeld = "unable_not_held",
        /// （四）2.没有现成信息需要另行制作.
        UnableCreate = "unable_create",
        /// （四）3.补正后申请内容仍不明确.
        UnableUnclear = "unable_unclear",
        /// （五）1.信访举报投诉类申请.
        RefusedPetition = "refused_petition",
        /// （五）2.重复申请.
        RefusedDuplicate = "refused_duplicate",
        /// （五）3.要求提供公开出版物.
        RefusedPublication = "refused_publication",
        /// （五）4.无正当理由大量反复申请.
        RefusedAbusive = "refused_abusive",
        /// （五）5.要求行政机关确认或重新出具已获取信息.
        RefusedReconfirm = "refused_reconfirm",
        /// （六）其他处理 as the single row of 2019.
        OtherTotal = "other_total",
        /// （六）1.逾期不补正 (2021).
        OtherNoCorrection = "other_no_correction",
        /// （六）2.逾期未缴费 (2021).
        OtherNoPayment = "other_no_payment",
        /// （六）3.其他 (2021).
        OtherOther = "other_other",
        /// （七）总计.
        TotalHandled = "total_handled",
        /// 四、结转下年度继续办理.
        CarriedOut = "carried_out",
    }
}

names! {
    /// A column of the table in section three: who applied.
    ApplicantColumn {
        /// 自然人.
        NaturalPerson = "natural_person",
        /// 商业企业.
        Commercial = "commercial",
        /// 科研机构.
        Research = "research",
        /// 社会公益组织.
        Social = "social",
        /// 法律服务机构.
        Legal = "legal",
        /// 其他.
        Other = "other",
        /// 总计.
        Total = "total",
    }
}

names! {
    /// A block of the table in section four.
    CaseBlock {
        /// 行政复议.
        Reconsideration = "reconsideration",
        /// 行政诉讼 · 未经复议直接起诉.
        SuitDirect = "suit_direct",
        /// 行政诉讼 · 复议后起诉.
        SuitAfter = "suit_after",
    }
}

names! {
    /// A column of each block of the table in section four.
    CaseColumn {
        /// 结果维持.
        Upheld = "upheld",
        /// 结果纠正.
        Corrected = "corrected",
        /// 其他结果.
        Other = "other",
        /// 尚未审结.
        Pending = "pending",
        /// 总计.
        Total = "total",
    }
}

impl RequestRow {
    /// Tells whether the row counts outcomes that add up to （七）总计.
    pub fn is_outcome(self) -> bool {
        !matches!(self, Self::New | Self::CarriedIn | Self::TotalHandled | Self::CarriedOut)
    }

    /// Returns the outcomes of one group of the form: 不予公开, 无法提供, 不予处理 or 其他处理.
    pub fn group(self) -> Option<OutcomeGroup> {
        match self {
            Self::DeniedSecret
            | Self::DeniedLaw
            | Self::DeniedSafety
            | Self::DeniedThirdParty
            | Self::DeniedInternal
            | Self::DeniedProcess
            | Self::DeniedEnforcement
            | Self::DeniedInquiry => Some(OutcomeGroup::Denied),
            Self::UnableNotHeld | Self::UnableCreate | Self::UnableUnclear => {
                Some(OutcomeGroup::Unable)
            }
            Self::RefusedPetition
            | Self::RefusedDuplicate
            | Self::RefusedPublication
            | Self::RefusedAbusive
            | Self::RefusedReconfirm => Some(OutcomeGroup::Refused),
            Self::OtherTotal
            | Self::OtherNoCorrection
            | Self::OtherNoPayment
            | Self::OtherOther => Some(OutcomeGroup::Other),
            Self::New
            | Self::CarriedIn
            | Self::Granted
            | Self::Partial
            | Self::TotalHandled
            | Self::CarriedOut => None,
        }
    }
}

/// A group of outcome rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeGroup {
    /// （三）不予公开.
    Denied,
    /// （四）无法提供.
    Unable,
    /// （五）不予处理.
    Refused,
    /// （六）其他处理.
    Other,
}

impl OutcomeGroup {
    /// Returns the words of the group's label without its numeral.
    pub fn label(self) -> &'static str {
        match self {
            Self::Denied => "不予公开",
            Self::Unable => "无法提供",
            Self::Refused => "不予处理",
            Self::Other => "其他处理",
        }
    }

    /// Returns the rows of the group.
    pub fn rows(self) -> impl Iterator<Item = RequestRow> {
        RequestRow::ALL.iter().copied().filter(move |row| row.group() == Some(self))
    }
}

/// One cell of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CellId {
    /// A cell of the table in section two.
    Disclosure(DisclosureRow, DisclosureColumn),
    /// A cell of the table in section three.
    Request(RequestRow, ApplicantColumn),
    /// A cell of the table in section four.
    Case(CaseBlock, CaseColumn),
}

impl CellId {
    /// Returns the number by which people know the table, 2, 3 or 4.
    pub fn table(self) -> u8 {
        match self {
            Self::Disclosure(..) => 2,
            Self::Request(..) => 3,
            Self::Case(..) => 4,
        }
    }

    /// Returns the name of the row (or block) and of the column.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Disclosure(row, column) => (row.id(), column.id()),
            Self::Request(row, column) => (row.id(), column.id()),
            Self::Case(block, column) => (block.id(), column.id()),
        }
    }

    /// Returns the cell with this name, for example `table3.new.total`.
    pub fn parse(name: &str) -> Option<Self> {
        let mut parts = name.split('.');
        let (table, row, column) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        Self::of_names(table, row, column)
    }

    /// Returns the cell with these names of table, row and column.
    pub fn of_names(table: &str, row: &str, column: &str) -> Option<Self> {
        Some(match table {
            "table2" => {
                Self::Disclosure(DisclosureRow::from_id(row)?, DisclosureColumn::from_id(column)?)
            }
            "table3" => Self::Request(RequestRow::from_id(row)?, ApplicantColumn::from_id(column)?),
            "table4" => Self::Case(CaseBlock::from_id(row)?, CaseColumn::from_id(column)?),
            _ => return None,
        })
    }
}

impl fmt::Display for CellId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (row, column) = self.names();
        write!(f, "table{}.{row}.{column}", self.table())
    }
}
