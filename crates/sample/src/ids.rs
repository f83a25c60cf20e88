//! Ids that follow from codes and logins, and those that tests and demonstrations speak of.

use records::organisation::OrganisationId;
use records::person::AccountId;
use uuid::Uuid;

/// 海东市人民政府（演示）
pub const GOVERNMENT: OrganisationId = organisation("haidong");
/// 海东市教育局（演示）
pub const BUREAU: OrganisationId = organisation("haidong-jyj");
/// 办公室, a section of the bureau.
pub const OFFICE: OrganisationId = organisation("haidong-jyj-bgs");
/// 基础教育科, a section of the bureau.
pub const BASIC_EDUCATION: OrganisationId = organisation("haidong-jyj-jjk");
/// 学生资助管理中心, a public institution below the bureau.
pub const STUDENT_AID_CENTRE: OrganisationId = organisation("haidong-zzzx");
/// 招生考试中心, a public institution below the bureau.
pub const EXAMINATION_CENTRE: OrganisationId = organisation("haidong-zkzx");
/// 甲县人民政府（演示）
pub const COUNTY_GOVERNMENT: OrganisationId = organisation("jia-xian");
/// 甲县教育局（演示）
pub const COUNTY_BUREAU: OrganisationId = organisation("jia-xian-jyj");
/// 海东市第一中学（演示）, below the bureau.
pub const SCHOOL: OrganisationId = organisation("haidong-1z");
/// 海东市实验学校（演示）: had another name and fewer years before September 2023.
pub const RENAMED_SCHOOL: OrganisationId = organisation("haidong-syxx");
/// 甲县城区小学（演示）: of two schools that were merged in September 2024.
pub const MERGED_SCHOOL: OrganisationId = organisation("jia-xian-cqxx");
/// The two schools that are no more.
pub const SCHOOLS_BEFORE_THE_MERGER: [OrganisationId; 2] =
    [organisation("jia-xian-cdxx"), organisation("jia-xian-cxxx")];
/// Whoever was invited and has not come yet.
pub const INVITED: AccountId = account("yanshi.mao");
/// Whoever is suspended.
pub const SUSPENDED: AccountId = account("yanshi.chen");
/// Whoever has left.
pub const CLOSED: AccountId = account("yanshi.si");
/// Whoever stands in for the reviewer of the bureau.
pub const STAND_IN: AccountId = account("yanshi.wu3");

/// The organisation of a code.
#[must_use]
pub const fn organisation(code: &str) -> OrganisationId {
    OrganisationId(fixed(0x6F72_6761_6E69_7361, code))
}

/// The account of a login.
#[must_use]
pub const fn account(login: &str) -> AccountId {
    AccountId(fixed(0x6163_636F_756E_7400, login))
}

/// The n-th appointment or delegation of a login.
pub(crate) const fn right(login: &str, n: u128) -> Uuid {
    fixed(0x7269_6768_7400_0000 + n, login)
}

/// Looks like chance and is none: FNV-1a over 128 bits, in the form of a random id.
const fn fixed(kind: u128, name: &str) -> Uuid {
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013B;
    let mut hash = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D ^ kind;
    let bytes = name.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u128).wrapping_mul(PRIME);
        at += 1;
    }
    // The upper half of FNV hardly moves for short texts; the lower is folded into it.
    hash ^= hash << 64;
    hash = hash.wrapping_mul(PRIME);
    let version = (hash & !(0xF << 76)) | (0x4 << 76);
    Uuid::from_u128((version & !(0b11 << 62)) | (0b10 << 62))
}
