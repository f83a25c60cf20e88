//! Tables with merged cells; no row breaks over a page.

use docx_rs::{
    AlignmentType, Paragraph, Shading, ShdType, TableBorder, TableBorderPosition, TableBorders,
    TableCell as Cell, TableCellMargins, TableLayoutType, TableRow, VAlignType, VMergeType,
    WidthType,
};
use report::check::Severity;

use super::styles::TEXT_WIDTH;
use super::{Writer, run, styles};
use crate::grid::{Slot, slots};
use crate::page::{Mark, Role, Table, TableCell, TextSize};

/// Composes a table over the width of the text.
pub fn table(writer: &mut Writer<'_>, table: &Table) -> docx_rs::Table {
    let widths = widths(table);
    let lines = slots(table);
    let rows = lines.iter().map(|line| {
        let cells = line.iter().map(|slot| cell(writer, table, &widths, slot)).collect();
        TableRow::new(cells).cant_split()
    });
    let rows: Vec<TableRow> = rows.collect();
    docx_rs::Table::new(rows)
        .set_grid(widths)
        .layout(TableLayoutType::Fixed)
        .width(TEXT_WIDTH, WidthType::Dxa)
        .margins(TableCellMargins::new().margin(0, 60, 0, 60))
        .set_borders(borders())
}

fn borders() -> TableBorders {
    use TableBorderPosition::{Bottom, InsideH, InsideV, Left, Right, Top};
    let sides = [Top, Left, Bottom, Right, InsideH, InsideV];
    sides.into_iter().fold(TableBorders::with_empty(), |all, side| {
        all.set(TableBorder::new(side).size(4).color("000000"))
    })
}

/// Relative widths as twentieths of a point that add up to the width of the text.
fn widths(table: &Table) -> Vec<usize> {
    let whole: usize = table.widths.iter().map(|it| usize::from(*it)).sum::<usize>().max(1);
    table.widths.iter().map(|it| TEXT_WIDTH * usize::from(*it) / whole).collect()
}

fn cell(writer: &mut Writer<'_>, table: &Table, widths: &[usize], slot: &Slot<'_>) -> Cell {
    let (column, columns) = match slot {
        Slot::Begins { column, cell } => (*column, cell.columns),
        Slot::GoesOn { column, columns } => (*column, *columns),
    };
    let covered = widths.get(column..column + usize::from(columns)).unwrap_or_default();
    let empty = Cell::new().width(covered.iter().sum(), WidthType::Dxa);
    let empty = if columns > 1 { empty.grid_span(columns.into()) } else { empty };
    match slot {
        Slot::GoesOn { .. } => {
            empty.vertical_merge(VMergeType::Continue).add_paragraph(Paragraph::new())
        }
        Slot::Begins { cell, .. } => {
            let merged =
                if cell.rows > 1 { empty.vertical_merge(VMergeType::Restart) } else { empty };
            filled(writer, table.size, cell, merged)
        }
    }
}

fn filled(writer: &mut Writer<'_>, size: TextSize, cell: &TableCell, made: Cell) -> Cell {
    let style = if size == TextSize::Small { "TableSmall" } else { "TableText" };
    let align = match cell.role {
        Role::Column | Role::Value => AlignmentType::Center,
        Role::Row if cell.rows > 1 => AlignmentType::Center,
        Role::Row | Role::Text => AlignmentType::Left,
    };
    let words = run(&cell.text);
    let words =
        if cell.role == Role::Column { words.fonts(styles::fonts("黑体")) } else { words };
    let header = cell.role == Role::Column;
    let paragraph = Paragraph::new().style(style).align(align).keep_next(header);
    // The list of findings shows its own numbers; a comment there would repeat the line.
    let marks = if cell.role == Role::Text { &[][..] } else { &cell.marks[..] };
    let made = made
        .vertical_align(VAlignType::Center)
        .add_paragraph(writer.commented(paragraph, words, marks));
    match fill(cell) {
        Some(colour) => {
            made.shading(Shading::new().shd_type(ShdType::Clear).color("auto").fill(colour))
        }
        None => made,
    }
}

fn fill(cell: &TableCell) -> Option<&'static str> {
    match (Mark::worst(&cell.marks), cell.role) {
        (Some(Severity::Error), _) => Some("FDECEC"),
        (Some(Severity::Warning), _) => Some("FFF4D6"),
        (Some(Severity::Note), _) => Some("E8F1FB"),
        (None, Role::Column) => Some("F2F2F2"),
        (None, Role::Row | Role::Value | Role::Text) => None,
    }
}
