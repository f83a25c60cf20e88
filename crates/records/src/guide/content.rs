//! What a guide says, as content that pages and documents print: headings, paragraphs, lists and tables, each
//! statement with its article.

use law::Authority;
use serde::Serialize;

use super::version::Part;

/// A guide that is composed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RenderedGuide {
    /// Its title.
    pub title: String,
    /// Its parts, in order. A school has no part on requests.
    pub sections: Vec<Section>,
}

/// A part with its heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Which part it is.
    pub part: Part,
    /// Its heading, without number.
    pub heading: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A paragraph, a list or a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// A smaller heading.
    Heading {
        /// The heading, without number.
        text: String,
    },
    /// A paragraph.
    Paragraph(Statement),
    /// A list, each entry a statement of its own.
    List {
        /// The entries.
        entries: Vec<Statement>,
    },
    /// A table.
    Table(Table),
}

/// A sentence or a few, with the articles they rest on; none where the office speaks for itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Statement {
    /// What is said.
    pub text: String,
    /// On what it rests.
    pub authorities: Vec<Authority>,
}

/// A table with a head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// What it is about.
    pub caption: String,
    /// The head of each column.
    pub head: Vec<String>,
    /// The rows; the first cell of each is its head.
    pub rows: Vec<Vec<String>>,
    /// On what it rests.
    pub authorities: Vec<Authority>,
}

impl Statement {
    /// Says something that rests on articles.
    #[must_use]
    pub fn new(text: String, authorities: impl IntoIterator<Item = Authority>) -> Self {
        Self { text, authorities: authorities.into_iter().collect() }
    }
}

impl Block {
    /// Every article that it rests on.
    #[must_use]
    pub fn authorities(&self) -> Vec<&Authority> {
        match self {
            Self::Heading { .. } => Vec::new(),
            Self::Paragraph(it) => it.authorities.iter().collect(),
            Self::List { entries } => entries.iter().flat_map(|it| &it.authorities).collect(),
            Self::Table(it) => it.authorities.iter().collect(),
        }
    }
}
