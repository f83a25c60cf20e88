//! Rows that go into one statement.

/// How many rows a statement takes.
const LENGTHS: [usize; 5] = [256, 64, 16, 4, 1];

/// Splits into runs of few different lengths.
///
/// Each number of rows is a statement of its own, which both engines prepare and keep. With any number
/// from 1 to 500 the caches fill with hundreds of long statements: measured, a third more memory after
/// 500,000 acts.
pub(crate) fn runs<T>(all: &[T]) -> impl Iterator<Item = &[T]> {
    let mut rest = all;
    std::iter::from_fn(move || {
        let length = LENGTHS.into_iter().find(|it| *it <= rest.len())?;
        let (run, others) = rest.split_at(length);
        rest = others;
        Some(run)
    })
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn runs_give_everything_in_order_and_have_few_lengths() {
        for count in [0, 1, 3, 5, 63, 500, 700] {
            let all: Vec<usize> = (0..count).collect();
            assert_eq!(runs(&all).flatten().copied().collect::<Vec<_>>(), all);
        }
        let lengths: Vec<usize> = runs(&[(); 500]).map(<[()]>::len).collect();
        assert_eq!(lengths, [256, 64, 64, 64, 16, 16, 16, 4]);
    }
}
