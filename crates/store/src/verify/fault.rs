//! What can be wrong, in two languages. Each is evidence, not a guess.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use uuid::Uuid;

/// Something wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The table or place.
    pub place: &'static str,
    /// What is wrong there.
    pub what: What,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A checkpoint that the installation's key did not sign like this.
    Checkpoint(i64, String),
    /// A checkpoint kept outside says otherwise than ours.
    OtherRoot(u64),
    /// More acts were signed than there are.
    ActsRemoved(u64, u64),
    /// Acts that were signed are others now.
    ActsChanged(u64),
    /// A leaf is missing.
    LeafGone(i64),
    /// An act is missing.
    ActGone(Uuid),
    /// An act's row cannot be read.
    ActUnreadable(String),
    /// An act is not what its leaf says.
    ActNotItsLeaf(Uuid),
    /// The detail of an act is not what it was.
    DetailChanged(Uuid),
    /// Details about a subject are missing, and no purge tells why.
    DetailGone(Uuid),
    /// A stored node is not what its leaves give.
    NodeChanged(u8, u64),
    /// Nodes that no leaf completes, or too few of them.
    NodeCount,
    /// Acts that neither have a leaf nor wait for one.
    ActCount(u64, u64, u64),
    /// Details without acts.
    DetailCount(u64, u64),
    /// A record's version is not that of its acts.
    RecordVersion(Uuid, i64, i64),
    /// A record is not what its newest act made of it.
    RecordChanged(Uuid),
    /// A series has gaps, or numbers beyond its last.
    Numbers(String, i64, i64, i64),
    /// Numbers that belong to no series.
    NumbersWithoutSeries(String),
    /// A file is missing.
    FileGone(String),
    /// A file holds other bytes.
    FileChanged(String),
    /// A file cannot be read.
    FileUnreadable(String, String),
    /// An attachment names a file that is not kept.
    AttachmentWithoutFile(Uuid),
}

impl Fault {
    pub(super) fn new(place: &'static str, what: What) -> Self {
        Self { place, what }
    }
}

impl What {
    /// The sentence in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::Checkpoint(size, why) => format!("{size}条的检查点签名不对：{why}"),
            Self::OtherRoot(size) => format!("外存的{size}条检查点与本库的根不同"),
            Self::ActsRemoved(signed, found) => {
                format!("曾对{signed}条签名，现在只有{found}条：有记录被删，或者旧备份被放回")
            }
            Self::ActsChanged(size) => format!("前{size}条已不是签名时的内容"),
            Self::LeafGone(position) => format!("第{position}片叶子不见了"),
            Self::ActGone(id) => format!("行为{id}不见了"),
            Self::ActUnreadable(why) => format!("一条行为无法读取：{why}"),
            Self::ActNotItsLeaf(id) => format!("行为{id}与它的叶子不符"),
            Self::DetailChanged(id) => format!("行为{id}的内容被改动"),
            Self::DetailGone(id) => format!("关于{id}的内容不见了，又没有清除的记录"),
            Self::NodeChanged(height, position) => format!("第{height}层第{position}个节点被改动"),
            Self::NodeCount => "节点多了或者少了".to_owned(),
            Self::ActCount(acts, leaves, waiting) => {
                format!("行为{acts}条，叶子却有{leaves}片，待入树{waiting}条")
            }
            Self::DetailCount(details, acts) => format!("行为{acts}条，内容却有{details}份"),
            Self::RecordVersion(id, version, acts) => {
                format!("记录{id}是第{version}版，它的行为却到第{acts}版")
            }
            Self::RecordChanged(id) => format!("记录{id}的内容与它最后一次行为所留下的不同"),
            Self::Numbers(series, last, count, newest) => {
                format!("{series}应到{last}号，实有{count}个号码，最大{newest}")
            }
            Self::NumbersWithoutSeries(series) => format!("{series}的号码不属于任何序列"),
            Self::FileGone(name) => format!("文件{name}不见了"),
            Self::FileChanged(name) => format!("文件{name}的内容变了"),
            Self::FileUnreadable(name, why) => format!("文件{name}无法读取：{why}"),
            Self::AttachmentWithoutFile(id) => format!("附件{id}的文件没有登记"),
        }
    }
}

impl std::fmt::Display for What {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Checkpoint(size, why) => write!(f, "the checkpoint over {size} acts: {why}"),
            Self::OtherRoot(size) => {
                write!(f, "the checkpoint kept outside over {size} acts has another root")
            }
            Self::ActsRemoved(signed, found) => write!(
                f,
                "{signed} acts were signed, but the log has {found}: acts were removed, or an old \
                 backup was put back"
            ),
            Self::ActsChanged(size) => {
                write!(f, "the first {size} acts are not those that were signed")
            }
            Self::LeafGone(position) => write!(f, "leaf {position} is gone"),
            Self::ActGone(id) => write!(f, "act {id} is gone"),
            Self::ActUnreadable(why) => write!(f, "an act cannot be read: {why}"),
            Self::ActNotItsLeaf(id) => write!(f, "act {id} is not what its leaf says"),
            Self::DetailChanged(id) => write!(f, "the detail of act {id} was changed"),
            Self::DetailGone(id) => write!(f, "details about {id} are gone without a purge"),
            Self::NodeChanged(height, position) => {
                write!(f, "node {position} at height {height} was changed")
            }
            Self::NodeCount => f.write_str("there are nodes to spare, or some are gone"),
            Self::ActCount(acts, leaves, waiting) => {
                write!(f, "{acts} acts, but {leaves} leaves and {waiting} that wait for theirs")
            }
            Self::DetailCount(details, acts) => write!(f, "{details} details for {acts} acts"),
            Self::RecordVersion(id, version, acts) => {
                write!(f, "record {id} stands at version {version}, its acts at {acts}")
            }
            Self::RecordChanged(id) => {
                write!(f, "record {id} is not what its newest act made of it")
            }
            Self::Numbers(series, last, count, newest) => {
                write!(f, "{series} goes to {last}, but {count} numbers were given up to {newest}")
            }
            Self::NumbersWithoutSeries(series) => {
                write!(f, "numbers of {series} belong to no series")
            }
            Self::FileGone(name) => write!(f, "file {name} is gone"),
            Self::FileChanged(name) => write!(f, "file {name} holds other bytes"),
            Self::FileUnreadable(name, why) => write!(f, "file {name} cannot be read: {why}"),
            Self::AttachmentWithoutFile(id) => {
                write!(f, "attachment {id} names a file that is not kept")
            }
        }
    }
}

impl Serialize for Fault {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut fault = to.serialize_struct("Fault", 3)?;
        fault.serialize_field("place", self.place)?;
        fault.serialize_field("what", &self.what.to_string())?;
        fault.serialize_field("what_zh", &self.what.zh())?;
        fault.end()
    }
}
