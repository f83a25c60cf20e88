//! The faces (字体) at hand: those in the program, and those that an office puts into its folder.
//!
//! 宋, 小标宋, 黑 and 楷 come with the program under the Open Font License. 仿宋 does not: its only
//! free face is under the GPL, so it lies beside the program as a file that an office may replace
//! with its own 方正 faces. A face that is missing gives way to 宋 and is told.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Serialize;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

static EMBEDDED: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files: [&'static [u8]; 4] = [
        include_bytes!("../../fonts/gongkai-song.ttf"),
        include_bytes!("../../fonts/gongkai-biaosong.ttf"),
        include_bytes!("../../fonts/gongkai-hei.ttf"),
        include_bytes!("../../fonts/gongkai-kai.ttf"),
    ];
    files.into_iter().flat_map(|bytes| Font::iter(Bytes::new(bytes))).collect()
});

/// The face in which every letter of GBK can be set.
const SONG: &str = "Gongkai Song";

/// Faces that an office may own, the official ones first.
const FANGSONG: [&str; 8] = [
    "FangSong_GB2312",
    "仿宋_GB2312",
    "FZFangSong-Z02",
    "方正仿宋_GBK",
    "FangSong",
    "仿宋",
    "STFangsong",
    "FandolFang R",
];
const BIAOSONG: [&str; 4] =
    ["FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "方正小标宋_GBK"];
const HEI: [&str; 4] = ["FZHei-B01", "方正黑体_GBK", "SimHei", "黑体"];
const KAI: [&str; 4] = ["FZKai-Z03", "方正楷体_GBK", "KaiTi_GB2312", "楷体_GB2312"];

/// A face that GB/T 9704 asks for and that is not at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingFace {
    /// 仿宋, for running text.
    FangSong,
}

/// The faces at hand.
#[derive(Debug)]
pub struct Faces {
    pub(super) fonts: Vec<Font>,
    pub(super) book: LazyHash<FontBook>,
    pub(super) roles: Roles,
}

/// Names of families by what they are for, each with what stands in for a missing letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Roles {
    body: Vec<String>,
    title: Vec<String>,
    heading: Vec<String>,
    subheading: Vec<String>,
    table: Vec<String>,
}

impl Faces {
    /// Takes the faces of the program and of the office's files; what is no font is passed over.
    pub fn new(office: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let owned = office.into_iter().flat_map(|bytes| Font::iter(Bytes::new(bytes)));
        let fonts: Vec<Font> = EMBEDDED.iter().cloned().chain(owned).collect();
        let book = FontBook::from_fonts(&fonts);
        let family = |names: &[&str], own: Option<&str>| -> Vec<String> {
            let at_hand = names.iter().find(|name| book.contains_family(&name.to_lowercase()));
            let chosen = at_hand.copied().or(own);
            chosen.into_iter().chain([SONG]).map(str::to_owned).collect()
        };
        let roles = Roles {
            body: family(&FANGSONG, None),
            title: family(&BIAOSONG, Some("Gongkai Biaosong")),
            heading: family(&HEI, Some("Gongkai Hei")),
            subheading: family(&KAI, Some("Gongkai Kai")),
            table: vec![SONG.to_owned()],
        };
        Self { fonts, book: LazyHash::new(book), roles }
    }

    /// Returns the faces that are missing and for which 宋 stands in.
    pub fn missing(&self) -> Option<MissingFace> {
        (self.roles.body.len() == 1).then_some(MissingFace::FangSong)
    }

    /// Returns the families at hand, as the typesetter knows them.
    pub fn families(&self) -> BTreeSet<String> {
        self.fonts.iter().map(|font| font.info().family.to_string()).collect()
    }

    /// Tells whether some face has the letter.
    pub(super) fn have(&self, letter: char) -> bool {
        self.fonts.iter().any(|it| it.info().coverage.contains(u32::from(letter)))
    }
}
