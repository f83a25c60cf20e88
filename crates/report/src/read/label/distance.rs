//! How far two labels are apart, in letters wrong, lost or added.

/// Returns the edit distance of two labels, `None` where it is more than `most`.
pub fn edit_distance(left: &[char], right: &[char], most: usize) -> Option<usize> {
    if left.len().abs_diff(right.len()) > most {
        return None;
    }
    // Each letter that the other label has nowhere is wrong or added.
    if left.iter().filter(|it| !right.contains(it)).nth(most).is_some() {
        return None;
    }
    let mut previous: Vec<usize> = (0..=right.len()).collect();
    let mut current = vec![0; right.len() + 1];
    for (i, a) in left.iter().enumerate() {
        current[0] = i + 1;
        let mut least = current[0];
        for (j, b) in right.iter().enumerate() {
            let replaced = previous[j] + usize::from(a != b);
            current[j + 1] = replaced.min(previous[j + 1] + 1).min(current[j] + 1);
            least = least.min(current[j + 1]);
        }
        if least > most {
            return None;
        }
        std::mem::swap(&mut previous, &mut current);
    }
    Some(previous[right.len()]).filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lost_letters_count() {
        let distance = |a: &str, b: &str| {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            edit_distance(&chars(a), &chars(b), 3)
        };
        assert_eq!(distance("其他法律行政止公开", "其他法律行政法规禁止公开"), Some(3));
        assert_eq!(distance("属于三类内容事务信息", "属于三类内部事务信息"), Some(1));
        assert_eq!(distance("重复申请", "结果维持"), None);
    }
}
