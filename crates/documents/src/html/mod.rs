//! Pages as HTML: one self-contained file with real tables, readable without scripts, printable.

use askama::Template;
use report::check::Severity;

use crate::page::{Block, Mark, Page, Picture, PieceKind, Role, Table, TableCell};

const STYLE: &str = include_str!("style.css");

#[derive(Template)]
#[template(path = "page.html")]
struct PageTemplate<'a> {
    page: &'a Page,
    style: &'static str,
}

/// Writes the page.
///
/// # Errors
///
/// Where the template fails, which its test rules out.
pub fn write(page: &Page) -> Result<String, askama::Error> {
    PageTemplate { page, style: STYLE }.render()
}

/// Writes what stands below the title, to be put into a page that has a frame and a style of its own. It is
/// made of our own elements, with every text escaped.
///
/// # Errors
///
/// Where the template fails, which its test rules out.
pub fn write_blocks(page: &Page) -> Result<String, askama::Error> {
    BlocksTemplate { page }.render()
}

/// A table as the template takes it apart.
#[derive(Template)]
#[template(path = "table.html")]
struct TableTemplate<'a> {
    table: &'a Table,
}

impl TableTemplate<'_> {
    fn head(&self) -> &[Vec<TableCell>] {
        self.table.rows.get(..self.table.header_rows).unwrap_or_default()
    }

    fn body(&self) -> &[Vec<TableCell>] {
        self.table.rows.get(self.table.header_rows..).unwrap_or_default()
    }

    fn cell<'b>(&self, cell: &'b TableCell) -> CellTemplate<'b> {
        CellTemplate { cell }
    }
}

/// A cell: a header with its scope, or a value.
#[derive(Template)]
#[template(path = "cell.html")]
struct CellTemplate<'a> {
    cell: &'a TableCell,
}

impl CellTemplate<'_> {
    fn tag(&self) -> &'static str {
        match self.cell.role {
            Role::Column | Role::Row => "th",
            Role::Value | Role::Text => "td",
        }
    }

    /// A header over several columns or rows names a group of them.
    fn scope(&self) -> Option<&'static str> {
        match (self.cell.role, self.cell.columns > 1, self.cell.rows > 1) {
            (Role::Column, true, _) => Some("colgroup"),
            (Role::Column, false, _) => Some("col"),
            (Role::Row, _, true) => Some("rowgroup"),
            (Role::Row, _, false) => Some("row"),
            (Role::Value | Role::Text, ..) => None,
        }
    }

    /// The number by which marks in the text refer to this line of the list of findings.
    fn anchor(&self) -> Option<usize> {
        let number = self.cell.marks.first().map(|it| it.number)?;
        (self.cell.text == number.to_string() && self.cell.role == Role::Text).then_some(number)
    }

    /// Marks that refer to the list of findings; the list itself needs none.
    fn references(&self) -> &[Mark] {
        if self.anchor().is_some() { &[] } else { &self.cell.marks }
    }

    fn class(&self) -> String {
        let role = if self.cell.role == Role::Value { "value" } else { "" };
        [role, worst(&self.cell.marks)].join(" ").trim().to_owned()
    }
}

/// The class of the gravest of several findings.
fn worst(marks: &[Mark]) -> &'static str {
    match Mark::worst(marks) {
        Some(Severity::Error) => "marked marked--error",
        Some(Severity::Warning) => "marked marked--warning",
        Some(Severity::Note) => "marked marked--note",
        None => "",
    }
}

impl PageTemplate<'_> {
    fn blocks(&self) -> BlocksTemplate<'_> {
        BlocksTemplate { page: self.page }
    }
}

/// What stands below the title.
#[derive(Template)]
#[template(path = "blocks.html")]
struct BlocksTemplate<'a> {
    page: &'a Page,
}

impl BlocksTemplate<'_> {
    fn table<'a>(&self, table: &'a Table) -> TableTemplate<'a> {
        TableTemplate { table }
    }

    fn paragraph_class(&self, marks: &[Mark]) -> &'static str {
        worst(marks)
    }

    /// The SVG is ours, written with its texts escaped.
    fn svg<'a>(&self, picture: &'a Picture) -> &'a str {
        &picture.svg
    }
}
