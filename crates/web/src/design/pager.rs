//! Pages of a list, each with an address of its own.

/// Where a list is.
#[derive(Debug, Clone)]
pub(crate) struct Pager {
    /// The page, from 1.
    pub page: usize,
    /// The last page.
    pub last: usize,
    /// Entries in all.
    pub total: usize,
    /// The address without the page.
    base: String,
}

impl Pager {
    /// The pager of a list. `query` is what the list was asked for besides the page, already encoded.
    pub(crate) fn of(page: usize, per_page: usize, total: usize, path: &str, query: &str) -> Self {
        let last = total.div_ceil(per_page.max(1)).max(1);
        let base = match query {
            "" => format!("{path}?"),
            _ => format!("{path}?{query}&"),
        };
        Self { page: page.clamp(1, last), last, total, base }
    }

    /// The address of a page.
    pub(crate) fn href(&self, page: usize) -> String {
        format!("{}page={page}", self.base)
    }

    /// The entries of the page among all of them.
    pub(crate) fn part<'a, T>(&self, all: &'a [T], per_page: usize) -> &'a [T] {
        let from = (self.page - 1).saturating_mul(per_page).min(all.len());
        let rest = all.get(from..).unwrap_or_default();
        rest.get(..per_page).unwrap_or(rest)
    }

    /// The page before.
    pub(crate) fn before(&self) -> Option<String> {
        (self.page > 1).then(|| self.href(self.page - 1))
    }

    /// The page after.
    pub(crate) fn after(&self) -> Option<String> {
        (self.page < self.last).then(|| self.href(self.page + 1))
    }

    /// The first page, the last, and those around this one; what is left out between them is told once.
    pub(crate) fn near(&self) -> Vec<PageLink> {
        let mut near: Vec<PageLink> = Vec::new();
        for n in 1..=self.last {
            if n == 1 || n == self.last || n.abs_diff(self.page) <= 2 {
                let href = (n != self.page).then(|| self.href(n));
                near.push(PageLink { label: n.to_string(), href, current: n == self.page });
            } else if near.last().is_some_and(|it| it.label != "…") {
                near.push(PageLink { label: "…".to_owned(), href: None, current: false });
            }
        }
        near
    }
}

/// A page among others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PageLink {
    pub label: String,
    pub href: Option<String>,
    pub current: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_beyond_the_end_are_the_last() {
        let pager = Pager::of(99, 10, 25, "/o/jyj/reports", "q=x");
        assert_eq!((pager.page, pager.last), (3, 3));
        assert_eq!(pager.part(&(0..25).collect::<Vec<_>>(), 10), [20, 21, 22, 23, 24]);
        assert_eq!(pager.href(2), "/o/jyj/reports?q=x&page=2");
        assert_eq!(Pager::of(0, 10, 0, "/", "").part::<u8>(&[], 10), [0_u8; 0]);
    }

    #[test]
    fn what_is_left_out_is_told_once_on_each_side() {
        let labels = |page, total| {
            let near = Pager::of(page, 1, total, "/", "").near();
            near.into_iter().map(|it| it.label).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(labels(10, 20), "1 … 8 9 10 11 12 … 20");
        assert_eq!(labels(1, 3), "1 2 3");
    }
}
